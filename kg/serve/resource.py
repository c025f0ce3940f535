"""What the graph says of one thing, asked for its page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.iris import PREFIXES
from kg.serve import words
from kg.serve.rows import Ask, Row, Term, about, rows

MOST = 1000  # rows of a list that are shown; the queries ask for one more, which tells that there are more
SHORT = 90  # characters of a text that stands for its passage in a list
TYPE, LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
NAMES = (LABEL, PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "hiddenLabel")
Groups = dict[str, list[Term]]  # property → what is on its other end


class Quote(NamedTuple):
    """A sentence and its document."""

    text: str
    document: str


@dataclass
class Told:
    """A relation of a thing, or a figure about it: as a line, with the sentences that say so."""

    prop: str
    subject: str = ""
    object: str = ""
    amount: str = ""
    date: str = ""
    notes: list[str] = field(default_factory=list)
    planned: bool = False
    quotes: list[Quote] = field(default_factory=list)

    @property
    def when(self) -> str:
        return " · ".join(filter(None, (self.date, *self.notes)))


@dataclass
class Resource:
    """A thing: what it is called and what is told of it, in the order in which it is shown."""

    iri: str
    names: list[Term]
    classes: list[str]
    relations: list[Told]
    figures: list[Told]
    values: Groups
    references: Groups
    called: dict[str, str]  # what other things are called
    more: bool  # whether there is more than is shown

    @property
    def title(self) -> str:
        return self.called[self.iri]


async def look(ask: Ask, iri: str, language: str) -> Resource:
    """Gives what is said of a thing."""
    kinds = ("values", "references", "relations", "figures")
    found = dict(zip(kinds, await asyncio.gather(*(rows(ask, about(k, iri)) for k in kinds)), strict=True))
    more = any(len(list_) > MOST for list_ in found.values())
    relations = _joined(_relation(row) for row in found["relations"][:MOST])
    figures = _joined(_figure(row, language) for row in found["figures"][:MOST])
    values, references = _grouped(found["values"][:MOST]), _grouped(found["references"][:MOST])
    names = [term for name in NAMES for term in values.pop(name, [])]
    classes = [term.text for term in values.pop(TYPE, [])]
    _leave_out(values, {(t.prop, t.object) for t in relations})
    _leave_out(references, {(t.prop, t.subject) for t in relations})
    others = {iri, *_things(values), *_things(references), *_told(relations), *_told(figures)}
    called = await _called(ask, sorted(others), language)
    return Resource(iri, names, classes, relations, figures, values, references, called, more)


def _relation(row: Row) -> tuple[str, Told]:
    notes = [row[name].text for name in ("title",) if name in row]
    notes.append(f"{round(float(row['confidence'].text) * 100)}%")
    told = Told(
        row["p"].text,
        row["s"].text,
        row["o"].text,
        date=_text(row, "date"),
        notes=notes,
        planned=row["modality"].text == "planned",
    )
    told.quotes.append(Quote(row["text"].text, row["document"].text))
    return row["statement"].text, told


def _figure(row: Row, language: str) -> tuple[str, Told]:
    amount = words.amount(row["value"].text, row["unit"].text, row["bound"].text, language)
    ends = [end for end in (_text(row, "from"), _text(row, "to")) if end]
    notes = [f"{float(row['growth'].text):+.1%}"] if "growth" in row else []
    told = Told(
        row["indicator"].text,
        amount=amount,
        date=_text(row, "day") or "–".join(ends),
        notes=notes,
        planned=row["modality"].text == "planned",
    )
    told.quotes.append(Quote(row["text"].text, row["document"].text))
    return row["figure"].text, told


def _text(row: Row, name: str) -> str:
    return row[name].text if name in row else ""


def _joined(found: Iterable[tuple[str, Told]]) -> list[Told]:
    """Gives each relation and figure once, with all its sentences, and what tells the same together."""
    known: dict[tuple[object, ...], Told] = {}
    for _, told in found:
        same = (told.prop, told.subject, told.object, told.amount, told.date, told.planned, *told.notes[:-1])
        first = known.setdefault(same, told)
        first.quotes += [q for q in told.quotes if q not in first.quotes]
    return list(known.values())


def _grouped(found: list[Row]) -> Groups:
    groups: Groups = {}
    for row in found:
        groups.setdefault(row["p"].text, []).append(row["o"])
    return groups


def _leave_out(groups: Groups, shown: set[tuple[str, str]]) -> None:
    for prop in list(groups):
        groups[prop] = [term for term in groups[prop] if (prop, term.text) not in shown]
        if not groups[prop]:
            del groups[prop]


def _things(groups: Groups) -> Iterator[str]:
    return (term.text for terms in groups.values() for term in terms if term.iri)


def _told(told: list[Told]) -> Iterator[str]:
    for one in told:
        yield from filter(None, (one.prop, one.subject, one.object, *(q.document for q in one.quotes)))


async def _called(ask: Ask, iris: list[str], language: str) -> dict[str, str]:
    """Gives what things are called in a language, or else in another, or else their IRIs."""
    called = {iri: words.term(iri, language) for iri in iris}
    best: dict[str, tuple[bool, str]] = {}
    for row in await rows(ask, about("names", *(iri for iri in iris if iri not in words.labels()))):
        name = _name(row, language)
        fits = name.language.startswith(language)
        if row["x"].text not in best or (fits and not best[row["x"].text][0]):
            best[row["x"].text] = (fits, name.text)
    return called | {iri: name for iri, (_, name) in best.items()}


def _name(row: Row, language: str) -> Term:
    if "s" in row:  # a statement
        parts = (row["s"].text, words.term(row["p"].text, language), row["o"].text)
        return Term(" · ".join(parts), language=row["s"].language)
    name = row["name"]
    if "value" in row:  # a figure
        return Term(
            f"{name.text} {words.amount(row['value'].text, row['unit'].text, '', language)}",
            language=name.language,
        )
    return name._replace(text=name.text if len(name.text) <= SHORT else name.text[: SHORT - 1] + "…")
