#!/usr/bin/env python3
"""Takes real collections of both sides into one repository and counts every record.

  real_input.py DATA PROGRAMS WORK

DATA is a folder with the collections named below (they are not part of this project), PROGRAMS the folder of the built programs, WORK a scratch
folder. Each collection is copied beside an isthmus.toml that says how to read it. The count that is expected is taken from the sources themselves,
without Isthmus: files, lines, rows. Ends with 1 when a record is missing that was not refused by name.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time


def count_files(folder, ending):
    return sum(name.endswith(ending) for _, _, names in os.walk(folder) for name in names)


def count_lines(path):
    with open(path, encoding="utf-8") as file:
        return sum(bool(line.strip()) for line in file)


def count_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


MARKDOWN = """
[[source]]
path = "{path}"
side = "{side}"
kind = "{kind}"
"""

ONET = ("Occupation_Data.txt", "Task_Statements.txt", "Tasks_to_DWAs.txt")
MAINTNET = ("fully_annotated_logbook.csv", "troubleshooting.csv", "parts-catalog.csv")
DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "tables.md")


def documented(path):
    """The mapping of the document that begins with this file's source."""
    with open(DOCUMENT, encoding="utf-8") as file:
        blocks = re.findall(r"```toml\n(.*?)```", file.read(), re.DOTALL)
    return next(block for block in blocks if block.startswith(f'[[source]]\npath = "{path}"'))


# name -> (files or folders below DATA, sources of isthmus.toml, how many records there are)
COLLECTIONS = {
    "runbooks-prometheus": (["practice/runbooks-prometheus"], MARKDOWN.format(path=".", side="practice", kind="runbook"), lambda at: count_files(at, ".md")),
    "playbook-microsoft": (["practice/playbook-microsoft"], MARKDOWN.format(path=".", side="practice", kind="procedure"), lambda at: count_files(at, ".md")),
    "pingcap-ops-zh": (["practice/pingcap-ops-zh"], MARKDOWN.format(path=".", side="practice", kind="procedure"), lambda at: count_files(at, ".md")),
    "postmortems-danluu": (
        ["practice/postmortems-danluu/postmortems.jsonl"],
        MARKDOWN.format(path="postmortems.jsonl", side="practice", kind="lesson")
        + 'language = "en"\n[source.columns]\nid = "_id"\ntitle = "{company}: {category}"\nbody = "{text}"\n',
        lambda at: count_lines(os.path.join(at, "postmortems.jsonl"))),
    "maintnet-aviation": (
        ["practice/maintnet-aviation/" + name for name in MAINTNET], documented(MAINTNET[0]), lambda at: sum(count_rows(os.path.join(at, name)) for name in MAINTNET)),
    "onet": (["practice/onet/" + name for name in ONET], documented(ONET[0]), lambda at: sum(count_lines(os.path.join(at, name)) - 1 for name in ONET)),
    "zh-vehicle-fault": (["practice/zh-vehicle-fault/sentences.jsonl"], MARKDOWN.format(path="sentences.jsonl", side="practice", kind="case"),
                         lambda at: count_lines(os.path.join(at, "sentences.jsonl"))),
    "cps-publications": (["academic/cps-publications/markdown"], MARKDOWN.format(path=".", side="academic", kind="paper"), lambda at: count_files(at, ".md")),
    "csl-zh": (["judged/csl-zh/corpus.jsonl"], MARKDOWN.format(path="corpus.jsonl", side="academic", kind="paper"), lambda at: count_lines(os.path.join(at, "corpus.jsonl"))),
    "nfcorpus": (["judged/nfcorpus/corpus.jsonl"], MARKDOWN.format(path="corpus.jsonl", side="academic", kind="paper"), lambda at: count_lines(os.path.join(at, "corpus.jsonl"))),
    "cranfield": (["judged/cranfield/corpus.jsonl"], MARKDOWN.format(path="corpus.jsonl", side="academic", kind="paper"), lambda at: count_lines(os.path.join(at, "corpus.jsonl"))),
}


def stage(data, work, name):
    """Copies one collection with its isthmus.toml; gives the folder."""
    paths, sources, _ = COLLECTIONS[name]
    folder = os.path.join(work, "input", name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path in paths:
        source = os.path.join(data, path)
        if os.path.isdir(source):
            shutil.copytree(source, folder, dirs_exist_ok=True)
        else:
            shutil.copy(source, folder)
    os.chmod(folder, 0o755)
    with open(os.path.join(folder, "isthmus.toml"), "w", encoding="utf-8") as file:
        file.write(f'[collection]\nname = "{name}"\nignore = ["SOURCE.txt"]\n' + sources)
    return folder


def stored_ids(indexer, repository):
    exported = subprocess.run([indexer, "-r", repository, "export"], check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["id"] for line in exported.splitlines()]


def main():
    data, programs, work = (os.path.abspath(path) for path in sys.argv[1:4])
    if not os.path.isdir(os.path.join(data, "practice")):
        print(f"skipped: no collections in {data}")
        return 0
    indexer = os.path.join(programs, "isthmus-indexer")
    repository = os.path.join(work, "repository")
    shutil.rmtree(repository, ignore_errors=True)
    folders = [stage(data, work, name) for name in COLLECTIONS]
    started = time.monotonic()
    added = subprocess.run([indexer, "-r", repository, "add", "--quiet", *folders], capture_output=True, text=True)
    seconds = time.monotonic() - started
    print(added.stdout + added.stderr)
    if added.returncode not in (0, 1):
        return 1
    ids = stored_ids(indexer, repository)
    failed = len(ids) != len(set(ids))
    for name in COLLECTIONS:
        expected = COLLECTIONS[name][2](os.path.join(work, "input", name))
        stored = sum(record.startswith(name + ":") for record in ids)
        refused = sum(f"{name}" in line and "refused" not in line.split(":")[0] for line in added.stderr.splitlines() if ": " in line)
        missing = expected - stored
        failed = failed or missing > refused
        print(f"{name:22} {expected:6} in the sources, {stored:6} stored, {missing} refused by name")
    check = subprocess.run([indexer, "-r", repository, "check"], capture_output=True, text=True)
    print(check.stdout)
    print(f"{len(ids)} records in {seconds:.1f} s; check ended with {check.returncode}")
    return 1 if failed or check.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
