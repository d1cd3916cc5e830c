#!/usr/bin/env python3
"""Runs golden tests of the command line.

A test is a folder: cmd (a shell script), out (what it must print), optionally err (what it must say on standard error) and in/ (files to
begin with). The script runs in a fresh copy of in/, with the programs on PATH and ISTHMUS_REPOSITORY set to ./repository; the
copy's own path is written as "." in what is compared.

    run.py --binaries DIR FOLDER...      compares; exit status 1 when anything differs
    run.py --binaries DIR --update FOLDER...   writes out and err (err only where it exists)
"""

import argparse
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TIME_LIMIT_SECONDS = 100


def run_case(folder, binaries):
    """Returns (stdout, stderr) of the folder's script as text."""
    with tempfile.TemporaryDirectory(prefix="isthmus-golden-") as scratch:
        work = pathlib.Path(scratch).resolve() / "work"
        if (folder / "in").is_dir():
            shutil.copytree(folder / "in", work, symlinks=True)
        else:
            work.mkdir()
        environment = {
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "ISTHMUS_REPOSITORY": "repository",
            "LC_ALL": "C.UTF-8",
            "HOME": str(work),
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TMPDIR"):
            if name in os.environ:
                environment[name] = os.environ[name]
        done = subprocess.run(
            ["sh", str(folder / "cmd")], cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=TIME_LIMIT_SECONDS, check=False)
        return [text.decode("utf-8", "replace").replace(str(work), ".") for text in (done.stdout, done.stderr)]


def differences(path, actual):
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(expected.splitlines(True), actual.splitlines(True), str(path), "actual")
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    failed = 0
    for folder in arguments.folders:
        folder = folder.resolve()
        out, err = run_case(folder, arguments.binaries.resolve())
        if arguments.update:
            (folder / "out").write_text(out, encoding="utf-8")
            if (folder / "err").exists():
                (folder / "err").write_text(err, encoding="utf-8")
            continue
        found = differences(folder / "out", out)
        if (folder / "err").exists():
            found += differences(folder / "err", err)
        if found:
            failed += 1
            sys.stdout.write(f"FAILED {folder.name}\n{found}standard error was:\n{err}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
