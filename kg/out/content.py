"""What a page shows, read out of quads in the contract's terms: things, relations, figures, passages, documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import PREFIXES
from kg.ontology import Ontology

if TYPE_CHECKING:
    from pyoxigraph import Quad

IPP, RDF, RDFS, SKOS, DCTERMS = (PREFIXES[p] for p in ("ipp", "rdf", "rdfs", "skos", "dcterms"))
KINDS = {RDFS + "label": 0, SKOS + "altLabel": 1, SKOS + "hiddenLabel": 2}
STRUCTURE = (RDF + "type", *KINDS)


@dataclass(frozen=True, slots=True)
class Label:
    """A name, its language, and whether it is the label (0), another name (1) or one of this place only (2)."""

    kind: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a thing has in a literal, a document number or a day of effect, and the passages that say so."""

    property: str
    value: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its narrowest classes, names, the documents that mention it, and its facts."""

    iri: str
    classes: tuple[str, ...]
    names: tuple[Label, ...]
    documents: tuple[str, ...]
    facts: tuple[Fact, ...] = ()

    @property
    def called(self) -> list[str]:
        """Gives its names: the label first, a Chinese one where there is one; the IRI where there is no name."""
        ranked = sorted(self.names, key=lambda name: (name.kind, name.language != "zh"))
        return [name.text for name in ranked] or [self.iri]


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement; iri is empty for a triple that no statement backs."""

    subject: str
    property: str
    object: str
    iri: str = ""
    planned: bool = False
    confidence: float = 1.0
    date: str = ""
    first: str = ""
    last: str = ""
    rule: str = ""
    title: str = ""
    evidence: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation; date is a day, month or year, or two days with a slash between."""

    iri: str
    indicator: str
    about: str
    value: str
    unit: str
    date: str
    growth: str
    bound: str
    planned: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    iri: str
    document: str
    begin: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    iri: str
    identifier: str
    title: str
    date: str
    source: str
    language: str


@dataclass(frozen=True)
class Content:
    """All of it, each kind in the order of its IRIs."""

    things: list[Thing]
    relations: list[Relation]
    figures: list[Figure]
    passages: list[Passage]
    documents: list[Document]
    indicators: dict[str, tuple[Label, ...]]


Values = dict[str, set[tuple[str, str]]]


def read(quads: Iterable[Quad], ontology: Ontology) -> Content:
    """Gives what the union of the graphs says; a thing of no class of the ontology is left out."""
    return _Reading(quads, ontology).content()


class _Reading:
    def __init__(self, quads: Iterable[Quad], ontology: Ontology) -> None:
        self.ontology = ontology
        self.said: dict[str, Values] = {}
        for quad in quads:
            pair = (_text(quad.object), getattr(quad.object, "language", None) or "")
            self.said.setdefault(_text(quad.subject), {}).setdefault(quad.predicate.value, set()).add(pair)
        self.typed: dict[str, list[str]] = {}
        for iri in sorted(self.said):
            for cls, _ in self.said[iri].get(RDF + "type", ()):
                self.typed.setdefault(cls, []).append(iri)

    def content(self) -> Content:
        stated = [self.relation(iri) for iri in self.typed.get(RDF + "Statement", ())]
        told: dict[tuple[str, str, str], set[str]] = {}
        for r in stated:
            if r.property in self.ontology.attributes:
                told.setdefault((r.subject, r.property, r.object), set()).update(r.evidence)
        things = [self.thing(iri, told) for iri in self.things()]
        known = {thing.iri for thing in things}
        relations = [r for r in stated if r.subject in known and r.object in known]
        return Content(
            things,
            relations + self.unbacked(known, relations),
            [self.figure(iri) for iri in self.typed.get(IPP + "Observation", ())],
            [self.passage(iri) for iri in self.typed.get(IPP + "Passage", ())],
            [self.document(iri) for iri in self.typed.get(IPP + "Document", ())],
            {iri: self.names(iri) for iri in self.typed.get(IPP + "Indicator", ())},
        )

    def things(self) -> list[str]:
        return sorted({iri for cls in self.ontology.classes for iri in self.typed.get(IPP + cls, ())})

    def thing(self, iri: str, told: dict[tuple[str, str, str], set[str]]) -> Thing:
        asserted = {
            v[len(IPP) :] for v in self.values(iri, RDF + "type") if v.startswith(IPP)
        } & self.ontology.classes.keys()
        above = {a for cls in asserted for a in self.ontology.ancestors(cls)[1:]}
        return Thing(
            iri,
            tuple(sorted(asserted - above)),
            self.names(iri),
            tuple(self.values(iri, IPP + "mentionedIn")),
            tuple(
                Fact(name, value, tuple(sorted(told.get((iri, name, value), ()))))
                for name in sorted(self.ontology.attributes)
                for value in self.values(iri, IPP + name)
            ),
        )

    def unbacked(self, known: set[str], relations: list[Relation]) -> list[Relation]:
        """Gives the triples between things for which there is no statement, so that nothing in the graph is hidden."""
        told = {(r.subject, r.property, r.object) for r in relations}
        told |= {
            (o, p, s)
            for s, p, o in told
            if self.ontology.properties.get(p) and self.ontology.properties[p].symmetric
        }
        found = {
            (iri, p[len(IPP) :], value)
            for iri in known
            for p, values in self.said[iri].items()
            if p.startswith(IPP) and p[len(IPP) :] in self.ontology.properties
            for value, _ in values
            if value in known
        }
        return [Relation(*triple) for triple in sorted(found - told)]

    def names(self, iri: str) -> tuple[Label, ...]:
        said = self.said[iri]
        return tuple(
            Label(kind, language, text)
            for p, kind in KINDS.items()
            for text, language in sorted(said.get(p, ()), key=_by_language)
        )

    def relation(self, iri: str) -> Relation:
        prop = self.one(iri, RDF + "predicate")
        return Relation(
            self.one(iri, RDF + "subject"),
            prop[len(IPP) :] if prop.startswith(IPP) else prop,
            self.one(iri, RDF + "object"),
            iri,
            self.one(iri, IPP + "modality") == "planned",
            float(self.one(iri, IPP + "confidence") or 1),
            self.one(iri, IPP + "date"),
            self.one(iri, IPP + "dateFrom"),
            self.one(iri, IPP + "dateTo"),
            self.one(iri, IPP + "rule"),
            self.one(iri, IPP + "postTitle"),
            tuple(self.values(iri, IPP + "evidence")),
            tuple(self.values(iri, IPP + "context")),
        )

    def figure(self, iri: str) -> Figure:
        period = "/".join(self.one(iri, IPP + end) for end in ("periodStart", "periodEnd"))
        return Figure(
            iri,
            self.one(iri, IPP + "indicator"),
            self.one(iri, IPP + "about"),
            self.one(iri, IPP + "value"),
            self.one(iri, IPP + "unit"),
            date=self.one(iri, IPP + "asOf") or period.strip("/"),
            growth=self.one(iri, IPP + "growth"),
            bound=self.one(iri, IPP + "bound"),
            planned=self.one(iri, IPP + "modality") == "planned",
            evidence=tuple(self.values(iri, IPP + "evidence")),
        )

    def passage(self, iri: str) -> Passage:
        begin = self.one(iri, IPP + "begin")
        return Passage(
            iri,
            self.one(iri, IPP + "source"),
            int(begin) if begin.isdigit() else 0,
            self.one(iri, IPP + "text"),
        )

    def document(self, iri: str) -> Document:
        names = ("identifier", "title", "issued", "source", "language")
        return Document(iri, *(self.one(iri, DCTERMS + name) for name in names))

    def values(self, iri: str, prop: str) -> list[str]:
        return sorted(value for value, _ in self.said.get(iri, {}).get(prop, ()))

    def one(self, iri: str, prop: str) -> str:
        found = self.said.get(iri, {}).get(prop)
        return min(found)[0] if found else ""


def _by_language(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1], pair[0]


def _text(term: object) -> str:
    """Gives an IRI or a literal's text; a quoted triple, which the contract has none of, as it is written."""
    return str(getattr(term, "value", term))
