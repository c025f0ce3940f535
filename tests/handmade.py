"""Findings made by hand: what a small document gives, for tests of graph, files and shapes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pyoxigraph import Quad

from kg import ontology
from kg.graph.quads import quads
from kg.model import Document, Entity, Extent, Findings, Name, Observation, Passage, Statement

FIRST = "2024年8月，人行重庆市分行启动“科汇通”试点。"
SECOND = "甲银行与乙银行合作，拟于2025年推出丙平台。"
FACT, BOTH = Extent(0, len(FIRST)), Extent(len(FIRST) + 1, len(FIRST) + 1 + len(SECOND))
PBOC = "institution-pboc-chongqing"

HOSTILE = (
    'quotes " \' """ “”', "angles <http://a> </script>", "back\\slash \\u4e2d \\", "line\nfeed\ttab\r", "nul \x00 bell \x07 del \x7f",
    "lone \ud800 \udfff", "\ufffe\uffff", "@zh ^^<x> . ;", "中文 𠀀 \u2028 \u202e é e\u0301", " ", "%s {} $x #",
)  # fmt: skip


def entity(key: str, cls: str, name: str, *more: Name) -> Entity:
    return Entity(key, cls, (Name(name, "zh", "label"), *more))


def made(identifier: str = "2024/news.txt", **changed: object) -> Findings:
    """Gives one document with each kind of fact; changed replaces whole parts of it."""
    findings = Findings(
        document=Document(identifier, "要闻", "2024-10", "https://example.org/1", "zh", "a" * 64),
        entities=(
            entity("institution-pboc", "Regulator", "中国人民银行", Name("央行", "zh", "hidden")),
            entity(PBOC, "Regulator", "中国人民银行重庆市分行", Name("人行重庆市分行", "zh")),
            entity("institution-a", "Bank", "甲银行", Name("Bank A", "en", "label")),
            entity("institution-b", "Bank", "乙银行", Name("乙銀行", "zh-Hant")),
            entity("programme-kht", "Pilot", "“科汇通”试点"),
            entity("product-c", "Platform", "丙平台"),
            entity("place-chongqing", "Place", "重庆"),
        ),
        passages=(Passage(FACT, FIRST), Passage(BOTH, SECOND)),
        statements=(
            Statement(PBOC, "launched", "programme-kht", "launch-01", 0.85, FACT, date="2024-08"),
            Statement(PBOC, "partOf", "institution-pboc", "name-parent", 1.0, FACT),
            Statement("institution-a", "cooperatesWith", "institution-b", "coop-01", 0.9, BOTH, context=(FACT,)),
            Statement("institution-a", "launched", "product-c", "launch-02", 0.7, BOTH, "planned", "2025"),
        ),
        observations=(
            Observation(
                "各项贷款余额", Decimal("6011900000000"), "CNY", "figure-01", (FACT,), "place-chongqing",
                as_of="2024-12-31", growth=Decimal("0.060"), bound="over",
            ),
            Observation(
                "GDP", Decimal("1.50"), "ratio", "figure-02", (FACT, BOTH), "place-chongqing", "gdp",
                period_start="2024-01-01", period_end="2024-06-30", context=(BOTH,), modality="planned",
            ),
        ),
    )  # fmt: skip
    return replace(findings, **changed)  # type: ignore[arg-type]


def all_of(*documents: Findings) -> list[Quad]:
    terms = ontology.load()
    return [quad for findings in documents for quad in quads(findings, terms)]


def hostile() -> list[Quad]:
    names = tuple(Name(text, "zh", kind) for text in HOSTILE for kind in ("label", "alt"))
    base = made()
    thing = replace(base.entities[0], names=names)
    document = replace(base.document, identifier='a"b\\c<d>.txt', title=HOSTILE[0], url='https://a/"> <b>')
    passages = tuple(replace(p, text=HOSTILE[i] + p.text) for i, p in enumerate(base.passages))
    return all_of(replace(base, document=document, entities=(thing, *base.entities[1:]), passages=passages))
