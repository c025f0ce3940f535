"""What takes too much is stopped, is told so, and nobody else notices."""

from __future__ import annotations

import json
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from prometheus_client.parser import text_string_to_metric_families
from serve.conftest import JSON, RUNAWAY, Server, running

from kg.named import named

ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
MUTATIONS = int(os.environ.get("KG_MUTATIONS", "300"))


def ready(server: Server, workers: int = 3) -> None:
    """Waits until as many workers are there as there should be, and none is busy."""
    for _ in range(100):
        told = values(server)
        if told["kg_workers"] == workers and told["kg_workers_busy"] == 0:
            return
        time.sleep(0.1)
    raise AssertionError(told)


def values(server: Server) -> dict[str, float]:
    families = text_string_to_metric_families(server.get("/metrics").text)
    return {
        ",".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_runaway_ends_at_its_limit_and_nobody_waits(server: Server) -> None:
    found = []
    runaway = threading.Thread(target=lambda: found.append(server.query(RUNAWAY)))
    before = values(server)
    begin = time.monotonic()
    runaway.start()
    waits = []
    while runaway.is_alive():
        asked = time.monotonic()
        assert json.loads(server.query("ASK { ?x a ipp:Programme }").body)["boolean"] is True
        waits.append(time.monotonic() - asked)
        time.sleep(0.02)
    runaway.join()
    assert found[0].status == 504 and "4 s" in found[0].text
    assert 4 <= time.monotonic() - begin < 8
    assert len(waits) > 20 and max(waits) < 3
    ready(server)
    after = values(server)
    assert after["kg_workers_ended_total,timeout"] == before["kg_workers_ended_total,timeout"] + 1
    assert after["kg_requests_total,/sparql,504"] == before.get("kg_requests_total,/sparql,504", 0) + 1


def test_when_all_workers_are_busy_one_is_told_to_come_again(server: Server) -> None:
    threads = [threading.Thread(target=server.query, args=(RUNAWAY,)) for _ in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        if number == 2:
            time.sleep(0.4)  # three work, three wait
    time.sleep(0.4)
    answer = server.query("ASK {}")
    for thread in threads:
        thread.join()
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert server.get("/health").status == 200
    ready(server)
    assert server.query("ASK {}").status == 200


def test_a_query_is_stopped_when_its_client_leaves(server: Server) -> None:
    before = values(server)["kg_workers_ended_total,abandoned"]
    with socket.create_connection(server.place) as client:
        body = RUNAWAY.encode()
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body)
        time.sleep(0.3)
    for _ in range(15):
        if values(server)["kg_workers_ended_total,abandoned"] == before + 1:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("it went on")
    ready(server)


@pytest.mark.parametrize(
    "media", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_rows_are_counted_whatever_the_texts_hold(server: Server, media: str) -> None:
    rows = r'SELECT ?x ?t { ?x ?p ?o . ?y ?q ?z BIND("},{\"}},{\"\n<result>\\" AS ?t) } LIMIT '
    assert server.query(rows + "10000", media).status == 200
    over = server.query(rows + "10001", media)
    assert over.status == 503 and "10,000 rows" in over.text and "retry-after" not in over.headers


def test_triples_are_counted_too(server: Server) -> None:
    triples = "CONSTRUCT { ?s ?p ?z } { ?s ?p ?o . ?z ?q ?w }"
    assert server.query(triples, "text/turtle").status == 503


def test_an_answer_has_a_length(server: Server) -> None:
    parts = ", ".join([f'"{"长" * 400}"'] * 10)
    answer = server.query(f"SELECT (CONCAT({parts}) AS ?t) {{ ?s ?p ?o }} LIMIT 400", "text/csv")
    assert answer.status == 503 and "bytes" in answer.text


def test_a_long_answer_comes_whole_and_leaves_nothing_behind(server: Server) -> None:
    answer = server.query(ALL, "text/tab-separated-values")
    assert answer.status == 200 and int(answer.headers["content-length"]) == len(answer.body) > 1 << 20
    count = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text.split()[1]
    assert len(answer.text.splitlines()) - 1 == int(count)
    left = [path for path in server.spool.rglob("*") if path.is_file() and "store" not in path.parts]
    assert left == []


def test_memory_has_a_limit(server: Server) -> None:
    hungry = "SELECT ?a ?b ?c { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?c"
    answer = server.query(hungry)
    assert answer.status in (503, 504), answer.text
    ready(server)
    assert server.query("ASK {}").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 30_000 + "}" * 30_000,
        f"ASK {{ FILTER({'!' * 60_000}1) }}",
        f"ASK {{ FILTER({'(' * 30_000}1{')' * 30_000}) }}",
    ],
)
def test_deep_nesting_ends_a_worker_at_most(server: Server, query: str) -> None:
    answer = server.ask(
        "POST", "/sparql", query.encode(), Accept=JSON, Content_Type="application/sparql-query"
    )
    assert answer.status == 400, answer.text
    ready(server)


def test_malformed_queries_are_told_so_and_the_server_stands(server: Server) -> None:
    dice = random.Random(4)
    texts = [query.text for query in named().values()]
    statuses = []
    for _ in range(MUTATIONS):
        query = mutated(dice.choice(texts), dice)
        answer = server.ask(
            "POST",
            "/sparql",
            query.encode("utf-8", "replace"),
            Accept="*/*",
            Content_Type="application/sparql-query",
        )
        statuses.append(answer.status)
        failed = answer.status == 500 and "the engine failed" in answer.text  # Oxigraph panics at some orders
        assert answer.status in (200, 400, 503, 504) or failed, (answer.status, answer.text, query)
        assert answer.status != 400 or re.match(r"line \d+, column \d+: ", answer.text), (answer.text, query)
    assert statuses.count(400) > MUTATIONS / 2
    assert sum(status >= 500 for status in statuses) < MUTATIONS / 50
    print({status: statuses.count(status) for status in sorted(set(statuses))})
    assert server.process.poll() is None
    ready(server)


def mutated(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 4)):
        at, to = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
        piece = text[at : min(to, at + 12)]
        made = (
            "",
            piece * 2,
            piece[::-1],
            dice.choice(
                [
                    "{",
                    "}",
                    "<",
                    ">",
                    '"',
                    "'",
                    "\\",
                    "?",
                    ".",
                    "\x00",
                    "\ud800",
                    "重",
                    "\u202e",
                    "(" * 50,
                    "_:b",
                ]
            ),
            dice.choice(
                ["SELECT", "FILTER", "UNION", "SERVICE", "\\u0053", "LIMIT -1", "VALUES ?x { UNDEF }", "# "]
            ),
        )
        text = text[:at] + dice.choice(made) + text[at + len(piece) :]
    return text


def test_silent_connections_are_closed_and_too_many_refused(built: Path) -> None:
    with running(built, "--connections", "5", before="import kg.serve.server as s; s.PATIENCE = 2") as server:
        silent = [socket.create_connection(server.place) for _ in range(5)]
        slow = socket.create_connection(server.place)
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: local")
        time.sleep(0.2)
        assert server.get("/health").status == 503
        time.sleep(2.5)
        assert server.get("/health").status == 200
        for each in (*silent, slow):
            each.settimeout(1)
            assert each.recv(1) == b""
            each.close()


@pytest.mark.parametrize("busy", [False, True])
def test_it_stops_when_told_to(built: Path, busy: bool) -> None:
    with running(built, "--workers", "2", "--timeout", "20") as server:
        workers, statuses = server.workers(), list[int]()
        assert len(workers) == 2
        if busy:
            runaway = threading.Thread(target=lambda: statuses.append(server.query(RUNAWAY).status))
            runaway.start()
            time.sleep(0.5)
        begin = time.monotonic()
        server.process.terminate()
        assert server.process.wait(15) == 0
        if busy:
            runaway.join()
            assert statuses == [503]
        assert time.monotonic() - begin < 8
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
        assert list(server.spool.iterdir()) == []


def test_workers_do_not_outlive_a_server_that_was_killed(built: Path) -> None:
    with running(built, "--workers", "1", "--timeout", "1") as server:
        client = socket.create_connection(server.place)
        query = urlencode({"query": RUNAWAY})
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
        workers = server.workers()
        server.process.kill()
        server.process.wait()
        client.close()
        for _ in range(60):
            if not any(Path(f"/proc/{pid}").exists() for pid in workers):
                return
            time.sleep(0.1)
    raise AssertionError("a worker is still there")


def test_what_cannot_be_served_is_told_in_a_line(built: Path, tmp_path: Path) -> None:
    def told(*arguments: object) -> tuple[int, str]:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stderr

    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, words = told(built, "--port", taken.getsockname()[1])
        assert code == 2 and "choose another --port" in words and "Traceback" not in words
    code, words = told(tmp_path)
    assert code == 2 and "kg build" in words
    (tmp_path / "bad.ttl").write_text("<a> <b> .", "utf-8")
    code, words = told(tmp_path / "bad.ttl")
    assert code == 2 and "bad.ttl:1" in words


def test_health_and_metrics(server: Server) -> None:
    told = json.loads(server.get("/health").body)
    assert told["status"] == "ok" and told["triples"] > 1000
    before = values(server)
    server.query("ASK {}")
    server.query("nonsense")
    after = values(server)
    for status in ("200", "400"):
        name = f"kg_requests_total,/sparql,{status}"
        assert after[name] == before.get(name, 0) + 1
    assert after["process_resident_memory_bytes"] > 0
