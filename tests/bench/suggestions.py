#!/usr/bin/env python3
"""How long completions and suggestions take, and how many slips of the pen are put right.

  suggestions.py PORT QUERIES

PORT is where isthmus-searchd serves on 127.0.0.1, QUERIES a file with words that it knows, one query a line (run.py leaves queries.txt in its
scratch folder). Each of 200 words is completed from its first letters, and asked for with two of its letters swapped.
"""
import http.client
import json
import random
import sys
import time
import urllib.parse

WORDS = 200
SHORTEST = 4


def words_of(path):
    with open(path, encoding="utf-8") as file:
        words = sorted({word for line in file for word in line.lower().split() if word.isalpha() and word.isascii() and len(word) >= SHORTEST})
    random.Random(1).shuffle(words)
    return words[:WORDS]


def misspelt(word, generator):
    swappable = [i for i in range(1, len(word) - 1) if word[i] != word[i + 1]]
    i = generator.choice(swappable) if swappable else 0
    return word[:i] + word[i + 1] + word[i] + word[i + 2:]


class Server:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(self, path, query):
        """Milliseconds, answer."""
        start = time.perf_counter()
        self.connection.request("GET", path + urllib.parse.quote(query))
        body = self.connection.getresponse().read()
        return (time.perf_counter() - start) * 1000, json.loads(body)


def row(name, times, more=""):
    times = sorted(times)
    print(f"{name}: p50 {times[len(times) // 2]:.2f} ms, p99 {times[int(len(times) * 0.99)]:.2f} ms{more}")


def main():
    server, words = Server(int(sys.argv[1])), words_of(sys.argv[2])
    for letters in (1, 2, 3, 4):
        row(f"completing {letters} letters", [server.ask("/api/v1/suggest?q=", word[:letters])[0] for word in words * 2])
    search = "/api/v1/search?links=0&q="
    row("searching", [server.ask(search, word)[0] for word in words])
    generator, times, right = random.Random(2), [], 0
    for word in words:
        took, answer = server.ask(search, misspelt(word, generator))
        times.append(took)
        right += any(entry.get("query") == word for entry in answer["suggestions"])
    row("searching misspelt words", times, f"; {right} of {len(words)} put right")
    filters = "/api/v1/search?links=0&side=academic&language=zh&kind=paper&year_to=1900&q="
    row("nothing behind four filters", [server.ask(filters, word)[0] for word in words])


if __name__ == "__main__":
    main()
