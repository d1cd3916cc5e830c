#!/usr/bin/env python3
"""Kills `isthmus-indexer add` at many operations and compares what comes of running it again with an undisturbed run.

usage: kill_test.py BIN_FOLDER CRASH_POINT_LIBRARY [--documents N] [--kills N] [--jobs N] [--keep]

Two scenes: filling a new repository with all documents; and a run with --prune over a repository that holds 70 % of them, of which
some have changed and some are gone. The operations of an undisturbed run are traced, sorted into groups (store, links, index,
publishing, other files), and kills are spread over each. After each kill the same command runs again; then the export, the check and the answers must
be those of the undisturbed run. Every third kill tears the write in two, every fifth run after a kill is killed as well.
"""

import argparse
import concurrent.futures
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import support

SHARES = {"store": 0.2, "links": 0.2, "index": 0.2, "publishing": 0.25, "files": 0.15}


class Scene:
    """A state to begin with, the command that is disturbed, and what an undisturbed run leaves."""

    def __init__(self, name, folder, programs, library):
        self.name = name
        self.programs = programs
        self.library = library
        self.folder = folder / name
        self.folder.mkdir()
        self.start = self.folder / "start"
        self.sources = None
        self.arguments = []
        self.expected = {}

    def fresh(self, name):
        repository = self.folder / name
        if self.start.exists():
            shutil.copytree(self.start, repository)
        return repository

    def add(self, repository, **disturbance):
        environment = {}
        if disturbance:
            environment = {
                "LD_PRELOAD": str(self.library),
                "CRASH_UNDER": str(repository) + "/",
                **{f"CRASH_{key.upper()}": str(value) for key, value in disturbance.items()},
            }
        return self.programs.run(repository, "--quiet", "add", *self.arguments, str(self.sources), environment=environment)

    def undisturbed(self):
        """Traces a run, keeps its answers, and returns the trace."""
        repository = self.fresh("undisturbed")
        trace = self.folder / "trace"
        done = self.add(repository, trace=trace, at=0)
        if done.returncode != 0:
            raise AssertionError(f"the undisturbed run ended with {done.returncode}: {done.stderr[-2000:]}")
        self.expected = support.answers(self.programs, repository)
        ids = support.exported_ids(self.expected["export"])
        assert len(ids) == len(set(ids)), "the undisturbed export holds an id twice"
        self.programs.succeed(repository, "check")
        shutil.rmtree(repository)
        return trace.read_text().splitlines()

    def disturbed(self, number, operation):
        """Kills at the operation, runs to completion; (was killed, problems)."""
        repository = self.fresh(f"kill-{number}")
        killed = self.add(repository, at=operation, tear=int(number % 3 == 0)).returncode == -9
        if killed and number % 5 == 0:
            self.add(repository, at=max(1, operation // 2))
        problems = list(self.problems_after(repository))
        shutil.rmtree(repository, ignore_errors=not problems)
        return killed, problems

    def problems_after(self, repository):
        done = self.add(repository)
        if done.returncode != 0:
            yield f"running again ended with {done.returncode}: {done.stderr[-1000:]}"
            return
        check = self.programs.run(repository, "check")
        if check.returncode != 0:
            yield f"check ended with {check.returncode}: {check.stdout[-1000:]}{check.stderr[-1000:]}"
        found = support.answers(self.programs, repository)
        expected_ids = support.exported_ids(self.expected["export"])
        ids = support.exported_ids(found["export"])
        if sorted(ids) != sorted(expected_ids):
            lost, extra = set(expected_ids) - set(ids), set(ids) - set(expected_ids)
            yield f"records lost {sorted(lost)[:5]}, too many {sorted(extra)[:5]}, twice {len(ids) - len(set(ids))}"
        yield from list(support.differences(self.expected, found))[:5]


def groups_of(trace):
    """{group: operations} of a trace; an operation is its place in the trace, from 1.

    A round writes batches to the store's write-ahead log, the last one with the new links; then it writes the index and puts its new
    version files in place, which publishes it. After the last round the links that are still to be brought up to date are written.
    What RocksDB does to its other files is a group of its own.
    """
    groups = {name: [] for name in SHARES}
    stretch = []  # of the write-ahead log, between two stretches of the index
    published = False
    for place, line in enumerate(trace, 1):
        operation, path = line.split(" ", 1)
        if path.startswith("index/"):
            _divide(stretch, groups, published)
            stretch = []
            published = published or path == "index/public/iamglass"
            groups["index" if operation.startswith("pwrite") else "publishing"].append(place)
        elif path.startswith("knowledge/") and path.endswith(".log"):
            stretch.append((place, operation))
        else:
            groups["files"].append(place)
    _divide(stretch, groups, published)
    return groups


def _divide(stretch, groups, published):
    """What follows the last but one sync is the links'; all of it once the index has been published."""
    syncs = [number for number, (_, operation) in enumerate(stretch) if operation in ("fsync", "fdatasync")]
    begin = syncs[-2] + 1 if len(syncs) > 1 else 0 if published else len(stretch)
    groups["store"] += [place for place, _ in stretch[:begin]]
    groups["links"] += [place for place, _ in stretch[begin:]]


def spread(places, count):
    if len(places) <= count:
        return list(places)
    return [places[round(i * (len(places) - 1) / max(1, count - 1))] for i in range(count)]


def choose_kills(groups, count):
    """(group, operation) pairs: each group has its share, what it cannot fill goes to the others."""
    chosen = {}
    for name, share in SHARES.items():
        for place in spread(groups[name], max(1, round(count * share))):
            chosen[place] = name
    everything = sorted(place for places in groups.values() for place in places)
    for place in spread(everything, count):
        if len(chosen) < count:
            chosen.setdefault(place, "any")
    return [(name, place) for place, name in sorted(chosen.items())]


def filling(folder, programs, library, documents):
    scene = Scene("filling", folder, programs, library)
    scene.sources = support.write_sources(scene.folder / "works", range(documents))
    return scene


def updating(folder, programs, library, documents):
    scene = Scene("updating", folder, programs, library)
    scene.sources = scene.folder / "works"
    support.write_sources(scene.sources, range(documents * 7 // 10))
    programs.succeed(scene.start, "--quiet", "add", str(scene.sources))
    shutil.rmtree(scene.sources)
    remaining = [number for number in range(documents) if number % 20 != 3]
    support.write_sources(scene.sources, remaining, revised={number for number in remaining if number % 8 == 1})
    scene.arguments = ["--prune"]
    return scene


def run_scene(scene, kills, jobs):
    """Number of kills that happened and of failures."""
    began = time.monotonic()
    trace = scene.undisturbed()
    groups = groups_of(trace)
    sizes = ", ".join(f"{name} {len(places)}" for name, places in groups.items())
    print(f"{scene.name}: {len(trace)} operations ({sizes}); undisturbed {time.monotonic() - began:.1f} s", flush=True)
    happened, failures, by_group = 0, 0, dict.fromkeys([*SHARES, "any"], 0)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        chosen = choose_kills(groups, kills)
        results = pool.map(lambda item: scene.disturbed(item[0], item[1][1]), enumerate(chosen))
        for (group, operation), (killed, problems) in zip(chosen, results):
            happened += killed
            by_group[group] += killed
            failures += bool(problems)
            for problem in problems:
                print(f"FAILED {scene.name}: killed at {operation} ({group}): {problem}", flush=True)
    counts = ", ".join(f"{name} {count}" for name, count in by_group.items() if count)
    print(f"{scene.name}: {happened} kills ({counts}), {failures} failures, {time.monotonic() - began:.1f} s", flush=True)
    return happened, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bin_folder", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=56)
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--keep", action="store_true", help="leave the repositories for a look")
    options = parser.parse_args()
    programs = support.Programs(options.bin_folder)
    folder = Path(tempfile.mkdtemp(prefix="isthmus-kill-")).resolve()
    try:
        happened, failures = 0, 0
        for make in (filling, updating):
            scene = make(folder, programs, options.library.resolve(), options.documents)
            kills, failed = run_scene(scene, options.kills // 2, options.jobs)
            happened, failures = happened + kills, failures + failed
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    wanted = options.kills * 9 // 10
    if happened < wanted:
        print(f"FAILED: only {happened} of {options.kills} runs were killed")
    return 1 if failures or happened < wanted else 0


if __name__ == "__main__":
    sys.exit(main())
