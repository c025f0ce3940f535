"""The sentences that rules bring along, and whether the rules keep to them: [科技部](s Institution)印发[《规划》](o Policy)。

What gives a value is marked with it: [《办法》](s Policy)自[2024年7月](o = 2024-07-01)起施行。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import dates, text
from kg.model import Extent
from kg.ontology import Ontology
from kg.patterns import Book, Rule, symbol
from kg.relate import clauses, coordination, line, matching, relations
from kg.relate.line import Mark
from kg.relate.sittings import Sittings

MARKED = re.compile(
    r"\[([^\[\]]+)\]\((?:(?P<role>[sob]) )?(?:= (?P<value>[^()]+)|(?P<cls>[A-Za-z]+)(?P<twice> [A-Za-z]+)?)\)"
)


@dataclass(frozen=True, slots=True)
class Example:
    """A marked sentence as plain text and marks; roles are those of the marks, values what the marked words give."""

    text: str
    marks: tuple[Mark, ...]
    roles: tuple[str, ...]
    values: tuple[str, ...] = ()


def parse(sentence: str) -> Example:
    """Reads a marked sentence; a mention with two classes is one of two things: [中新](b Place Place)."""
    plain, at = "", 0
    marks: list[Mark] = []
    roles: list[str] = []
    values: list[str] = []
    for match in MARKED.finditer(sentence):
        plain += sentence[at : match.start()]
        if match["value"]:
            values.append(match["value"])
            plain, at = plain + match[1], match.end()
            continue
        keys = (match[1], f"{match[1]}+") if match["twice"] else (match[1],)
        marks.append(Mark(len(plain), len(plain) + len(match[1]), match["cls"], keys))
        roles.append(match["role"] or "")
        plain, at = plain + match[1], match.end()
    return Example(plain + sentence[at:], tuple(marks), tuple(roles), tuple(values))


def found(rule: Rule, example: Example, book: Book, terms: Ontology) -> list[tuple[str, str, str]]:
    """Gives subject, object and modality of what a rule alone finds in an example."""
    if rule.property in terms.attributes:
        reader = relations.Reader(
            text.fold(example.text), list(example.marks), {book.language: book}, terms, None
        )
        extents = [Extent(*span) for span in _sentences(reader.folded)]
        return [(s.subject, s.object, s.modality) for s in reader.statements(extents) if s.rule == rule.id]
    symbols = {cls: symbol(cls, terms) for cls in terms.classes}
    folded = text.fold(example.text)
    spans = [Extent(d.begin, d.end) for d in dates.find(folded)]
    discourse, held_so_far = clauses.Discourse(), Sittings(folded, symbols, terms)
    out: list[tuple[str, str, str]] = []
    for begin, end in _sentences(folded):
        base = line.make(folded, Extent(begin, end), example.marks, symbols, spans)
        base = coordination.colleagues(base, book, terms)
        held, joined = matching.posts(base, book)
        joined = coordination.collapse(joined, book, terms)
        joined = held_so_far.put_in(joined, book)
        held_so_far.remember(joined, book, lambda at: None)
        whole = clauses.complete(joined, book, terms, discourse, symbols)
        matches = [f for f in (*held, *matching.search(whole, book)) if f.rule is rule]
        out += [(s, o, f.modality) for f in matches for _, _, s, _, o in matching.told(f, terms, book)]
    return out


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^。！？；]+[。！？；]?", folded):
        yield match.span()


def failures(rule: Rule, book: Book, terms: Ontology) -> Iterator[str]:
    """Yields what is wrong with a rule by its own sentences."""
    for sentence in (*rule.yes, *rule.planned):
        yield from _missed(
            rule, sentence, found(rule, parse(sentence), book, terms), sentence in rule.planned
        )
    for sentence in rule.no:
        if told := found(rule, parse(sentence), book, terms):
            yield f"{rule.where}: {rule.id} must not match, but finds {told}: {sentence}"


def _missed(rule: Rule, sentence: str, told: list[tuple[str, str, str]], planned: bool) -> Iterator[str]:
    example = parse(sentence)
    wanted = {(k, r) for m, r in zip(example.marks, example.roles, strict=True) if r for k in m.keys}
    wanted |= {(value, "o") for value in example.values}
    got = {(s, "b" if (s, "b") in wanted else "s") for s, _, _ in told}
    got |= {(o, "b" if (o, "b") in wanted else "o") for _, o, _ in told}
    if wanted != got:
        yield f"{rule.where}: {rule.id} finds {told}, not what is marked: {sentence}"
    mood = rule.modality or ("planned" if planned else "fact")
    if any(modality != mood for _, _, modality in told):
        yield f"{rule.where}: {rule.id} must find a {mood}: {sentence}"


def check(books: Iterable[Book], terms: Ontology) -> Iterator[str]:
    """Yields what is wrong with the rules of these books, and which have no sentence of a kind."""
    for book in books:
        for rule in (*book.rules, *book.attributes):
            if not (rule.yes or rule.planned) or not rule.no:
                yield f"{rule.where}: {rule.id} has no sentence that it must or must not match; add yes: and no:"
            yield from failures(rule, book, terms)
