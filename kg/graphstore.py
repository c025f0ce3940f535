"""A triple store over HTTP: the Graph Store Protocol of SPARQL 1.1, or SPARQL Update where a store has only that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from kg import __version__
from kg.credentials import Bearer, Credentials
from kg.errors import KgError

BACKOFF = 0.3  # seconds before the second attempt of six, twice as many before the next
BUSY = (429, 502, 503, 504)
PIECE, PIECE_OF_UPDATE = (
    10_000,
    1_000,
)  # triples in a request; Virtuoso has no memory for an update of 5,000 lines
TIMEOUT = (10, 600)  # seconds: to connect, to be answered
CODE_POINT = re.compile(rb"(?<!\\)((?:\\\\)+)([uU])")


class RefusedError(KgError):
    """Says that a store took the request and would not do it: another graph may fare better."""


class GraphStore:
    """Puts named graphs into a store, each in place of what the graph held before."""

    def __init__(self, url: str, update: bool = False) -> None:
        parts = _parts(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise KgError("--to: not an http(s) URL of a store; docs/stores.md has those of many")
        if "@" in parts.netloc:
            raise KgError(
                "--to: credentials do not belong into a URL; set KG_STORE_USER and KG_STORE_PASSWORD, or use ~/.netrc"
            )
        self.url, self.shown, self.update = url, _shown(url), update
        self.credentials = Credentials.of(url)
        self.session = _session()
        self.session.auth = self.credentials.first()

    def put(self, graph: str, triples: Sequence[bytes]) -> None:
        """Makes these lines of N-Triples what the graph holds.

        Raises RefusedError where the store will not take them, another KgError where it cannot be used.
        """
        size = PIECE_OF_UPDATE if self.update else PIECE
        for begin in range(0, len(triples), size):
            piece, first = b"".join(triples[begin : begin + size]), begin == 0
            if self.update:
                answer = self._send("POST", _update(graph, piece, first), "application/sparql-update")
            else:
                answer = self._send("PUT" if first else "POST", piece, "application/n-triples", graph=graph)
            self._judge(answer, graph)

    def _send(self, method: str, body: bytes, kind: str, **params: str) -> requests.Response:
        given: dict[str, Any] = {"params": params, "data": body, "headers": {"Content-Type": kind}}
        given |= {"timeout": TIMEOUT, "allow_redirects": False}
        try:
            answer = self.session.request(method, self.url, **given)
            if answer.status_code == 401 and self.credentials.user and isinstance(self.session.auth, Bearer):
                self.session.auth = self.credentials.asked(answer.headers.get("WWW-Authenticate", ""))
                answer = self.session.request(method, self.url, **given)
        except requests.RequestException as error:
            raise KgError(
                f"{self.shown}: {_reason(error)}; is the store running, and is this its address?"
            ) from None
        return answer

    def _judge(self, answer: requests.Response, graph: str) -> None:
        if answer.ok and not answer.is_redirect:
            return
        if advice := self._advice(answer):
            raise KgError(f"{self.shown}: {answer.status_code} {_plain(answer.reason)}; {advice}")
        said = self.credentials.hidden(_plain(f"{answer.reason}: {answer.text[:5000]}"))
        raise RefusedError(f"{self.shown}: {graph}: {answer.status_code} {said}")

    def _advice(self, answer: requests.Response) -> str:
        """Says what to do where no graph would fare better."""
        if answer.is_redirect:
            return f"give the address that it sends to: {_plain(_shown(answer.headers['Location']))}"
        if answer.status_code in (401, 403):
            known = "the credentials are not accepted" if self.credentials else "it asks for credentials"
            return f"{known}: KG_STORE_USER and KG_STORE_PASSWORD, KG_STORE_TOKEN, or ~/.netrc"
        if answer.status_code in (404, 405, 501):
            wanted = (
                "SPARQL updates" if self.update else "graphs; for one that takes SPARQL updates add --update"
            )
            return f"this address takes no {wanted}; docs/stores.md has the addresses of many stores"
        return "the store is not ready; try again later" if answer.status_code in BUSY else ""


def _session() -> requests.Session:
    retry = Retry(
        5, backoff_factor=BACKOFF, status_forcelist=(500, *BUSY), allowed_methods=None, raise_on_status=False
    )
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    session.headers["User-Agent"] = f"ipp-kg/{__version__}"
    return session


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _shown(url: str) -> str:
    """Gives a URL without its query, which may hold a token."""
    parts = _parts(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _update(graph: str, triples: bytes, first: bool) -> bytes:
    empty = f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} ;\n" if first else ""
    return f"{empty}INSERT DATA {{ GRAPH <{graph}> {{\n".encode() + _escaped(triples) + b"} }\n"


def _escaped(triples: bytes) -> bytes:
    r"""Writes the u of a text's own \u as a code point: SPARQL would take \\u4e2d for one, before it sees the \\."""
    return CODE_POINT.sub(lambda match: match[1] + b"\\u%04X" % ord(match[2]), triples)


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not accepted"
    return "no answer in time" if isinstance(error, requests.Timeout) else "cannot be reached"


def _plain(text: str) -> str:
    """Gives the beginning of what a store says: in one line, no markup, and nothing that moves a terminal."""
    return " ".join(re.sub(r"<[^<>]{0,200}>|[\x00-\x1f\x7f-\x9f]", " ", text).split())[:300]
