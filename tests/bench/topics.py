#!/usr/bin/env python3
"""Measures topics and gaps with the real programs on real collections.

  topics.py DATA PROGRAMS WORK [planted|alarm|agreement|lasting|bilingual|speed]…

DATA is the folder with judged/csl-zh, judged/neuron-docs-zh-en and lexicon/glossary-zh-en (they are not part of this project), PROGRAMS the folder of the
built programs, WORK a scratch folder. `speed` needs WORK/corpus.jsonl of make_corpus.py. Without a name everything is measured but `speed`.

planted    The papers of csl-zh are dealt to the two sides at random. Of the topics with 8 records or more on each side 20 are drawn, and one at a time
           its academic records are withheld and everything is made again. Found: one of the first five gaps has at least half of its demand in
           the topic. Flagged: that gap is claimed.
alarm      20 deals with nothing withheld: the share of topics that most of a claimed gap's demand is in.
agreement  Normalised mutual information of topics and the 67 disciplines, for five renamings of the records (the order in which Leiden meets them).
lasting    The share of records that are in a topic of the same id after 10 % more were added: placed among those that there are, and found anew.
bilingual  The share of pairs of a Chinese and an English page in the same topic, with the glossary as lexicon.
speed      60,000 records: seconds for everything from scratch (rebuild), and after one record (add), with topics and without.
"""
import argparse
import collections
import json
import math
import os
import random
import shutil
import subprocess
import time

SEED = 7


def read_csl(data):
    with open(os.path.join(data, "judged/csl-zh/corpus.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Repository:
    def __init__(self, programs, folder):
        self.indexer = os.path.join(programs, "isthmus-indexer")
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)

    def run(self, *words):
        command = [self.indexer, "--quiet", "-r", os.path.join(self.folder, "repository"), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def add(self, records, name="papers"):
        path = os.path.join(self.folder, name + ".jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        self.run("add", "--collection", name, path)

    def topics(self):
        """{record: topic} and the report's size."""
        found = {}
        for topic in json.loads(self.run("--json", "topics")):
            for member in json.loads(self.run("--json", "topics", topic["id"]))["members"]:
                found[member.split(":", 1)[1]] = topic["id"]
        return found

    def gaps(self):
        return json.loads(self.run("--json", "gaps"))["gaps"]


def dealt(papers, seed):
    random.seed(seed)
    for paper in papers:
        side = random.choice(["academic", "practice"])
        kind = "paper" if side == "academic" else "note"
        yield {"id": paper["_id"], "side": side, "kind": kind, "title": paper["title"], "body": paper["text"]}


def local(record):
    return record.split(":", 1)[1]


def planted(options):
    papers = read_csl(options.data)
    records = list(dealt(papers, SEED))
    whole = Repository(options.programs, os.path.join(options.work, "whole"))
    whole.add(records)
    topics = whole.topics()
    sides = {record["id"]: record["side"] for record in records}
    counts = collections.Counter((topic, sides[record]) for record, topic in topics.items())
    eligible = sorted({topic for topic, _ in counts if min(counts[topic, "academic"], counts[topic, "practice"]) >= 8})
    drawn = random.Random(SEED).sample(eligible, min(options.planted, len(eligible)))
    found = flagged = first = 0
    for topic in drawn:
        kept = [record for record in records if not (topics.get(record["id"]) == topic and record["side"] == "academic")]
        part = Repository(options.programs, os.path.join(options.work, "part"))
        part.add(kept)
        hits = [rank for rank, gap in enumerate(part.gaps()[:5])
                if 2 * sum(topics.get(local(record)) == topic for record in gap["demand"]) >= len(gap["demand"])]
        gaps = part.gaps()
        found += bool(hits)
        first += bool(hits) and hits[0] == 0
        is_flagged = bool(hits) and bool(gaps[hits[0]].get("is_claimed"))
        flagged += is_flagged
        shown = [(round(gap["q"], 3), gap["demand_count"], gap["supply_count"]) for gap in gaps[:5]]
        print(f"  {topic}: {counts[topic, 'practice']} ask, {len(records) - len(kept)} withheld; rank {hits[:1]} claimed {is_flagged}; {shown}", flush=True)
    print(f"planted: found {found} of {len(drawn)} in the first five, {first} as the first; flagged {flagged}; {len(eligible)} topics to draw from")


def alarm(options):
    papers = read_csl(options.data)
    topics_in_all = flagged_in_all = claims = deals_with_claims = 0
    for seed in range(options.deals):
        repository = Repository(options.programs, os.path.join(options.work, "deal"))
        repository.add(list(dealt(papers, 100 + seed)))
        topics = json.loads(repository.run("--json", "topics"))
        claimed = [gap for gap in repository.gaps() if gap.get("is_claimed")]
        flagged = {gap["topics"][0]["name"] for gap in claimed}
        topics_in_all += len(topics)
        flagged_in_all += len(flagged)
        claims += len(claimed)
        deals_with_claims += bool(claimed)
    print(f"alarm: {flagged_in_all} of {topics_in_all} topics flagged ({100 * flagged_in_all / topics_in_all:.2f} %), "
          f"{claims} gaps claimed in {deals_with_claims} of {options.deals} deals")


def information(one, other):
    """Normalised mutual information of two labellings, by the mean of their entropies."""
    count = len(one)
    ones, others, pairs = collections.Counter(one), collections.Counter(other), collections.Counter(zip(one, other))
    mutual = sum(n / count * math.log(n * count / (ones[a] * others[b])) for (a, b), n in pairs.items())

    def entropy(counts):
        return -sum(n / count * math.log(n / count) for n in counts.values())

    return 2 * mutual / (entropy(ones) + entropy(others))


def agreement(options):
    papers = read_csl(options.data)
    values = []
    for seed in range(5):
        names = list(range(len(papers)))
        random.Random(seed).shuffle(names)
        repository = Repository(options.programs, os.path.join(options.work, "agreement"))
        repository.add([{"id": f"p{name:05}", "side": "academic", "kind": "paper", "title": paper["title"], "body": paper["text"]}
                        for name, paper in zip(names, papers)])
        topics = repository.topics()
        pairs = [(topics[f"p{name:05}"], paper["metadata"]["discipline"]) for name, paper in zip(names, papers) if f"p{name:05}" in topics]
        values.append((information(*zip(*pairs)), len(set(topics.values())), len(pairs)))
        print(f"  seed {seed}: {values[-1][0]:.3f} with {values[-1][1]} topics of {values[-1][2]} records", flush=True)
    print(f"agreement: mean {sum(value for value, _, _ in values) / len(values):.3f}")


def lasting(options):
    papers = list(dealt(read_csl(options.data), SEED))
    for seed in range(3):
        random.Random(seed).shuffle(papers)
        few, more = papers[:1818], papers[1818:]
        repository = Repository(options.programs, os.path.join(options.work, "lasting"))
        repository.add(few)
        before = repository.topics()
        repository.add(more, "more")
        placed = repository.topics()
        # A lexicon of one pair makes the space of meaning, and so the topics, be found anew.
        lexicon = os.path.join(repository.folder, "one.tsv")
        with open(lexicon, "w", encoding="utf-8") as file:
            file.write("zh\ten\n不存在的词\tnosuchword\n")
        repository.run("lexicon", "add", lexicon)
        anew = repository.topics()
        share = [sum(after.get(record) == topic for record, topic in before.items()) / len(before) for after in (placed, anew)]
        print(f"lasting: {100 * share[0]:.1f} % stay when {len(more)} are placed, {100 * share[1]:.1f} % when topics are found anew "
              f"({len(set(before.values()))}, {len(set(anew.values()))} topics)", flush=True)


def bilingual(options):
    base = os.path.join(options.data, "judged/neuron-docs-zh-en")
    repository = Repository(options.programs, os.path.join(options.work, "bilingual"))
    for name in sorted(os.listdir(os.path.join(options.data, "lexicon/glossary-zh-en"))):
        if name.endswith(".tsv"):
            repository.run("lexicon", "add", os.path.join(options.data, "lexicon/glossary-zh-en", name))
    with open(os.path.join(base, "pairs.tsv"), encoding="utf-8") as file:
        paths = [line.split("\t")[0] for line in file][1:]
    for language, side, kind in (("zh", "practice", "note"), ("en", "academic", "report")):
        records = []
        for path in paths:
            with open(os.path.join(base, language, path), encoding="utf-8") as file:
                text = file.read()
            title = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), path)
            records.append({"id": path, "side": side, "kind": kind, "title": title, "body": text, "language": language})
        repository.add(records, language)
    found = collections.defaultdict(list)
    for topic in json.loads(repository.run("--json", "topics")):
        for member in json.loads(repository.run("--json", "topics", topic["id"]))["members"]:
            found[local(member)].append(topic["id"])
    together = sum(len(topics) == 2 and topics[0] == topics[1] for topics in found.values())
    print(f"bilingual: {together} of {len(paths)} pairs in one topic ({100 * together / len(paths):.1f} %), "
          f"{len({topic for topics in found.values() for topic in topics})} topics")


def speed(options):
    repository = Repository(options.programs, os.path.join(options.work, "speed"))
    corpus = os.path.join(options.work, "corpus.jsonl")

    def timed(*words):
        start = time.monotonic()
        repository.run(*words)
        return time.monotonic() - start

    print(f"speed: taken in with topics in {timed('add', '--collection', 'corpus', corpus):.1f} s")
    one = os.path.join(repository.folder, "one.jsonl")
    with open(one, "w", encoding="utf-8") as file:
        file.write('{"id": "one", "side": "practice", "kind": "note", "title": "Remote desktop client", "body": "A client for remote desktops."}\n')
    print(f"speed: one record {timed('add', '--collection', 'one', one):.1f} s")
    start = time.monotonic()
    repository.run("--json", "gaps")
    print(f"speed: gaps listed in {time.monotonic() - start:.2f} s")


MEASURES = {"planted": planted, "alarm": alarm, "agreement": agreement, "lasting": lasting, "bilingual": bilingual, "speed": speed}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("programs")
    parser.add_argument("work")
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES])
    parser.add_argument("--planted", type=int, default=20, help="topics that are drawn")
    parser.add_argument("--deals", type=int, default=20)
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    for name in options.measures or [name for name in MEASURES if name != "speed"]:
        MEASURES[name](options)


if __name__ == "__main__":
    main()
