#!/usr/bin/env python3
"""Runs tests/http/cases against a real isthmus-searchd.

Makes a repository of tests/http/fixtures with isthmus-indexer, serves it on a free loopback port and sends every case. A case is
data: {"name", "request": {"method", "path", "headers", "body" | "json" | "repeat": {"before", "text", "times", "after"}, "pad"}, "expect": {"status", "type", "headers",
"has_headers", "json": {path: value}, "has": [path], "lengths": {path: n}, "contains", "lacks", "body"}}. A path is "hits.0.id".

The cases of tests/http/topics are sent to a repository large enough to have topics and gaps, of records made here. In them "{topic}", "{field}" and "{gap}"
stand for the ids of the greatest topic, its field and the first gap.
"""
import argparse
import hashlib
import http.client
import io
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ABSENT = object()

# Who the cases hand in as: "Bearer floor-key" and "Bearer lab-key"; who decides, reads, or came too late.
SUBMITTERS = {"floor-key": ["floor"], "lab-key": ["lab", "floor"]}
OTHERS = {
    "curator-key": 'scopes = ["links:decide"]',
    "late-key": 'scopes = ["links:decide"]\nexpires = "2020-12-31"',
    "reader-key": 'scopes = ["searches:read"]',
    "board-key": 'scopes = ["gaps:decide"]',
}


def lookup(value, path):
    for step in path.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return ABSENT
    return value


def send(port, request):
    body = request.get("body", "").encode()
    headers = dict(request.get("headers", {}))
    if "json" in request:
        body = json.dumps(request["json"]).encode()
        headers.setdefault("Content-Type", "application/json")
    if "repeat" in request:
        repeat = request["repeat"]
        body = (repeat.get("before", "") + repeat["text"] * repeat["times"] + repeat.get("after", "")).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    path = request["path"] + "a" * request.get("pad", 0)
    connection.putrequest(request.get("method", "GET"), path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    if body:
        connection.putheader("Content-Length", str(len(body)))
    try:
        connection.endheaders(body or None)
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before the body was read to its end: the answer is there
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data.decode("utf-8")


def faults(response, text, expect):
    if response.status != expect["status"]:
        yield f"status {response.status}, not {expect['status']}"
    kind = response.getheader("Content-Type", "")
    if "type" in expect and kind != expect["type"]:
        yield f"Content-Type {kind!r}, not {expect['type']!r}"
    for name, value in expect.get("headers", {}).items():
        if response.getheader(name) != value:
            yield f"{name}: {response.getheader(name)!r}, not {value!r}"
    for name in expect.get("has_headers", []):
        if response.getheader(name) is None:
            yield f"no header {name}"
    for part in expect.get("contains", []):
        if part not in text:
            yield f"{part!r} is not in the body"
    for part in expect.get("lacks", []):
        if part in text:
            yield f"{part!r} is in the body"
    if "body" in expect and text != expect["body"]:
        yield f"the body is {text[:80]!r}"
    if not any(key in expect for key in ("json", "has", "lengths")):
        return
    try:
        answer = json.loads(text)
    except ValueError as error:
        yield f"the body is not JSON: {error}"
        return
    for path, value in expect.get("json", {}).items():
        found = lookup(answer, path)
        if found is ABSENT or found != value:
            yield f"{path} is {'absent' if found is ABSENT else repr(found)}, not {value!r}"
    for path in expect.get("has", []):
        if lookup(answer, path) is ABSENT:
            yield f"{path} is absent"
    for path, length in expect.get("lengths", {}).items():
        found = lookup(answer, path)
        if found is ABSENT or len(found) != length:
            yield f"{path} has not {length} elements"


def connections_are_kept(port):
    """Many requests on one connection, and a second one at the same time."""
    first = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    second = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(20):
        for connection in (first, second):
            connection.request("GET", "/health")
            if connection.getresponse().read() != b'{"status":"ok"}':
                yield "an answer on a kept connection differs"
    first.close()
    second.close()


def malformed_requests_are_answered(port):
    """Bytes that are no HTTP get a 400 and an end, never silence."""
    for text in (b"nonsense\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"\x00\xff\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
            peer.sendall(text)
            answer = b""
            while chunk := peer.recv(65536):
                answer += chunk
            if not answer.startswith(b"HTTP/1.1 400 "):
                yield f"{text!r} is answered with {answer[:40]!r}"


def docx_of(paragraphs):
    """A DOCX file of (heading level or 0, text)."""
    def paragraph(level, text):
        style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
        return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"

    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{words}"><w:body>{"".join(paragraph(*one) for one in paragraphs)}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return packed.getvalue()


def documents_are_read(port):
    """A syllabus as DOCX is read by the indexer, and reported on like one of text."""
    document = docx_of([(1, "Syllabus two"), (2, "Outcomes"), (0, "1. wordab wordad 128 wordac wordae 136"), (2, "Contents"), (0, "wordba")])
    head = b'--bound\r\nContent-Disposition: form-data; name="file"; filename="plan.docx"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
    connection.request("POST", "/api/v1/curricula", head + document + b"\r\n--bound--\r\n",
                       {"Content-Type": "multipart/form-data; boundary=bound"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    if response.status != 200:
        yield f"status {response.status}: {answer}"
    elif (answer["title"], answer["outcomes"], answer["covered_by_practice"]) != ("Syllabus two", 1, 1):
        yield f"the report is {answer}"


def daemon_refuses(command, status, words):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != status:
        yield f"exit status {done.returncode}, not {status}: {done.stderr.strip()}"
    for word in words:
        if word not in done.stderr:
            yield f"{word!r} is not in {done.stderr!r}"


def write_config(path):
    lines = ["max_upload_mb = 2"]
    for key, collections in SUBMITTERS.items():
        digest = hashlib.blake2b(key.encode(), digest_size=32).hexdigest()
        lines += ["[[submission_keys]]", f'name = "{key} holder"', f'hash = "{digest}"', f"collections = {json.dumps(collections)}"]
    for key, rest in OTHERS.items():
        digest = hashlib.blake2b(key.encode(), digest_size=32).hexdigest()
        lines += ["[[keys]]", f'name = "{key} holder"', f'hash = "{digest}"', rest]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


SUBJECTS = 8
BARE_SUBJECT = 3  # nothing academic is about it
RECORDS = 320


def record_about(number):
    """Record `number` of the repository with topics: its words are those of its subject."""
    subject = number % SUBJECTS
    is_academic = subject != BARE_SUBJECT and number // SUBJECTS % 2 == 0

    def word(place):
        return f"word{chr(97 + subject)}{chr(97 + (number * 7 + place * 5) // 3 % 9)}"

    record = {"id": f"r{number}", "kind": "paper" if is_academic else "case", "language": "en", "title": f"{word(0)} {word(1)} {number}",
              "body": " ".join(word(place) for place in range(12)), "organisation": "college" if is_academic else "works",
              "programmes": [f"programme-{subject}"], "authors": [{"name": f"Author {number % 24}"}], "date": str(2015 + number % 10)}
    if number % 40 == 1:
        record["title"] = "quokka " + record["title"]
        record["visibility"] = {"audiences": ["partners"]}
    return record


def write_records_with_topics(folder):
    folder.mkdir()
    lines = [json.dumps(record_about(number)) for number in range(RECORDS)]
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder)


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, name, problems):
        problems = list(problems)
        self.failed += bool(problems)
        self.passed += not problems
        for problem in problems:
            print(f"FAILED {name}: {problem}")


def start(searchd, repository, config):
    """The daemon and its port; no port when it does not say one."""
    daemon = subprocess.Popen([searchd, "-r", repository, "--listen", "127.0.0.1:0", "--config", config], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    line = daemon.stdout.readline()
    match = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    if not match:
        print(f"FAILED the daemon does not say its address: {line!r}")
    return daemon, int(match.group(1)) if match else None


def send_cases(port, folder, ids, report):
    for file in sorted((HERE / folder).glob("*.json")):
        text = file.read_text(encoding="utf-8")
        for name, value in ids.items():
            text = text.replace("{" + name + "}", value)
        for case in json.loads(text):
            response, answer = send(port, case["request"])
            report(f"{folder}/{file.stem}: {case['name']}", faults(response, answer, case["expect"]))


def run_topics(searchd, repository, config, report):
    daemon, port = start(searchd, repository, config)
    try:
        topic = json.loads(send(port, {"path": "/api/v1/topics"})[1])["topics"][0]
        gap = json.loads(send(port, {"path": "/api/v1/gaps"})[1])["gaps"][0]
        report("documents are read", documents_are_read(port))
        send_cases(port, "topics", {"topic": topic["id"], "field": topic["field"], "gap": gap["id"]}, report)
    finally:
        daemon.kill()
        daemon.wait()


def run_all(searchd, repository, scratch, config, report):
    daemon, port = start(searchd, repository, config)
    try:
        if port is None:
            report("the daemon starts", ["it does not"])
            return
        send_cases(port, "cases", {}, report)
        report("connections are kept", connections_are_kept(port))
        report("malformed requests are answered", malformed_requests_are_answered(port))
        report("an address in use is named, with exit status 6",
               daemon_refuses([searchd, "-r", repository, "--listen", f"127.0.0.1:{port}"], 6, [f"127.0.0.1:{port}"]))
        kept = socket.create_connection(("127.0.0.1", port))  # idle: must not hold up the end
        daemon.send_signal(signal.SIGTERM)
        try:
            status = daemon.wait(timeout=4)
            report("SIGTERM ends with 0", [] if status == 0 else [f"exit status {status}"])
        except subprocess.TimeoutExpired:
            report("SIGTERM ends with 0", ["it has not ended after 4 s"])
        kept.close()
    finally:
        daemon.kill()
        daemon.wait()
    report("a repository that is not there gives exit status 3",
           daemon_refuses([searchd, "-r", str(scratch / "none"), "--listen", "127.0.0.1:0"], 3, ["none", "isthmus-indexer"]))
    report("an unknown flag gives exit status 2 and the nearest one",
           daemon_refuses([searchd, "--lisen", "x"], 2, ["--lisen", "--listen"]))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--searchd", required=True)
    options.add_argument("--indexer", help="makes the repository of the fixtures")
    options.add_argument("--repository", help="an existing repository of the fixtures, instead of --indexer")
    given = options.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="isthmus-http-"))
    config = write_config(scratch / "searchd.toml")
    report = Report()

    def made(name, folder):
        repository = str(scratch / name)
        subprocess.run([given.indexer, "-r", repository, "add", folder], check=True, stdout=subprocess.DEVNULL, timeout=120)
        return repository

    try:
        run_all(given.searchd, given.repository or made("repository", str(HERE / "fixtures")), scratch, config, report)
        if given.indexer:
            folder = write_records_with_topics(scratch / "subjects")
            run_topics(given.searchd, made("repository-with-topics", folder), config, report)
        print(f"{report.passed} passed, {report.failed} failed")
        return 1 if report.failed else 0
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
