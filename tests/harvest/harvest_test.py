#!/usr/bin/env python3
"""Harvests a made-up OAI-PMH repository (repository.py) with the real isthmus-indexer over a real port.

    harvest_test.py PROGRAMS [NAME…]

PROGRAMS is the folder of the programs. Each test is a function; its name says what must hold.
"""

import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from repository import PAGE, Repository, make_records, wait_until  # noqa: E402

TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Place:
    """A repository of Isthmus in a folder that goes with it, and what is asked of it."""

    def __init__(self, programs):
        self.indexer = str(pathlib.Path(programs) / "isthmus-indexer")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isthmus-harvest-"))
        self.directory = self.folder / "repository"
        self.served = []

    def close(self):
        for repository in self.served:
            repository.close()
        shutil.rmtree(self.folder)

    def serve(self, count=8, **options):
        repository = Repository(make_records(count), **options)
        self.served.append(repository)
        return repository

    def command(self, *arguments, directory=None):
        return [self.indexer, "-r", str(directory or self.directory), *map(str, arguments)]

    def run(self, *arguments, status=0, directory=None, environment=None):
        done = subprocess.run(self.command(*arguments, directory=directory), capture_output=True, text=True, timeout=120,
                              env=dict(os.environ, **(environment or {})))
        assert done.returncode == status, f"{arguments}: {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}"
        return done

    def harvest(self, repository, *arguments, collection="hillside", status=0, **options):
        done = self.run("harvest", "--url", repository.url, "--collection", collection, "--json", *arguments, status=status,
                        **options)
        report = json.loads(done.stdout)
        report["said"] = "\n".join(json.loads(line).get("text", "") for line in done.stderr.splitlines())
        return report

    def export(self, directory=None):
        return self.run("export", directory=directory).stdout

    def ids(self):
        return [json.loads(line)["id"] for line in self.export().splitlines()]


def holds(report, **values):
    found = {name: report.get(name) for name in values}
    assert found == values, f"{found}, not {values}: {report}"


def ids_of(*numbers):
    return sorted(f"hillside:oai:hillside.example:{number}" for number in numbers)


@test
def a_list_of_three_pages_is_taken_in_without_its_deleted_record(place):
    repository = place.serve()
    repository.records[4]["deleted"] = True
    report = place.harvest(repository, "--prefix", "oai_dc")
    holds(report, pages=3, added=7, updated=0, removed=0, refused=0, prefix="oai_dc", complete_until="2026-02-01T12:00:00Z")
    assert place.ids() == ids_of(1, 2, 3, 4, 6, 7, 8)
    record = json.loads(place.run("show", "hillside:oai:hillside.example:3").stdout)
    assert record["kind"] == "thesis" and record["language"] == "zh", record
    assert record["title"].startswith("机床主轴振动的频谱判读"), record
    assert "verb=GetRecord" in record["source"]["uri"] and "hillside.example%3A3" in record["source"]["uri"], record
    assert {"scheme": "doi", "value": "10.5555/3"} in record["identifiers"], record
    assert "<dc:title>" in place.run("original", "hillside:oai:hillside.example:3").stdout
    place.run("check")


@test
def the_next_run_asks_for_what_changed_and_honours_deletions(place):
    repository = place.serve()
    place.harvest(repository)
    repository.now = "2026-02-02T12:00:00Z"
    holds(place.harvest(repository), pages=0, added=0, updated=0, removed=0, refused=0)
    assert repository.asked("ListRecords")[-1]["from"] == "2026-02-01T12:00:00Z"
    repository.records[0].update(title="Spindle growth, revised", datestamp="2026-02-02T13:00:00Z")
    repository.records[1].update(deleted=True, datestamp="2026-02-02T14:00:00Z")
    repository.records[2].update(datestamp="2026-02-02T15:00:00Z")
    repository.now = "2026-02-03T12:00:00Z"
    holds(place.harvest(repository), added=0, updated=1, unchanged=1, removed=1, refused=0, complete_until="2026-02-03T12:00:00Z")
    assert repository.asked("ListRecords")[-1]["from"] == "2026-02-02T12:00:00Z"
    assert place.ids() == ids_of(1, 3, 4, 5, 6, 7, 8)
    place.run("check")


@test
def what_is_there_already_costs_nothing(place):
    repository = place.serve()
    place.harvest(repository)
    before = place.export()
    holds(place.harvest(repository, "--from", "2026-01-01"), pages=3, added=0, updated=0, unchanged=8, removed=0)
    assert place.export() == before


@test
def the_richest_format_that_can_be_read_is_chosen(place):
    repository = place.serve()
    holds(place.harvest(repository), prefix="oai_datacite", added=8)
    other = place.serve()
    other.formats = ["house_style", "oai_dc"]
    holds(place.harvest(other, collection="other"), prefix="oai_dc", added=8)
    other.formats = ["house_style"]
    assert "house_style" in place.harvest(other, collection="none", status=1)["error"]["message"]


@test
def a_format_that_nobody_offers_is_refused_with_the_nearest_name(place):
    failed = place.harvest(place.serve(), "--prefix", "oai_dx", status=2)
    assert failed["error"]["hint"] == 'did you mean "oai_dc"?', failed


@test
def metadata_in_a_format_that_is_not_read_is_refused_record_by_record_and_remembered(place):
    repository = place.serve(2)
    holds(place.harvest(repository, "--prefix", "house_style", status=1), added=0, refused=2)
    assert "oai:hillside.example:1" in place.run("refused").stdout


@test
def one_set_can_be_harvested_beside_another(place):
    repository = place.serve()
    holds(place.harvest(repository, "--set", "theses"), added=2)
    assert place.ids() == ids_of(3, 6)
    holds(place.harvest(repository, "--set", "articles"), added=6)
    assert len(place.ids()) == 8


@test
def a_set_that_is_not_listed_is_told_with_the_nearest_name(place):
    report = place.harvest(place.serve(), "--set", "thesis")
    holds(report, added=0, pages=0)
    assert 'did you mean "theses"?' in report["said"], report


@test
def dates_are_sent_in_the_granularity_of_the_repository(place):
    daily = place.serve(granularity="YYYY-MM-DD")
    holds(place.harvest(daily, "--from", "2026-01-12T10:00:00Z", "--until", "2026-01-14"), added=3)
    assert daily.asked("ListRecords")[0]["from"] == "2026-01-12"
    exact = place.serve()
    place.harvest(exact, "--from", "2026-01-12", "--until", "2026-01-14", collection="exact")
    assert exact.asked("ListRecords")[0]["from"] == "2026-01-12T00:00:00Z"
    assert place.harvest(exact, "--from", "January", status=2, directory=place.folder / "second")["error"]["code"] == "usage"


@test
def a_run_up_to_a_day_does_not_claim_what_came_later(place):
    repository = place.serve()
    holds(place.harvest(repository, "--until", "2026-01-14"), added=3, complete_until="2026-01-14T00:00:00Z")
    holds(place.harvest(repository), added=5)


@test
def a_busy_repository_is_waited_for_as_it_asks(place):
    repository = place.serve()
    repository.trouble = lambda number, arguments: (503, {"Retry-After": "2"}, b"busy") if number == 3 else None
    begin = time.monotonic()
    report = place.harvest(repository)
    assert time.monotonic() - begin >= 2
    holds(report, added=8, requests=6)
    assert "asks to wait 2 s" in report["said"], report


@test
def a_repository_that_asks_for_a_day_is_left_alone(place):
    repository = place.serve()
    repository.trouble = lambda number, arguments: (503, {"Retry-After": "86400"}, b"busy")
    failed = place.harvest(repository, status=4)
    assert "come back in 86400 s" in failed["error"]["message"], failed
    assert len(repository.requests) == 1


@test
def a_redirect_is_followed_and_a_circle_is_not(place):
    repository = place.serve()
    elsewhere = place.serve()
    elsewhere.trouble = lambda number, arguments: (302, {"Location": repository.url + "?verb=" + arguments["verb"] + (
        "&metadataPrefix=oai_dc" if arguments["verb"] == "ListRecords" else "")}, b"") if "resumptionToken" not in arguments else (
        302, {"Location": repository.url + "?verb=ListRecords&resumptionToken=" + arguments["resumptionToken"]}, b"")
    holds(place.harvest(elsewhere), added=8)
    elsewhere.trouble = lambda number, arguments: (301, {"Location": "/oai?verb=Identify"}, b"")
    assert "without end" in place.harvest(elsewhere, status=1)["error"]["message"]


@test
def compressed_answers_are_unpacked(place):
    repository = place.serve()
    repository.compresses = True
    holds(place.harvest(repository), added=8)


@test
def a_compressed_answer_without_measure_is_refused(place):
    repository = place.serve()
    repository.compresses = True
    repository.trouble = lambda number, arguments: (200, {}, b" " * (80 << 20)) if number == 3 else None
    assert place.harvest(repository, status=1)["error"]["code"] == "too_large"


def kill_in_the_middle(place, repository, directory, asked):
    """Kills the harvester while it waits for the page after `asked` requests for records."""
    stuck = []

    def trouble(_, arguments):
        if arguments["verb"] == "ListRecords" and len(repository.asked("ListRecords")) > asked:
            stuck.append(arguments)
            time.sleep(5)

    repository.trouble = trouble
    process = subprocess.Popen(place.command("harvest", "--url", repository.url, "--collection", "hillside", directory=directory),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: stuck)
    process.send_signal(signal.SIGKILL)
    process.wait()
    repository.trouble = lambda number, arguments: None


@test
def a_killed_run_goes_on_where_it_was(place):
    repository = place.serve(14)
    repository.records[9]["deleted"] = True
    place.harvest(repository, directory=place.folder / "undisturbed")
    for asked in range(5):
        directory = place.folder / f"killed-{asked}"
        repository.requests.clear()
        kill_in_the_middle(place, repository, directory, asked)
        repository.requests.clear()
        report = place.harvest(repository, directory=directory)
        assert len(repository.asked("ListRecords")) == 5 - asked, repository.requests
        holds(report, pages=5 - asked, updated=0, unchanged=0, refused=0)
        if asked:
            assert repository.asked("ListRecords")[0]["resumptionToken"].endswith(f"|{asked * PAGE}")
        assert place.export(directory) == place.export(place.folder / "undisturbed")
        place.run("check", directory=directory)


@test
def an_interrupted_run_ends_at_once_and_goes_on(place):
    repository = place.serve(14)
    stuck = []

    def trouble(_, arguments):
        if "resumptionToken" in arguments:
            stuck.append(arguments)
            time.sleep(20)

    repository.trouble = trouble
    process = subprocess.Popen(place.command("harvest", "--url", repository.url, "--collection", "hillside"),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: stuck)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=15)
    assert process.returncode == 130 and time.monotonic() - begin < 5, process.returncode
    assert said.startswith("added 3,"), said
    repository.trouble = lambda number, arguments: None
    holds(place.harvest(repository), added=11, unchanged=0)


def forget_once(repository, ending):
    """The first token with this ending is none of the repository's any more."""
    forgotten = []

    def trouble(_, arguments):
        if arguments.get("resumptionToken", "").endswith(ending) and not forgotten:
            forgotten.append(arguments)
            arguments["resumptionToken"] = "gone"

    repository.trouble = trouble


@test
def a_forgotten_place_begins_the_list_again_at_the_last_page(place):
    repository = place.serve(14)
    forget_once(repository, "|6")
    report = place.harvest(repository)
    holds(report, added=14, refused=0, complete_until="2026-02-01T12:00:00Z")
    assert any(request.get("from") == "2026-01-14T08:00:00Z" for request in repository.asked("ListRecords")), repository.requests
    assert "forgotten" in report["said"]
    assert len(place.ids()) == 14


@test
def a_forgotten_place_in_a_list_without_order_begins_at_the_beginning(place):
    repository = place.serve(7)
    for record, day in zip(repository.records, (20, 11, 19, 12, 18, 13, 17)):
        record["datestamp"] = f"2026-01-{day}T08:00:00Z"
    repository.order = lambda record: record["number"]
    forget_once(repository, "|3")
    holds(place.harvest(repository), added=7)
    assert [request for request in repository.asked("ListRecords") if "metadataPrefix" in request and "from" in request] == []


@test
def a_page_with_a_stray_character_is_read_with_a_warning(place):
    repository = place.serve()
    repository.records[1]["text"] = "heat MARK cold"
    repository.spoil = lambda body, arguments: body.replace(b"MARK", b"& <3")
    report = place.harvest(repository)
    assert report["added"] + report["refused"] == 8 and report["findings"], report
    assert "not well-formed" in report["findings"][0]["message"], report


@test
def a_page_that_is_cut_off_for_good_is_refused_and_asked_for_again(place):
    repository = place.serve()
    is_broken = [True]

    def spoil(body, arguments):
        return body[: body.rfind(b"<record>") + 200] if is_broken and "resumptionToken" in arguments else body

    repository.spoil = spoil
    report = place.harvest(repository, status=1)
    holds(report, is_incomplete=True, complete_until="")
    assert "page 2" in report["said"], report
    is_broken.clear()
    holds(place.harvest(repository), refused=0, is_incomplete=False, complete_until="2026-02-01T12:00:00Z")
    assert len(place.ids()) == 8


@test
def a_page_that_was_cut_off_once_is_fetched_again(place):
    repository = place.serve()
    cut = []

    def spoil(body, arguments):
        if "resumptionToken" in arguments and not cut:
            cut.append(arguments)
            return body[:400]
        return body

    repository.spoil = spoil
    holds(place.harvest(repository), added=8, refused=0, is_incomplete=False)


@test
def a_list_without_end_is_noticed(place):
    repository = place.serve()
    page = repository.list_records({"metadataPrefix": "oai_dc"})
    repository.list_records = lambda arguments: page
    assert "no end" in place.harvest(repository, "--prefix", "oai_dc", status=1)["error"]["message"]


@test
def what_is_no_repository_is_named(place):
    repository = place.serve()
    repository.trouble = lambda number, arguments: (200, {}, b"<html><body>Welcome</body></html>")
    failed = place.harvest(repository, status=1)
    assert "is not OAI-PMH" in failed["error"]["message"] and "Welcome" in failed["error"]["message"], failed
    repository.trouble = lambda number, arguments: (404, {}, b"gone")
    place.harvest(repository, status=3)
    place.run("harvest", "--url", "ftp://localhost/oai", status=2)


@test
def errors_of_the_protocol_say_what_to_do(place):
    repository = place.serve()
    repository.list_records = lambda arguments: '<error code="noSetHierarchy">we have no sets</error>'
    failed = place.harvest(repository, "--set", "theses", status=2)
    assert "we have no sets" in failed["error"]["message"] and "--set" in failed["error"]["hint"], failed


@test
def a_name_that_another_source_has_is_refused(place):
    repository = place.serve()
    notes = place.folder / "notes"
    notes.mkdir()
    (notes / "one.md").write_text("# One\n\nA note.\n")
    place.run("add", "--side", "practice", "--collection", "hillside", notes)
    place.harvest(repository, status=1)
    place.harvest(repository, collection="library")
    place.run("add", "--side", "practice", "--collection", "library", "--prune", notes, status=1)


@test
def a_removed_collection_is_harvested_anew(place):
    repository = place.serve()
    place.harvest(repository)
    place.run("remove", "--collection", "hillside")
    assert place.ids() == []
    holds(place.harvest(repository), added=8)


@test
def a_record_without_identifier_costs_itself_alone(place):
    repository = place.serve(3)
    repository.spoil = lambda body, arguments: body.replace(b"<identifier>oai:hillside.example:2</identifier>", b"")
    report = place.harvest(repository, status=1)
    holds(report, added=2, refused=1)


def serve_bytes(pieces):
    """The address of a server that sends these pieces to whoever comes, whatever is asked."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            connection, _ = listening.accept()
            with connection:
                try:
                    connection.recv(4096)
                    for piece in pieces():
                        connection.sendall(piece)
                except OSError:
                    pass  # the harvester has gone

    threading.Thread(target=answer, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}/oai"


@test
def answers_without_measure_are_refused(place):
    for pieces in (
        lambda: [b"HTTP/1.1 200 " + b"x" * 1_000_000 + b"\r\n\r\n"],
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"x" * 65536)),
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X: y\r\n" * 1000)),
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"x" * 65536)),
        lambda: [b"SSH-2.0-OpenSSH_9.2\r\n"],
    ):
        failed = json.loads(place.run("harvest", "--json", "--url", serve_bytes(pieces), status=1).stdout)
        assert failed["error"]["code"] == "too_large", failed


@test
def https_needs_a_certificate_that_is_trusted(place):
    key, certificate = place.folder / "key.pem", place.folder / "certificate.pem"
    made = shutil.which("openssl") and subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], capture_output=True).returncode == 0
    if not made:
        print("  skipped: no openssl program makes certificates here")
        return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    repository = place.serve(wrap_socket=lambda socket: context.wrap_socket(socket, server_side=True))
    assert "not trusted" in place.harvest(repository, status=6)["error"]["message"]
    holds(place.harvest(repository, environment={"SSL_CERT_FILE": str(certificate)}), added=8)


def main():
    programs, *names = sys.argv[1:]
    failed = 0
    for function in TESTS:
        if names and function.__name__ not in names:
            continue
        place = Place(programs)
        begin = time.monotonic()
        try:
            function(place)
            print(f"ok   {function.__name__.replace('_', ' ')} ({time.monotonic() - begin:.1f} s)")
        except Exception as fault:  # a failed test must not hide the others
            failed += 1
            print(f"FAIL {function.__name__.replace('_', ' ')}: {type(fault).__name__}: {fault}")
        finally:
            place.close()
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
