#!/usr/bin/env python3
"""Compares what the XML parsers make of published papers with what is known of them.

  papers_xml.py DATA PROGRAMS WORK

DATA is a folder that holds academic/jose-papers (not part of this project): Crossref deposits and JATS articles of papers, and records.jsonl with the
true title, authors and DOI of each. PROGRAMS is the folder of the built programs, WORK a scratch folder. Title, authors and DOI must be equal, letter for
letter, once references to characters (`&amp;nbsp;`) are resolved on both sides. Ends with 1 when one is not.
"""
import html
import json
import os
import shutil
import subprocess
import sys


def plain(text):
    """Some of the sources escape a text twice."""
    for _ in range(3):
        text = html.unescape(text)
    return " ".join(text.split())


def files_below(folder, endings):
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(path, name)


def records_of(indexer, work, name, files):
    """The records that these files give, by DOI."""
    source = os.path.join(work, name)
    repository = os.path.join(work, name + "-repository")
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(repository, ignore_errors=True)
    os.makedirs(source)
    for file in files:
        shutil.copy(file, source)
    added = subprocess.run([indexer, "-r", repository, "add", "--quiet", source], capture_output=True, text=True)
    print(added.stdout + added.stderr, end="")
    exported = subprocess.run([indexer, "-r", repository, "export"], check=True, capture_output=True, text=True).stdout
    found = {}
    for record in map(json.loads, exported.splitlines()):
        for identifier in record.get("identifiers", []):
            if identifier["scheme"] == "doi":
                found[identifier["value"].lower()] = record
    return found


def differences(truth, record):
    doi = [identifier["value"] for identifier in record["identifiers"] if identifier["scheme"] == "doi"]
    pairs = {
        "title": (plain(truth["title"]), plain(record.get("title", ""))),
        "authors": ([plain(name) for name in truth["authors"]], [plain(author["name"]) for author in record.get("authors", [])]),
        "doi": (truth["doi"], doi[0]),
    }
    return [f"{field}: expected {expected!r}, found {found!r}" for field, (expected, found) in pairs.items() if expected != found]


def compare(name, truths, found):
    """True when each of the truths that the source has is met."""
    exact = 0
    for truth in truths:
        record = found.get(truth["doi"].lower())
        faults = ["no record"] if record is None else differences(truth, record)
        exact += not faults
        for fault in faults:
            print(f"{name} {truth['doi']}: {fault}")
    print(f"{name}: {exact} of {len(truths)} exact in title, authors and DOI")
    return exact == len(truths)


def main():
    data, programs, work = (os.path.abspath(path) for path in sys.argv[1:4])
    papers = os.path.join(data, "academic", "jose-papers")
    if not os.path.isdir(papers):
        print(f"skipped: there is no {papers}")
        return 0
    with open(os.path.join(papers, "records.jsonl"), encoding="utf-8") as file:
        truths = [json.loads(line) for line in file]
    indexer = os.path.join(programs, "isthmus-indexer")
    crossref = records_of(indexer, work, "crossref", files_below(papers, "crossref.xml"))
    good = compare("crossref", truths, crossref)
    articles = list(files_below(papers, ".jats"))
    known = [truth for truth in truths if any(truth["doi"].split("/")[1] in os.path.basename(file) for file in articles)]
    jats = records_of(indexer, work, "jats", articles)
    # The authors' own article may write a name otherwise than the deposit: reported, not judged.
    compare("jats", known, jats)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
