"""The SPARQL 1.1 Protocol as clients speak it, and what they are told when they do not."""

from __future__ import annotations

import io
import json
from urllib.parse import quote, urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from serve.conftest import JSON, Server, running

NAMES = "SELECT ?x ?name { ?x a ipp:Programme ; rdfs:label ?name } ORDER BY ?x ?name"
TRIPLES = "CONSTRUCT { ?x rdfs:label ?name } WHERE { ?x a ipp:Programme ; rdfs:label ?name }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_clients_get_the_same_whichever_way_they_ask(server: Server, method: str) -> None:
    store = SPARQLStore(server.url + "sparql", method=method, returnFormat="json")
    rows = [(str(x), str(name)) for x, name in store.query(NAMES)]
    expected = json.loads(server.query(NAMES).body)["results"]["bindings"]
    assert rows == [(row["x"]["value"], row["name"]["value"]) for row in expected]
    assert len(rows) > 20


@pytest.mark.parametrize(
    "media, form",
    [
        (JSON, "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("application/json", "json"),
    ],
)
def test_rows_in_every_format(server: Server, media: str, form: str) -> None:
    answer = server.query(NAMES, media)
    assert (answer.status, answer.media) == (200, media)
    rows = {tuple(map(str, row)) for row in Result.parse(io.BytesIO(answer.body), format=form)}
    assert ("https://w3id.org/ipp-kg/id/programme-kehuitong", "“科汇通”试点") in rows


@pytest.mark.parametrize("thing, truth", [("Programme", True), ("NoSuch", False)])
def test_yes_and_no(server: Server, thing: str, truth: bool) -> None:
    for media, form in ((JSON, "json"), ("application/sparql-results+xml", "xml")):
        answer = server.query(f"ASK {{ ?x a ipp:{thing} }}", media)
        assert Result.parse(io.BytesIO(answer.body), format=form).askAnswer is truth


@pytest.mark.parametrize(
    "media, form",
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize("query", [TRIPLES, "DESCRIBE <https://w3id.org/ipp-kg/id/programme-kehuitong>"])
def test_triples_in_every_format(server: Server, media: str, form: str, query: str) -> None:
    answer = server.query(query, media)
    assert (answer.status, answer.media) == (200, media)
    graph = rdflib.Graph().parse(data=answer.body, format=form)
    thing = rdflib.URIRef("https://w3id.org/ipp-kg/id/programme-kehuitong")
    assert rdflib.Literal("“科汇通”试点", lang="zh") in set(graph.objects(thing, rdflib.RDFS.label))


@pytest.mark.parametrize(
    "accept, media",
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("TEXT/CSV; Q=0.9; x=y", "text/csv"),
        ("text/turtle, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
    ],
)
def test_the_wanted_format_is_given(server: Server, accept: str, media: str) -> None:
    answer = server.query("SELECT ?x { ?x a ipp:Programme } LIMIT 1", accept)
    assert (answer.status, answer.media) == (200, media)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("query", [NAMES, TRIPLES])
@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0, application/pdf", "text/html"])
def test_a_format_that_there_is_not_is_refused(server: Server, query: str, accept: str) -> None:
    answer = server.ask("POST", "/sparql", query.encode(), Accept=accept, Content_Type=DIRECT)
    assert answer.status == 406
    assert "application/" in answer.text


def test_the_request_names_the_graphs(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"

    def rows(query: str, *graphs: tuple[str, str]) -> list[str]:
        path = "/sparql?" + urlencode([("query", query), *graphs])
        return server.get(path, "text/csv").text.split()[1:]

    a, b, *others = rows(names)
    assert others
    whole, one = rows(count), rows(count, ("default-graph-uri", a))
    both = rows(count, ("default-graph-uri", a), ("default-graph-uri", b))
    assert 0 < int(one[0]) < int(both[0]) < int(whole[0])
    assert rows(names, ("named-graph-uri", a), ("named-graph-uri", b)) == [a, b]
    assert rows(names, ("default-graph-uri", a)) == []
    assert rows(count, ("named-graph-uri", a)) == ["0"]
    body = urlencode({"query": count, "default-graph-uri": a}).encode()
    assert server.ask("POST", "/sparql", body, Accept="text/csv", Content_Type=FORM).text.split()[1:] == one
    direct = server.ask(
        "POST",
        "/sparql?default-graph-uri=" + quote(a),
        count.encode(),
        Accept="text/csv",
        Content_Type=DIRECT,
    )
    assert direct.text.split()[1:] == one


def test_what_is_encoded_is_decoded_once(server: Server) -> None:
    text = 'SELECT ("50%25 重庆 a+b &=?" AS ?t) (<http://x/%E9%87%8D> AS ?i) {}'
    rows = [("50%25 重庆 a+b &=?", "http://x/%E9%87%8D")]
    asked = [
        server.query(text, "text/csv"),
        server.ask(
            "POST", "/sparql", text.encode(), Accept="text/csv", Content_Type=DIRECT + "; charset=UTF-8"
        ),
        server.ask(
            "POST", "/sparql", urlencode({"query": text}).encode(), Accept="text/csv", Content_Type=FORM
        ),
    ]
    for answer in asked:
        assert [tuple(line.split(",")) for line in answer.text.splitlines()[1:]] == rows


FAULTS = [
    ("GET", "/sparql?query=SELECT", None, {}, 400),
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
    ("GET", "/sparql?query=%FF", None, {}, 400),
    ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://no.such/graph", None, {}, 400),
    ("GET", "/sparql?query=ASK%7B%7D&named-graph-uri=no%20iri", None, {}, 400),
    ("GET", "/sparql?query=ASK%7B%20SERVICE%20%3Chttp://127.0.0.1:1/%3E%20%7B%7D%20%7D", None, {}, 400),
    ("GET", "/sparql?query=SELECT%20(%3Chttp://x/f%3E(1)%20AS%20%3Fx)%20%7B%7D", None, {}, 400),
    ("POST", "/sparql", b"update=DROP+ALL", {"Content-Type": FORM}, 400),
    ("POST", "/sparql", b"", {"Content-Type": FORM}, 400),
    ("POST", "/sparql?query=ASK%7B%7D", b"ASK{}", {"Content-Type": DIRECT}, 400),
    ("POST", "/sparql", b"ASK { <\xff> ?p ?o }", {"Content-Type": DIRECT}, 400),
    ("POST", "/sparql", b"DROP ALL", {"Content-Type": DIRECT}, 400),
    ("POST", "/sparql", b"DROP ALL", {"Content-Type": "application/sparql-update"}, 415),
    ("POST", "/sparql", b"ASK{}", {"Content-Type": DIRECT + "; charset=gbk"}, 415),
    ("POST", "/sparql", b"ASK{}", {}, 415),
    ("POST", "/sparql", b"ASK{}" + b" " * 70_000, {"Content-Type": DIRECT}, 413),
    ("PUT", "/sparql", b"ASK{}", {"Content-Type": DIRECT}, 405),
    ("DELETE", "/sparql", None, {}, 405),
    ("OPTIONS", "/sparql", None, {}, 405),
    ("POST", "/id/place-chongqing", None, {}, 405),
    ("GET", "/nowhere", None, {}, 404),
    ("GET", "/static/../serve/app.py", None, {}, 404),
    ("GET", "/static/%2e%2e/app.py", None, {}, 404),
    ("GET", "/queries/no-such", None, {}, 404),
    ("GET", "/health", None, {"Host": "evil.example"}, 400),
]


@pytest.mark.parametrize("method, path, body, headers, status", FAULTS)
def test_each_fault_has_its_status(
    server: Server, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
) -> None:
    answer = server.ask(method, path, body, **headers)
    assert answer.status == status, answer.text
    assert "Traceback" not in answer.text
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_a_body_without_length_is_cut_off(server: Server) -> None:
    chunks = (b" " * 10_000 for _ in range(100))
    answer = server.ask("POST", "/sparql", chunks, Content_Type=DIRECT)  # type: ignore[arg-type]
    assert answer.status == 413


def test_the_place_of_an_error_is_told(server: Server) -> None:
    answer = server.query('SELECT ?x {\n  ?x rdfs:label "重庆" .\n  ?x nope:type ?y\n}')
    assert answer.status == 400
    assert answer.text.startswith("line 3, column ")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_the_endpoint_describes_itself(server: Server) -> None:
    for media, form in (
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ):
        answer = server.get("/sparql", media)
        assert answer.media == media
        graph = rdflib.Graph().parse(data=answer.body, format=form)
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        endpoint = rdflib.URIRef(server.url + "sparql")
        assert (endpoint, sd.endpoint, endpoint) in graph
        assert (endpoint, sd.supportedLanguage, sd.SPARQL11Query) in graph
        told = next(graph.objects(None, rdflib.URIRef("http://rdfs.org/ns/void#triples")))
        count = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text.split()[1]
        assert str(told) == count
    assert server.get("/sparql", "image/png").status == 406


def test_named_queries_take_their_parameters(server: Server) -> None:
    answer = server.get("/queries/programmes-of?" + urlencode({"institution": "国家外汇管理局重庆市分局"}))
    assert answer.media == "application/sparql-query"
    assert "<https://w3id.org/ipp-kg/id/institution-" in answer.text
    assert len(server.query(answer.text, "text/csv").text.splitlines()) > 1
    assert server.get("/queries/programmes-of").status == 400
    unknown = server.get("/queries/programmes-of?" + urlencode({"institution": '没有> } "'}))
    assert unknown.status == 400 and "没有" in unknown.text


def test_head_has_no_body(server: Server) -> None:
    answer = server.ask("HEAD", "/sparql?query=ASK%7B%7D", Accept=JSON)
    assert (answer.status, answer.media, answer.body) == (200, JSON, b"")


def test_browsers_are_held_to_little(server: Server) -> None:
    for path in ("/", "/sparql", "/id/place-chongqing", "/health", "/no-such", "/static/sparql.js"):
        headers = server.get(path, "text/html", Origin="https://other.example").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_other_sites_may_ask_where_they_are_named(built: object) -> None:
    with running(built, "--origin", "https://one.example") as server:  # type: ignore[arg-type]
        asked = server.get("/sparql?query=ASK%7B%7D", JSON, Origin="https://one.example")
        assert asked.headers["access-control-allow-origin"] == "https://one.example"
        assert (
            "access-control-allow-origin" not in server.get("/health", Origin="https://two.example").headers
        )
        before = server.ask(
            "OPTIONS",
            "/sparql",
            Origin="https://one.example",
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="content-type",
        )
        assert before.status == 200 and "POST" in before.headers["access-control-allow-methods"]
        assert "content-type" in before.headers["access-control-allow-headers"].lower()
