#!/usr/bin/env python3
"""Takes in a folder of odd, broken, encrypted and mis-encoded files and compares what becomes of each with a table.

  ugly_files.py FOLDER PROGRAMS WORK [--write]

FOLDER is formats/ugly-files of the real data (skipped where it is absent), PROGRAMS the folder of the built programs, WORK a scratch folder. ugly_files.tsv names
every file that must be refused as a whole, with the code; every other one must give a record. Each file alone must be done within 20 s,
no parsing process may be left, every PDF that gives pdftotext words must give some here, and three copies of the folder in one archive must give
three times the records. --write writes the table from what happens: to be read critically.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "ugly_files.tsv")
NO_SOURCES = ("MANIFEST.tsv", "SOURCE.txt")
SECONDS = 20


def run(program, repository, *arguments):
    done = subprocess.run([program, "-r", repository, *arguments], check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def add(program, repository, path):
    shutil.rmtree(repository, ignore_errors=True)
    report = json.loads(run(program, repository, "--json", "add", "--kind", "note", "--collection", "ugly", path))
    records = [json.loads(line) for line in run(program, repository, "export").splitlines()]
    return report, [record for record in records if record["source"]["uri"] not in NO_SOURCES]


def files_below(folder):
    for directory, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(directory, name), folder)
            if path not in NO_SOURCES:
                yield path


def outcomes(files, report, records):
    """File -> "taken", or the code of its first refusal."""
    taken = {record["source"]["uri"] for record in records}
    refused = {}
    for finding in report["findings"]:
        if finding["is_refusal"]:
            refused.setdefault(finding["path"], finding["code"])
    out = {}
    for file in files:
        is_taken = any(uri == file or uri.startswith((file + "/", file + "#")) for uri in taken)
        out[file] = "taken" if is_taken else refused.get(file, "nothing said")
    return out


def read_table():
    with open(TABLE, encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines if line.strip())


def faults_of(folder, work, program, write):
    repository = os.path.join(work, "ugly")
    files = sorted(files_below(folder))
    report, records = add(program, repository, folder)
    found = outcomes(files, report, records)
    if write:
        with open(TABLE, "w", encoding="utf-8") as out:
            out.writelines(f"{file}\t{code}\n" for file, code in found.items() if code != "taken")
    wanted = read_table()
    print(f"{len(files)} files: {dict(collections.Counter(found.values()))}, {len(records)} records")
    for file, code in found.items():
        if code != wanted.get(file, "taken"):
            yield f"{file}: {code}, the table says {wanted.get(file, 'taken')}"
    if subprocess.run(["pgrep", "-f", "isthmus-indexer parse-worker"], check=False, capture_output=True).returncode == 0:
        yield "a parsing process is left"
    yield from slow_files(folder, files, work, program)
    yield from lost_pdfs(folder, found)
    yield from archive_faults(folder, files, work, program, len(records))


def slow_files(folder, files, work, program):
    slowest = (0.0, "")
    for file in files:
        start = time.monotonic()
        shutil.rmtree(os.path.join(work, "one"), ignore_errors=True)
        subprocess.run([program, "-r", os.path.join(work, "one"), "--quiet", "add", "--dry-run", "--kind", "note", os.path.join(folder, file)],
                       check=False, capture_output=True)
        slowest = max(slowest, (time.monotonic() - start, file))
        if time.monotonic() - start > SECONDS:
            yield f"{file}: more than {SECONDS} s"
    print(f"slowest alone: {slowest[1]}, {slowest[0]:.2f} s")


def lost_pdfs(folder, found):
    if not shutil.which("pdftotext"):
        return print("pdftotext is not installed: not compared")
    theirs = ours = 0
    for file, code in found.items():
        if not file.endswith(".pdf"):
            continue
        text = subprocess.run(["pdftotext", os.path.join(folder, file), "-"], check=False, capture_output=True).stdout
        ours += code == "taken"
        if text.strip():
            theirs += 1
            if code != "taken":
                yield f"{file}: pdftotext gives text, here {code}"
    print(f"PDFs with text: {ours} here, {theirs} by pdftotext")


def archive_faults(folder, files, work, program, wanted):
    path = os.path.join(work, "three.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for copy in ("first", "second", "third"):
            for file in files:
                archive.write(os.path.join(folder, file), f"{copy}/{file}")
    start = time.monotonic()
    _, records = add(program, os.path.join(work, "three"), path)
    print(f"three copies in one archive: {len(records)} records in {time.monotonic() - start:.1f} s")
    if len(records) != 3 * wanted:
        yield f"three copies in one archive: {len(records)} records, not three times {wanted}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("programs")
    parser.add_argument("work")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.folder):
        return print(f"skipped: there is no {arguments.folder}")
    os.makedirs(arguments.work, exist_ok=True)
    faults = list(faults_of(arguments.folder, arguments.work, os.path.join(arguments.programs, "isthmus-indexer"), arguments.write))
    for fault in faults:
        print("FAILED " + fault)
    print(f"{len(faults)} faults")
    return sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
