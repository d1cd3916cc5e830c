#!/usr/bin/env python3
"""What visitors look for in vain, through the real daemon: recorded, told from three visitors on, kept over a restart.

usage: searches_test.py SEARCHD INDEXER
"""

import hashlib
import http.client
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
KEY = "reader-key"
UNANSWERED = "/api/v1/searches/unanswered"


class Daemon:
    """A running searchd with a key that reads what was looked for."""

    def __init__(self, searchd, repository, *options):
        digest = hashlib.blake2b(KEY.encode(), digest_size=32).hexdigest()
        config = pathlib.Path(repository).with_name("searchd.toml")
        config.write_text(f'[[keys]]\nname = "reader"\nhash = "{digest}"\nscopes = ["searches:read"]\n', encoding="utf-8")
        command = [searchd, "-r", repository, "--listen", "127.0.0.1:0", "--config", str(config), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.process.stdout.readline()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        assert status == 0, status

    def get(self, path, visitor=1, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers.setdefault("X-Forwarded-For", f"192.0.2.{visitor}")
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def look_for(self, query, visitor, path="/search", **headers):
        status, text = self.get(path + "?q=" + urllib.parse.quote(query), visitor, **headers)
        assert status == 200, text
        return text

    def unanswered(self, parameters=""):
        status, text = self.get(UNANSWERED + parameters, Authorization=f"Bearer {KEY}")
        assert status == 200, text
        return json.loads(text)


def record_and_tell(searchd, repository):
    with Daemon(searchd, repository) as daemon:
        for visitor in (1, 2, 3):
            daemon.look_for("zzqx", visitor)
            daemon.look_for("zzqx Qqq", visitor)  # goes on from it: one intent
            daemon.look_for("vvkj", visitor, "/api/v1/search")
            daemon.look_for("never", visitor, Sec_GPC="1")
        for visitor in (1, 2):
            daemon.look_for("wwwh", visitor)
        for _ in range(3):
            daemon.look_for("xxyk", 7)
        assert daemon.unanswered() == {"recording": True, "least_visitors": 3, "intents": []}
    with Daemon(searchd, repository) as daemon:
        intents = daemon.unanswered()["intents"]
        assert [(one["query"], one["visitors"], one["found_nothing"]) for one in intents] == [("vvkj", 3, 3), ("zzqx qqq", 3, 3)], intents
        assert intents[0]["first"] == intents[0]["last"] and len(intents[0]["months"]) == 1, intents[0]
        assert daemon.unanswered("?least_visitors=4")["intents"] == []
        assert len(daemon.unanswered("?limit=1")["intents"]) == 1
        assert daemon.unanswered("?to=2020-01-01")["intents"] == []
        assert len(daemon.unanswered("?from=2020-01-01")["intents"]) == 2
        status, text = daemon.get(UNANSWERED + "?format=csv", Authorization=f"Bearer {KEY}")
        assert status == 200 and '"zzqx qqq","",3,' in text, text


def opened_is_answered(searchd, repository):
    with Daemon(searchd, repository) as daemon:
        for visitor in (1, 2, 3):
            answer = json.loads(daemon.look_for("yyjv", visitor, "/api/v1/search"))
            daemon.look_for("uukz", visitor)
            daemon.get(f"/api/v1/records/fixture:chatter-paper?query_id={answer['query_id']}", visitor)
            daemon.get("/records/fixture:chatter-paper", visitor, Referer=f"http://127.0.0.1:{daemon.port}/search?q=uukz")
    with Daemon(searchd, repository) as daemon:
        told = [one["query"] for one in daemon.unanswered()["intents"]]
        assert told == ["vvkj", "zzqx qqq"], told


def who_may_not_is_refused(searchd, repository):
    with Daemon(searchd, repository) as daemon:
        assert daemon.get(UNANSWERED)[0] == 401
        assert daemon.get(UNANSWERED, Authorization="Bearer other")[0] == 401
        for parameters in ("?least_visitors=2", "?from=2026", "?limit=0", "?format=xml", "?frm=2026-01-01"):
            status, text = daemon.get(UNANSWERED + parameters, Authorization=f"Bearer {KEY}")
            assert status == 400 and json.loads(text)["code"] == "invalid_parameter", text


def gaps_tell_of_them(searchd, repository):
    """To who has the key, and to everybody where the operator says so."""
    def searches(text):
        return [(one["query"], one["visitors"], one["gap"]) for one in json.loads(text)["searches"]]

    expected = [("vvkj", 3, None), ("zzqx qqq", 3, None)]
    with Daemon(searchd, repository) as daemon:
        assert "searches" not in json.loads(daemon.get("/api/v1/gaps")[1])
        assert searches(daemon.get("/api/v1/gaps", Authorization=f"Bearer {KEY}")[1]) == expected
    with Daemon(searchd, repository, "--show-unanswered", "true") as daemon:
        assert searches(daemon.get("/api/v1/gaps")[1]) == expected


def off_is_off(searchd, repository):
    with Daemon(searchd, repository, "--record-searches", "false") as daemon:
        for visitor in (1, 2, 3):
            daemon.look_for("ttrw", visitor)
        assert daemon.unanswered()["recording"] is False
    with Daemon(searchd, repository) as daemon:
        assert "ttrw" not in [one["query"] for one in daemon.unanswered()["intents"]]


def main():
    searchd, indexer = sys.argv[1:]
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="isthmus-searches-"))
    failed = 0
    try:
        repository = str(scratch / "repository")
        subprocess.run([indexer, "-r", repository, "add", str(HERE / "fixtures")], check=True, stdout=subprocess.DEVNULL, timeout=120)
        for check in (record_and_tell, opened_is_answered, who_may_not_is_refused, gaps_tell_of_them, off_is_off):
            try:
                check(searchd, repository)
                print("ok", check.__name__)
            except AssertionError as error:
                failed += 1
                print(f"FAILED {check.__name__}: {error}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
