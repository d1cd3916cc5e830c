"""A small OAI-PMH repository of made-up records, served over HTTP, which can be told to misbehave.

It keeps a log of the requests. What it does wrong is a function `trouble(number, arguments)` that is called for each request with
its number (from 1) and gives nothing, or the answer (status, headers, body) that is sent instead.
"""

import gzip
import http.server
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

PAGE = 3
BEGINNING = "2026-01-10T00:00:00Z"

DUBLIN_CORE = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:description>{text}</dc:description>
<dc:date>{date}</dc:date><dc:type>{type}</dc:type><dc:language>{language}</dc:language>
<dc:identifier>https://doi.org/10.5555/{number}</dc:identifier></oai_dc:dc>"""
DATACITE = """<oai_datacite xmlns="http://schema.datacite.org/oai/oai-1.1/"><payload>
<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5555/{number}</identifier>
<creators><creator><creatorName>{creator}</creatorName></creator></creators><titles><title>{title}</title></titles>
<publisher>Hillside College</publisher><publicationYear>{year}</publicationYear>
<descriptions><description descriptionType="Abstract">{text}</description></descriptions></resource></payload></oai_datacite>"""
FORMATS = {
    "oai_dc": ("http://www.openarchives.org/OAI/2.0/oai_dc/", DUBLIN_CORE),
    "oai_datacite": ("http://schema.datacite.org/oai/oai-1.1/", DATACITE),
    "house_style": ("urn:hillside:house", "<house xmlns='urn:hillside:house'>{title}</house>"),
}
SUBJECTS = [
    ("Spindle growth after a cold start", "Lin Ye", "The front bearing warms for an hour and moves the tool.", "en"),
    ("丝杠热伸长的在线补偿", "陈望", "用两支温度传感器估计丝杠伸长并修正零点。", "zh"),
    ("Why coolant foams", "Mara Holt", "Hard water and a worn pump seal let air into the emulsion.", "en"),
    ("机床主轴振动的频谱判读", "赵青", "根据频谱区分不平衡、不对中与轴承损伤。", "zh"),
    ("Reading a servo alarm", "Tom Arendt", "The alarm of the axis amplifier names the phase that failed.", "en"),
]


def make_records(count):
    records = []
    for number in range(1, count + 1):
        title, creator, text, language = SUBJECTS[number % len(SUBJECTS)]
        records.append({
            "number": number,
            "datestamp": f"2026-01-{10 + number:02d}T08:00:00Z",
            "set": "theses" if number % 3 == 0 else "articles",
            "deleted": False,
            "title": f"{title} ({number})",
            "creator": creator,
            "text": text,
            "date": f"20{10 + number}-03",
            "year": f"20{10 + number}",
            "type": "Thesis" if number % 3 == 0 else "Article",
            "language": language,
        })
    return records


class Repository:
    """Serves `records` on a free port of the loopback interface until closed."""

    def __init__(self, records, granularity="YYYY-MM-DDThh:mm:ssZ", wrap_socket=None):
        self.records = records
        self.granularity = granularity
        self.now = "2026-02-01T12:00:00Z"
        self.deleted_record = "persistent"
        self.formats = list(FORMATS)
        self.requests = []
        self.trouble = lambda number, arguments: None
        self.spoil = lambda body, arguments: body
        self.order = lambda record: record["datestamp"]  # of lists
        self.compresses = False
        self.lock = threading.Lock()
        repository = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                repository.serve(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        scheme = "http"
        if wrap_socket:
            self.server.socket = wrap_socket(self.server.socket)
            scheme = "https"
        self.url = f"{scheme}://localhost:{self.server.server_address[1]}/oai"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def asked(self, verb):
        """The arguments of the requests with this verb, without it."""
        return [{key: value for key, value in arguments.items() if key != "verb"}
                for arguments in self.requests if arguments.get("verb") == verb]

    def serve(self, handler):
        path, _, query = handler.path.partition("?")
        arguments = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        with self.lock:
            self.requests.append(arguments)
            number = len(self.requests)
        answer = self.trouble(number, arguments)
        if answer is None:
            if path != "/oai":
                answer = (404, {}, b"nothing here")
            else:
                answer = (200, {"Content-Type": "text/xml"}, self.spoil(self.respond(arguments).encode(), arguments))
        status, headers, body = answer
        if self.compresses and "gzip" in handler.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            headers = dict(headers, **{"Content-Encoding": "gzip"})
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            pass  # the harvester has gone

    def respond(self, arguments):
        verb = arguments.get("verb", "")
        content = {
            "Identify": self.identify,
            "ListMetadataFormats": self.list_formats,
            "ListSets": self.list_sets,
            "ListRecords": self.list_records,
        }.get(verb, lambda _: error("badVerb", "no such verb"))(arguments)
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
                f"<responseDate>{self.now}</responseDate><request verb=\"{escape(verb)}\">{self.url}</request>"
                f"{content}</OAI-PMH>")

    def stamp(self, datestamp):
        return datestamp if "T" in self.granularity else datestamp[:10]

    def identify(self, _):
        return (f"<Identify><repositoryName>Hillside College</repositoryName><baseURL>{self.url}</baseURL>"
                f"<protocolVersion>2.0</protocolVersion><adminEmail>library@hillside.example</adminEmail>"
                f"<earliestDatestamp>{self.stamp(BEGINNING)}</earliestDatestamp>"
                f"<deletedRecord>{self.deleted_record}</deletedRecord><granularity>{self.granularity}</granularity></Identify>")

    def list_formats(self, _):
        formats = "".join(f"<metadataFormat><metadataPrefix>{name}</metadataPrefix><schema>urn:x</schema>"
                          f"<metadataNamespace>{FORMATS[name][0]}</metadataNamespace></metadataFormat>" for name in self.formats)
        return f"<ListMetadataFormats>{formats}</ListMetadataFormats>"

    def list_sets(self, _):
        return ("<ListSets><set><setSpec>articles</setSpec><setName>Articles</setName></set>"
                "<set><setSpec>theses</setSpec><setName>Theses</setName></set></ListSets>")

    def list_records(self, arguments):
        if "resumptionToken" in arguments:
            parts = arguments["resumptionToken"].split("|")
            if len(arguments) != 2 or len(parts) != 5:
                return error("badResumptionToken", "not a token of ours")
            prefix, set_, from_, until, place = parts
        else:
            prefix, place = arguments.get("metadataPrefix", ""), "0"
            set_, from_, until = (arguments.get(name, "") for name in ("set", "from", "until"))
        if prefix not in self.formats:
            return error("cannotDisseminateFormat", "")
        for bound in (from_, until):
            if bound and ("T" in bound) != ("T" in self.granularity):
                return error("badArgument", f"{bound} is not in our granularity")
        chosen = [record for record in sorted(self.records, key=self.order)
                  if (not set_ or record["set"] == set_) and (not from_ or self.stamp(record["datestamp"]) >= from_)
                  and (not until or self.stamp(record["datestamp"]) <= until)]
        if not chosen:
            return error("noRecordsMatch", "")
        first = int(place)
        body = "".join(self.record(record, prefix) for record in chosen[first : first + PAGE])
        token = "|".join((prefix, set_, from_, until, str(first + PAGE))) if first + PAGE < len(chosen) else ""
        if token or first:
            body += f'<resumptionToken completeListSize="{len(chosen)}" cursor="{first}">{escape(token)}</resumptionToken>'
        return f"<ListRecords>{body}</ListRecords>"

    def record(self, record, prefix):
        header = (f"<identifier>oai:hillside.example:{record['number']}</identifier>"
                  f"<datestamp>{self.stamp(record['datestamp'])}</datestamp><setSpec>{record['set']}</setSpec>")
        if record["deleted"]:
            return f'<record><header status="deleted">{header}</header></record>'
        values = {key: escape(str(value)) for key, value in record.items()}
        return f"<record><header>{header}</header><metadata>{FORMATS[prefix][1].format(**values)}</metadata></record>"


def error(code, text):
    return f'<error code="{code}">{escape(text)}</error>'


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.02)
