"""What the crash tests share: sources made by rule, the two programs, and what a repository answers."""

import json
import os
import random
import re
import select
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

TOPICS = [
    ("chatter", "再生颤振", "SV0401", "regenerative vibration of the milling cutter", "主轴转速与切削深度的稳定性叶瓣图"),
    ("spindle bearing", "主轴轴承", "SP9031", "preload loss and heat of the front bearing", "轴承预紧力下降引起温升"),
    ("coolant", "切削液", "EX1005", "emulsion concentration and foam", "乳化液浓度降低后工件生锈"),
    ("fieldbus", "现场总线", "E-203", "telegram loss after a cable was replaced", "通信电缆屏蔽层接地不良导致丢包"),
    ("gateway", "网关超时", "NET-408", "queue of the protocol gateway overflows", "协议转换网关的队列溢出"),
    ("servo drive", "伺服驱动", "AL.32", "overcurrent of the servo amplifier", "伺服放大器过电流报警处理"),
    ("database", "数据库连接", "ORA-0001", "pool of connections is exhausted", "连接池耗尽与慢查询"),
    ("certificate", "证书过期", "TLS-0042", "renewal of certificates in the cluster", "集群证书自动续期失败"),
    ("welding", "焊接气孔", "GB/T 3323", "porosity in aluminium seams", "铝合金焊缝气孔的成因"),
    ("hydraulics", "液压泵", "HP-77", "cavitation of the gear pump", "齿轮泵吸空噪声"),
]
KINDS = {"academic": ["paper", "thesis", "report", "course"], "practice": ["runbook", "case", "log", "lesson"]}
SETTINGS = """[collection]
name = "works"

[governance]
organisations = "organisations.json"
agreements = "agreements.json"

[[source]]
path = "academic"
side = "academic"

[[source]]
path = "practice"
side = "practice"
"""
ORGANISATIONS = [
    {"id": "college", "name": "College", "type": "college"},
    {"id": "plant", "name": "Plant", "type": "enterprise"},
]
AGREEMENTS = [{"id": "joint", "title": "Joint work", "parties": ["college", "plant"], "valid_from": "2020-01-01"}]


def make_record(number, revision=0):
    """The record of this number; a revision changes its text and nothing else."""
    draw = random.Random(f"{number}/{revision}")
    side = "academic" if number % 2 else "practice"
    topic, topic_zh, code, phrase, phrase_zh = TOPICS[number // 2 % len(TOPICS)]
    chinese = number % 3 == 0
    others = " ".join(draw.choice(TOPICS)[3] for _ in range(2))
    others_zh = "。".join(draw.choice(TOPICS)[4] for _ in range(2))
    sentence = f"第{number}号记录：{phrase_zh}。{others_zh}" if chinese else f"Record {number}: {phrase}. {others}"
    record = {
        "id": f"{'a' if number % 2 else 'p'}{number}",
        "kind": KINDS[side][number // 4 % 4],
        "title": f"{topic_zh}{number}" if chinese else f"{topic} {number}",
        "language": "zh" if chinese else "en",
        "organisation": "college" if number % 2 else "plant",
        "keywords": [topic, topic_zh],
        "date": f"{2000 + number % 25}-0{1 + number % 9}-1{number % 10}",
        "codes": [code, f"M-{number % 97}"],
        "identifiers": [{"scheme": "doi", "value": f"10.5555/isthmus.works.{number}"}],
    }
    if number % 7 == 0:
        record["references"] = [{"scheme": "doi", "value": f"10.5555/isthmus.works.{number // 2}"}]
    if number % 10 == 9:
        record["visibility"] = {"audiences": ["agreement:joint"], "preview": number % 20 == 9}
    repeated = " ".join([sentence] * draw.randint(1, 4))
    record["body"] = f"{repeated}\n\nrevision{revision} token{number}x"
    return side, record


def write_sources(folder, numbers, revised=()):
    """Writes the records as sources: one of four as a Markdown file, the others in JSON Lines files of 100."""
    folder = Path(folder)
    lines = {}
    for side in ("academic", "practice"):
        (folder / side).mkdir(parents=True, exist_ok=True)
    for number in numbers:
        side, record = make_record(number, 1 if number in revised else 0)
        if number // 2 % 4 == 0:
            _write_markdown(folder / side / f"{record['id']}.md", record)
        else:
            lines.setdefault(folder / side / f"part-{number // 100:03}.jsonl", []).append(record)
    for path, records in lines.items():
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    (folder / "isthmus.toml").write_text(SETTINGS)
    (folder / "organisations.json").write_text(json.dumps(ORGANISATIONS))
    (folder / "agreements.json").write_text(json.dumps(AGREEMENTS))
    return folder


def _write_markdown(path, record):
    head = {key: value for key, value in record.items() if key != "body"}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    path.write_text("---\n" + "\n".join(lines) + f"\n---\n# {record['title']}\n\n{record['body']}\n")


class Programs:
    """The two programs of a build directory."""

    def __init__(self, bin_folder):
        self.indexer = str(Path(bin_folder) / "isthmus-indexer")
        self.searchd = str(Path(bin_folder) / "isthmus-searchd")

    def run(self, repository, *arguments, environment=None, timeout=300, **options):
        """Runs isthmus-indexer; the finished process, whatever its exit status."""
        command = [self.indexer, "--repository", str(repository), *arguments]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=timeout,
            env={**os.environ, **(environment or {})},
            check=False,
            **options,
        )

    def succeed(self, repository, *arguments, **options):
        """The same for a run that must end with 0; its standard output."""
        done = self.run(repository, *arguments, **options)
        if done.returncode != 0:
            raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout


class Searchd:
    """A running searchd on a free port."""

    def __init__(self, programs, repository, *options):
        self.process = subprocess.Popen(
            [programs.searchd, "--repository", str(repository), "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.base = f"http://{self._read_address()}"
        self._drain()

    def _read_address(self):
        seen, end = b"", time.monotonic() + 20
        while time.monotonic() < end:
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                seen += os.read(self.process.stdout.fileno(), 4096)
            found = re.search(rb"127\.0\.0\.1:([1-9]\d*)", seen)
            if found:
                return found.group(0).decode()
            if self.process.poll() is not None:
                break
        raise AssertionError(f"searchd did not start:\n{seen.decode(errors='replace')}")

    def _drain(self):
        """Lets the log flow away so that searchd never waits for a reader."""
        subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)
        self.process.stdout.close()

    def get(self, path, **parameters):
        """(status, JSON) of a GET."""
        query = urllib.parse.urlencode(parameters)
        url = self.base + path + ("?" + query if query else "")
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def post(self, path, body, key):
        """(status, JSON) of a POST of JSON."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def kill(self):
        """As a power cut would end it."""
        self.process.kill()
        self.process.wait()

    def record_status(self, record_id):
        return self.get("/api/v1/records/" + urllib.parse.quote(record_id, safe=""))[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("searchd did not end within 20 s of SIGTERM") from None
        if status != 0:
            raise AssertionError(f"searchd ended with {status} after SIGTERM")


QUERIES = (
    [{"q": topic[0]} for topic in TOPICS]
    + [{"q": topic[1], "links": 10} for topic in TOPICS]
    + [{"q": topic[2], "size": 30} for topic in TOPICS]
    + [
        {"q": "", "size": 100, "sort": "newest"},
        {"q": "revision1", "size": 100},
        {"q": '"preload loss" -coolant', "side": "academic"},
        {"q": "轴承预紧力", "side": "practice", "facets": "side,kind,language,organisation,year"},
        {"q": "record", "page": 3, "year_from": 2010, "year_to": 2015},
        {"q": "token198x"},
        {"q": "token199x"},
        {"q": "title:网关"},
    ]
)
LINKED_IDS = [f"works:{'a' if number % 2 else 'p'}{number}" for number in range(0, 2000, 53)]


def answers(programs, repository):
    """Everything that a reader can learn, as comparable text: the export, and the answers to queries and for links."""
    found = {"export": programs.succeed(repository, "export")}
    with Searchd(programs, repository) as server:
        for parameters in QUERIES:
            status, answer = server.get("/api/v1/search", **parameters)
            for changing in ("took_ms", "query_id"):
                answer.pop(changing, None)
            found[f"search {parameters}"] = f"{status} {json.dumps(answer, ensure_ascii=False)}"
        for record_id in LINKED_IDS:
            path = f"/api/v1/records/{urllib.parse.quote(record_id, safe='')}/links"
            status, answer = server.get(path, limit=10)
            found[f"links of {record_id}"] = f"{status} {json.dumps(answer, ensure_ascii=False)}"
    return found


def differences(expected, found):
    """What differs, one line each, shortened to where it begins to differ."""
    for key, text in expected.items():
        other = found.get(key, "")
        if text == other:
            continue
        place = next((i for i, (a, b) in enumerate(zip(text, other)) if a != b), min(len(text), len(other)))
        start = max(0, place - 80)
        yield f"{key}: expected …{text[start:place + 120]!r}, found …{other[start:place + 120]!r}"


def exported_ids(export):
    return [json.loads(line)["id"] for line in export.splitlines() if line.strip()]
