#!/usr/bin/env python3
"""Whether links find the counterpart that is written in the other language, beside records that are written in the same one.

  links_across.py PAGES PROGRAMS WORK [LEXICON…]

PAGES is a folder with pairs.tsv (the first column is a path) and the pages of both languages under zh/ and en/, PROGRAMS the folder of the built programs, WORK a scratch
folder. Half of the pages, by a hash of their paths, have the Chinese page on the side of practice and the English one on the academic side; the others the reverse, so that
every record finds its translation and as many records in its own language on the other side. Printed are the shares of records that have their translation as
their best link, among the best three and among the best ten, and how many of the best ten are in the other language.
"""
import hashlib
import json
import os
import sys

import links

links.BEST = 10


def pages(folder):
    with open(os.path.join(folder, "pairs.tsv"), encoding="utf-8") as file:
        paths = [line.split("\t")[0] for line in file][1:]
    for path in paths:
        chinese_is_practice = hashlib.sha256(path.encode()).digest()[0] % 2 == 0
        for language in ("zh", "en"):
            with open(os.path.join(folder, language, path), encoding="utf-8") as file:
                text = file.read()
            title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), path)
            is_practice = (language == "zh") == chinese_is_practice
            yield {"id": f"{language}/{path}", "side": "practice" if is_practice else "academic", "title": title, "body": text, "language": language}


def other(record_id):
    language, path = record_id.split("/", 1)
    return ("en/" if language == "zh" else "zh/") + path


def main():
    folder, programs, work, *lexicons = sys.argv[1:]
    builds = links.Programs(programs, work)
    records = list(pages(folder))
    repository = builds.take_in("across", [records])
    for lexicon in lexicons:
        builds.indexer(repository, "lexicon", "add", lexicon)
    best = builds.best_links(repository, [("c", record) for record in records])
    found = {1: 0, 3: 0, 10: 0}
    across = all_links = 0
    for record in records:
        targets = best[record["id"]]
        for depth in found:
            found[depth] += other(record["id"]) in targets[:depth]
        across += sum(target.split("/")[0] != record["id"].split("/")[0] for target in targets)
        all_links += len(targets)
    shares = ", ".join(f"among the best {depth}: {100 * count / len(records):.1f} %" for depth, count in found.items())
    print(f"{len(records)} records, translation {shares}; {100 * across / max(all_links, 1):.1f} % of the best ten in the other language")


if __name__ == "__main__":
    main()
