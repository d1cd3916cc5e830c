#!/usr/bin/env python3
"""Replays recorded OAI-PMH responses to the real isthmus-indexer and says how much of them arrives.

    replay.py DATA PROGRAMS

DATA is a folder of responses, each a file named after its verb (Identify.xml, ListRecords.xml) or its error
(badResumptionToken.xml); a resumption token is the name of the file of the next page. Ends with 77 when there is no such folder.
"""

import http.server
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

ERRORS = ["badArgument", "badResumptionToken", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch", "noSetHierarchy",
          "undefinedError"]
SKIPPED = 77


def serve(data, replaced):
    """Answers with the files of `data`; `replaced` gives another file's name for a verb."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            arguments = dict(urllib.parse.parse_qsl(self.path.partition("?")[2]))
            name = arguments.get("resumptionToken") or replaced.get(arguments["verb"], arguments["verb"] + ".xml")
            path = data / pathlib.PurePath(name).name
            body = path.read_bytes() if path.is_file() else b""
            self.send_response(200 if path.is_file() else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def harvest(data, programs, directory, replaced, *options):
    server = serve(data, replaced)
    done = subprocess.run([programs / "isthmus-indexer", "-r", directory, "--json", "harvest", "--collection", "replayed", "--url",
                           f"http://127.0.0.1:{server.server_address[1]}/oai", *options], capture_output=True, text=True)
    server.shutdown()
    server.server_close()
    return done


def recorded(data):
    """Identifiers of the recorded lists that should arrive, in the order of pages: the last word on each counts."""
    present, page, pages = {}, "ListRecords.xml", 0
    while page:
        text = (data / page).read_text()
        pages += 1
        for record in re.findall(r"<record>.*?</record>", text, re.S):
            identifier = re.search(r"<identifier>(.*?)</identifier>", record)
            if identifier:
                present[identifier.group(1)] = 'status="deleted"' not in record
        token = re.search(r"<resumptionToken[^>]*>(.*?)</", text)
        page = token.group(1) if token else None
    return {identifier for identifier, is_there in present.items() if is_there}, pages


def replay_list(data, programs, scratch):
    wanted, pages = recorded(data)
    done = harvest(data, programs, scratch / "list", {})
    report = json.loads(done.stdout)
    exported = subprocess.run([programs / "isthmus-indexer", "-r", scratch / "list", "export"], capture_output=True, text=True).stdout
    found = {json.loads(line)["id"].partition(":")[2] for line in exported.splitlines()}
    print(f"list: {report['pages']} of {pages} pages, {len(found & wanted)} of {len(wanted)} records, exit {done.returncode}, "
          + ", ".join(f"{name} {report[name]}" for name in ("added", "updated", "unchanged", "removed", "refused")))
    for line in done.stderr.splitlines():
        print("  " + line)
    return found == wanted and report["pages"] == pages


def replay_fault(data, programs, scratch, name, verb):
    done = harvest(data, programs, scratch / f"{name}-{verb}", {verb: name + ".xml"})
    answer = json.loads(done.stdout) if done.stdout else {}
    said = answer.get("error", {})
    print(f"{name} to {verb}: exit {done.returncode}: {said.get('message', 'no error')}"
          + (f" ({said['hint']})" if said.get("hint") else ""))
    is_told = bool(said) or name == "noRecordsMatch" or verb == "ListMetadataFormats"
    return is_told and done.returncode not in (70, 134, 139) and done.returncode >= 0


def main():
    data, programs = (pathlib.Path(argument) for argument in sys.argv[1:])
    if not (data / "ListRecords.xml").is_file():
        print(f"skipped: {data} holds no recorded responses")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="isthmus-replay-") as scratch:
        scratch = pathlib.Path(scratch)
        outcomes = [replay_list(data, programs, scratch)]
        for name in [*ERRORS, "ListRecordsBroken"]:
            for verb in ("Identify", "ListMetadataFormats", "ListRecords"):
                if (data / (name + ".xml")).is_file():
                    outcomes.append(replay_fault(data, programs, scratch, name, verb))
    print(f"{outcomes.count(True)} as they should be, {outcomes.count(False)} not")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
