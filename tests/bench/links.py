#!/usr/bin/env python3
"""How far links depend on the order in which records come, and whether a few records take all of them.

  links.py CORPUS PROGRAMS WORK

CORPUS is JSON Lines with _id, title and text, PROGRAMS the folder of the built programs, WORK a scratch folder. The records are dealt to the two
sides by a hash of their ids and taken in in several ways; compared are the three best links of every record, in their order. Printed are the shares of records with the
same three: in another order and with another number of workers, in two parts and after `rebuild`; then, of one repository, how many records are among
somebody's three best, and how often the most frequent one is.
"""
import collections
import hashlib
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import time
import urllib.parse

BEST = 3
LAST_PART = 0.06
PORT = 18477


def deal(corpus):
    for line in open(corpus, encoding="utf-8"):
        record = json.loads(line)
        side = "practice" if hashlib.sha256(record["_id"].encode()).digest()[0] % 2 else "academic"
        yield {"id": record["_id"], "side": side, "title": record.get("title", ""), "body": record.get("text", "")}


class Programs:
    def __init__(self, folder, work):
        self.folder, self.work = folder, work

    def indexer(self, repository, *arguments):
        subprocess.run([os.path.join(self.folder, "isthmus-indexer"), "-r", repository, "--quiet", *arguments], check=True, stdout=subprocess.DEVNULL)

    def take_in(self, name, parts, jobs="2"):
        """A repository of these lists of records, each its own `add` of the file that has grown so far."""
        folder = os.path.join(self.work, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        for number, part in enumerate(parts):
            path = os.path.join(folder, f"part{number}.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                for record in part:
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self.indexer(os.path.join(folder, "r"), "add", "--collection", f"c{number}" if number else "c", "--jobs", jobs, path)
        return os.path.join(folder, "r")

    def best_links(self, repository, records):
        daemon = subprocess.Popen([os.path.join(self.folder, "isthmus-searchd"), "-r", repository, "--listen", f"127.0.0.1:{PORT}"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return self.ask(records)
        finally:
            daemon.terminate()
            daemon.wait()

    def ask(self, records):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        for _ in range(100):
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.1)
        best = {}
        for collection, record in records:
            path = "/api/v1/records/" + urllib.parse.quote(f"{collection}:{record['id']}", safe="") + f"/links?limit={BEST}"
            connection.request("GET", path)
            answer = json.loads(connection.getresponse().read())
            best[record["id"]] = [link["id"].split(":", 1)[1] for link in answer["links"]]
        return best


def agreement(name, one, other):
    same = sum(one[key] == other[key] for key in one)
    sets = sum(set(one[key]) == set(other[key]) for key in one)
    print(f"{name:52} {same / len(one):.4f}  {sets / len(one):.4f}", flush=True)


def main():
    corpus, folder, work = sys.argv[1:4]
    programs = Programs(folder, work)
    records = list(deal(corpus))
    shuffled = records[:]
    random.Random(4).shuffle(shuffled)
    cut = int(len(shuffled) * (1 - LAST_PART))
    everything = [("c", record) for record in records]
    in_parts = [("c", record) for record in shuffled[:cut]] + [("c1", record) for record in shuffled[cut:]]

    first = programs.take_in("first", [records], "1")
    second = programs.take_in("second", [shuffled], "2")
    grown = programs.take_in("grown", [shuffled[:cut], shuffled[cut:]])
    print(f"{len(records)} records; share with the same three best links: in the same order, in any order")
    base = programs.best_links(first, everything)
    agreement("another order, two workers for one", base, programs.best_links(second, everything))
    before = programs.best_links(grown, in_parts)
    agreement(f"the last {LAST_PART:.0%} added later", base, before)
    for repository in (first, second, grown):
        programs.indexer(repository, "rebuild")
    rebuilt = programs.best_links(first, everything)
    agreement("before and after rebuild, taken in at once", base, rebuilt)
    agreement(f"before and after rebuild, the last {LAST_PART:.0%} added later", before, programs.best_links(grown, in_parts))
    agreement("after rebuild, another order", rebuilt, programs.best_links(second, everything))
    agreement("after rebuild, in two parts", rebuilt, programs.best_links(grown, in_parts))
    counted = collections.Counter(target for targets in rebuilt.values() for target in targets)
    print(f"among somebody's three best: {len(counted) / len(records):.2f} of the records; the most frequent one {counted.most_common(1)[0][1]} times")


if __name__ == "__main__":
    main()
