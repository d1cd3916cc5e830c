#!/usr/bin/env python3
"""A full disk, or a file size limit, ends `add` with exit status 6 and a clear message, and costs nothing that was there.

usage: full_test.py BIN_FOLDER limit|disk

limit: RLIMIT_FSIZE. disk: a small tmpfs in a mount namespace of its own; ends with 77 (skipped) where that is not allowed.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import support

EXIT_IO = 6
SKIPPED = 77
FIRST = 100
ALL = 1500


def limit_file_size(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def expect_refusal(done, place):
    """Problems of a run that should have found no room."""
    if done.returncode != EXIT_IO:
        yield f"{place}: ended with {done.returncode}, not {EXIT_IO}: {done.stderr[-500:]}"
    elif " space" not in done.stderr and "room" not in done.stderr:
        yield f"{place}: the message does not say that there is no room: {done.stderr[-500:]}"


def expect_records(programs, repository, expected, place):
    """Problems of a repository that should open and hold these records, none twice."""
    done = programs.run(repository, "export")
    ids = support.exported_ids(done.stdout) if done.returncode == 0 else []
    if done.returncode != 0 or not set(expected) <= set(ids) or len(ids) != len(set(ids)):
        yield f"{place}: export ended with {done.returncode} and {len(ids)} of at least {len(expected)} records: {done.stderr[-500:]}"


def expect_clean(programs, repository, place):
    check = programs.run(repository, "check")
    if check.returncode != 0:
        yield f"{place}: check ended with {check.returncode}: {check.stdout[-500:]}{check.stderr[-500:]}"


def all_ids(count):
    return ["works:" + support.make_record(number)[1]["id"] for number in range(count)]


def fill_until_full(programs, folder, add_with_little_room, make_room):
    """Adds with too little room, again with room; yields problems."""
    repository, sources = folder / "repository", folder.parent / "works"
    support.write_sources(sources, range(FIRST))
    programs.succeed(repository, "--quiet", "add", str(sources))
    support.write_sources(sources, range(ALL))
    yield from expect_refusal(add_with_little_room(repository, sources), "adding without room")
    yield from expect_refusal(add_with_little_room(repository, sources), "adding without room once more")
    make_room()
    yield from expect_records(programs, repository, all_ids(FIRST), "with room again")
    done = programs.run(repository, "--quiet", "add", str(sources))
    if done.returncode != 0:
        yield f"adding with room ended with {done.returncode}: {done.stderr[-500:]}"
    yield from expect_records(programs, repository, all_ids(ALL), "after adding with room")
    yield from expect_clean(programs, repository, "after adding with room")


def test_limit(programs, folder):
    for size in (64 << 10, 400 << 10, 1 << 20):
        inner = folder / str(size) / "disk"
        inner.mkdir(parents=True)

        def add(repository, sources, limit=size):
            return programs.run(repository, "--quiet", "add", str(sources), preexec_fn=limit_file_size(limit))

        for problem in fill_until_full(programs, inner, add, lambda: None):
            yield f"limit of {size} bytes: {problem}"


def mount(disk, options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)


def test_disk(programs, folder):
    """Runs inside the namespace."""
    disk = folder / "disk"
    disk.mkdir()
    mount(disk, "size=64m")

    def add(repository, sources):
        used = os.statvfs(disk)
        blocks = used.f_blocks - used.f_bfree
        mount(disk, f"remount,size={blocks * used.f_frsize + (600 << 10)}")
        return programs.run(repository, "--quiet", "add", str(sources))

    try:
        yield from fill_until_full(programs, disk, add, lambda: mount(disk, "remount,size=256m"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def may_mount():
    if os.geteuid() != 0:
        return False
    script = "mount -t tmpfs -o size=1m tmpfs /mnt"
    return subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, check=False).returncode == 0


def main():
    bin_folder, kind = sys.argv[1:3]
    programs = support.Programs(bin_folder)
    if kind == "disk" and "--inside" not in sys.argv:
        if not may_mount():
            print("skipped: mounting a small disk needs root and mount namespaces")
            return SKIPPED
        return subprocess.run(["unshare", "-m", sys.executable, "-B", *sys.argv, "--inside"], check=False).returncode
    with tempfile.TemporaryDirectory(prefix="isthmus-full-") as name:
        test = test_limit if kind == "limit" else test_disk
        problems = list(test(programs, Path(name)))
    for problem in problems:
        print("FAILED:", problem)
    print(f"{kind}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
