"""The server as users start it, asked over real sockets."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?i)) }"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


@dataclass
class Server:
    process: subprocess.Popen[str]
    url: str
    spool: Path

    @property
    def place(self) -> tuple[str, int]:
        at = urlsplit(self.url)
        return str(at.hostname), int(at.port or 80)

    def ask(
        self, method: str, path: str, body: bytes | None = None, timeout: float = 30, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection(*self.place, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, names)
            got = connection.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "", **headers: str) -> Answer:
        return self.ask("GET", path, **({"Accept": accept} if accept else {}), **headers)

    def query(self, text: str, accept: str = JSON, **more: str) -> Answer:
        return self.get("/sparql?" + urlencode({"query": text, **more}), accept)

    def workers(self) -> list[int]:
        listed = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in listed.stdout.split()]


Start = Callable[..., "Server"]


@contextmanager
def running(graph: Path, *options: str, before: str = "") -> Iterator[Server]:
    """Starts the server at a free port, and ends it."""
    code = f"{before}\nfrom kg.cli import main; main()"
    with tempfile.TemporaryDirectory() as spool:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "serve", str(graph), "--port", "0", *options],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"TMPDIR": spool},
        )
        assert process.stderr
        try:
            told = process.stderr.readline()
            found = re.search(r"http://\S+:\d+/", told)
            assert found, told + process.stderr.read()
            yield Server(process, found[0], Path(spool))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(20)
            process.stderr.close()


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """The sample graph, served with limits that tests can reach."""
    limits = "--timeout 4 --rows 10000 --size 4 --body 64 --workers 3 --memory 600"
    with running(built, *limits.split()) as server:
        yield server
