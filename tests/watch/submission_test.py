#!/usr/bin/env python3
"""Hands records in over HTTP to the real isthmus-searchd, lets the real isthmus-indexer watch take them in, and searches for them.

    submission_test.py PROGRAMS [NAME…]

PROGRAMS is the folder of the programs. Each test is a function; its name says what must hold.
"""

import hashlib
import http.client
import json
import pathlib
import re
import signal
import subprocess
import sys
import threading

import watch_test
from watch_test import PATIENCE, Place, wait_for

KEYS = {"floor-key": ["floor"], "lab-key": ["lab"]}
RECORD = {"id": "1", "kind": "case", "title": "Chatter in pockets", "body": "The end mill hums at depth."}
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Served(Place):
    """A repository that is served and, when a test wants it, watched."""

    def __init__(self, programs):
        super().__init__(programs)
        self.write("seed.md", "# Seed\n\nThe repository is not empty.\n")
        self.run("add", "--side", "practice", self.sources)
        self.daemon = None

    def close(self):
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()
        super().close()

    def serve(self, *lines, keys=KEYS):
        text = list(lines)
        for key, collections in keys.items():
            digest = hashlib.blake2b(key.encode(), digest_size=32).hexdigest()
            text += ["[[submission_keys]]", f'name = "{key}"', f'hash = "{digest}"', f"collections = {json.dumps(collections)}"]
        config = self.folder / "searchd.toml"
        config.write_text("\n".join(text) + "\n", encoding="utf-8")
        program = pathlib.Path(self.indexer).parent / "isthmus-searchd"
        self.daemon = subprocess.Popen([program, "-r", self.directory, "--listen", "127.0.0.1:0", "--config", config],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.closing.append(self.daemon.stdout)
        self.port = int(re.search(r":(\d+)/", self.daemon.stdout.readline()).group(1))

    def follow_spool(self):
        """A watcher of nothing but the spool and a folder in which nothing changes."""
        self.watch("--side", "practice", self.sources)

    def ask(self, method, path, body=None, key="floor-key", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            sent["Authorization"] = f"Bearer {key}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        return response, answer

    def post(self, body, status=202, **options):
        response, answer = self.ask("POST", "/api/v1/records", body, **options)
        assert response.status == status, f"{response.status}, not {status}: {answer}"
        return answer

    def post_file(self, name, text, **fields):
        parts = [f'name="file"; filename="{name}"\r\n\r\n{text}'] + [f'name="{key}"\r\n\r\n{value}' for key, value in fields.items()]
        body = "".join(f"--cut\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--cut--\r\n"
        return self.post(body.encode(), Content_Type="multipart/form-data; boundary=cut")

    def state(self, submission):
        response, answer = self.ask("GET", f"/api/v1/submissions/{submission['id']}")
        assert response.status == 200, answer
        return answer

    def wait_for_end(self, submission):
        wait_for(lambda: self.state(submission)["state"] != "waiting", submission["id"])
        return self.state(submission)

    def found(self, query):
        _, answer = self.ask("GET", f"/api/v1/search?q={query}", key=None)
        return [hit["id"] for hit in answer["hits"]]

    def queue(self):
        return [path.name for path in (self.directory / "spool").iterdir() if path.name[0].isdigit()]


@test
def a_record_and_a_file_are_taken_in_and_found(place):
    place.serve()
    place.follow_spool()
    record = place.post(RECORD)
    file = place.post_file("foam.md", "# Coolant foam\n\nHard water makes it froth.\n", kind="lesson")
    assert record["state"] == "waiting" and record["id"] < file["id"], (record, file)
    ended = place.wait_for_end(record)
    assert ended["state"] == "done" and ended["records"] == ["floor:1"], ended
    ended = place.wait_for_end(file)
    assert ended["state"] == "done" and ended["records"] == ["floor:foam.md"] and ended["report"], ended
    wait_for(lambda: place.found("chatter") == ["floor:1"], "the record")
    wait_for(lambda: place.found("froth") == ["floor:foam.md"], "the file")
    # The same record again replaces the first; another one leaves it alone.
    again = place.post([dict(RECORD, title="Squeal in pockets"), dict(RECORD, id="2", title="Whistling")])
    assert place.wait_for_end(again)["records"] == ["floor:1", "floor:2"], place.state(again)
    wait_for(lambda: place.found("squeal") == ["floor:1"] and not place.found("chatter"), "the changed record")
    assert place.end() == 0
    place.run("check")


@test
def what_cannot_be_read_is_refused_with_the_reason(place):
    other = place.folder / "lab"
    other.mkdir()
    (other / "a.md").write_text("# Lathe\n\nA bed of iron.\n", encoding="utf-8")
    place.run("add", "--side", "practice", other)
    place.serve(keys={"floor-key": ["floor", "lab"]})
    place.follow_spool()
    ended = place.wait_for_end(place.post_file("bad.jsonl", "{\n", kind="case", collection="floor"))
    assert ended["state"] == "refused" and "bad.jsonl" in json.dumps(ended["findings"]), ended
    # The collection is that of a folder.
    ended = place.wait_for_end(place.post_file("b.md", "# Mill\n\nwords\n", kind="case", collection="lab"))
    assert ended["state"] == "refused" and ended["error"]["code"] == "duplicate", ended
    assert place.end() == 0


@test
def only_the_submitter_is_told(place):
    place.serve()
    submission = place.post(RECORD)
    path = f"/api/v1/submissions/{submission['id']}"
    response, _ = place.ask("GET", path, key="wrong")
    assert response.status == 401 and response.getheader("WWW-Authenticate") == "Bearer", response.status
    place.post(RECORD, status=401, key="wrong")
    place.post(RECORD, status=401, key=None)
    response, of_other = place.ask("GET", path, key="lab-key")
    assert response.status == 404, of_other
    _, of_nobody = place.ask("GET", path[:-1] + ("1" if path[-1] == "0" else "0"), key="lab-key")
    assert of_other["hint"] == of_nobody["hint"] and of_other["title"] == of_nobody["title"], (of_other, of_nobody)
    assert len(place.queue()) == 1


@test
def without_keys_nobody_hands_in(place):
    place.serve(keys={})
    answer = place.post(RECORD, status=403)
    assert "[[keys]]" in answer["hint"], answer
    assert not (place.directory / "spool").exists()


@test
def a_request_sent_again_is_one_submission(place):
    place.serve()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(place.post(RECORD, Idempotency_Key="order-1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8 and len({answer["id"] for answer in answers}) == 1, answers
    assert len(place.queue()) == 1, place.queue()
    place.follow_spool()
    assert place.wait_for_end(answers[0])["state"] == "done"
    assert place.post(RECORD, Idempotency_Key="order-1")["state"] == "done"
    assert not place.queue(), place.queue()
    assert place.end() == 0


@test
def too_many_waiting_and_a_full_disk_leave_nothing_behind(place):
    place.serve("max_waiting_uploads = 2")
    place.post(RECORD)
    place.post(RECORD)
    response, answer = place.ask("POST", "/api/v1/records", RECORD)
    assert response.status == 503 and response.getheader("Retry-After"), answer
    assert len(list((place.directory / "spool").iterdir())) == 2
    place.daemon.kill()
    place.daemon.wait()
    place.serve()
    subprocess.run(["prlimit", "--pid", str(place.daemon.pid), "--fsize=65536"], check=True)
    file = "--cut\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\n" + "word " * 40_000 + "\r\n--cut--"
    answer = place.post(file.encode(), status=507, Content_Type="multipart/form-data; boundary=cut")
    assert answer["code"] == "disk_full" and str(place.folder) not in json.dumps(answer), answer
    assert len(list((place.directory / "spool").iterdir())) == 2


@test
def killed_watchers_lose_nothing_and_double_nothing(place):
    place.serve()
    submissions = []
    for number in range(30):
        submissions.append(place.post(dict(RECORD, id=str(number), title=f"Case {number}")))
        if number in (5, 15, 25):
            place.follow_spool()
        if number in (10, 20):
            place.end(signal.SIGKILL)
    for submission in submissions:
        assert place.wait_for_end(submission)["state"] == "done"
    assert len([identifier for identifier in place.ids() if identifier.startswith("floor:")]) == 30
    assert len(list((place.directory / "spool" / "taken").glob("*.json"))) == 30
    assert not place.queue(), place.queue()
    assert place.end() == 0
    place.run("check")


if __name__ == "__main__":
    watch_test.main(TESTS, Served)
