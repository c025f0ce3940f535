"""A query reads the given graph only, however it is spelled, and says where it is wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import KgError
from kg.guard import HEAD, QueryError, guard
from kg.query import run

REACHES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT*{SERVICESILENT<URL>{?s?p?o}}",
    "SELECT * { ?s ?p 1SERVICE<URL>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<URL>{ ?a ?b ?c } }",
    "PREFIX e: <http://127.0.0.1:1/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s ?p e:a.b.SERVICE<URL>{ ?a ?b ?c } }",
    r"PREFIX e: <http://e/> SELECT * { ?s ?p e:a\# . SERVICE <URL> { ?a ?b ?c } }",
    r"PREFIX e: <http://e/> SELECT * { ?s ?p e:a\' . SERVICE <URL> { ?a ?b 'c' } }",
    r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    r"SELECT * { \U00000053erv\u0069ce <URL> { ?s ?p ?o } }",
    r"SELECT * { ?s ?p '\u0027 SERVICE <URL> { ?a ?b ?c } # ' }",
    "SELECT * { # none\rSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2) SERVICE <URL> { ?s ?p ?o } FILTER(2>1) }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE ?where { ?s ?p ?o } } } } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * from<URL>{ ?s ?p ?o }",
    "LOAD <URL>",
    "INSERT DATA { <urn:a> <urn:b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
]
HARMLESS = [
    'SELECT * { ?s rdfs:label "Financial Services from SERVICE <x> { load }"@en }',
    "SELECT * { ?service ipp:from $load . ?s ipp:service ?o } # SERVICE",
    "SELECT * { <http://example.org/service/from> ?p '''it's a \"service\" ''' }",
    "SELECT (1 < 2 AS ?less) (3 > 2 AS ?more) { ?s ?p ?from }",
    r'SELECT * { ?s ?p "\u91cd庆\n" }',
]


@pytest.mark.parametrize("query", REACHES)
def test_what_reaches_out_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        run(Store(), query.replace("URL", "http://127.0.0.1:1/"))


@pytest.mark.parametrize("query", HARMLESS)
def test_a_word_in_a_text_or_a_name_is_no_keyword(query: str) -> None:
    assert list(run(Store(), query)) is not None


class Listener(BaseHTTPRequestHandler):
    calls: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.calls.append(self.path)
        self.send_response(500)
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_engine_would_reach_out(url: str) -> None:
    """Else the next test could not fail."""
    Listener.calls.clear()
    list(Store().query(f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert Listener.calls


PIECES = [
    "SERVICE", "service", "SILENT", "SERVICESILENT", "SERVICEe:x", "ſervice", r"\u0053ERVICE", r"SERV\u0049CE", r"\u005Cu0053ERVICE",
    "<URL>", "{?s ?p ?o}", "{", "}", "{}", " ", "\n", "\r", "#", "\\#", r"\u0023", "'", '"', r"\'", r"\u0027", r"\u0022", "'''",
    '"""', "<", ">", "<a", "1", "1.", "true", "e:a", "e:a.b.", "e:", "?x", "$y", "@en", "@en-", "^^", ".", ";", ",", "a", "FILTER(1<2)",
    "BIND(1 AS ?z)", "OPTIONAL", "UNION", "e:a\\", "%53", "_:b", "²", "、", "\u00a0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
@settings(max_examples=1500, deadline=None)
def test_no_spelling_reaches_out(url: str, pieces: list[str]) -> None:
    body = "".join(pieces).replace("URL", url)
    for query in (f"SELECT * {{ {body} }}", f"SELECT * {{ {body} SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}"):
        Listener.calls.clear()
        try:
            answer = run(Store(), f"PREFIX e: <{url}> {query}")
            list(answer)  # type: ignore[arg-type]
        except (KgError, OSError):
            pass
        assert not Listener.calls, query


@pytest.mark.parametrize(
    "query, line, column, words",
    [
        ("SELECT ?x {\n  ?x ?y }", 2, 10, "beyond “?x ?y }”"),
        ("SELECT ?x { ?x ", 1, 16, "beyond “SELECT ?x { ?x”"),
        ("SELECT ?x {\n ?x a no:thing }", 2, 15, "Prefix not found"),
        ("SELECT ?x {\n\n  SERVICE <http://x> {} }", 3, 3, "SERVICE"),
        ("INSERT DATA {}", 1, 10, "an update is refused"),
        ("SELECT * { ?from ?p 'open }", 1, 21, "not closed"),
        ("ASK {\n \\u0053ERVICE <http://x> {} }", 2, 2, "write letters as they are"),
        ("ASK {\n" + "{" * 600 + "}" * 601, 2, 500, "too deeply"),
        ("ASK { FILTER(" + "!" * 600 + "1) }", 1, 14, "too deeply"),
    ],
)
def test_the_place_of_an_error_is_told(query: str, line: int, column: int, words: str) -> None:
    with pytest.raises(QueryError, match=words.replace("?", r"\?")) as error:
        run(Store(), query)
    assert (error.value.line, error.value.column) == (line, column)


def test_prefixes_are_there_and_lines_stay() -> None:
    assert guard("ASK {}") == HEAD + "ASK {}" and "\n" not in HEAD
    assert guard("PREFIX ipp: <urn:own:> ASK {}").endswith("PREFIX ipp: <urn:own:> ASK {}")
