#!/usr/bin/env python3
"""Makes a corpus of real texts that any Debian machine can make: the English package descriptions.

  make_corpus.py DIR [COUNT]

Writes DIR/corpus.jsonl (records in the record schema, dealt to the two sides by turns), DIR/queries.txt (1,000 queries of one to four words
from titles, seeded) and DIR/texts.tsv (title, tab, text: the same for programs that read no JSON). Package lists and translations are fetched by apt-get
into DIR/apt, so that the machine's own lists stay as they are.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys


def translations(directory):
    """The text of every Translation-en file that apt knows, fetched into `directory`."""
    parts = os.path.join(directory, "parts")
    lists = os.path.join(directory, "lists")
    os.makedirs(os.path.join(lists, "partial"), exist_ok=True)
    shutil.rmtree(parts, ignore_errors=True)
    os.makedirs(parts)
    for name in os.listdir("/etc/apt/apt.conf.d"):
        with open(os.path.join("/etc/apt/apt.conf.d", name), encoding="utf-8") as file:
            text = file.read()
        if "Languages" not in text:
            with open(os.path.join(parts, name), "w", encoding="utf-8") as file:
                file.write(text)
    with open(os.path.join(parts, "zz-languages"), "w", encoding="utf-8") as file:
        file.write('Acquire::Languages { "en"; };\n')
    config = os.path.join(directory, "apt.conf")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f'Dir::Etc::Parts "{parts}";\nDir::State::Lists "{lists}";\n')
    environment = {**os.environ, "APT_CONFIG": config}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    for name in sorted(os.listdir(lists)):
        if "Translation-en" in name:
            path = os.path.join(lists, name)
            yield subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", path], env=environment, check=True, capture_output=True, text=True).stdout


def descriptions(directory):
    """(package, title, text) of each package once, in the order of the lists."""
    seen = set()
    for text in translations(directory):
        for block in text.split("\n\n"):
            package = re.search(r"^Package: (\S+)", block, re.M)
            description = re.search(r"^Description-en: (.*(?:\n .*)*)", block, re.M)
            if not package or not description or package.group(1) in seen:
                continue
            seen.add(package.group(1))
            lines = description.group(1).split("\n")
            body = "\n".join("" if line.strip() == "." else line.strip() for line in lines[1:])
            yield package.group(1), lines[0].replace("\t", " "), body.replace("\t", " ")


def main():
    directory = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60000
    os.makedirs(os.path.join(directory, "apt"), exist_ok=True)
    titles = []
    with open(os.path.join(directory, "corpus.jsonl"), "w", encoding="utf-8") as corpus, \
            open(os.path.join(directory, "texts.tsv"), "w", encoding="utf-8") as texts:
        for number, (package, title, body) in enumerate(descriptions(os.path.join(directory, "apt"))):
            if number >= count:
                break
            side, kind = ("practice", "note") if number % 2 else ("academic", "report")
            record = {"id": package, "side": side, "kind": kind, "title": title, "language": "en", "body": body,
                      "organisation": f"org-{number % 40}", "programmes": [f"programme-{number % 7}"], "date": str(1996 + number % 30)}
            corpus.write(json.dumps(record, ensure_ascii=False) + "\n")
            texts.write(title + "\t" + body.replace("\n", " ") + "\n")
            titles.append(title)
    choice = random.Random(20240501)
    with open(os.path.join(directory, "queries.txt"), "w", encoding="utf-8") as queries:
        written = 0
        while written < 1000:
            words = re.findall(r"[A-Za-z]{3,}", choice.choice(titles))
            if not words:
                continue
            wanted = min(len(words), choice.randint(1, 4))
            start = choice.randint(0, len(words) - wanted)
            queries.write(" ".join(words[start:start + wanted]) + "\n")
            written += 1
    print(f"{len(titles)} records in {directory}")


if __name__ == "__main__":
    main()
