#!/usr/bin/env python3
"""Measures Isthmus against bare Xapian calls, SQLite FTS5 and PostgreSQL on the same documents and queries, and prints one table.

  run.py PROGRAMS WORK [--count N] [--skip-peers]

PROGRAMS is the folder of the built programs with bench_engine (cmake --build build --target bench_engine), WORK a scratch folder that keeps the corpus
between runs. Differences under 20 to 40 % mean nothing: compare within one run. wrk is needed for the load part, postgresql and its psycopg2 for the PostgreSQL row;
what is absent is said and left out.
"""
import argparse
import json
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SEARCH = "/api/v1/search?q=%q&size=10"


def say(text):
    print(text, flush=True)


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    return path


def percentiles(values):
    values = sorted(values)
    return values[len(values) // 2], values[min(len(values) - 1, int(len(values) * 0.99))]


def timed(queries, run):
    """p50 and p99 in milliseconds over two rounds, after one that warms up."""
    values = []
    for round_number in range(3):
        for query in queries:
            start = time.perf_counter()
            run(query)
            if round_number > 0:
                values.append((time.perf_counter() - start) * 1000)
    return percentiles(values)


class Bench:
    def __init__(self, arguments):
        self.programs = os.path.abspath(arguments.programs)
        self.work = os.path.abspath(arguments.work)
        self.rows = []
        if not os.path.exists(self.path("corpus.jsonl")):
            subprocess.run([sys.executable, os.path.join(HERE, "make_corpus.py"), self.work, str(arguments.count)], check=True)
        with open(self.path("texts.tsv"), encoding="utf-8") as file:
            self.documents = [line.rstrip("\n").split("\t", 1) for line in file]
        with open(self.path("queries.txt"), encoding="utf-8") as file:
            self.queries = [line.strip() for line in file]

    def path(self, name):
        return os.path.join(self.work, name)

    def program(self, name):
        return os.path.join(self.programs, name)

    def row(self, what, figure, note=""):
        self.rows.append((what, figure, note))
        say(f"| {what} | {figure} | {note} |")

    def bench_engine(self, *arguments):
        return json.loads(subprocess.run([self.program("bench_engine"), *arguments], check=True, capture_output=True, text=True).stdout)

    # --- filling ---

    def add(self, repository, *options):
        start = time.monotonic()
        subprocess.run([self.program("isthmus-indexer"), "-r", fresh(self.path(repository)), "add", "--quiet", "--collection", "bench", *options,
                        self.path("corpus.jsonl")], check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - start

    def measure_adding(self):
        """Medians of three rounds by turns: a single run is off by a third on a noisy machine."""
        ways = {"bare Xapian, one thread, add": lambda: self.bench_engine("bare-add", self.path("texts.tsv"), fresh(self.path("bare")))["seconds"],
                "isthmus-indexer add without links": lambda: self.add("repository", "--no-links"),
                "isthmus-indexer add with links and meaning": lambda: self.add("repository", "--no-topics"),
                "isthmus-indexer add with topics and gaps too": lambda: self.add("repository")}
        rounds = [[run() for run in ways.values()] for _ in range(3)]
        rates = [len(self.documents) / statistics.median(column) for column in zip(*rounds)]
        for name, rate in zip(ways, rates):
            self.row(name, f"{rate:.0f} documents/s", "" if rate == rates[0] else f"{rate / rates[0]:.2f} of bare Xapian")

    # --- searching in process ---

    def measure_engine(self):
        results = self.bench_engine("search", self.path("queries.txt"), self.path("repository"), self.path("bare"))
        bare = results["bare get_mset"]["p50"]
        for name, figures in results.items():
            self.row(f"search in process: {name}", f"{figures['p50']:.3f} / {figures['p99']:.2f} ms", f"{figures['p50'] / bare:.2f} of bare get_mset")

    # --- searching over HTTP ---

    def start_searchd(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen([self.program("isthmus-searchd"), "-r", self.path("repository"), "--listen", f"127.0.0.1:{port}", "--log-level", "warn"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                return server, port
            except OSError:
                time.sleep(0.1)
        raise SystemExit("isthmus-searchd does not listen")

    def measure_http(self):
        server, port = self.start_searchd()
        try:
            plain, links, facets = SEARCH + "&links=0", SEARCH + "&links=3", SEARCH + "&links=0&facets=side,organisation,year"
            results = self.bench_engine("http", self.path("queries.txt"), "127.0.0.1", str(port), plain, links, facets)
            for name, path in (("10 hits, snippets", plain), ("and 3 links each", links), ("and 3 facets over all matches", facets)):
                figures = results[path]
                self.row(f"HTTP, one connection: {name}", f"{figures['p50']:.2f} / {figures['p99']:.2f} ms", f"{figures['p50'] / results[plain]['p50']:.2f} of plain")
            self.measure_load(port)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)

    def measure_load(self, port):
        if not shutil.which("wrk"):
            return say("wrk is not installed: the load rows are left out")
        script = self.path("queries.lua")
        with open(script, "w", encoding="utf-8") as file:
            file.write("local queries = {}\n")
            file.write(f'for line in io.lines("{self.path("queries.txt")}") do queries[#queries + 1] = line:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end) end\n')
            file.write('local next = 0\nfunction request()\n  next = next % #queries + 1\n  return wrk.format("GET", "/api/v1/search?size=10&links=3&q=" .. queries[next])\nend\n')
            file.write('function done(summary, latency) io.write(string.format("isthmus %f %f %f %d %d\\n", summary.requests / summary.duration * 1e6, '
                       'latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status, summary.errors.timeout)) end\n')
        for connections in (1, 8, 64):
            output = subprocess.run(["wrk", "-t1", f"-c{connections}", "-d8s", "-s", script, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
            figures = next(line for line in output.splitlines() if line.startswith("isthmus")).split()[1:]
            self.row(f"HTTP, {connections} connections (wrk)", f"{float(figures[0]):.0f} requests/s", f"p50 {float(figures[1]):.2f} ms, p99 {float(figures[2]):.2f} ms, "
                     f"errors {figures[3]}, timeouts {figures[4]}")

    # --- peers ---

    def measure_sqlite(self):
        path = self.path("sqlite.db")
        if os.path.exists(path):
            os.remove(path)
        database = sqlite3.connect(path)
        start = time.monotonic()
        database.execute("create virtual table d using fts5(title, body, tokenize = 'porter unicode61')")
        database.executemany("insert into d values (?, ?)", self.documents)
        database.commit()
        self.row("SQLite FTS5, add", f"{len(self.documents) / (time.monotonic() - start):.0f} documents/s")
        p50, p99 = timed(self.queries[:300], lambda query: database.execute("select rowid from d where d match ? order by rank limit 10",
                                                                        (" OR ".join(query.split()),)).fetchall())
        self.row("SQLite FTS5, OR, top 10 (300 queries)", f"{p50:.2f} / {p99:.1f} ms")

    def measure_postgresql(self):
        try:
            import psycopg2  # Debian: python3-psycopg2
        except ImportError:
            return say("psycopg2 is not installed: the PostgreSQL rows are left out")
        folder, port = fresh(self.path("postgresql")), 54329
        binaries = sorted(os.listdir("/usr/lib/postgresql"))[-1]
        tools = f"/usr/lib/postgresql/{binaries}/bin"
        os.makedirs(folder)
        prefix = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            prefix = ["runuser", "-u", "postgres", "--"]
        subprocess.run([*prefix, f"{tools}/initdb", "-D", f"{folder}/data", "-A", "trust"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        server = [*prefix, f"{tools}/pg_ctl", "-D", f"{folder}/data", "-w", "-o", f"-p {port} -k {folder} -c listen_addresses=", "-l", f"{folder}/log"]
        subprocess.run([*server, "start"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            connection = psycopg2.connect(host=folder, port=port, user="postgres", dbname="postgres")
            cursor = connection.cursor()
            start = time.monotonic()
            cursor.execute("create table d (id serial primary key, v tsvector)")
            cursor.executemany("insert into d (v) values (setweight(to_tsvector('english', %s), 'A') || to_tsvector('english', %s))", self.documents)
            cursor.execute("create index on d using gin (v)")
            connection.commit()
            self.row("PostgreSQL GIN, add", f"{len(self.documents) / (time.monotonic() - start):.0f} documents/s")

            def run(query):
                cursor.execute("select id from d, to_tsquery('english', %s) q where v @@ q order by ts_rank(v, q) desc limit 10", (" | ".join(query.split()),))
                return cursor.fetchall()
            p50, p99 = timed(self.queries[:300], run)
            self.row("PostgreSQL GIN, OR, top 10 (300 queries)", f"{p50:.2f} / {p99:.1f} ms")
        finally:
            subprocess.run([*server, "-m", "fast", "stop"], check=False, stdout=subprocess.DEVNULL, cwd=folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("work")
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--skip-peers", action="store_true")
    arguments = parser.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    bench = Bench(arguments)
    say(f"{len(bench.documents)} documents, {len(bench.queries)} queries, {os.cpu_count()} cores; times are p50 / p99\n")
    say("| what | figure | compared |\n|---|---|---|")
    bench.measure_adding()
    bench.measure_engine()
    bench.measure_http()
    if not arguments.skip_peers:
        bench.measure_sqlite()
        bench.measure_postgresql()


if __name__ == "__main__":
    main()
