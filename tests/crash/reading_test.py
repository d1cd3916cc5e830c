#!/usr/bin/env python3
"""Reads through searchd all the while the indexer adds: no hit without its record, new records seen within a second.

usage: reading_test.py BIN_FOLDER
"""

import sys
import tempfile
import threading
import time
from pathlib import Path

import support

FIRST = 200
BATCH = 400
BATCHES = 5
VISIBLE_WITHIN = 1.0  # seconds from the end of `add`


class Reading:
    """Searches and opens every hit until it is told to stop."""

    def __init__(self, server):
        self.server = server
        self.stopped = threading.Event()
        self.problems = []
        self.searches = self.hits = 0
        self.threads = [threading.Thread(target=self.read, args=(offset,)) for offset in range(2)]

    def read(self, offset):
        number = offset
        while not self.stopped.is_set():
            topic = support.TOPICS[number % len(support.TOPICS)]
            number += 1
            status, answer = self.server.get("/api/v1/search", q=topic[number % 2], size=20, links=5)
            if status != 200:
                self.problems.append(f"searching {topic[number % 2]!r} gave {status}: {answer}")
                continue
            self.searches += 1
            for hit in answer["hits"]:
                self.open(hit["id"], f"a hit for {topic[number % 2]!r}")
                for link in hit["links"][:2]:
                    self.open(link["id"], f"a link of {hit['id']}")

    def open(self, record_id, origin):
        status = self.server.record_status(record_id)
        self.hits += 1
        if status != 200:
            self.problems.append(f"{record_id}, {origin}, gave {status}")

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def seconds_until_visible(server, token):
    began = time.monotonic()
    while time.monotonic() - began < 10:
        _, answer = server.get("/api/v1/search", q=token)
        if answer.get("total", 0) >= 1:
            return time.monotonic() - began
        time.sleep(0.02)
    return float("inf")


def main():
    programs = support.Programs(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="isthmus-reading-") as name:
        folder = Path(name)
        repository, sources = folder / "repository", folder / "works"
        support.write_sources(sources, range(FIRST))
        programs.succeed(repository, "--quiet", "add", str(sources))
        delays = []
        with support.Searchd(programs, repository) as server, Reading(server) as reading:
            for batch in range(BATCHES):
                end = FIRST + (batch + 1) * BATCH
                support.write_sources(sources, range(end))
                programs.succeed(repository, "--quiet", "add", str(sources))
                last_public = next(number for number in range(end - 1, 0, -1) if number % 10 != 9)
                delays.append(seconds_until_visible(server, f"token{last_public}x"))
            time.sleep(0.5)
    print(f"{reading.searches} searches, {reading.hits} records opened, visible after {[round(delay, 2) for delay in delays]} s")
    for problem in reading.problems[:20]:
        print("FAILED:", problem)
    late = [delay for delay in delays if delay > VISIBLE_WITHIN]
    if late:
        print(f"FAILED: visible after {late} s; within {VISIBLE_WITHIN} s was promised")
    if not reading.hits:
        print("FAILED: nothing was read")
    return 1 if reading.problems or late or not reading.hits else 0


if __name__ == "__main__":
    sys.exit(main())
