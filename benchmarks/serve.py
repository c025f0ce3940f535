"""The endpoint under load: 32 clients that ask ASK and 2-hop queries, alone and beside a query that runs away.

    python benchmarks/serve.py                  200,000 triples, 60 seconds (needs apt-get install wrk)
    python benchmarks/serve.py 1000000 60

Every answer is compared with the engine's own. It fails where an answer is wrong or an error is not the runaway's, where the 99th
percentile beside the runaway is 10 times the median without it or more, and where memory grows.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from corpus import triples
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store, serialize

from kg.iris import PREFIXES

CLIENTS, QUERIES, LIMIT = 32, 200, 5
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?i)) }"
ASK = "ASK {{ <{0}> ipp:partOf|ipp:launched|ipp:operates ?x }}"
RELATION = "(ipp:partOf|ipp:launched|ipp:operates|ipp:locatedIn|ipp:cooperatesWith)"
HOPS = f"SELECT DISTINCT ?x ?name {{{{ <{{0}}> {RELATION}/{RELATION} ?x . ?x rdfs:label ?name }}}} ORDER BY ?x ?name"


def questions(store: Store) -> list[tuple[str, str]]:
    """Gives paths of the endpoint with the answers that the engine gives."""
    things = sorted(
        {
            q.subject.value
            for q in store.quads_for_pattern(None, NamedNode(PREFIXES["ipp"] + "mentionedIn"), None)
        }
    )
    chosen = random.Random(1).sample(things, QUERIES)
    texts = [form.format(thing) for thing in chosen for form in (ASK, HOPS)]
    return [("/sparql?" + urlencode({"query": text}), _answer(store, text)) for text in texts]


def _answer(store: Store, text: str) -> str:
    return bytes(
        store.query(text, prefixes=PREFIXES).serialize(format=QueryResultsFormat.JSON) or b""
    ).decode()


def wrk(url: str, questions_: Path, seconds: int) -> list[int]:
    """Gives the median and the 99th percentile in microseconds, the number of requests, wrong answers and errors."""
    script = Path(__file__).parent / "load.lua"
    command = [
        "wrk",
        f"-t{CLIENTS}",
        f"-c{CLIENTS}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
        url,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"KG_LOAD": str(questions_)}, check=True
    )
    return [int(word) for word in done.stdout.split("RESULT ")[1].split()]


class Runaway(threading.Thread):
    """Asks the query that runs away, again and again."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.statuses, self.over = url, list[int](), False

    def run(self) -> None:
        while not self.over:
            try:
                urllib.request.urlopen(f"{self.url}sparql?{urlencode({'query': RUNAWAY})}", timeout=60)
                self.statuses.append(200)
            except urllib.error.HTTPError as error:
                self.statuses.append(error.code)


class Memory(threading.Thread):
    """Looks at what the server and its workers hold, once a second, in megabytes."""

    def __init__(self, server: int) -> None:
        super().__init__(daemon=True)
        self.server, self.seen, self.over = server, list[float](), False

    def run(self) -> None:
        while not self.over:
            self.seen.append(resident(self.server))
            time.sleep(1)


def resident(server: int) -> float:
    listed = subprocess.run(
        ["ps", "-o", "pid=,ppid=,rss=", "-A"], capture_output=True, text=True, check=True
    ).stdout
    rows = (map(int, line.split()) for line in listed.splitlines())
    return sum(size for pid, parent, size in rows if server in (pid, parent)) / 1024


def measure(server: Any, url: str, asked: Path, seconds: int) -> bool:
    wrk(url, asked, 3)  # warm
    alone = wrk(url, asked, max(seconds // 3, 5))
    row("alone", alone, 1.0)
    memory, runaway = Memory(server.pid), Runaway(url)
    memory.start()
    runaway.start()
    beside = wrk(url, asked, seconds)
    runaway.over = memory.over = True
    row("beside a runaway", beside, beside[1] / alone[0])
    runaway.join()
    half = len(memory.seen) // 2
    early, late = max(memory.seen[:half]), max(memory.seen[half:])
    print(f"runaways stopped: {runaway.statuses.count(504)} of {len(runaway.statuses)}, each after {LIMIT} s")
    print(f"memory: {early:.0f} MB at most in the first half, {late:.0f} MB in the second")
    clean = alone[3:] == beside[3:] == [0, 0] and set(runaway.statuses) == {504}
    return clean and beside[1] < 10 * alone[0] and late < 1.1 * early


def row(what: str, found: list[int], ratio: float) -> None:
    median, last, count, wrong, errors = found
    print(
        f"{what:<18} median {median / 1000:7.2f} ms  99th {last / 1000:7.2f} ms  {count:>7} requests  "
        f"{wrong} wrong  {errors} errors  99th beside / median alone {ratio if ratio != 1.0 else last / median:.1f}",
        flush=True,
    )


def main(count: int = 200_000, seconds: int = 60) -> None:
    if not shutil.which("wrk"):
        print("skipped: wrk is not installed (apt-get install wrk)")
        return
    with tempfile.TemporaryDirectory() as folder:
        graph, asked = Path(folder) / "graph.ttl", Path(folder) / "questions"
        graph.write_bytes(
            bytes(serialize({q.triple for q in triples(count)}, format=RdfFormat.N_TRIPLES) or b"")
        )
        store = Store()
        store.bulk_load(path=str(graph), format=RdfFormat.TURTLE)
        asked.write_text("".join(f"{path}\n{answer}\n" for path, answer in questions(store)), "utf-8")
        print(f"{len(store)} triples, {CLIENTS} clients, {2 * QUERIES} queries")
        del store
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", folder, "--port", "0"]
        with subprocess.Popen(
            [*command, "--timeout", str(LIMIT)], stderr=subprocess.PIPE, text=True
        ) as server:
            assert server.stderr
            found = re.search(r"http://\S+:\d+/", server.stderr.readline())
            assert found, server.stderr.read()
            threading.Thread(target=server.stderr.read, daemon=True).start()
            try:
                well = measure(server, found[0], asked, seconds)
            finally:
                server.terminate()
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
