"""Small graphs in the contract's terms, made by the program's own writer of quads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from kg import ontology
from kg.graph.quads import quads
from kg.model import Document, Entity, Extent, Findings, Name, Observation, Passage, Statement
from kg.out.html import write_html

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"

SENTENCES = (
    "日前，国家外汇管理局重庆市分局在渝启动“科汇通”试点。",
    "该分局属于国家外汇管理局，并拟与新加坡金融管理局合作。",
    "2023年末重庆存款余额5.3万亿元，2024年末为5.7万亿元，同比增长7%。",
)


def findings(identifier: str, sentences: tuple[str, ...], **parts: tuple[object, ...]) -> Findings:
    """Gives findings whose passages are the sentences, one a line; parts refer to them by extent(n)."""
    document = Document(
        identifier, f"关于{identifier}", "2024-12-30", "https://example.org/a", "zh", "0" * 64
    )
    passages = tuple(Passage(extent(n, sentences), text) for n, text in enumerate(sentences))
    return Findings(document, passages=passages, **parts)  # type: ignore[arg-type]


def extent(number: int, sentences: tuple[str, ...] = SENTENCES) -> Extent:
    begin = sum(len(text) + 1 for text in sentences[:number])
    return Extent(begin, begin + len(sentences[number]))


def thing(key: str, cls: str, zh: str, en: str = "", *also: str) -> Entity:
    names = [Name(zh, "zh", "label")]
    names += [Name(en, "en", "label")] if en else []
    return Entity(key, cls, tuple(names + [Name(text, "zh", "alt") for text in also]))


def bureau() -> Findings:
    """A bureau that launches a pilot, its parent, a planned cooperation, and two figures of a city."""
    deposits = ("存款余额", Decimal("5.3e12"), "CNY", "stock-01", (extent(2),), "place-chongqing")
    return findings(
        "a.txt",
        SENTENCES,
        entities=(
            thing(
                "institution-safe",
                "Regulator",
                "国家外汇管理局",
                "State Administration of Foreign Exchange",
                "外汇局",
            ),
            thing("institution-safe-cq", "Regulator", "国家外汇管理局重庆市分局"),
            thing("institution-mas", "Regulator", "新加坡金融管理局", "Monetary Authority of Singapore"),
            thing("programme-kht", "Pilot", "“科汇通”试点"),
            thing("place-chongqing", "Place", "重庆", "Chongqing", "渝"),
        ),
        statements=(
            Statement(
                "institution-safe-cq",
                "launched",
                "programme-kht",
                "launch-01",
                0.9,
                extent(0),
                date="2024-08",
            ),
            Statement("programme-kht", "locatedIn", "place-chongqing", "place-01", 0.6, extent(0)),
            Statement("institution-safe-cq", "partOf", "institution-safe", "name-parent", 0.95, extent(1)),
            Statement(
                "institution-mas",
                "cooperatesWith",
                "institution-safe-cq",
                "coop-01",
                0.7,
                extent(1),
                "planned",
                "2025",
            ),
        ),
        observations=(
            Observation(*deposits, as_of="2023-12-31"),
            Observation(
                "存款余额", Decimal("5.7e12"), *deposits[2:], as_of="2024-12-31", growth=Decimal("0.07")
            ),
        ),
    )


HOSTILE = (
    "</script><script>window.owned=1</script>",
    '<img src=x onerror="window.owned=1">',
    'a href="javascript:window.owned=1"',
    "]]><!--\u2028{{ 7*7 }}\\",
)


def hostile() -> Findings:
    """Things, a title and a sentence that try to run something; a source that is no link."""
    entities = tuple(thing(f"institution-{n}", "Company", name) for n, name in enumerate(HOSTILE))
    text = "".join(HOSTILE)
    statements = (
        Statement("institution-0", "cooperatesWith", "institution-1", "x", 0.9, Extent(0, len(text))),
        Statement("institution-2", "cooperatesWith", "institution-3", "x", 0.9, Extent(0, len(text))),
    )
    document = Document("h.txt", HOSTILE[0], "2024", "javascript:window.owned=1", "zh", "0" * 64)
    return Findings(document, entities, (Passage(Extent(0, len(text)), text),), statements)


def crowd(count: int, ring: int = 40) -> Findings:
    """So many companies in rings, each ring with a head that knows the next one's."""
    entities = tuple(thing(f"institution-{n}", "Company", f"第{n}公司") for n in range(count))
    pairs = [(n, n - n % ring) for n in range(count) if n % ring]
    pairs += [(n, n + ring) for n in range(0, count - ring, ring)]
    sentences = tuple(f"第{a}公司支持第{b}公司。" for a, b in pairs)
    begins = [0]
    for text in sentences:
        begins.append(begins[-1] + len(text) + 1)
    at = [Extent(b, b + len(text)) for b, text in zip(begins, sentences, strict=False)]
    statements = tuple(
        Statement(f"institution-{a}", "supports", f"institution-{b}", "support-01", 0.8, e)
        for (a, b), e in zip(pairs, at, strict=True)
    )
    document = Document("crowd.txt", "许多公司", "2024", None, "zh", "0" * 64)
    return Findings(document, entities, tuple(map(Passage, at, sentences)), statements)


def graph(*found: Findings) -> list[Quad]:
    return [quad for one in found for quad in quads(one, ontology.load())]


@pytest.fixture(scope="session")
def small() -> list[Quad]:
    return graph(bureau())


@pytest.fixture(scope="session")
def attack() -> list[Quad]:
    return graph(hostile())


@pytest.fixture(scope="session")
def large() -> list[Quad]:
    return graph(crowd(1200))


Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens the page of a graph, and at the end keeps what is on the screen, and holds that it asked for nothing and
    reported no error."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_(quads: list[Quad] | Path, fragment: str = "", **options: Any) -> Any:
        file = quads if isinstance(quads, Path) else tmp_path / "graph.html"
        if not isinstance(quads, Path):
            write_html(quads, file)
        context = browser.new_context(**{"locale": "zh-CN", "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on(
            "request",
            lambda r: troubles.append(r.url) if not r.url.startswith(("file:", "blob:", "data:")) else None,
        )
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return page

    yield open_
    SHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", request.node.name.removeprefix("test_")).strip("-")
    for page in [page for context in contexts[-1:] for page in context.pages[-1:]]:
        page.screenshot(path=SHOTS / f"{name}.png")
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The pages of so many things."""
    folder = tmp_path_factory.mktemp("pages")
    made = {count: folder / f"{count}.html" for count in (20, 1_000, 10_000)}
    for count, path in made.items():
        write_html(graph(crowd(count)), path)
    return made
