"""Documents made up for benchmarks, in the shape of real ones: the same for the same number, of any length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from pyoxigraph import Quad, Triple

from kg import ontology
from kg.graph.quads import quads
from kg.model import Document, Entity, Extent, Findings, Name, Observation, Passage, Statement

CLASSES = ("Bank", "Regulator", "Company", "Plan", "Pilot", "Zone", "FinancialProduct", "Event", "Place")
KNOWN, NAMED, TOLD, FIGURES = (
    20_000,
    10,
    12,
    4,
)  # things there are; things, relations and figures of a document
INDICATORS = ("存款余额", "贷款余额", "进出口总额", "地区生产总值", "企业户数", "发电量")


def documents() -> Iterator[Findings]:
    """Yields documents without end, each about a few things of a large world, some of which all speak of."""
    terms = ontology.load()
    number = 0
    while True:
        yield _document(number, terms)
        number += 1


def triples(count: int) -> list[Quad]:
    """Gives the quads of as many documents as make so many different triples, or a few more."""
    terms, seen, found = ontology.load(), set[Triple](), list[Quad]()
    for findings in documents():
        found += (rows := list(quads(findings, terms)))
        seen.update(row.triple for row in rows)
        if len(seen) >= count:
            break
    return found


def _document(number: int, terms: ontology.Ontology) -> Findings:
    chance = random.Random(number)
    things = sorted({int(KNOWN * chance.random() ** 3) for _ in range(NAMED)})
    entities = {n: _thing(n) for n in things}
    texts: list[str] = []
    statements: list[Statement] = []
    observations: list[Observation] = []
    for subject, prop, obj in islice(_pairs(chance, things, entities, terms), TOLD):
        extent = _sentence(
            texts,
            f"{entities[subject].label}与{entities[obj].label}的{prop}取得新进展，第{number}号安排已经公布。",
        )
        day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        statements.append(
            Statement(
                entities[subject].key, prop, entities[obj].key, f"rule-{chance.randrange(40)}",
                chance.randrange(50, 100) / 100, extent, "planned" if chance.random() < 0.1 else "fact",
                day[: chance.choice((4, 7, 10))],
            )
        )  # fmt: skip
    for _ in range(FIGURES):
        indicator, about = chance.choice(INDICATORS), entities[chance.choice(things)]
        value = Decimal(chance.randrange(10**6)) * 10**6
        extent = _sentence(texts, f"{about.label}的{indicator}为{value}元，比上年同期有所增长。")
        year = f"20{chance.randrange(10, 26)}"
        observations.append(
            Observation(indicator, value, "CNY", "figure-01", (extent,), about.key, as_of=f"{year}-12-31")
        )
    passages = tuple(Passage(e, t) for t, e in zip(texts, _extents(texts), strict=True))
    about_it = Document(
        f"{number}.txt", f"第{number}号要闻", "2024-10", f"https://example.org/{number}", "zh", "0" * 64
    )
    return Findings(about_it, tuple(entities.values()), passages, tuple(statements), tuple(observations))


def _pairs(
    chance: random.Random, things: list[int], entities: dict[int, Entity], terms: ontology.Ontology
) -> Iterator[tuple[int, str, int]]:
    for _ in range(10 * TOLD):
        a, b = chance.sample(things, 2)
        fits = [p for p in terms.properties if terms.allowed(p, entities[a].cls, entities[b].cls)]
        if fits:
            yield a, chance.choice(fits), b


def _thing(number: int) -> Entity:
    cls = CLASSES[number % len(CLASSES)]
    key = f"{ontology.load().top(cls).lower()}-{number:016x}"
    name = f"西部第{number}号{cls}"
    return Entity(
        key,
        cls,
        (Name(name, "zh", "label"), Name(f"{cls} {number}", "en", "label"), Name(f"{number}号", "zh")),
    )


def _extents(texts: list[str]) -> list[Extent]:
    begin, found = 0, []
    for text in texts:
        found.append(Extent(begin, begin + len(text)))
        begin += len(text) + 1
    return found


def _sentence(texts: list[str], text: str) -> Extent:
    texts.append(text)
    return _extents(texts)[-1]
