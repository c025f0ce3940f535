"""Findings → quads: each document's graph, complete in itself, in the terms of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, text
from kg.graph.terms import (
    Base,
    date,
    first_day,
    iri_or_string,
    is_date,
    last_day,
    number,
    string,
    term,
    typed,
)
from kg.model import Document, Entity, Extent, Findings, Observation, Passage, Statement
from kg.ontology import Ontology

Object = NamedNode | Literal
Triple = tuple[NamedNode, str, Object]
LABELS = {"label": "rdfs:label", "alt": "skos:altLabel", "hidden": "skos:hiddenLabel"}


def quads(findings: Findings, ontology: Ontology, base: str = iris.BASE) -> Iterator[Quad]:
    """Yields what one document says, in its named graph."""
    graph = NamedNode(iris.GRAPHS + iris.document(findings.document.identifier))
    for subject, name, value in _Document(findings, ontology, Base(base)).triples():
        yield Quad(subject, term(name), value, graph)


class _Document:
    def __init__(self, findings: Findings, ontology: Ontology, base: Base) -> None:
        self.findings, self.ontology, self.base = findings, ontology, base
        self.local = iris.document(findings.document.identifier)
        self.iri = base(self.local)
        self.passages = {p.extent: iris.passage(self.local, p.text, p.ordinal) for p in findings.passages}
        self.classes = {e.key: e.cls for e in findings.entities}

    def triples(self) -> Iterator[Triple]:
        yield from self.document(self.findings.document)
        for entity in self.findings.entities:
            yield from self.entity(entity)
        for passage in self.findings.passages:
            yield from self.passage(passage)
        for statement in self.findings.statements:
            yield from self.statement(statement)
        for observation in self.findings.observations:
            yield from self.observation(observation)

    def document(self, d: Document) -> Iterator[Triple]:
        yield self.iri, "rdf:type", term("ipp:Document")
        yield self.iri, "dcterms:identifier", string(d.identifier)
        yield self.iri, "dcterms:language", string(d.language)
        yield self.iri, "ipp:textHash", string(d.text_hash)
        if d.title:
            yield self.iri, "dcterms:title", self.said(d.title)
        if d.url:
            yield self.iri, "dcterms:source", iri_or_string(d.url)
        yield from self.dated(self.iri, "dcterms:issued", "ipp:issued", d.date)

    def dated(self, subject: NamedNode, name: str, days: str, prefix: str | None) -> Iterator[Triple]:
        """Yields a date as exactly as it is told, and its first and last day; one of no calendar (2月30日) is left out."""
        if prefix and is_date(prefix):
            yield subject, name, date(prefix)
            yield subject, f"{days}From", typed(first_day(prefix), "date")
            yield subject, f"{days}To", typed(last_day(prefix), "date")

    def said(self, words: str) -> Literal:
        """Gives words of this document, tagged with their language."""
        return string(words, text.script_language(words, self.findings.document.language))

    def entity(self, e: Entity) -> Iterator[Triple]:
        iri = self.base(e.key)
        for cls in self.ontology.ancestors(e.cls):
            yield iri, "rdf:type", term(f"ipp:{cls}")
        for name in e.names:
            yield iri, LABELS[name.kind], string(name.text, name.language)
        yield iri, "ipp:mentionedIn", self.iri

    def passage(self, p: Passage) -> Iterator[Triple]:
        iri = self.base(self.passages[p.extent])
        yield iri, "rdf:type", term("ipp:Passage")
        yield iri, "ipp:text", self.said(p.text)
        yield iri, "ipp:source", self.iri
        yield iri, "ipp:begin", typed(str(p.extent.begin), "integer")
        yield iri, "ipp:end", typed(str(p.extent.end), "integer")
        if p.page:
            yield iri, "ipp:page", typed(str(p.page), "integer")

    def rests_on(
        self, iri: NamedNode, evidence: Iterable[Extent], context: Iterable[Extent]
    ) -> Iterator[Triple]:
        for extent in evidence:
            yield iri, "ipp:evidence", self.base(self.passages[extent])
        for extent in context:
            yield iri, "ipp:context", self.base(self.passages[extent])

    def statement(self, s: Statement) -> Iterator[Triple]:
        passage = self.passages[s.evidence]
        iri = self.base(iris.statement(s.subject, s.property, s.object, passage, s.modality))
        subject, obj = self.base(s.subject), self.object(s)
        yield iri, "rdf:type", term("rdf:Statement")
        yield iri, "rdf:subject", subject
        yield iri, "rdf:predicate", term(f"ipp:{s.property}")
        yield iri, "rdf:object", obj
        yield iri, "ipp:modality", string(s.modality)
        yield iri, "ipp:confidence", number(s.confidence)
        yield iri, "ipp:rule", string(s.rule)
        if s.post_title:
            yield iri, "ipp:postTitle", self.said(s.post_title)
        yield from self.dated(iri, "ipp:date", "ipp:date", s.date)
        yield from self.rests_on(iri, [s.evidence], s.context)
        if s.modality == "fact":
            yield from self.direct(s, subject, obj)

    def object(self, s: Statement) -> Object:
        attribute = self.ontology.attributes.get(s.property)
        if attribute is None:
            return self.base(s.object)
        return string(s.object) if attribute.datatype == "string" else typed(s.object, attribute.datatype)

    def direct(self, s: Statement, subject: NamedNode, obj: Object) -> Iterator[Triple]:
        yield subject, f"ipp:{s.property}", obj
        if isinstance(obj, Literal):
            return
        if self.ontology.properties[s.property].symmetric:
            yield obj, f"ipp:{s.property}", subject
        if s.property == "partOf" and self.ontology.is_a(self.classes[s.subject], "Institution"):
            yield subject, "org:subOrganizationOf", obj

    def observation(self, o: Observation) -> Iterator[Triple]:
        indicator = iris.indicator(text.key(o.indicator), o.indicator_id)
        value, growth = number(o.value), None if o.growth is None else number(o.growth)
        parts = (indicator, o.about, value.value, o.unit, o.as_of, o.period_start, o.period_end, o.bound)
        iri = self.base(iris.observation(*parts, growth and growth.value, o.modality))
        yield from self.indicator(self.base(indicator), o.indicator)
        yield iri, "rdf:type", term("ipp:Observation")
        yield iri, "ipp:indicator", self.base(indicator)
        if o.about:
            yield iri, "ipp:about", self.base(o.about)
        yield iri, "ipp:value", value
        yield iri, "ipp:unit", string(o.unit)
        yield from self.dated(iri, "ipp:asOf", "ipp:asOf", o.as_of)
        yield from self.period(iri, o.period_start, o.period_end)
        if growth is not None:
            yield iri, "ipp:growth", growth
        yield iri, "ipp:bound", string(o.bound)
        yield iri, "ipp:modality", string(o.modality)
        yield iri, "ipp:rule", string(o.rule)
        yield from self.rests_on(iri, o.evidence, o.context)

    def indicator(self, iri: NamedNode, label: str) -> Iterator[Triple]:
        yield iri, "rdf:type", term("ipp:Indicator")
        yield iri, "rdfs:label", self.said(label)

    def period(self, iri: NamedNode, start: str | None, end: str | None) -> Iterator[Triple]:
        """Yields the full days of a flow's period, where both are days of the calendar."""
        if start and end and is_date(start) and is_date(end):
            yield iri, "ipp:periodStart", typed(first_day(start), "date")
            yield iri, "ipp:periodEnd", typed(last_day(end), "date")
