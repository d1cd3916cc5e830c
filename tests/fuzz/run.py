#!/usr/bin/env python3
"""Runs the fuzz targets and prints a table of what each reached.

  run.py PROGRAMS SCRATCH [--files FOLDER…] [--runs 500000] [--seconds 300] [--jobs 1] [TARGET…]

PROGRAMS is the folder of the built targets (fuzz_*), SCRATCH keeps their corpora and findings, so that the next run goes on from there. Seeds are
the golden files of tests/golden/parsers, those of tests/fuzz/seeds and the files below each FOLDER, by their ending. A target ends after so many runs or
seconds, whichever comes first. The exit status is 1 when a target has a finding.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SEEDS = [os.path.join(ROOT, "tests", "fuzz", "seeds"), os.path.join(ROOT, "tests", "golden", "parsers")]
MOST_SEED_BYTES = 200_000  # larger ones make every run slow
MOST_SEEDS = 200
MEMORY_MEGABYTES = 2500
SLOW_SECONDS = 20  # of one input: what the sandbox allows a file

# Endings whose files seed the target of another.
KIN = {
    "md": ("markdown",), "txt": ("log", "srt", "vtt"), "csv": ("tsv",), "nxml": ("xml", "jats"), "ris": ("enw", "nbib", "ciw"),
    "jsonld": ("json",), "html": ("htm",), "zip": ("tar", "7z", "gz", "tgz"), "rss": ("atom", "xml"), "xml": ("nxml", "html"), "odt": ("ods", "odp", "fodt"),
    "docx": ("docm",), "wiki": ("mediawiki",), "adoc": ("asciidoc",), "oai": ("xml",), "settings": ("toml",), "query": ("txt",),
    "lexicon": ("u8", "csv", "tsv", "tbx", "rdf"),
}
TEXT_PARTS = (".xml", ".rels", ".opf", ".xhtml", ".html", ".ncx", "mimetype")


def ending_of(target):
    return target.removeprefix("fuzz_").removeprefix("parser_").removeprefix("package_")


def files_of(folders):
    for folder in folders:
        for directory, _, names in os.walk(folder):
            for name in sorted(names):
                yield os.path.join(directory, name)


def seeds_by_ending(folders):
    seeds = collections.defaultdict(list)
    for path in files_of(folders):
        if os.path.getsize(path) <= MOST_SEED_BYTES and not os.path.basename(path).startswith("expected."):
            seeds[path.rsplit(".", 1)[-1].lower()].append(path)
    return seeds


def parts_of(path):
    """An office document as the input of package_fuzz.cc; nothing for what is none."""
    try:
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if name.endswith(TEXT_PARTS)]
            parts = b"".join(b"\x1e" + name.encode() + b"\n" + package.read(name) for name in names)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError):
        return None
    return parts if len(parts) <= MOST_SEED_BYTES else None


def write_seeds(target, seeds, folder):
    os.makedirs(folder, exist_ok=True)
    ending = ending_of(target)
    paths = [path for one in (ending, *KIN.get(ending, ())) for path in seeds[one]]
    for path in paths[:MOST_SEEDS]:
        if "package_" in target:
            data = parts_of(path)
        else:
            with open(path, "rb") as file:
                data = file.read()
        if data:
            with open(os.path.join(folder, hashlib.sha256(data).hexdigest()[:16]), "wb") as file:
                file.write(data)


def run(target, options, seeds):
    corpus = os.path.join(options.scratch, target, "corpus")
    findings = os.path.join(options.scratch, target, "findings")
    os.makedirs(findings, exist_ok=True)
    write_seeds(target, seeds, corpus)
    before = set(os.listdir(findings))
    suppressions = os.path.join(ROOT, "tests", "support", "leaks.supp")
    environment = dict(os.environ, LSAN_OPTIONS=f"suppressions={suppressions}:print_suppressions=0",
                       UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1")
    command = [os.path.join(options.programs, target), f"-runs={options.runs}", f"-max_total_time={options.seconds}", f"-timeout={SLOW_SECONDS}",
               f"-rss_limit_mb={MEMORY_MEGABYTES}", "-print_final_stats=1", f"-max_len={MOST_SEED_BYTES}", f"-artifact_prefix={findings}/", corpus]
    with open(os.path.join(options.scratch, target, "log"), "w", encoding="utf-8", errors="replace") as log:
        subprocess.run(command, stdout=log, stderr=log, env=environment, check=False)
    with open(log.name, encoding="utf-8", errors="replace") as log:
        text = log.read()
    executed = re.findall(r"stat::number_of_executed_units: (\d+)", text)
    covered = re.findall(r"cov: (\d+)", text)
    seconds = re.findall(r"Done \d+ runs in (\d+) second", text)
    new = sorted(set(os.listdir(findings)) - before)
    return {"target": target, "runs": int(executed[-1]) if executed else 0, "covered": int(covered[-1]) if covered else 0,
            "seconds": seconds[-1] if seconds else "-", "findings": [name for name in new if not name.startswith("slow-unit")]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("scratch")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--files", action="append", default=[], help="a folder of further seeds")
    parser.add_argument("--runs", type=int, default=500_000)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_intermixed_args()
    targets = options.targets or sorted(name for name in os.listdir(options.programs) if name.startswith("fuzz_"))
    seeds = seeds_by_ending([*SEEDS, *options.files])
    has_findings = False
    print(f"{'target':28} {'runs':>9} {'seconds':>8} {'edges':>7}  findings", flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for row in pool.map(lambda target: run(target, options, seeds), targets):
            has_findings = has_findings or bool(row["findings"]) or row["runs"] == 0
            print(f"{row['target']:28} {row['runs']:>9} {row['seconds']:>8} {row['covered']:>7}  {' '.join(row['findings']) or '-'}", flush=True)
    sys.exit(1 if has_findings else 0)


if __name__ == "__main__":
    main()
