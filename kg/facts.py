"""The border between Docs and facts: what a Doc's components found, as plain data and as JSON lines."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import confidence, files, text
from kg.errors import DataError
from kg.model import (
    Document,
    Entity,
    Extent,
    Findings,
    Issue,
    Mention,
    Name,
    Observation,
    Passage,
    Source,
    Statement,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.ontology import Ontology

STRUCTURE = "name-"  # rules that read a relation off a name; one statement a document is enough


def harvest(doc: Doc, ontology: Ontology) -> Findings:
    """Gives what was found in a Doc, offsets counted in its source.

    Duplicates are settled as graph-contract has it: the rule of the highest confidence speaks for a passage, a fact
    beats a plan, a name's structure is stated once, a figure told twice is one with two passages.
    """
    source: Source = doc._.source
    issues = [replace(issue, extent=_shift(issue.extent, source.begin)) for issue in doc._.issues]
    entities: dict[str, Entity] = doc._.entities
    statements = [_weighed(_oriented(s, ontology)) for s in doc._.statements]
    sound = [s for s in statements if s.subject != s.object and _ends(s, ontology) <= entities.keys()]
    settled = [_moved(s, source.begin) for s in _settle(sound)]
    figures = [_placed(o, source.begin) for o in _merge(doc._.observations)]
    used = {key for span in doc.spans.get("mentions", ()) for key in span.kb_id_.split()}
    used |= {key for s in settled for key in _ends(s, ontology)} | {o.about for o in figures if o.about}
    return Findings(
        document=describe(source),
        entities=tuple(entities[key] for key in sorted(used & entities.keys())),
        passages=tuple(_passages(doc, source, settled, figures)),
        statements=tuple(settled),
        observations=tuple(figures),
        issues=(*source.issues, *issues),
        mentions=tuple(_mentions(doc, source.begin)),
    )


def _mentions(doc: Doc, by: int) -> Iterator[Mention]:
    for span in doc.spans.get("mentions", ()):
        for key in span.kb_id_.split():
            yield Mention(key, Extent(span.start_char, span.end_char).shift(by), span.id_)


def describe(source: Source) -> Document:
    """Gives what the graph says of a source."""
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(source.identifier, source.title, source.date, source.url, source.language, digest)


def _ends(s: Statement, ontology: Ontology) -> set[str]:
    """Gives the things that a statement is of; the value of an attribute is none."""
    return {s.subject} if s.property in ontology.attributes else {s.subject, s.object}


def _weighed(s: Statement) -> Statement:
    return replace(s, confidence=confidence.load().of(s.rule, s.confidence))


def _oriented(s: Statement, ontology: Ontology) -> Statement:
    known = ontology.properties.get(s.property)
    if known and known.symmetric and s.object < s.subject:
        return replace(s, subject=s.object, object=s.subject)
    return s


def _settle(statements: Iterable[Statement]) -> list[Statement]:
    best: dict[tuple[object, ...], Statement] = {}
    facts: set[tuple[object, ...]] = set()
    for s in sorted(
        statements, key=lambda s: (s.evidence, -s.confidence, s.rule, s.date or "", s.post_title or "")
    ):
        where = None if s.rule.startswith(STRUCTURE) else s.evidence
        spot = (s.subject, s.property, s.object, where)
        best.setdefault(spot, s)
        if s.modality == "fact":
            facts.add(spot)
    told = [replace(s, modality="fact") if spot in facts else s for spot, s in best.items()]
    one: dict[tuple[object, ...], Statement] = {}  # a name and a sentence may tell the same in one passage
    for s in sorted(told, key=lambda s: (-s.confidence, s.rule)):
        one.setdefault((s.subject, s.property, s.object, s.evidence), s)
    chosen = list(one.values())
    return sorted(chosen, key=lambda s: (s.evidence, s.subject, s.property, s.object))


def _merge(observations: Iterable[Observation]) -> list[Observation]:
    merged: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in sorted(observations, key=lambda o: (o.evidence, o.rule)):
        same = (
            text.key(o.indicator), o.about, o.value, o.unit, o.as_of, o.period_start, o.period_end, o.growth, o.bound, o.modality,
        )  # fmt: skip
        merged[same].append(o)
    return [_joined(rows) if len(rows) > 1 else rows[0] for rows in merged.values()]


def _joined(rows: list[Observation]) -> Observation:
    evidence = {extent for o in rows for extent in o.evidence}
    context = {extent for o in rows for extent in o.context} - evidence
    return replace(rows[0], evidence=tuple(sorted(evidence)), context=tuple(sorted(context)))


def _passages(
    doc: Doc, source: Source, statements: Iterable[Statement], figures: Iterable[Observation]
) -> Iterator[Passage]:
    """Yields the passages that statements and figures rest on, each with its place among equal ones."""
    needed = {x for s in statements for x in (s.evidence, *s.context)}
    needed |= {x for o in figures for x in (*o.evidence, *o.context)}
    everywhere = needed | {sentence.shift(source.begin) for sentence in doc._.sentences}
    seen: Counter[str] = Counter()
    for extent in sorted(everywhere):
        passage = source.text[extent.begin : extent.end]
        if extent in needed:
            yield Passage(extent, passage, seen[passage], bisect(source.pages, extent.begin) or None)
        seen[passage] += 1


def _shift(extent: Extent | None, by: int) -> Extent | None:
    return extent and extent.shift(by)


def _moved(s: Statement, by: int) -> Statement:
    context = sorted({x.shift(by) for x in s.context} - {s.evidence.shift(by)})
    return replace(s, evidence=s.evidence.shift(by), context=tuple(context))


def _placed(o: Observation, by: int) -> Observation:
    return replace(
        o, evidence=tuple(x.shift(by) for x in o.evidence), context=tuple(x.shift(by) for x in o.context)
    )


KINDS = {
    "entity": Entity,
    "passage": Passage,
    "statement": Statement,
    "observation": Observation,
    "issue": Issue,
    "mention": Mention,
}


FIELDS = {cls: [field.name for field in fields(cls)] for cls in (Document, *KINDS.values())}


def to_lines(findings: Findings) -> Iterator[str]:
    """Yields one JSON object a fact, the document's own first, each naming its document."""
    name = findings.document.identifier
    yield _line("document", _row(findings.document) | {"document": name})
    for kind in KINDS:
        if kind != "issue":
            for item in getattr(findings, {"entity": "entities"}.get(kind, f"{kind}s")):
                yield _line(kind, {"document": name} | _row(item))


def _row(item: Any) -> dict[str, Any]:
    return {
        name: getattr(item, name) for name in FIELDS[type(item)]
    }  # what is within is tuples, and lists in JSON


def _line(kind: str, row: dict[str, Any]) -> str:
    return json.dumps(
        {"kind": kind} | {k: v for k, v in row.items() if v not in (None, (), [])},
        ensure_ascii=False,
        default=str,
    )


def read(path: Path) -> Iterator[Findings]:
    """Yields the findings of a file of facts, document by document."""
    return parse(files.lines(path), path)


def parse(rows: Iterable[tuple[int, dict[str, Any]]], path: Path) -> Iterator[Findings]:
    """Yields the findings of numbered objects, document by document; path stands in errors."""
    document: Document | None = None
    found: dict[str, list[Any]] = {}
    for number, row in rows:
        try:
            kind, name = row.pop("kind"), row.pop("document")
            if kind == "document":
                if document:
                    yield _findings(document, found)
                document, found = Document(**{"date": None, "url": None, "title": ""} | row), {}
            elif document is None or name != document.identifier:
                raise ValueError(f"a fact of {name} outside its document")
            else:
                found.setdefault(kind, []).append(KINDS[kind](**{k: _typed(k, v) for k, v in row.items()}))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise DataError(f"{path}:{number}: not a fact ({error}); build the folder again") from error
    if document:
        yield _findings(document, found)


def _findings(document: Document, found: dict[str, list[Any]]) -> Findings:
    parts = {name: tuple(found.get(name, ())) for name in KINDS}
    return Findings(document, *parts.values())


def _typed(key: str, value: Any) -> Any:
    """Gives a JSON value the type it has in model.py."""
    if key == "extent" or (key == "evidence" and isinstance(value[0], int)):
        return Extent(*value)
    if key in ("evidence", "context"):
        return tuple(Extent(*pair) for pair in value)
    if key == "names":
        return tuple(Name(*name) for name in value)
    return Decimal(value) if key in ("value", "growth") else value
