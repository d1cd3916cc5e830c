#!/usr/bin/env python3
"""Takes published papers in as PDF alone and compares title, authors and DOI with what is known of them.

  pdf_papers.py DATA PROGRAMS WORK [--list]

DATA is a folder that holds academic/jose-papers (it is not part of this project), PROGRAMS the folder of the built programs, WORK a scratch folder.
Titles and names are compared after folding case, blanks, apostrophes and HTML entities. The known names come from the publisher's registration,
which leaves middle names out: a name is "exact" when it is equal, "same" when the first word or its initial and the last word are. Beside it, the
wall clock of the parser on one core and on two against pdftotext on one, over the same files. --list prints what differs. Ends with 1 below the targets.
"""
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata

# Of 60 papers, of which the papers without a PDF in DATA count as right.
TARGETS = {"title": 55, "authors": 50, "doi": 57}
PAPERS = 60
LEAST_SPEED = 0.7  # of pdftotext
LEAST_SCALING = 1.7  # of two cores
COPIES = 3  # of each paper, so that a round is long enough to time
ROUNDS = 5


def folded(text):
    text = html.unescape(html.unescape(text)).replace("\u2019", "'").replace("\u2010", "-").replace("\u00a0", " ")
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def same_person(found, known):
    found, known = (re.sub(r"[.\-]", " ", folded(name)).split() for name in (found, known))
    if not found or not known or found[-1] != known[-1]:
        return False
    return found[0] == known[0] or (1 in (len(found[0]), len(known[0])) and found[0][0] == known[0][0])


def judge(record, known):
    names = [author["name"] for author in record.get("authors", [])]
    dois = [identifier["value"].lower() for identifier in record.get("identifiers", []) if identifier["scheme"] == "doi"]
    return {
        "title": folded(record.get("title", "")) == folded(known["title"]),
        "exact": [folded(name) for name in names] == [folded(name) for name in known["authors"]],
        "authors": len(names) == len(known["authors"]) and all(map(same_person, names, known["authors"])),
        "doi": dois == [known["doi"].lower()],
    }


def take_in(indexer, folder, repository):
    shutil.rmtree(repository, ignore_errors=True)
    added = subprocess.run([indexer, "-r", repository, "add", "--quiet", "--kind", "paper", folder], capture_output=True, text=True)
    if added.returncode not in (0, 1):
        sys.exit(added.stdout + added.stderr)
    exported = subprocess.run([indexer, "-r", repository, "export"], check=True, capture_output=True, text=True).stdout
    records = (json.loads(line) for line in exported.splitlines())
    return {os.path.splitext(os.path.basename(record["source"]["uri"]))[0]: record for record in records}


def seconds_of(commands, cores):
    """Wall clock on the first `cores` cores."""
    start = time.monotonic()
    for command in commands:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, cores))
    return time.monotonic() - start


def measure_speed(indexer, folder, work):
    """Medians over rounds by turns, each without the start of its processes: pdftotext on one core, the parser on one and on two."""
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".pdf"))
    copies, nothing = os.path.join(work, "copies"), os.path.join(work, "nothing")
    for path in (copies, nothing):
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
    for number in range(COPIES):
        for path in files:
            os.link(path, os.path.join(copies, f"{number}-{os.path.basename(path)}"))
    with open(os.path.join(nothing, "a.txt"), "w", encoding="utf-8") as file:
        file.write("nothing")
    cores = sorted(os.sched_getaffinity(0))[:2]

    def own(count):
        dry = [indexer, "-r", os.path.join(work, "dry"), "add", "--dry-run", "--quiet", "--jobs", str(count), "--kind", "paper"]
        return seconds_of([dry + [copies]], cores[:count]) - seconds_of([dry + [nothing]], cores[:count])

    def other():
        text = [["pdftotext", os.path.join(copies, name), os.path.join(work, "out.txt")] for name in sorted(os.listdir(copies))]
        return seconds_of(text, cores[:1]) - seconds_of([["pdftotext", "-v"] for _ in text], cores[:1])

    rounds = [(other(), own(1), own(2)) for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds)]


def main():
    data, programs, work = (os.path.abspath(path) for path in sys.argv[1:4])
    papers = os.path.join(data, "academic", "jose-papers")
    if not os.path.exists(os.path.join(papers, "records.jsonl")):
        print(f"skipped: no papers in {papers}")
        return 0
    indexer = os.path.join(programs, "isthmus-indexer")
    folder = os.path.join(work, "papers")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(os.path.join(papers, "records.jsonl"), encoding="utf-8") as file:
        known = {paper["_id"]: paper for paper in map(json.loads, file)}
    for name, paper in known.items():
        if os.path.exists(os.path.join(papers, paper["pdf"])):
            shutil.copyfile(os.path.join(papers, paper["pdf"]), os.path.join(folder, name + ".pdf"))
    records = take_in(indexer, folder, os.path.join(work, "repository"))
    missing = sum(not os.path.exists(os.path.join(folder, name + ".pdf")) for name in known)
    right = dict.fromkeys(("title", "exact", "authors", "doi"), 0)
    for name, paper in sorted(known.items()):
        if not os.path.exists(os.path.join(folder, name + ".pdf")):
            continue
        verdict = judge(records.get(name, {}), paper)
        for part, is_right in verdict.items():
            right[part] += is_right
        if "--list" in sys.argv and not all(verdict.values()):
            record = records.get(name, {})
            print(name, {part: is_right for part, is_right in verdict.items() if not is_right})
            print("  found", record.get("title"), [author["name"] for author in record.get("authors", [])], record.get("identifiers"))
            print("  known", paper["title"], paper["authors"], paper["doi"])
    there = len(known) - missing
    print(f"{there} papers with a PDF, {missing} without")
    print(f"titles {right['title']}, author lists {right['authors']} (to the letter {right['exact']}), DOIs {right['doi']}")
    failed = any(there - right[part] > PAPERS - target for part, target in TARGETS.items())
    if shutil.which("pdftotext"):
        other, one, two = measure_speed(indexer, folder, work)
        print(f"pdftotext {other:.2f} s, parser {one:.2f} s on one core ({other / one:.2f} of its speed), {two:.2f} s on two ({one / two:.2f} times that)")
        failed = failed or other / one < LEAST_SPEED or one / two < LEAST_SCALING
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
