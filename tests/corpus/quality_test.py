#!/usr/bin/env python3
"""Takes in the sample collections and asks every query and link of their queries.json over HTTP.

  quality_test.py PROGRAMS CORPUS

A query fails when one of its expected ids is not among the first `within` hits; a link when an expected counterpart is not among the first `within`
links. Also counted: at least three collections, 150 documents and 1,500 term pairs, both sides and both languages in each collection.
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request


def read_json(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return json.load(file)


class Server:
    """The real searchd on a free port."""

    def __init__(self, programs, repository):
        self.process = subprocess.Popen([os.path.join(programs, "isthmus-searchd"), "-r", repository, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.base = re.search(r"http://[^/\s]+", self.process.stdout.readline()).group(0)

    def get(self, path, **parameters):
        with urllib.request.urlopen(f"{self.base}{path}?{urllib.parse.urlencode(parameters, doseq=True)}", timeout=20) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)


def missing(found, expected, within):
    return [wanted for wanted in expected if wanted not in found[:within]]


def check_queries(server, collection, failures):
    expectations = read_json(collection, "queries.json")
    for case in expectations["queries"]:
        answer = server.get("/api/v1/search", q=case["query"], size=100, links=0, **case.get("filters", {}))
        found = [hit["id"] for hit in answer["hits"]]
        for wanted in missing(found, case["expect"], case["within"]):
            place = found.index(wanted) + 1 if wanted in found else "absent"
            failures.append(f'query "{case["query"]}": {wanted} is {place}, wanted within {case["within"]}')
    for case in expectations["links"]:
        answer = server.get(f"/api/v1/records/{urllib.parse.quote(case['from'], safe='')}/links", limit=100)
        found = [link["id"] for link in answer["links"]]
        for wanted in missing(found, case["expect"], case["within"]):
            place = found.index(wanted) + 1 if wanted in found else "absent"
            failures.append(f"link {case['from']} -> {wanted} is {place}, wanted within {case['within']}")
    return len(expectations["queries"]), len(expectations["links"])


def check_size(server, collections, failures):
    if len(collections) < 3:
        failures.append(f"{len(collections)} collections, wanted 3")
    total = server.get("/api/v1/search", facets="side,language", links=0)
    if total["total"] < 150:
        failures.append(f"{total['total']} public records, wanted 150")
    pairs = 0
    for collection in collections:
        with open(os.path.join(collection, "lexicon.tsv"), encoding="utf-8", newline="") as file:
            pairs += sum(bool(row["zh"] and row["en"]) for row in csv.DictReader(file, delimiter="\t"))
        for facet, values in (("side", {"academic", "practice"}), ("language", {"zh", "en"})):
            name = os.path.basename(collection)
            answer = server.get("/api/v1/search", q=f"collection:{name}", facets=facet, links=0)
            got = {count["value"] for count in answer["facets"][facet]}
            if not values <= got:
                failures.append(f"{name} has {facet} {sorted(got)} only")
    if pairs < 1500:
        failures.append(f"{pairs} term pairs, wanted 1500")


def main():
    programs, corpus = (os.path.abspath(path) for path in sys.argv[1:3])
    collections = sorted(os.path.join(corpus, name) for name in os.listdir(corpus) if os.path.isdir(os.path.join(corpus, name)))
    failures = []
    with tempfile.TemporaryDirectory() as work:
        repository = os.path.join(work, "repository")
        subprocess.run([os.path.join(programs, "isthmus-indexer"), "-r", repository, "add", "--quiet", *collections], check=True, stdout=subprocess.DEVNULL)
        server = Server(programs, repository)
        try:
            counts = [check_queries(server, collection, failures) for collection in collections]
            check_size(server, collections, failures)
        finally:
            if server.stop() != 0:
                failures.append("searchd did not end with 0 on SIGTERM")
    print("\n".join(failures))
    print(f"{sum(queries for queries, _ in counts)} queries and {sum(links for _, links in counts)} links asked, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
