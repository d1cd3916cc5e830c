#!/usr/bin/env python3
"""Asks a running searchd and prints one search result that is linked across the two sides.

usage: print_linked_result.py BASE_URL

Ends with 1 when no result shows both sides and the evidence of the link.
"""

import html
import json
import re
import sys
import urllib.parse
import urllib.request

# Questions that the sample collections answer; the hit with the strongest link across the sides is shown.
QUERIES = ["chatter", "主轴振动", "gateway timeout", "connection pool", "SV0401"]


def search(base, query):
    parameters = urllib.parse.urlencode({"q": query, "links": 3, "size": 10})
    with urllib.request.urlopen(f"{base}/api/v1/search?{parameters}", timeout=10) as answer:
        return json.load(answer)


def evidence_of(link):
    """The reasons of a link as readable words; empty when it gives none."""
    evidence = link.get("evidence") or {}
    parts = []
    for name, values in evidence.items():
        if isinstance(values, list) and values:
            parts.append(f"{name}: {', '.join(str(value) for value in values)}")
    return "; ".join(parts)


def counterparts(hit):
    return [
        link
        for link in hit.get("links", [])
        if {link.get("side"), hit.get("side")} == {"academic", "practice"} and evidence_of(link)
    ]


def plain(snippet):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"</?mark>", "*", snippet))).strip()


def show(query, answer, hit):
    organisation = (hit.get("organisation") or {}).get("name", "")
    print(f'Search "{query}": {answer["total"]} results in {answer["took_ms"]:.1f} ms\n')
    print(f'{hit["title"]}')
    print(f'  {hit["side"]} · {hit["kind"]} · {organisation} · {hit.get("date", "")}  [{hit["id"]}]')
    print(f'  {plain(hit["snippet"])}\n')
    print("  linked across the isthmus:")
    for link in counterparts(hit):
        print(f'  -> {link["title"]}')
        print(f'     {link["side"]} · {link["kind"]} · {link["relation"]} · score {link["score"]:.2f}  [{link["id"]}]')
        print(f"     because of {evidence_of(link)}")


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    base = sys.argv[1].rstrip("/")
    best = None
    for query in QUERIES:
        answer = search(base, query)
        for hit in answer["hits"]:
            score = max((link["score"] for link in counterparts(hit)), default=0)
            if score > (best[0] if best else 0):
                best = (score, query, answer, hit)
    if best is None:
        print("no result with a link across the sides was found", file=sys.stderr)
        return 1
    show(*best[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
