"""kg figures: an indicator over things and periods, where sources contradict one another, and the drawing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from handmade import FACT, all_of, entity, made
from lxml import etree

from kg.figures import Figure, contradictions
from kg.model import Observation
from kg.out import WRITERS

Kg = Callable[..., Any]
LOANS = "各项贷款余额"


def told(value: str, bound: str = "exact", document: str = "a.txt", end: str = "2024-12-31") -> Figure:
    return Figure("重庆", "place-chongqing", "", end, Decimal(value), "CNY", bound, "fact", "", document)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (told("6011900000000"), told("6012100000000", document="b.txt"), True),
        (told("6011900000000"), told("6010000000000", document="b.txt"), False),  # 6.01万亿, rounded
        (told("6011900000000"), told("6000000000000", "over", "b.txt"), False),
        (told("5990000000000"), told("6000000000000", "over", "b.txt"), True),
        (told("6011900000000"), told("6000000000000", "under", "b.txt"), True),
        (told("6011900000000"), told("6200000000000", "about", "b.txt"), False),
        (told("6011900000000"), told("7000000000000", "about", "b.txt"), True),
        (told("5000"), told("5400", document="b.txt"), True),  # zeros at the end hide no large difference
        (told("0"), told("0.0", document="b.txt"), False),
        (told("6011900000000"), told("9000000000000"), False),  # one document
        (told("6011900000000"), told("9000000000000", document="b.txt", end="2023-12-31"), False),
    ],
)
def test_figures_contradict_where_their_words_cannot_both_be_right(
    one: Figure, other: Figure, against: bool
) -> None:
    assert bool(list(contradictions([one, other]))) is against
    assert bool(list(contradictions([other, one]))) is against


@pytest.mark.parametrize(
    ("begin", "end", "period"),
    [
        ("", "2024-12-31", "2024-12-31"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-26", "2024-02-26", "2024-02-26"),
        ("2024-01-01", "2024-06-30", "2024-01-01/2024-06-30"),
    ],
)
def test_a_period_is_as_short_as_it_can_be(begin: str, end: str, period: str) -> None:
    assert replace(told("1"), begin=begin, end=end).period == period


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of two documents that tell different figures of one day, of two years and of a plan."""

    def figure(value: int, as_of: str, about: str, modality: str = "fact") -> Observation:
        return Observation(LOANS, Decimal(value), "CNY", "figure-01", (FACT,), about, as_of=as_of, modality=modality)  # fmt: skip

    sichuan, chongqing = "place-sichuan", "place-chongqing"
    one = (figure(60_119 * 10**8, "2024-12-31", chongqing), figure(55_000 * 10**8, "2023-12-31", chongqing))
    other = (
        figure(58_000 * 10**8, "2024-12-31", chongqing), figure(11 * 10**12, "2024-12-31", sichuan),
        figure(7 * 10**12, "2025-12-31", chongqing, "planned"),
    )  # fmt: skip
    places = (entity(chongqing, "Place", "重庆"), entity(sichuan, "Place", "四川"))
    graph = all_of(
        made("one.txt", statements=(), observations=one, entities=places),
        made("other.txt", statements=(), observations=other, entities=places),
    )
    path = tmp_path_factory.mktemp("figures") / "graph.ttl"
    WRITERS["ttl"](graph, path)
    return path


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_things_are_rows_and_periods_columns(kg: Kg, two: Path) -> None:
    done = kg("figures", two, LOANS)
    head, _, sichuan, chongqing = lines(done.stdout)
    assert head == ["thing", "unit", "2023-12-31", "2024-12-31", "2025-12-31"], done.stderr
    values = "5,500,000,000,000 5,800,000,000,000 / 6,011,900,000,000 (7,000,000,000,000)"
    assert chongqing == ["重庆", "CNY", *values.split()]
    assert sichuan == ["四川", "CNY", "11,000,000,000,000"]


def test_csv_has_a_line_a_figure(kg: Kg, two: Path) -> None:
    done = kg("figures", two, LOANS, "--place", "重庆", "--since", "2024", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["to"], r["value"], r["modality"], r["document"]) for r in rows] == [
        ("2024-12-31", "5800000000000", "fact", "other.txt"),
        ("2024-12-31", "6011900000000", "fact", "one.txt"),
        ("2025-12-31", "7000000000000", "planned", "other.txt"),
    ]


def test_conflicts_name_both_documents(kg: Kg, two: Path) -> None:
    _, _, *found = lines(kg("figures", two, LOANS, "--conflicts").stdout)
    assert found == [
        ["重庆", "2024-12-31", "CNY", "5,800,000,000,000", "other.txt", "6,011,900,000,000", "one.txt"]
    ]


def test_the_sample_graph_has_figures(kg: Kg, built: Path) -> None:
    assert "重庆" in kg("figures", built, LOANS, "--since", "2024-12").stdout
    assert "6,011,900,000,000" in kg("figures", built, LOANS).stdout
    done = kg("figures", built, "各项贷款余")
    assert done.returncode == 2 and "各项贷款余: nothing" in done.stderr


def test_a_drawing_shows_each_thing_and_is_the_same_twice(kg: Kg, two: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pip install ipp-kg[plot]")
    for name in ("a.svg", "b.svg", "a.png"):
        assert kg("figures", two, LOANS, "--plot", tmp_path / name).returncode == 0
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn == (tmp_path / "b.svg").read_bytes()
    texts = {"".join(e.itertext()) for e in etree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")}
    assert {LOANS, "重庆", "四川", "CNY"} <= texts
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_drawing_of_nothing_or_of_another_kind_is_an_error(kg: Kg, two: Path, tmp_path: Path) -> None:
    done = kg("figures", two, LOANS, "--since", "2030", "--plot", tmp_path / "a.svg")
    assert done.returncode == 2 and "no figures to draw" in done.stderr
    done = kg("figures", two, LOANS, "--plot", tmp_path / "a.pdf")
    assert done.returncode == 2 and ".svg" in done.stderr
    assert list(tmp_path.iterdir()) == []
