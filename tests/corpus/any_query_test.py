#!/usr/bin/env python3
"""Asks a running searchd, which holds the sample collections, thousands of made-up queries: every one must be answered, and the daemon must live.

  any_query_test.py PROGRAMS CORPUS [--seed N] [--count N]

Queries are strung together from words, codes, Chinese runs, prefixes and every operator of the language, well-formed or not; they are the same for the same seed.
"""
import argparse
import http.client
import os
import random
import subprocess
import sys
import tempfile
import urllib.parse

from quality_test import Server

WORDS = ["chatter", "spindle", "主轴", "颤振", "振刀", "PLC", "brg repl", "E-203", "GB/T 7714", "网络延迟", "kubernetes", "pod", "数控机床", "tool wear", "a", "的", "轴",
         "bearing", "network latency", "温度", '"tool wear"', '"主轴']
OPERATORS = ["AND", "OR", "NOT", "+", "-", "(", ")", '"', "title:", "author:", "kind:", "side:practice", "year:2019..2023", "year:..", "*", "language:zh", "org:"]
OPTIONS = ["", "group=work&", "links=0&", "facets=side,kind,organisation,year&", "explain=true&", "lexicon=false&", "sort=newest&", "page=3&"]


def made_up(chance):
    parts = []
    for _ in range(chance.randint(1, 14)):
        sort = chance.random()
        if sort < 0.45:
            parts.append(chance.choice(WORDS))
        elif sort < 0.65:
            parts.append(chance.choice("abcdefghijklmnopqrstuvwxyz轴振主机电") + chance.choice(["", "e", "o", "动"]) + "*")
        else:
            parts.append(chance.choice(OPERATORS))
        parts.append(chance.choice(["", " ", " "]))
    return "".join(parts)


def ask_all(server, chance, count):
    """The first query that is not answered with 200, and what came instead."""
    connection = http.client.HTTPConnection(server.base.removeprefix("http://"), timeout=30)
    for _ in range(count):
        query = made_up(chance)
        try:
            connection.request("GET", f"/api/v1/search?{chance.choice(OPTIONS)}q={urllib.parse.quote(query)}")
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as fault:
            return query, repr(fault)
        if answer.status != 200:
            return query, answer.status
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=3000)
    arguments = parser.parse_args()
    collections = [entry.path for entry in os.scandir(arguments.corpus) if entry.is_dir()]
    with tempfile.TemporaryDirectory() as work:
        repository = os.path.join(work, "repository")
        subprocess.run([os.path.join(arguments.programs, "isthmus-indexer"), "-r", repository, "add", "--quiet", *collections], check=True, stdout=subprocess.DEVNULL)
        server = Server(arguments.programs, repository)
        failure = ask_all(server, random.Random(arguments.seed), arguments.count)
        ended = server.stop()
    if failure:
        print(f"not answered: {failure[0]!r}: {failure[1]}")
    if ended != 0:
        print(f"searchd ended with {ended}")
    return 1 if failure or ended != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
