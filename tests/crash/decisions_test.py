#!/usr/bin/env python3
"""Decisions about links survive what may come: a killed searchd, a rebuild, records that go and come back, a second searchd.

usage: decisions_test.py BIN_FOLDER
"""

import hashlib
import http.client
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
from pathlib import Path

import support

RECORDS = 60
KILLS = 4
DECISIONS = "/api/v1/links/decisions"
KEY = "curator-key"
SEEN_WITHIN = 12.0  # seconds until another searchd has taken over: it tries every five
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Place:
    """A repository of made-up records and a configuration with one key."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.repository = folder / "repository"
        self.sources = support.write_sources(folder / "works", range(RECORDS))
        self.index("--quiet", "add", str(self.sources))
        digest = hashlib.blake2b(KEY.encode(), digest_size=32).hexdigest()
        self.config = folder / "searchd.toml"
        self.config.write_text(f'[[keys]]\nname = "curator"\nhash = "{digest}"\nscopes = ["links:decide"]\n')

    def index(self, *arguments):
        return self.programs.succeed(self.repository, *arguments)

    def serve(self):
        return support.Searchd(self.programs, self.repository, "--config", str(self.config))


def links(server, record, **parameters):
    path = f"/api/v1/records/{urllib.parse.quote(record, safe='')}/links"
    status, answer = server.get(path, **parameters)
    assert status == 200, answer
    return [(link["id"], link["state"]) for link in answer["links"]]


def decide(server, source, target, state):
    status, answer = server.post(DECISIONS, {"source": source, "target": target, "state": state}, KEY)
    assert status in (200, 201), answer


def wait_until(condition):
    end = time.monotonic() + SEEN_WITHIN
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def expected_of(server, record):
    """Rejects the record's best counterpart, confirms its third; what must hold from then on."""
    first, _, third = (target for target, _ in links(server, record)[:3])
    decide(server, record, first, "rejected")
    decide(server, third, record, "confirmed")
    return first, third


def holds(server, record, rejected, confirmed):
    shown = links(server, record)
    return (
        rejected not in (target for target, _ in shown)
        and shown[0] == (confirmed, "confirmed")
        and links(server, record, state="rejected") == [(rejected, "rejected")]
        and record not in (target for target, _ in links(server, rejected))
    )


@test
def decisions_survive_a_rebuild_and_records_that_come_back(place):
    with place.serve() as server:
        rejected, confirmed = expected_of(server, "works:p2")
        place.index("--quiet", "rebuild")
        wait_until(lambda: holds(server, "works:p2", rejected, confirmed))
    with place.serve() as server:
        assert holds(server, "works:p2", rejected, confirmed)
        place.index("--quiet", "remove", "--collection", "works")
        wait_until(lambda: server.record_status("works:p2") == 404)
        place.index("--quiet", "add", str(place.sources))
        wait_until(lambda: server.record_status("works:p2") == 200)
        wait_until(lambda: holds(server, "works:p2", rejected, confirmed))
        assert "0 problems" in place.index("check")


@test
def what_was_answered_is_there_after_a_kill(place):
    answered, unanswered = {}, {}

    def decide_until_killed(server, thread):
        pairs = [(f"works:a{a}", f"works:p{p}") for a in range(1, RECORDS, 2) for p in range(2 * thread, RECORDS, 4)]
        public = [pair for pair in pairs if int(pair[0][7:]) % 10 != 9]
        for turn in range(10_000):
            source, target = public[turn % len(public)]
            state = ("rejected", "confirmed")[turn // len(public) % 2]
            try:
                decide(server, source, target, state)
            except (urllib.error.URLError, http.client.HTTPException, ConnectionError):
                unanswered[source, target] = state  # it may have been stored
                return
            answered[source, target] = state

    for round_number in range(KILLS):
        server = place.serve()
        threads = [threading.Thread(target=decide_until_killed, args=(server, thread)) for thread in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.3 + 0.2 * round_number)
        server.kill()
        for thread in threads:
            thread.join()
        assert answered
        with place.serve() as server:
            for pair, state in answered.items():
                assert is_stored(server, pair, state) or is_stored(server, pair, unanswered.get(pair)), (pair, state)
    assert "0 problems" in place.index("check")


def is_stored(server, pair, state):
    return state is not None and (pair[1], state) in links(server, pair[0], state=state, limit=100)


@test
def a_second_searchd_follows_and_takes_over(place):
    first = place.serve()
    try:
        with place.serve() as second:
            rejected, confirmed = expected_of(first, "works:p2")
            wait_until(lambda: holds(second, "works:p2", rejected, confirmed))
            taken_back = {"source": "works:p2", "target": rejected, "state": "proposed"}
            status, answer = second.post(DECISIONS, taken_back, KEY)
            assert (status, answer["code"]) == (503, "unavailable"), answer
            assert str(place.repository) not in answer["detail"] + answer["hint"]
            first.kill()
            wait_until(lambda: second.post(DECISIONS, taken_back, KEY)[0] == 200)
            assert links(second, "works:p2", state="rejected") == []
    finally:
        first.kill()


@test
def without_a_place_for_decisions_searches_go_on(place):
    (place.repository / "activity").write_text("no folder")
    decision = {"source": "works:p2", "target": "works:a1", "state": "rejected"}
    with place.serve() as server:
        assert links(server, "works:p2")
        status, answer = server.post(DECISIONS, decision, KEY)
        assert (status, answer["code"]) == (503, "unavailable"), answer
        (place.repository / "activity").unlink()
        wait_until(lambda: server.post(DECISIONS, decision, KEY)[0] == 201)


def main():
    programs = support.Programs(sys.argv[1])
    failed = 0
    for function in TESTS:
        with tempfile.TemporaryDirectory(prefix="isthmus-decisions-") as name:
            try:
                function(Place(programs, Path(name)))
                print("ok", function.__name__)
            except AssertionError as error:
                failed += 1
                print(f"FAILED {function.__name__} at line {error.__traceback__.tb_next.tb_lineno if error.__traceback__.tb_next else 0}: {error}")
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
