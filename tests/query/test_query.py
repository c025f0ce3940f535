"""kg query: answers in every format, as they come, and an end to what runs too long."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import KgError
from kg.load import load
from kg.query import ROWS, TRIPLES, ask, stream

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
BANKS = 'SELECT ?bank ?name { ?bank a ipp:Bank ; rdfs:label ?name . FILTER(STRSTARTS(?name, "大华")) } ORDER BY ?name'
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d) }"


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return load(built)


def answer(store: Store, query: str, form: str, explain: bool = False) -> str:
    out = io.BytesIO()
    ask(store, query, form, out, explain)
    return out.getvalue().decode()


def test_rows_in_every_format(store: Store) -> None:
    names = ["大华银行", "大华银行重庆分行"]
    assert [row["name"] for row in csv.DictReader(io.StringIO(answer(store, BANKS, "csv")))] == names
    assert [line.split("\t")[1] for line in answer(store, BANKS, "tsv").splitlines()[1:]] == [
        f'"{n}"@zh' for n in names
    ]
    rows = json.loads(answer(store, BANKS, "json"))["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names
    xml = ElementTree.fromstring(answer(store, BANKS, "xml"))
    assert [e.text for e in xml.iterfind(".//{*}literal")] == names


@pytest.mark.parametrize(
    "form, rdf", [("turtle", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)]
)
def test_triples_in_every_format(store: Store, form: str, rdf: RdfFormat) -> None:
    query = "CONSTRUCT { ?b rdfs:label ?l } WHERE { ?b a ipp:Bank ; rdfs:label ?l }"
    wanted = {
        str(q.triple)
        for q in store.quads_for_pattern(None, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), None)
    }
    got = {str(q.triple) for q in parse(answer(store, query, form), format=rdf)}
    assert got and got <= wanted
    assert answer(store, query, form) == answer(store, query, form)


def test_yes_and_no(store: Store) -> None:
    assert answer(store, "ASK { ?x a ipp:Bank }", "table") == "yes\n"
    assert json.loads(answer(store, "ASK { ?x a ipp:Nothing }", "json"))["boolean"] is False


@pytest.mark.parametrize(
    "query, form", [(BANKS, "turtle"), ("DESCRIBE ippd:place-chongqing", "csv"), (BANKS, "text/html")]
)
def test_a_format_that_does_not_fit_is_refused(store: Store, query: str, form: str) -> None:
    with pytest.raises(KgError, match="choose"):
        answer(store, query, form)


def test_columns_stand_under_one_another(store: Store) -> None:
    lines = answer(store, BANKS, "table", explain=True).splitlines()
    starts = {len(line[: line.rindex("  ")].encode("gb18030")) for line in lines[1:]}
    assert len(starts) == 1, lines
    assert "ippd:institution-uob 大华银行 United Overseas Bank" in lines[2]


def test_a_text_cannot_write_over_the_terminal() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("x\x1b[2Jy\r\u202ez")))
    assert answer(store, "SELECT ?o { ?s ?p ?o }", "table").splitlines()[2] == "x [2Jy z"


@pytest.mark.parametrize("form", [*ROWS, *ROWS.values(), "table"])
def test_a_stream_is_the_same_answer(store: Store, form: str) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    chunks = list(stream(store, query, form))
    assert len(chunks) > 3 and b"".join(chunks).decode() == answer(store, query, form)


def test_who_stops_reading_stops_the_writing(store: Store) -> None:
    chunks = stream(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv")
    assert next(chunks)
    chunks.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["table", "csv", *TRIPLES])
def test_a_runaway_is_stopped(kg: Kg, built: Path, form: str) -> None:
    query = (
        RUNAWAY
        if form not in TRIPLES
        else RUNAWAY.replace("SELECT (COUNT(*) AS ?n)", "CONSTRUCT { ?a ?b ?i } WHERE")
    )
    begun = time.monotonic()
    done = kg("query", built, query, "--timeout", "0.5", "--format", form)
    assert done.returncode == 2 and "longer than 0.5 s" in done.stderr and not done.stdout.strip(" \na-")
    assert time.monotonic() - begun < 10


def test_a_closed_pipe_is_no_error(built: Path) -> None:
    code = "from kg.cli import main; main()"
    command = [sys.executable, "-c", code, "query", str(built), "SELECT * { ?s ?p ?o }", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout and process.stderr and process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_files_and_wrong_words(kg: Kg, built: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?x a ipp:Bank }", "utf-8")
    assert kg("query", built, tmp_path / "q.rq").stdout == "yes\n"
    for words, said in [
        (("query", built, tmp_path / "none.rq"), "cannot be read"),
        (("query", built, "who-launched-wat"), "did you mean who-launched-what"),
        (("query", built, "DROP ALL"), "an update is refused"),
        (("query", tmp_path, "ASK {}"), "build a folder first"),
        (("query", built, "ASK {}", "--since", "2024"), "only named queries have parameters"),
        (("query", built), "give a graph and a query"),
    ]:
        done = kg(*words)
        assert done.returncode == 2 and said in done.stderr, done
