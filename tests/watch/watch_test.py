#!/usr/bin/env python3
"""Lets the real isthmus-indexer watch folders, a made-up OAI-PMH repository and the spool, and asks it from other processes.

    watch_test.py PROGRAMS [NAME…]

PROGRAMS is the folder of the programs. Each test is a function; its name says what must hold.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "harvest"))
from repository import Repository, make_records  # noqa: E402

PATIENCE = 60  # seconds that anything may take on a busy machine
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


class Place:
    """A folder of sources and a repository, gone with the object, and the watcher of them."""

    def __init__(self, programs):
        self.indexer = str(pathlib.Path(programs).resolve() / "isthmus-indexer")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isthmus-watch-"))
        self.directory = self.folder / "repository"
        self.sources = self.folder / "src"
        self.sources.mkdir()
        self.watcher = None
        self.closing = []

    def close(self):
        if self.watcher is not None and self.watcher.poll() is None:
            self.watcher.kill()
            self.watcher.wait()
        for thing in self.closing:
            thing.close()
        shutil.rmtree(self.folder)

    def write(self, name, text):
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def command(self, *arguments):
        return [self.indexer, "-r", str(self.directory), *map(str, arguments)]

    def run(self, *arguments, status=0, **options):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=PATIENCE, check=False, **options)
        assert done.returncode == status, f"{arguments}: {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}"
        return done

    def is_watched(self):
        return subprocess.run(self.command("watch", "status"), capture_output=True, check=False).returncode == 0

    def watch(self, *arguments):
        log = open(self.folder / "watch.log", "a", encoding="utf-8")
        self.closing.append(log)
        self.watcher = subprocess.Popen(self.command("watch", *arguments), stdout=log, stderr=log)
        wait_for(self.is_watched, "the watcher")

    def follow(self, *arguments):
        self.watch("--side", "practice", "--prune", *arguments, self.sources)

    def end(self, number=signal.SIGTERM):
        self.watcher.send_signal(number)
        return self.watcher.wait(PATIENCE)

    def ids(self):
        done = subprocess.run(self.command("export"), capture_output=True, text=True, check=False)
        return sorted(json.loads(line)["id"] for line in done.stdout.splitlines()) if done.returncode == 0 else []

    def wait_for_ids(self, *ids):
        wait_for(lambda: self.ids() == sorted(ids), f"{ids}, there is {self.ids()}")

    def submit(self, identifier, submission, files):
        """As a program hands files in: under another name, then renamed."""
        self.directory.joinpath("spool").mkdir(parents=True, exist_ok=True)
        entry = self.directory / "spool" / f".new-{identifier}"
        (entry / "files").mkdir(parents=True)
        for name, text in files.items():
            (entry / "files" / name).write_text(text, encoding="utf-8")
        (entry / "submission.json").write_text(json.dumps(submission), encoding="utf-8")
        entry.rename(self.directory / "spool" / identifier)


@test
def files_that_come_change_move_and_go_are_followed(place):
    place.write("a.md", "# Spindle noise\n\nThe bearing hums.\n")
    place.follow()
    place.wait_for_ids("src:a.md")
    place.write("deep/b.md", "# Coolant foam\n\nHard water.\n")
    elsewhere = place.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.md").write_text("# Chatter\n\nA wave on the work.\n", encoding="utf-8")
    elsewhere.rename(place.sources / "moved")
    place.wait_for_ids("src:a.md", "src:deep/b.md", "src:moved/c.md")
    place.write("a.md", "# Spindle whine\n\nThe bearing hums.\n")
    wait_for(lambda: "Spindle whine" in place.run("list").stdout, "the changed title")
    (place.sources / "deep" / "b.md").unlink()
    place.wait_for_ids("src:a.md", "src:moved/c.md")
    assert place.end() == 0
    place.run("check")


@test
def two_hundred_files_at_once_are_all_taken_in(place):
    place.follow()
    for number in range(200):
        place.write(f"f{number:03}.md", f"# Note {number}\n\nWords of note {number}.\n")
    wait_for(lambda: len(place.ids()) == 200, "200 records")
    assert place.end() == 0


@test
def without_the_kernels_word_the_next_look_finds_changes(place):
    place.follow("--no-inotify", "--every", "1s")
    place.write("a.md", "# Spindle noise\n\nThe bearing hums.\n")
    place.wait_for_ids("src:a.md")
    assert place.end() == 0


def without_progress(said):
    """How often progress is told depends on how fast the machine is."""
    return [line for line in said.splitlines() if '"event":"progress"' not in line]


def same_handed_over(place, alone, *arguments, **options):
    """A command says the same where a watcher does it and in a repository of its own."""
    handed, own = (where.run(*arguments, **options) for where in (place, alone))
    assert (handed.stdout, without_progress(handed.stderr)) == (own.stdout, without_progress(own.stderr)), f"{arguments}: {handed.stdout!r}{handed.stderr!r}, not {own.stdout!r}{own.stderr!r}"


@test
def commands_of_other_processes_are_done_as_if_they_had_run_alone(place):
    other = place.folder / "other"
    other.mkdir()
    (other / "j.jsonl").write_text('{"id": "1", "kind": "note", "title": "One", "body": "words"}\n', encoding="utf-8")
    (other / "bad.jsonl").write_text("{\n", encoding="utf-8")
    alone = Place(pathlib.Path(place.indexer).parent)
    place.closing.append(alone)
    place.follow()
    line = '{"id": "2", "kind": "note", "title": "Two", "body": "words"}\n'
    for arguments, status, said in [(["add", "j.jsonl"], 0, None), (["add", "--collection", "st", "-"], 0, line), (["add", "bad.jsonl"], 1, None),
                                    (["add", "absent.md"], 3, None), (["remove", "j:9"], 3, None), (["--json", "add", "j.jsonl"], 0, None),
                                    (["remove", "j:1"], 0, None)]:
        same_handed_over(place, alone, *arguments, status=status, cwd=other, input=said)
    assert place.ids() == ["st:2"], place.ids()
    assert place.end() == 0
    assert place.run("export").stdout == alone.run("export").stdout


@test
def decisions_about_works_are_done_by_the_watcher_as_if_they_had_run_alone(place):
    other = place.folder / "other"
    other.mkdir()
    record = {"kind": "paper", "side": "academic", "title": "Chatter suppression in thin-walled milling", "authors": [{"name": "Jane Doe"}], "date": "2021"}
    lines = [json.dumps({"id": name, **record}) for name in ("a", "b")]
    (other / "p.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    alone = Place(pathlib.Path(place.indexer).parent)
    place.closing.append(alone)
    place.follow()
    for arguments, status in [(["add", "p.jsonl"], 0), (["works"], 0), (["works", "split", "p:a", "p:b"], 0), (["works"], 0), (["works", "decisions"], 0),
                              (["works", "split", "p:a", "p:absent"], 3), (["works", "split", "p:a", "p:a"], 2), (["--json", "works", "join", "p:b", "p:a"], 0),
                              (["works"], 0), (["works", "forget", "p:a", "p:b"], 0), (["works", "forget", "p:a", "p:b"], 3)]:
        same_handed_over(place, alone, *arguments, status=status, cwd=other)
    jobs = json.loads(place.run("--json", "watch", "status").stdout)["jobs"]
    assert jobs == {"waiting": [], "done": 7}, jobs
    assert place.end() == 0
    place.run("check")


@test
def a_harvest_is_done_by_the_watcher_as_if_it_had_run_alone(place):
    repository = Repository(make_records(5))
    place.closing.append(repository)
    alone = Place(pathlib.Path(place.indexer).parent)
    place.closing.append(alone)
    place.write("a.md", "# Spindle noise\n\nThe bearing hums.\n")
    place.follow()
    place.wait_for_ids("src:a.md")
    harvest = ["harvest", "--url", repository.url, "--collection", "hillside", "--prefix", "oai_dc"]
    for arguments, status in [(harvest, 0), (harvest, 0), ([*harvest, "--set", "nowhere"], 0), ([*harvest, "--from", "never"], 2),
                              (["--json", *harvest], 0)]:
        same_handed_over(place, alone, *arguments, status=status)
    assert len(place.ids()) == 6, place.ids()
    place.write("b.md", "# Coolant foam\n\nHard water.\n")
    wait_for(lambda: "src:b.md" in place.ids(), "the folder, which is followed after the harvest as before")
    assert json.loads(place.run("--json", "watch", "status").stdout)["jobs"]["done"] == 5
    assert place.end() == 0
    place.run("check")


@test
def without_a_watcher_a_second_writer_is_told_and_status_finds_none(place):
    assert "no watch runs" in place.run("watch", "status", status=3).stderr
    place.follow()
    (place.directory / "writer.sock").unlink()
    place.write("../late.md", "# Late\n\nwords\n")
    refused = place.run("add", "--side", "practice", place.folder / "late.md", status=4)
    assert "locked" in refused.stderr or "writ" in refused.stderr, refused.stderr
    assert place.end() == 0


@test
def after_a_kill_the_next_watcher_takes_the_place_of_the_last(place):
    place.write("a.md", "# Spindle noise\n\nThe bearing hums.\n")
    place.follow()
    place.wait_for_ids("src:a.md")
    place.end(signal.SIGKILL)
    assert (place.directory / "writer.sock").exists()
    place.run("check")
    place.follow()
    place.write("b.md", "# Coolant foam\n\nHard water.\n")
    place.wait_for_ids("src:a.md", "src:b.md")
    assert json.loads(place.run("--json", "watch", "status").stdout)
    assert place.end() == 0


@test
def what_is_handed_in_is_taken_in_once_or_refused_with_the_reason(place):
    place.watch("--side", "practice", place.sources)
    place.submit("0001", {"collection": "floor", "kind": "case", "files": ["chatter.md"]}, {"chatter.md": "# Chatter\n\nA wave.\n"})
    place.submit("0002", {"collection": "floor", "kind": "case", "files": ["bad.jsonl"]}, {"bad.jsonl": "{\n"})
    spool = place.directory / "spool"
    wait_for(lambda: (spool / "taken" / "0001.json").exists(), "the submission")
    wait_for(lambda: (spool / "refused" / "0002" / "result.json").exists(), "the refusal")
    place.wait_for_ids("floor:chatter.md")
    assert place.end() == 0


@test
def a_submission_survives_a_kill(place):
    for number in range(40):
        place.submit(f"{number:04}", {"collection": "floor", "kind": "case", "files": [f"f{number}.md"]}, {f"f{number}.md": f"# Case {number}\n\nWords {number}.\n"})
    place.watch("--side", "practice", place.sources)
    place.end(signal.SIGKILL)
    place.watch("--side", "practice", place.sources)
    place.wait_for_ids(*[f"floor:f{number}.md" for number in range(40)])
    wait_for(lambda: len(list((place.directory / "spool" / "taken").glob("*.json"))) == 40, "40 results")
    assert place.end() == 0
    place.run("check")


@test
def a_harvest_of_the_configuration_is_done_and_the_configuration_is_read_again(place):
    repository = Repository(make_records(5))
    place.closing.append(repository)
    config = place.folder / "watch.toml"
    config.write_text(f'[[harvest]]\nurl = "{repository.url}"\ncollection = "hillside"\nprefix = "oai_dc"\nevery = "1h"\n', encoding="utf-8")
    place.run("watch", "--config", config, "--check-config")
    place.watch("--config", config)
    wait_for(lambda: len(place.ids()) == 5, "five harvested records")
    config.write_text(config.read_text(encoding="utf-8") + f'[[folder]]\npath = "{place.sources}"\nside = "practice"\n', encoding="utf-8")
    place.watcher.send_signal(signal.SIGHUP)
    place.write("a.md", "# Spindle noise\n\nThe bearing hums.\n")
    wait_for(lambda: "src:a.md" in place.ids(), "the folder of the new configuration")
    assert place.end() == 0


@test
def a_wrong_configuration_is_refused_with_the_near_name(place):
    config = place.folder / "watch.toml"
    config.write_text('[[folder]]\npath = "src"\nsides = "practice"\n', encoding="utf-8")
    said = place.run("watch", "--config", config, "--check-config", status=2).stderr
    assert "sides" in said and '"side"' in said and "watch.toml:3" in said, said


@test
def events_are_json_lines(place):
    place.write("a.jsonl", '{"id": "1", "kind": "note", "title": "One", "body": "words"}\n{\n')
    done = place.run("--json", "add", place.sources / "a.jsonl", status=1)
    assert json.loads(done.stdout)["refused"] == 1
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert any(event["event"] == "finding" for event in events), events
    log = place.folder / "events"
    with open(log, "w", encoding="utf-8") as out:
        place.watcher = subprocess.Popen(place.command("--json", "watch", "--side", "practice", place.sources), stdout=out)
        wait_for(place.is_watched, "the watcher")
        assert place.end() == 0
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert events and all("event" in event for event in events), events


def main(tests=None, place_of=Place):
    programs, names = sys.argv[1], sys.argv[2:]
    failed = 0
    for one in tests or TESTS:
        if names and one.__name__ not in names:
            continue
        place = place_of(programs)
        began = time.monotonic()
        try:
            one(place)
            print(f"passed {one.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception as fault:  # pylint: disable=broad-except
            failed += 1
            print(f"FAILED {one.__name__}: {type(fault).__name__}: {fault}", flush=True)
            log = place.folder / "watch.log"
            if log.exists():
                print(log.read_text(encoding="utf-8"))
        finally:
            place.close()
    print(f"{failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
