"""What a built graph is, how large, and in which files: VoID and DCAT, counted from the files as they stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import files, iris, ontology
from kg.iris import ONTOLOGY, PREFIXES
from kg.out.rdf import prefixed, write_ttl

NAME = "dataset.ttl"
USED = PREFIXES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "void": "http://rdfs.org/ns/void#",
}
MEDIA = {"nq": "application/n-quads", "ttl": "text/turtle", "html": "text/html"}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TITLES = {"en": "A graph of institutions, policies and programmes", "zh": "机构、政策与项目知识图谱"}
RIGHTS = {
    "en": "The passages are quoted from the documents, whose authors hold the rights in them.",
    "zh": "图谱中的原文引自各文件，其权利归原作者所有。",
}
KEPT = ("creator", "license")  # of the ontology, said of the graph, too

Value = NamedNode | Literal
Row = tuple[NamedNode, str, Value]


@dataclass(slots=True)
class Counts:
    """What there is of each in a graph; days and languages are those of its documents."""

    triples: int = 0
    subjects: int = 0
    things: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    subjects_of: Counter[str] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    first: str = "9999"
    last: str = ""

    def add(self, triples: list[tuple[str, str]], tops: frozenset[str]) -> None:
        """Counts what is said of one subject: properties and values."""
        classes = {value for prop, value in triples if prop == PREFIXES["rdf"] + "type"}
        self.triples += len(triples)
        self.subjects += 1
        self.things += not classes.isdisjoint(tops)
        self.classes.update(classes)
        self.properties.update(prop for prop, _ in triples)
        self.subjects_of.update({prop for prop, _ in triples})
        if ONTOLOGY + "Document" in classes:
            said = dict(triples)
            self.languages.add(said[PREFIXES["dcterms"] + "language"])
            self.first = min(self.first, said.get(ONTOLOGY + "issuedFrom", self.first))
            self.last = max(self.last, said.get(ONTOLOGY + "issuedTo", self.last))


def describe(folder: Path) -> None:
    """Writes dataset.ttl beside the files of a build; memory does not grow with the graph."""
    turtle = folder / "graph.ttl"
    prefixes, quads = prefixed(parse(path=str(turtle), format=RdfFormat.TURTLE))
    rows = _Description(prefixes["ippd"], f"dataset-{_digest(turtle)}", count(quads), folder).rows()
    write_ttl((Quad(s, _term(p), o) for s, p, o in rows), folder / NAME, prefixes=USED | prefixes)


def count(quads: Iterable[Quad]) -> Counts:
    """Counts triples that come subject by subject, as graph.ttl has them."""
    counts, tops = Counts(), frozenset(ONTOLOGY + cls for cls in ontology.load().tops)
    for _, said in groupby(quads, key=lambda quad: quad.subject):
        counts.add([(quad.predicate.value, getattr(quad.object, "value", "")) for quad in said], tops)
    return counts


class _Description:
    def __init__(self, base: str, key: str, counts: Counts, folder: Path) -> None:
        self.base, self.key, self.counts, self.folder = base, key, counts, folder
        self.iri = NamedNode(base + key)

    def rows(self) -> Iterator[Row]:
        yield from self.whole()
        yield from self.ontology()
        yield from self.sizes()
        yield from self.days()
        for cls, found in self.counts.classes.items():
            yield from self.partition("class", cls, entities=found)
        for prop, found in self.counts.properties.items():
            sizes = {"triples": found, "distinctSubjects": self.counts.subjects_of[prop]}
            yield from self.partition("property", prop, **sizes)
        for form, media in MEDIA.items():
            if (file := self.folder / f"graph.{form}").is_file():  # of a large graph there is no page
                yield from self.distribution(file, media)

    def whole(self) -> Iterator[Row]:
        yield self.iri, "rdf:type", _term("void:Dataset")
        yield self.iri, "rdf:type", _term("dcat:Dataset")
        for language in TITLES:
            yield self.iri, "dcterms:title", Literal(TITLES[language], language=language)
            yield self.iri, "dcterms:rights", Literal(RIGHTS[language], language=language)
        for language in self.counts.languages:
            yield self.iri, "dcterms:language", Literal(language)
        yield self.iri, "void:uriSpace", Literal(self.base)

    def ontology(self) -> Iterator[Row]:
        """Yields which version of the ontology the graph follows, and whose and under which licence it is."""
        about = NamedNode(ONTOLOGY.removesuffix("#"))
        yield self.iri, "void:vocabulary", about
        said = {f"{PREFIXES['dcterms']}{name}": f"dcterms:{name}" for name in KEPT}
        said[f"{USED['owl']}versionIRI"] = "dcterms:conformsTo"
        for quad in parse(path=str(files.folder("ontology") / "ontology.ttl"), format=RdfFormat.TURTLE):
            if quad.subject == about and quad.predicate.value in said:
                yield self.iri, said[quad.predicate.value], quad.object

    def sizes(self) -> Iterator[Row]:
        c = self.counts
        yield self.iri, "void:triples", _whole(c.triples)
        yield self.iri, "void:entities", _whole(c.things)
        yield self.iri, "void:distinctSubjects", _whole(c.subjects)
        yield self.iri, "void:classes", _whole(len(c.classes))
        yield self.iri, "void:properties", _whole(len(c.properties))

    def days(self) -> Iterator[Row]:
        if not self.counts.last:
            return
        period = self.part("period")
        yield self.iri, "dcterms:temporal", period
        yield period, "rdf:type", _term("dcterms:PeriodOfTime")
        yield period, "dcat:startDate", _day(self.counts.first)
        yield period, "dcat:endDate", _day(self.counts.last)

    def partition(self, kind: str, of: str, **sizes: int) -> Iterator[Row]:
        part = self.part(kind, of)
        yield self.iri, f"void:{kind}Partition", part
        yield part, f"void:{kind}", NamedNode(of)
        for name, size in sizes.items():
            yield part, f"void:{name}", _whole(size)

    def distribution(self, path: Path, media: str) -> Iterator[Row]:
        part = self.part("distribution", path.name)
        yield self.iri, "dcat:distribution", part
        yield part, "rdf:type", _term("dcat:Distribution")
        yield part, "dcterms:title", Literal(path.name)
        yield part, "dcat:mediaType", NamedNode(MEDIA_TYPES + media)
        yield part, "dcat:byteSize", _typed(str(path.stat().st_size), "nonNegativeInteger")

    def part(self, kind: str, of: str = "") -> NamedNode:
        return NamedNode(f"{self.base}{kind}-{iris.digest(self.key, of)}")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:16]


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":", 1)
    return NamedNode(USED[prefix] + local)


def _typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _whole(number: int) -> Literal:
    return _typed(str(number), "integer")


def _day(day: str) -> Literal:
    return _typed(day, "date")
