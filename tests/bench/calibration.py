#!/usr/bin/env python3
"""Fits how likely a link is right (engine/links/calibration.h), and says how far to trust it.

    tests/bench/calibration.py INDEXER DATA

DATA holds judged collections in BEIR form. The queries of each are taken in as practice notes beside
its documents (`evaluate --task links`), and the first ten links of each query are judged. Printed are
the four numbers fitted on all of them, and for each collection the reliability of numbers that were
fitted without it: expected calibration error in ten bins, Brier skill over the base rate, and how
many links have 0.8 or more and what share of them is right. Each collection weighs the same, and the
two query sets of one collection weigh as one.
"""

import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SHOWN = 10
HALF_NEARNESS = 0.1  # engine/links/score.h
COLLECTIONS = [  # name, folder, further arguments, what is left out together
    ("cranfield", "cranfield", [], "cranfield"),
    ("cacm", "cacm", [], "cacm"),
    ("adi", "adi", [], "adi"),
    ("nfcorpus dev", "nfcorpus", [], "nfcorpus"),
    ("nfcorpus train", "nfcorpus",
     ["--queries", "queries_train.jsonl", "--qrels", "qrels_train_2-1-0.tsv"], "nfcorpus"),
    ("csl-zh S", "csl-zh", ["--query-prefix", "S-"], "csl-zh"),
    ("cmrc2018-zh", "cmrc2018-zh", [], "cmrc2018-zh"),
    ("drcd-zh-hant dev", "drcd-zh-hant/dev", [], "drcd-zh-hant"),
]


def judged_links(indexer, folder, arguments):
    """Links of every query, best first: (strength, likelihood, right)."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as file:
        subprocess.run([indexer, "--quiet", "evaluate", folder, "--task", "links", "--links-file",
                        file.name, *arguments], check=True, stdout=subprocess.DEVNULL)
        queries = {}
        for line in file:
            query, _, strength, likelihood, level = line.rstrip("\n").split("\t")
            queries.setdefault(query, []).append(
                (float(strength), float(likelihood), int(level) > 0))
    return list(queries.values())


def nearness(strength):
    within = min(max(strength, 1 / 65535), 1 - 1 / 65535)
    return HALF_NEARNESS * within / (1 - within)


def examples(queries):
    """Features of the first links of every query, and whether they are right."""
    typical = statistics.median(nearness(links[0][0]) for links in queries)
    rows = []
    for links in queries:
        shown = [nearness(strength) for strength, _, _ in links[:SHOWN]]
        for near, (_, _, right) in zip(shown, links):
            rows.append(([1, math.log(near / typical), math.log(near / shown[-1]),
                          near / shown[0]], right))
    return rows


def solve(matrix, vector):
    """Gaussian elimination."""
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            for j in range(i, size + 1):
                rows[k][j] -= factor * rows[i][j]
    solution = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - known) / rows[i][i]
    return solution


def likelihood(weights, features):
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features))))


def fit(groups):
    """Logistic regression by Newton's method; `groups` are lists of lists of examples."""
    weighted = [(features, right, 1 / len(rows) / len(group))
                for group in groups for rows in group for features, right in rows]
    weights = [0.0] * 4
    for _ in range(25):
        gradient = [0.0] * 4
        curvature = [[1e-6 if i == j else 0.0 for j in range(4)] for i in range(4)]
        for features, right, weight in weighted:
            p = likelihood(weights, features)
            for i in range(4):
                gradient[i] += weight * ((1 if right else 0) - p) * features[i]
                for j in range(4):
                    curvature[i][j] += weight * p * (1 - p) * features[i] * features[j]
        step = solve(curvature, gradient)
        weights = [w + s for w, s in zip(weights, step)]
        if max(abs(s) for s in step) < 1e-9:
            break
    return weights


def reliability(pairs):
    """`pairs`: (likelihood, right)."""
    count = len(pairs)
    base = sum(right for _, right in pairs) / count
    bins = [[] for _ in range(10)]
    for p, right in pairs:
        bins[min(9, int(p * 10))].append((p, right))
    error = sum(abs(sum(p - right for p, right in one)) for one in bins) / count
    brier = sum((p - right) ** 2 for p, right in pairs) / count
    confident = [right for p, right in pairs if p >= 0.8]
    share = sum(confident) / len(confident) if confident else float("nan")
    return f"{len(pairs):6} {base:5.2f} {error:6.3f} {1 - brier / (base * (1 - base)):6.3f} " \
           f"{len(confident):6} {share:6.2f}"


def main():
    indexer, data = sys.argv[1], Path(sys.argv[2])
    groups, stated = {}, {}
    for name, folder, arguments, group in COLLECTIONS:
        queries = judged_links(indexer, str(data / folder), arguments)
        groups.setdefault(group, {})[name] = examples(queries)
        stated[name] = [(p, right) for links in queries for _, p, right in links[:SHOWN]]
    lists = {group: list(sets.values()) for group, sets in groups.items()}
    print("fitted on all:", " ".join(f"{w:.2f}" for w in fit(lists.values())))
    print("                   links  base  error  skill  >=0.8  right")
    for group, sets in groups.items():
        without = fit([rows for other, rows in lists.items() if other != group])
        for name, rows in sets.items():
            print(f"{name:18}", reliability([(likelihood(without, f), right) for f, right in rows]),
                  "  fitted without it")
            print(f"{'':18}", reliability(stated[name]), "  as built")


if __name__ == "__main__":
    main()
