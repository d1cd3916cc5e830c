#!/usr/bin/env python3
"""Takes in real files of many formats and compares what comes out with what an independent reading of them gives.

  real_formats.py DATA PROGRAMS WORK

DATA is the folder of real data (what is absent is skipped), PROGRAMS the folder of the built programs, WORK a scratch folder. Three parts:

  characters    formats/ugly-files/encoding: every word of two letters or more of a record must stand in the file, read by Python with the
                encoding that the file's name says, and most of the file's words in the record (text files)
  vocabulary    formats/ee-vocabulary-multiformat: 99 of 100 terms of the Markdown table must stand in the record of each other format
  records       formats/bibrecords: how many records of each folder have title, authors, year and identifiers, and which files were refused
"""
import argparse
import collections
import html
import json
import os
import re
import shutil
import subprocess
import sys

CODECS = {"EUC-TW": None, "utf-8-sig": "utf-8-sig", "GB2312": "gb18030", "Big5": "cp950", "SHIFT_JIS": "cp932"}


def take_in(options, name, folder, *arguments):
    repository = os.path.join(options.work, name)
    shutil.rmtree(repository, ignore_errors=True)
    program = [os.path.join(options.programs, "isthmus-indexer"), "-r", repository]
    added = subprocess.run([*program, "--json", "add", "--kind", "paper", "--collection", name, *arguments, folder], check=False, capture_output=True, text=True)
    if added.returncode not in (0, 1):
        sys.exit(added.stderr)
    exported = subprocess.run([*program, "export"], check=True, capture_output=True, text=True).stdout
    return json.loads(added.stdout), [json.loads(line) for line in exported.splitlines()]


def text_of(record):
    return "\n".join([record.get("title", ""), record.get("abstract", ""), record.get("body", "")])


def words_of(text):
    return re.findall(r"[^\W\d_]{2,}", text)


def part_of(records, file):
    return "\n".join(text_of(record) for record in records if record["source"]["uri"].split("#")[0] == file)


def check_characters(options):
    folder = os.path.join(options.data, "formats", "ugly-files", "encoding")
    if not os.path.isdir(folder):
        return print("characters: skipped, there is no", folder)
    _, records = take_in(options, "characters", folder)
    good, faults = 0, []
    for file in sorted(os.listdir(folder)):
        encoding = file.split("__")[1]
        codec = CODECS.get(encoding, encoding)
        if codec is None:
            print(f"characters: {file}: Python has no {encoding}, not compared")
            continue
        with open(os.path.join(folder, file), "rb") as stream:
            truth = re.sub(r"</?[a-zA-Z][^<>]*>", "", html.unescape(stream.read().decode(codec, "replace")))
        ours = part_of(records, file)
        truth_words = set(words_of(truth))
        joined = "".join(words_of(truth))
        known = truth_words | set(words_of(file))  # a title may be the file's name
        strange = [word for word in words_of(ours) if word not in known and word not in joined]
        lost = [word for word in truth_words if word not in ours] if file.endswith(".txt") else []
        if not ours or len(strange) > max(1, 0.01 * len(words_of(ours))) or len(lost) > 0.05 * len(truth_words):
            faults.append(f"characters: {file}: {len(words_of(ours))} words, {len(strange)} not in the file {strange[:5]}, {len(lost)} lost {lost[:5]}")
        else:
            good += 1
    print(f"characters: {good} of {good + len(faults)} files as their encoding says")
    return faults


def squeezed(text):
    """Letters and digits alone: formats differ in blanks, quotation marks and dashes."""
    return re.sub(r"[\W_]+", "", text).lower()


def source_of(path):
    """The letters of a file that is plain text; nothing for the others. What it does not hold cannot come out (the OPML file has headings alone)."""
    if not path.endswith((".txt", ".opml")):
        return None
    with open(path, encoding="utf-8") as file:
        return squeezed(file.read())


def check_vocabulary(options):
    folder = os.path.join(options.data, "formats", "ee-vocabulary-multiformat")
    if not os.path.isdir(folder):
        return print("vocabulary: skipped, there is no", folder)
    _, records = take_in(options, "vocabulary", folder)
    with open(os.path.join(folder, "EE_Vocabulary.md"), encoding="utf-8") as lines:
        rows = [line.strip().strip("|").split("|") for line in lines if line.startswith("|")]
    rows = [row for row in rows if len(row) == 2 and not row[0].startswith("-")]
    faults = []
    for file in sorted(name for name in os.listdir(folder) if name != "SOURCE.txt"):
        text = squeezed(part_of(records, file))
        given = source_of(os.path.join(folder, file))
        missing = [(side, row[side]) for row in rows for side in (0, 1) if squeezed(row[side]) not in text and (given is None or squeezed(row[side]) in given)]
        by_side = collections.Counter(side for side, _ in missing)
        print(f"vocabulary: {file:22} of {len(rows)} rows {by_side[0]:5} English and {by_side[1]:5} Chinese terms are missing {[term for _, term in missing[:4]]}")
        if len(missing) > 0.01 * 2 * len(rows):
            faults.append(f"vocabulary: {file}: {len(missing)} terms are missing")
    return faults


def check_records(options):
    base = os.path.join(options.data, "formats", "bibrecords")
    if not os.path.isdir(base):
        return print("records: skipped, there is no", base)
    report, records = take_in(options, "records", base)
    by_folder = collections.defaultdict(list)
    for record in records:
        by_folder[os.path.dirname(record["source"]["uri"].split("#")[0])].append(record)
    for folder, some in sorted(by_folder.items()):
        has = {key: sum(bool(record.get(key)) for record in some) for key in ("title", "authors", "date", "identifiers")}
        print(f"records: {folder:26} {len(some):4} records; " + ", ".join(f"{count} {key}" for key, count in has.items()))
        for record in some:
            lacking = [key for key in ("title", "authors", "date") if not record.get(key)]
            if lacking and options.verbose:
                print(f"  {record['id']} has no {', '.join(lacking)}")
    for finding in report["findings"]:
        if finding["is_refusal"]:
            print(f"records: refused {finding['path']}: {finding['code']}: {finding['message']}")
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("programs")
    parser.add_argument("work")
    parser.add_argument("--verbose", action="store_true", help="name the records that lack something")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    faults = [fault for check in (check_characters, check_vocabulary, check_records) for fault in check(options) or []]
    for fault in faults:
        print("FAILED " + fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
