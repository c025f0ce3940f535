"""ontology/context.jsonld: every term has a short name, and a graph written with them is read back."""

from __future__ import annotations

import json

import pytest
from handmade import made

from kg import files, ontology
from kg.graph.quads import quads


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    loaded = json.loads((files.folder("ontology") / "context.jsonld").read_text("utf-8"))
    return dict(loaded["@context"])


def test_every_term_of_the_ontology_has_its_name(context: dict[str, object]) -> None:
    from rdflib import OWL, RDF, Graph

    graph = Graph().parse(files.folder("ontology") / "ontology.ttl", format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    names = {
        s.removeprefix(ontology.ONTOLOGY)
        for kind in kinds
        for s in graph.subjects(RDF.type, kind)
        if s.startswith(ontology.ONTOLOGY)
    }
    said = {n: v["@id"] if isinstance(v, dict) else v for n, v in context.items()}
    assert {n: said.get(n) for n in names} == {n: f"ipp:{n}" for n in names}


def test_a_graph_comes_back_as_it_was(context: dict[str, object]) -> None:
    from pyoxigraph import RdfFormat, serialize
    from rdflib import Graph

    triples = {quad.triple for quad in quads(made(), ontology.load())}
    graph = Graph().parse(bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b""), format="nt")
    written = graph.serialize(format="json-ld", context=context)
    assert '"launched": "ippd:programme-kht"' in written and '"label": {' in written
    assert set(Graph().parse(data=written, format="json-ld")) == set(graph)
