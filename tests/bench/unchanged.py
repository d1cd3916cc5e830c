#!/usr/bin/env python3
"""Measures what a second `add` of an unchanged folder of 10,000 files costs, as a share of the first.

  unchanged.py CORPUS PROGRAMS WORK [--count N]

CORPUS is the corpus.jsonl of make_corpus.py, PROGRAMS the folder of the built programs, WORK a scratch folder.
"""
import argparse
import json
import os
import shutil
import subprocess
import time


def write_files(corpus, folder, count):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(corpus, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number >= count:
                break
            record = json.loads(line)
            below = os.path.join(folder, str(number % 100))
            os.makedirs(below, exist_ok=True)
            with open(os.path.join(below, f"{number}.md"), "w", encoding="utf-8") as file:
                file.write(f"# {record['title']}\n\n{record['body']}\n")


def timed_add(program, repository, folder):
    start = time.monotonic()
    report = subprocess.run([program, "-r", repository, "--json", "--quiet", "add", "--kind", "note", folder], check=True, capture_output=True, text=True).stdout
    return time.monotonic() - start, json.loads(report)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("programs")
    parser.add_argument("work")
    parser.add_argument("--count", type=int, default=10000)
    arguments = parser.parse_args()
    folder, repository = os.path.join(arguments.work, "files"), os.path.join(arguments.work, "unchanged-repository")
    write_files(arguments.corpus, folder, arguments.count)
    shutil.rmtree(repository, ignore_errors=True)
    time.sleep(3)  # a file that has just been written is not known by its time yet
    program = os.path.join(arguments.programs, "isthmus-indexer")
    first, report = timed_add(program, repository, folder)
    assert report["added"] == arguments.count, report
    for _ in range(3):
        second, report = timed_add(program, repository, folder)
        assert report["unchanged_files"] == arguments.count, report
        print(f"first {first:.2f} s, again {second:.2f} s: {100 * second / first:.1f} %", flush=True)


if __name__ == "__main__":
    main()
