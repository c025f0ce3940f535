"""The data cube: every integrity constraint of the W3C standard holds, and each violation planted is found.

cube/ic-*.rq say yes where a constraint is violated; 20 and 21 are asked for each property that a hierarchy names.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from handmade import all_of, made
from pyoxigraph import QueryBoolean, RdfFormat, Store

from kg.export import quads
from kg.out import WRITERS
from kg.out.qb import HEAD

CONSTRAINTS = {path.stem: path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("cube/*.rq"))}
HIERARCHIES = {
    "ic-20": "SELECT DISTINCT ?p { ?h a qb:HierarchicalCodeList ; qb:parentChildProperty ?p FILTER (isIRI(?p)) }",
    "ic-21": "SELECT DISTINCT ?p { ?h a qb:HierarchicalCodeList ; qb:parentChildProperty/owl:inverseOf ?p }",
}
ONE = "{ SELECT ?obs ?set { ?obs a qb:Observation ; qb:dataSet ?set } LIMIT 1 }"
VIOLATIONS = {  # SPARQL updates
    "ic-01": f"INSERT {{ ?obs qb:dataSet <urn:x> }} WHERE {{ {ONE} }}",
    "ic-02": "DELETE { ?set qb:structure ?dsd } WHERE { ?set qb:structure ?dsd }",
    "ic-03": "DELETE { ippc:value a qb:MeasureProperty } WHERE {}",
    "ic-04": "DELETE { ippc:about rdfs:range ?r } WHERE { ippc:about rdfs:range ?r }",
    "ic-05": "DELETE { ?dim qb:codeList ?list } WHERE { ?dim qb:codeList ?list }",
    "ic-06": "INSERT DATA { ippc:component-period qb:componentRequired false }",
    "ic-07": "INSERT DATA { <urn:k> a qb:SliceKey }",
    "ic-08": "INSERT DATA { <urn:k> a qb:SliceKey ; qb:componentProperty <urn:p> . ippc:structure qb:sliceKey <urn:k> }",
    "ic-09": "INSERT DATA { <urn:s> a qb:Slice }",
    "ic-10": "INSERT DATA { <urn:s> qb:sliceStructure <urn:k> . <urn:k> qb:componentProperty ippc:about }",
    "ic-11": f"DELETE {{ ?obs ippc:period ?p }} WHERE {{ {ONE} ?obs ippc:period ?p }}",
    "ic-12": f"INSERT {{ <urn:o> ?p ?v }} WHERE {{ {ONE} ?obs ?p ?v }}",
    "ic-13": f"DELETE {{ ?obs ippc:bound ?b }} WHERE {{ {ONE} ?obs ippc:bound ?b }}",
    "ic-14": f"DELETE {{ ?obs ippc:value ?v }} WHERE {{ {ONE} ?obs ippc:value ?v }}",
    "ic-15": "INSERT { ?dsd qb:component <urn:c> . <urn:c> qb:componentProperty qb:measureType . ?obs qb:measureType <urn:m> }"
    " WHERE { ?obs qb:dataSet/qb:structure ?dsd }",
    "ic-16": "INSERT { ?dsd qb:component <urn:c> . <urn:c> qb:componentProperty qb:measureType . ?obs qb:measureType <urn:m> }"
    " WHERE { ?obs qb:dataSet/qb:structure ?dsd }",
    "ic-17": "INSERT { ?dsd qb:component <urn:c> , <urn:d> . <urn:c> qb:componentProperty qb:measureType . "
    "<urn:d> qb:componentProperty <urn:m> . <urn:m> a qb:MeasureProperty . ?obs qb:measureType ippc:value }"
    " WHERE { ?obs qb:dataSet/qb:structure ?dsd }",
    "ic-18": f"INSERT {{ <urn:x> qb:slice <urn:s> . <urn:s> qb:observation ?obs }} WHERE {{ {ONE} }}",
    "ic-19a": f"DELETE {{ ?i skos:inScheme ?list }} WHERE {{ {ONE} ?obs ippc:indicator ?i . ?i skos:inScheme ?list }}",
    "ic-19b": "INSERT DATA { ippc:about qb:codeList <urn:l> . <urn:l> a skos:Collection }",
    "ic-20": "INSERT DATA { ippc:about qb:codeList <urn:l> . <urn:l> a qb:HierarchicalCodeList ; qb:parentChildProperty skos:narrower }",
    "ic-21": "INSERT DATA { ippc:about qb:codeList <urn:l> . <urn:l> a qb:HierarchicalCodeList ; "
    "qb:parentChildProperty [ owl:inverseOf skos:broader ] }",
}  # fmt: skip


def loaded(path: Path) -> Store:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def cube(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cube of the sample graph."""
    path = tmp_path_factory.mktemp("cube") / "cube.ttl"
    WRITERS["qb"](quads(built), path)
    return path


def violated(store: Store) -> Iterator[str]:
    for name, text in CONSTRAINTS.items():
        asked = [text]
        if name in HIERARCHIES:
            asked = [text.replace("<P>", str(row["p"])) for row in store.query(HEAD + HIERARCHIES[name])]
        for query in asked:
            answer = store.query(HEAD + query)
            assert isinstance(answer, QueryBoolean)
            if answer:
                yield name


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(v.value for v in row) for row in store.query(HEAD + query)]


def test_the_sample_cube_is_well_formed(cube: Path) -> None:
    store = loaded(cube)
    assert len(CONSTRAINTS) == 22 and CONSTRAINTS.keys() == VIOLATIONS.keys()
    assert list(violated(store)) == []
    assert int(rows(store, "SELECT (COUNT(*) AS ?n) { ?o a qb:Observation }")[0][0]) >= 25


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_planted_violation_is_found(cube: Path, constraint: str) -> None:
    store = loaded(cube)
    store.update(HEAD + VIOLATIONS[constraint])
    assert constraint in violated(store)


def test_every_dated_figure_of_every_source_is_there(built: Path, cube: Path) -> None:
    graph = loaded(built / "graph.ttl")
    told = "SELECT DISTINCT ?o ?d ?v ?u { ?o ipp:value ?v ; ipp:unit ?u ; ipp:evidence/ipp:source ?d "
    dated = told + "FILTER EXISTS { { ?o ipp:asOf ?x } UNION { ?o ipp:periodEnd ?x } } } ORDER BY ?o ?d"
    found = "SELECT ?o ?d ?v ?u { ?c prov:wasDerivedFrom ?o ; ippc:source ?d ; ippc:value ?v ; ippc:unit ?u } ORDER BY ?o ?d"
    assert rows(loaded(cube), found) == rows(graph, dated)


def test_figures_of_a_source_that_share_a_cell_are_numbered(tmp_path: Path) -> None:
    stock = made().observations[0]
    several = tuple(replace(stock, value=Decimal(value)) for value in (30, 4, 4000))
    WRITERS["qb"](
        all_of(made(observations=several), made("b.txt", observations=several[:1])), tmp_path / "c.ttl"
    )
    store = loaded(tmp_path / "c.ttl")
    assert list(violated(store)) == []
    query = "SELECT ?n ?v { ?o ippc:ordinal ?n ; ippc:value ?v } ORDER BY ?n ?v"
    assert rows(store, query) == [("1", "4"), ("1", "30"), ("2", "30"), ("3", "4000")]


def test_a_figure_of_nobody_is_of_the_unspecified(tmp_path: Path) -> None:
    nobodys = tuple(replace(o, about=None) for o in made().observations)
    WRITERS["qb"](all_of(made(observations=nobodys)), tmp_path / "c.ttl")
    store = loaded(tmp_path / "c.ttl")
    assert list(violated(store)) == []
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?o ippc:about ippc:unspecified }") == [("2",)]


def test_the_same_bytes_whatever_the_hash_seed(built: Path, cube: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from kg.export import export; export(Path(sys.argv[1]), 'qb', Path(sys.argv[2]))"
    again = tmp_path / "cube.ttl"
    env = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, str(built), str(again)], check=True, env=env)
    assert again.read_bytes() == cube.read_bytes()


def test_rdflib_reads_the_cube(cube: Path) -> None:
    import rdflib

    graph = rdflib.Graph().parse(cube)
    assert len(graph) == len(loaded(cube))
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
