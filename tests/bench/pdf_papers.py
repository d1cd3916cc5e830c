#!/usr/bin/env python3
"""Takes published papers in as PDF alone and compares title, authors and DOI with what is known of them.

  pdf_papers.py DATA PROGRAMS WORK [--list]

DATA is a folder that holds academic/jose-papers (it is not part of this project), PROGRAMS the folder of the built programs, WORK a scratch folder.
Titles and names are compared after folding case, blanks, apostrophes and HTML entities. The known names come from the publisher's registration,
which leaves middle names out: a name is "exact" when it is equal, "same" when the first word or its initial and the last word are. Beside it, the
pages per second of the parser and of pdftotext over the same files, one core each. --list prints what differs. Ends with 1 below the targets.
"""
import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata

# Of 60 papers, of which the papers without a PDF in DATA count as right.
TARGETS = {"title": 55, "authors": 50, "doi": 57}
PAPERS = 60
LEAST_SPEED = 0.7  # of pdftotext


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


def seconds_of(commands):
    """User and system time of the commands, the least of three runs."""
    best = None
    for _ in range(3):
        before = os.times()
        for command in commands:
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = spent if best is None else min(best, spent)
    return best


def measure_speed(indexer, folder, work):
    """Pages per second of parser and pdftotext, without the start of their processes."""
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".pdf"))
    nothing = os.path.join(work, "nothing")
    os.makedirs(nothing, exist_ok=True)
    with open(os.path.join(nothing, "a.txt"), "w", encoding="utf-8") as file:
        file.write("nothing")
    dry = [indexer, "-r", os.path.join(work, "dry"), "add", "--dry-run", "--quiet", "--jobs", "1", "--kind", "paper"]
    own = seconds_of([dry + [folder]]) - seconds_of([dry + [nothing]])
    starts = seconds_of([["pdftotext", "-v"] for _ in files])
    other = seconds_of([["pdftotext", file, os.path.join(work, "out.txt")] for file in files]) - starts
    return own, other


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
        own, other = measure_speed(indexer, folder, work)
        print(f"parser {own:.2f} s, pdftotext {other:.2f} s: {other / own:.2f} of its speed")
        failed = failed or other / own < LEAST_SPEED
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
