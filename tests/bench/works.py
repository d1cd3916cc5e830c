#!/usr/bin/env python3
"""Measures how well records that are the same work find each other, on real collections of both sides in one repository.

  works.py DATA PROGRAMS WORK

DATA is a folder with the collections named below (they are not part of this project), PROGRAMS the folder of the built programs, WORK a scratch folder.
Every collection is one of its own, so that nothing is joined while it is taken in. Printed are the
ties for each reason, how many of them are known to be right (the records have a DOI in common, or their files the same name), and the recall on the works
that are known so: as they are, and with their identifiers taken away, so that titles and texts have to do it alone. All other ties are written to
WORK/as-they-are.tsv and WORK/without-identifiers.tsv (reason, relation, likeness, identifier, two ids, two titles), to be read and judged by a person.
"""
import argparse
import collections
import itertools
import json
import os
import re
import shutil
import subprocess

from real_input import COLLECTIONS, MARKDOWN

PAPERS = MARKDOWN.format(path=".", side="academic", kind="paper")
NOTES = MARKDOWN.format(path=".", side="practice", kind="procedure")

# name -> (files or folders below DATA, pattern of the names that are taken, isthmus.toml)
FURTHER = {
    "jose-pdf": (["academic/jose-papers"], r"\.pdf$", PAPERS),
    "jose-crossref": (["academic/jose-papers"], r"\.crossref\.xml$", PAPERS),
    "jose-jats": (["academic/jose-papers"], r"(?<!crossref)\.(jats|xml)$", PAPERS),
    "cps-bib": (["academic/cps-publications/bib"], r"\.bib$", PAPERS),
    "cps-refs": (["academic/cps-publications/refs.bib"], r"", PAPERS),
    "cacm": (["judged/cacm/corpus.jsonl"], r"", MARKDOWN.format(path="corpus.jsonl", side="academic", kind="paper")),
    "adi": (["judged/adi/corpus.jsonl"], r"", MARKDOWN.format(path="corpus.jsonl", side="academic", kind="paper")),
    "cmrc": (["judged/cmrc2018-zh/corpus.jsonl"], r"", MARKDOWN.format(path="corpus.jsonl", side="practice", kind="note")),
    "drcd": (["judged/drcd-zh-hant/dev/corpus.jsonl"], r"", MARKDOWN.format(path="corpus.jsonl", side="practice", kind="note")),
    "neuron-en": (["judged/neuron-docs-zh-en/en"], r"\.md$", NOTES),
    "neuron-zh": (["judged/neuron-docs-zh-en/zh"], r"\.md$", NOTES),
    "curricula": (["curricula/zh-major-curricula/html"], r"", MARKDOWN.format(path=".", side="academic", kind="course")),
    "onet-tasks": (["practice/onet/Task_Statements.txt"], r"", ""),
    "onet-occupations": (["practice/onet/Occupation_Data.txt"], r"", ""),
    "bibrecords": (["formats/bibrecords"], r"(?<!SOURCE)\.\w+$", ""),
    "ee-vocabulary": (["formats/ee-vocabulary-multiformat"], r"EE_", NOTES),
    "ugly-files": (["formats/ugly-files"], r"(?<!SOURCE)\.\w+$", ""),
}
KNOWN = {"jose-pdf", "jose-crossref", "jose-jats", "cps-bib", "cps-refs", "cps-publications"}
ONET = """
[[source]]
path = "{name}"
side = "practice"
kind = "procedure"
format = "table"
language = "en"
[source.columns]
{columns}
"""


def stage(data, folder, paths, pattern, settings):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path in paths:
        source = os.path.join(data, path)
        names = [os.path.join(at, name) for at, _, files in os.walk(source) for name in files] if os.path.isdir(source) else [source]
        for name in names:
            if not re.search(pattern, name):
                continue
            target = os.path.join(folder, os.path.relpath(name, source if os.path.isdir(source) else os.path.dirname(source)))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(name, target)
    if settings:
        with open(os.path.join(folder, "isthmus.toml"), "w", encoding="utf-8") as file:
            file.write(settings)


def every_collection():
    for name, (paths, settings, _) in COLLECTIONS.items():
        yield name, (paths, r"", settings)
    for name, (paths, pattern, settings) in FURTHER.items():
        if name == "onet-tasks":
            settings = ONET.format(name="Task_Statements.txt", columns='id = "Task ID"\ntitle = "{Task}"\nbody = "{Task}"')
        if name == "onet-occupations":
            settings = ONET.format(name="Occupation_Data.txt", columns='title = "{Title}"\nbody = "{Description}"')
        yield name, (paths, pattern, settings)


class Indexer:
    def __init__(self, programs, repository):
        self.command = [os.path.join(os.path.abspath(programs), "isthmus-indexer"), "--quiet", "-r", repository]

    def run(self, *arguments, may_refuse=False):
        done = subprocess.run([*self.command, *arguments], capture_output=True, text=True)
        if done.returncode not in ((0, 1) if may_refuse else (0,)):
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def lines(self, *arguments):
        return [json.loads(line) for line in self.run(*arguments).splitlines()]


def ties_of(indexer):
    ties, titles = [], {}
    for work in indexer.lines("works", "--json"):
        titles.update((member["id"], member["title"]) for member in work["members"])
        ties += work["ties"]
    return ties, titles


def names_of(record):
    """Under what the record's work is known without Isthmus: its DOI, and the name of its file, which one work has in several collections."""
    names = {one["value"].lower() for one in record.get("identifiers", []) if one["scheme"] == "doi"}
    if not record["id"].startswith("cps-refs:"):
        name = os.path.basename(record["source"]["uri"].split("#")[0]).lower()
        names.add(re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.crossref|\.jats)?\.(pdf|xml|jats|bib|md)$", "", name)))
    return names


def truth_of(records):
    """The work of each record of the known collections; two with a name in common are one."""
    names = {record["id"]: names_of(record) for record in records if record["id"].split(":")[0] in KNOWN}
    find = together({"records": [a, b]} for of_one in names.values() for a, b in itertools.product(list(of_one)[:1], of_one))
    return {id: find(next(iter(of_one))) for id, of_one in names.items() if of_one}


def known_pairs(truth):
    of_work = collections.defaultdict(list)
    for id, work in truth.items():
        of_work[work].append(id)
    return {tuple(sorted(pair)) for ids in of_work.values() for pair in itertools.combinations(ids, 2)}


def together(ties):
    """Pairs that are in one work, by the ties alone."""
    group = {}

    def find(one):
        while group.setdefault(one, one) != one:
            one = group[one]
        return one
    for tie in ties:
        a, b = map(find, tie["records"])
        group[a] = b
    return find


def print_recall(name, pairs, ties):
    find = together(ties)
    kinds = collections.defaultdict(lambda: [0, 0])
    for a, b in pairs:
        count = kinds[" + ".join(sorted((a.split(":")[0], b.split(":")[0])))]
        count[0] += find(a) == find(b)
        count[1] += 1
    for kind, (found, all_pairs) in sorted(kinds.items()):
        print(f"| recall, {name} | {kind} | {found} of {all_pairs} | {found / all_pairs:.3f} |")


def line_of(tie, titles):
    a, b = tie["records"]
    return "\t".join((tie["reason"], tie["relation"], f"{tie.get('likeness', 0):.2f}", tie.get("identifier", ""), a, b, " ".join(titles[a].split()),
                      " ".join(titles[b].split()))) + "\n"


def report_ties(name, ties, titles, pairs, place):
    """Counts the ties that are right by the truth that is known, and writes the others to be read."""
    counts = collections.defaultdict(lambda: [0, 0])
    with open(os.path.join(place, name.replace(" ", "-") + ".tsv"), "w", encoding="utf-8") as file:
        for tie in sorted(ties, key=lambda tie: (tie["reason"], tie["records"])):
            is_known = tuple(sorted(tie["records"])) in pairs
            counts[tie["reason"]][0 if is_known else 1] += 1
            if not is_known:
                file.write(line_of(tie, titles))
    for reason, (known, unknown) in sorted(counts.items()):
        print(f"| ties by {reason}, {name} | {known + unknown} | {known} known to be right | {unknown} to be read |")


def without_identifiers(records, folder):
    """The known works again, each collection a JSON Lines file without identifiers."""
    shutil.rmtree(folder, ignore_errors=True)
    for record in records:
        collection, local = record["id"].split(":", 1)
        if collection not in KNOWN:
            continue
        bare = {key: value for key, value in record.items() if key not in ("identifiers", "source", "relations", "references")}
        bare["id"] = local
        os.makedirs(os.path.join(folder, collection), exist_ok=True)
        with open(os.path.join(folder, collection, "records.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps(bare, ensure_ascii=False) + "\n")
    return sorted(os.listdir(folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("programs")
    parser.add_argument("work")
    arguments = parser.parse_args()
    work = os.path.abspath(arguments.work)
    shutil.rmtree(os.path.join(work, "repository"), ignore_errors=True)
    indexer = Indexer(arguments.programs, os.path.join(work, "repository"))
    for name, (paths, pattern, settings) in every_collection():
        folder = os.path.join(work, "input", name)
        stage(arguments.data, folder, paths, pattern, settings)
        indexer.run("add", "--no-links", "--collection", name, folder, may_refuse=True)
    records = indexer.lines("export")
    ties, titles = ties_of(indexer)
    pairs = known_pairs(truth_of(records))
    print(f"{len(records)} records, {len(ties)} ties\n")
    report_ties("as they are", ties, titles, pairs, work)
    print_recall("as they are", pairs, ties)

    shutil.rmtree(os.path.join(work, "bare"), ignore_errors=True)
    bare = Indexer(arguments.programs, os.path.join(work, "bare"))
    folder = os.path.join(work, "bare-input")
    for name in without_identifiers(records, folder):
        bare.run("add", "--no-links", "--collection", name, os.path.join(folder, name), may_refuse=True)
    ties, titles = ties_of(bare)
    there = {one["id"] for one in bare.lines("export")}
    report_ties("without identifiers", ties, titles, pairs, work)
    print_recall("without identifiers", {pair for pair in pairs if there.issuperset(pair)}, ties)


if __name__ == "__main__":
    main()
