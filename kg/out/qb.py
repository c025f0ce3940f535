"""Dated figures as an RDF Data Cube: a data set a unit, laid out as ontology/cube.ttl has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, groupby
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import files, iris
from kg.iris import PREFIXES
from kg.out.rdf import prefixed, write_ttl

CUBE = "https://w3id.org/ipp-kg/cube#"
USED = PREFIXES | {
    "ippc": CUBE,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "time": "http://www.w3.org/2006/time#",
} | {
    f"sdmx-{kind}": f"http://purl.org/linked-data/sdmx/2009/{kind}#"
    for kind in ("attribute", "concept", "dimension", "measure")
}  # fmt: skip
HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in USED.items())
READ = {
    PREFIXES["ipp"] + name
    for name in "indicator about value unit asOf asOfFrom asOfTo periodStart periodEnd bound growth modality evidence source".split()
} | {PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "identifier", PREFIXES["dcterms"] + "title"}  # fmt: skip
FIGURES = """SELECT DISTINCT ?unit ?indicator ?about ?from ?to ?source ?modality ?value ?bound ?growth ?observation {
  ?observation ipp:indicator ?indicator ; ipp:value ?value ; ipp:unit ?unit ; ipp:bound ?bound ; ipp:modality ?modality ;
    ipp:evidence/ipp:source ?source .
  { ?observation ipp:asOfFrom ?from ; ipp:asOfTo ?to } UNION { ?observation ipp:periodStart ?from ; ipp:periodEnd ?to }
  OPTIONAL { ?observation ipp:about ?about } OPTIONAL { ?observation ipp:growth ?growth } }"""
LABELS = """SELECT DISTINCT ?thing ?label {
  { ?o ipp:about|ipp:indicator ?thing . ?thing rdfs:label ?label }
  UNION { ?p ipp:source ?thing . ?thing dcterms:title|dcterms:identifier ?label } }"""

Value = NamedNode | Literal
Row = tuple[NamedNode, str, Value]


class Figure(NamedTuple):
    """One figure of one source; what tells it from others in a cube comes first, and they sort by it."""

    unit: str
    indicator: str
    about: str
    begin: str
    end: str
    source: str
    modality: str
    value: Literal
    bound: Literal
    growth: Literal | None
    observation: NamedNode

    @property
    def cell(self) -> tuple[str, ...]:
        return tuple(map(str, self[:7]))

    @property
    def order(self) -> tuple[tuple[str, ...], float, str, str]:
        return self.cell, float(self.value.value), self.bound.value, self.observation.value


def write_qb(quads: Iterable[Quad], path: Path) -> None:
    """Writes the dated figures as a cube in Turtle; a figure that two documents tell is an observation of each."""
    prefixes, quads = prefixed(quads)
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in quads if quad.predicate.value in READ)
    rows = (Quad(subject, _term(name), value) for subject, name, value in _cube(store, prefixes["ippd"]))
    laid_out = parse(path=str(files.folder("ontology") / "cube.ttl"), format=RdfFormat.TURTLE)
    write_ttl([*laid_out, *rows], path, prefixes=USED | prefixes)


def _cube(store: Store, base: str) -> Iterator[Row]:
    figures = sorted(_figures(store), key=lambda figure: figure.order)
    for unit in sorted({figure.unit for figure in figures}):
        yield from _data_set(NamedNode(f"{base}cube-{iris.digest(unit)}"), unit)
    for begin, end in sorted({(figure.begin, figure.end) for figure in figures}):
        yield from _period(base, begin, end)
    for indicator in sorted({figure.indicator for figure in figures}):
        yield NamedNode(indicator), "rdf:type", _term("skos:Concept")
        yield NamedNode(indicator), "skos:inScheme", _term("ippc:indicators")
    for source in sorted({figure.source for figure in figures}):
        yield NamedNode(source), "rdf:type", _term("ipp:Document")
    told = {figure.indicator for figure in figures} | {figure.about for figure in figures}
    told |= {figure.source for figure in figures}
    for thing, label in store.query(HEAD + LABELS):  # type: ignore[union-attr]
        if thing.value in told:
            yield thing, "rdfs:label", label
    for _, same in groupby(figures, key=lambda figure: figure.cell):
        for ordinal, figure in zip(count(1), same):
            yield from _observation(base, figure, ordinal)


def _figures(store: Store) -> Iterator[Figure]:
    for row in store.query(HEAD + FIGURES):  # type: ignore[union-attr]
        unit, indicator, about, begin, end, source, modality, value, bound, growth, observation = row
        whose = about.value if about is not None else f"{CUBE}unspecified"
        when = begin.value, end.value
        yield Figure(
            unit.value, indicator.value, whose, *when, source.value, modality.value, value, bound, growth, observation
        )  # fmt: skip


def _data_set(iri: NamedNode, unit: str) -> Iterator[Row]:
    yield iri, "rdf:type", _term("qb:DataSet")
    yield iri, "qb:structure", _term("ippc:structure")
    yield iri, "ippc:unit", Literal(unit)
    yield iri, "rdfs:label", Literal(f"以 {unit} 计的数据", language="zh")
    yield iri, "rdfs:label", Literal(f"figures in {unit}", language="en")


def _period(base: str, begin: str, end: str) -> Iterator[Row]:
    iri = NamedNode(f"{base}period-{begin}-{end}")
    yield iri, "rdf:type", _term("time:Interval")
    yield iri, "rdfs:label", Literal(begin if begin == end else f"{begin}/{end}")
    for edge, day in (("hasBeginning", begin), ("hasEnd", end)):
        yield iri, f"time:{edge}", NamedNode(f"{base}day-{day}")
        yield NamedNode(f"{base}day-{day}"), "rdf:type", _term("time:Instant")
        yield NamedNode(f"{base}day-{day}"), "time:inXSDDate", Literal(day, datatype=_term("xsd:date"))


def _observation(base: str, figure: Figure, ordinal: int) -> Iterator[Row]:
    iri = NamedNode(f"{base}cube-observation-{iris.digest(figure.observation.value, figure.source)}")
    yield iri, "rdf:type", _term("qb:Observation")
    yield iri, "qb:dataSet", NamedNode(f"{base}cube-{iris.digest(figure.unit)}")
    yield iri, "ippc:indicator", NamedNode(figure.indicator)
    yield iri, "ippc:about", NamedNode(figure.about)
    yield iri, "ippc:period", NamedNode(f"{base}period-{figure.begin}-{figure.end}")
    yield iri, "ippc:source", NamedNode(figure.source)
    yield iri, "ippc:modality", Literal(figure.modality)
    yield iri, "ippc:ordinal", Literal(ordinal)
    yield iri, "ippc:value", figure.value
    yield iri, "ippc:unit", Literal(figure.unit)
    yield iri, "ippc:bound", figure.bound
    if figure.growth is not None:
        yield iri, "ippc:growth", figure.growth
    yield iri, "prov:wasDerivedFrom", figure.observation


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":", 1)
    return NamedNode(USED[prefix] + local)
