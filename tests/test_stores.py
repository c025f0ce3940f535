"""The sample graph in real stores: they answer the named queries as our own engine does of the merged graph."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jena import Jena
from pyoxigraph import RdfFormat, parse

from kg.iris import PREFIXES
from kg.load import load
from kg.named import named
from kg.query import stream

READY = sorted(name for name, query in named().items() if all(p.optional for p in query.parameters))
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="session")
def loaded(kg, built: Path, request: pytest.FixtureRequest) -> Callable[[str], Callable[[str], Rows]]:
    """Gives a function that loads a store and gives its answers."""
    found: dict[str, Callable[[str], Rows]] = {}

    def of(name: str) -> Callable[[str], Rows]:
        if name not in found:
            server = request.getfixturevalue(name)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("KG_STORE_USER", server.user)
                patch.setenv("KG_STORE_PASSWORD", server.password)
                done = kg("load", built, "--to", server.graphs)
                assert done.returncode == 0, done.stderr
            found[name] = lambda query: [tuple(row.values()) for row in server.select(query)]
        return found[name]

    return of


def prefixed(query: str) -> str:
    missing = [p for p in PREFIXES if not re.search(rf"PREFIX\s+{p}:", query, re.I)]
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in missing) + query


def ours(built: Path, query: str) -> Rows:
    text = b"".join(stream(load(built), query, "csv")).decode("utf-8")
    return [tuple(row.values()) for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("query", READY)
@pytest.mark.parametrize("store", ["oxigraph", "virtuoso"])
def test_a_loaded_store_answers_as_the_merged_graph_does(loaded, built: Path, store: str, query: str) -> None:
    expected = ours(built, named()[query].text)
    assert expected
    assert set(loaded(store)(prefixed(named()[query].text))) == set(expected)


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Jena:
    return Jena(tmp_path_factory.mktemp("jena"))


def test_jena_loads_the_whole_and_answers_the_same(jena: Jena, built: Path, tmp_path: Path) -> None:
    jena("tdb2.tdbloader", "--loc", tmp_path / "db", built / "graph.nq")
    dumped = jena("tdb2.tdbdump", "--loc", tmp_path / "db")
    assert set(parse(dumped, format=RdfFormat.N_QUADS)) == set(
        parse(path=str(built / "graph.nq"), format=RdfFormat.N_QUADS)
    )
    text = named()["who-launched-what"].text
    union = ("--loc", tmp_path / "db", "--set=tdb2:unionDefaultGraph=true", "--results=CSV")
    answer = csv.DictReader(io.StringIO(jena("tdb2.tdbquery", *union, prefixed(text)), newline=""))
    assert {tuple(row.values()) for row in answer} == set(ours(built, text))
