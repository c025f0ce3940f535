"""dataset.ttl: what it says is what is there, and others read it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID, URIRef

from kg import iris

IPP = rdflib.Namespace(iris.ONTOLOGY)
MEDIA = URIRef("https://www.iana.org/assignments/media-types/")


@pytest.fixture(scope="module")
def described(built: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(built / "dataset.ttl")


@pytest.fixture(scope="module")
def graph(built: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(built / "graph.ttl")


def number(graph: rdflib.Graph, subject: object, prop: URIRef) -> int:
    return int(graph.value(subject, prop))  # type: ignore[arg-type]


def test_counts_are_those_of_the_graph(described: rdflib.Graph, graph: rdflib.Graph) -> None:
    (dataset,) = described.subjects(RDF.type, VOID.Dataset)
    assert number(described, dataset, VOID.triples) == len(graph)
    assert number(described, dataset, VOID.distinctSubjects) == len(set(graph.subjects()))
    assert number(described, dataset, VOID.entities) == len(set(graph.subjects(IPP.mentionedIn)))
    classes = {described.value(p, VOID["class"]): p for p in described.objects(dataset, VOID.classPartition)}
    assert classes.keys() == set(graph.objects(None, RDF.type))
    for cls in (IPP.Document, IPP.Bank, RDF.Statement):
        assert number(described, classes[cls], VOID.entities) == len(set(graph.subjects(RDF.type, cls)))
    props = {described.value(p, VOID.property): p for p in described.objects(dataset, VOID.propertyPartition)}
    assert props.keys() == set(graph.predicates())
    for prop in (IPP.launched, IPP.evidence, RDF.type):
        assert number(described, props[prop], VOID.triples) == len(list(graph.triples((None, prop, None))))
        assert number(described, props[prop], VOID.distinctSubjects) == len(set(graph.subjects(prop)))


def test_licence_version_days_and_languages(described: rdflib.Graph, graph: rdflib.Graph) -> None:
    (dataset,) = described.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")) in described
    assert described.value(dataset, DCTERMS.conformsTo) == URIRef("https://w3id.org/ipp-kg/ontology/0.1.0")
    assert set(described.objects(dataset, DCTERMS.language)) == set(graph.objects(None, DCTERMS.language))
    period = described.value(dataset, DCTERMS.temporal)
    assert described.value(period, DCAT.startDate) == min(graph.objects(None, IPP.issuedFrom))
    assert described.value(period, DCAT.endDate) == max(graph.objects(None, IPP.issuedTo))


def test_each_file_has_its_size_and_kind(described: rdflib.Graph, built: Path) -> None:
    (dataset,) = described.subjects(RDF.type, DCAT.Dataset)
    files = {
        str(described.value(part, DCTERMS.title)): (
            described.value(part, DCAT.mediaType),
            number(described, part, DCAT.byteSize),
        )
        for part in described.objects(dataset, DCAT.distribution)
    }
    kinds = {"graph.nq": "application/n-quads", "graph.ttl": "text/turtle", "graph.html": "text/html"}
    assert files == {name: (MEDIA + kind, (built / name).stat().st_size) for name, kind in kinds.items()}


def test_rapper_reads_it(built: Path, described: rdflib.Graph) -> None:
    rapper = shutil.which("rapper")
    if not rapper:
        pytest.skip("no rapper: apt-get install raptor2-utils")
    done = subprocess.run(
        [rapper, "-q", "-i", "turtle", built / "dataset.ttl"], check=True, capture_output=True
    )
    assert len(done.stdout.splitlines()) == len(described)
