"""Triple stores that tests start: on a free port of this machine, with their data below a temporary folder."""

from __future__ import annotations

import csv
import io
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from requests.auth import HTTPDigestAuth

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A store: where it is asked, updated, and takes graphs (Graph Store Protocol), and who may write."""

    sparql: str
    update: str
    graphs: str
    user: str = ""
    password: str = ""

    def put(self, graph: str, triples: bytes, kind: str = "text/turtle") -> None:
        """Makes Turtle (or triples of another media type) what a named graph holds."""
        auth = HTTPDigestAuth(self.user, self.password) if self.user else None
        done = requests.put(
            self.graphs,
            triples,
            params={"graph": graph},
            headers={"Content-Type": kind},
            auth=auth,
            timeout=60,
        )
        assert done.ok, done.text

    def get(self, graph: str) -> bytes:
        """Gives a named graph as N-Triples."""
        auth = HTTPDigestAuth(self.user, self.password) if self.user else None
        kind = {"Accept": "application/n-triples"}
        done = requests.get(self.graphs, params={"graph": graph}, headers=kind, auth=auth, timeout=60)
        assert done.ok, done.text
        return done.content

    def select(self, query: str) -> list[dict[str, str]]:
        """Gives the rows of a SELECT as strings, by name."""
        done = requests.post(self.sparql, {"query": query}, headers={"Accept": "text/csv"}, timeout=60)
        assert done.ok, done.text
        return list(csv.DictReader(io.StringIO(done.content.decode("utf-8"))))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], ready: str, log: Path) -> Iterator[None]:
    """Runs a server until the block ends; fails with its log where it does not answer within a minute."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=file, stdin=subprocess.DEVNULL, cwd=log.parent
        )
    try:
        _await(process, ready, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], ready: str, log: Path) -> None:
    for _ in range(600):
        try:
            requests.get(ready, timeout=5)
            return
        except requests.ConnectionError:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            time.sleep(0.1)
    pytest.fail(log.read_text("utf-8", "replace"))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Runs Debian's Virtuoso 7; its default graph is the union of all, and only dba may write."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso (Debian's virtuoso-opensource) is not installed")
    http, config = free_port(), folder / "virtuoso.ini"
    config.write_text(VIRTUOSO_INI.format(folder=folder, sql=free_port(), http=http), "utf-8")
    root = f"http://127.0.0.1:{http}/sparql"
    with running(["virtuoso-t", "+configfile", str(config), "+foreground"], root, folder / "out.log"):
        yield Server(root, f"{root}-auth", f"{root}-graph-crud-auth", "dba", "dba")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Runs Oxigraph's own server in memory; its default graph is the union of all, and anyone may write."""
    program = Path(sys.executable).parent / "oxigraph"
    root = f"http://127.0.0.1:{free_port()}"
    command = [str(program), "serve", "--union-default-graph", "--bind", root.removeprefix("http://")]
    with running(command, root, folder / "out.log"):
        yield Server(f"{root}/query", f"{root}/update", f"{root}/store")


Fault = int | str | threading.Event


class Proxy(ThreadingHTTPServer):
    """Stands before a store and lets some requests fail; asked is what it was asked, by method and query.

    A fault is a status, "cut" (the connection, before the store is asked), "lost" (the store's answer), or an event
    that is waited for.
    """

    daemon_threads = True

    def __init__(self, target: str, faults: dict[int, Fault] | None = None, **headers: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target, self.faults, self.headers = target, dict(faults or {}), headers
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{urlsplit(self.target).path}"

    def graphs(self) -> list[str]:
        return [parse_qs(query)["graph"][0] for _, query, _ in self.asked]


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        query = urlsplit(self.path).query
        fault = self.server.faults.pop(len(self.server.asked), None)
        self.server.asked.append((self.command, query, dict(self.headers)))
        if isinstance(fault, threading.Event):
            fault.wait(60)
        if isinstance(fault, int):
            self.answer(fault, b"<p>Broken: \x1b[31m " + self.headers.get("Authorization", "").encode())
        elif fault == "cut":
            self.close_connection = True
        else:
            sent = {"Content-Type": self.headers["Content-Type"]}
            done = requests.request(
                self.command, f"{self.server.target}?{query}", data=body, headers=sent, timeout=60
            )
            if fault == "lost":
                self.close_connection = True
            else:
                self.answer(done.status_code, done.content)

    do_POST = do_PUT

    def answer(self, status: int, body: bytes) -> None:
        with suppress(OSError):  # the client was killed
            self.send_response(status)
            for name, value in self.server.headers.items():
                self.send_header(name.replace("_", "-"), value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if status != 204 else b"")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def proxy(target: str, faults: dict[int, Fault] | None = None, **headers: str) -> Iterator[Proxy]:
    """Runs a proxy until the block ends; headers are those of its answers."""
    with Proxy(target, faults, **headers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
