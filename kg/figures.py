"""The figures of an indicator over things and periods, and where sources contradict one another."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.graph.terms import first_day, last_day
from kg.named import bind, named
from kg.query import run
from kg.table import table

if TYPE_CHECKING:
    from pyoxigraph import Store

SIGNS = {"exact": "", "over": "≥", "under": "≤", "about": "≈"}
ABOUT = Decimal("0.05")  # how far off, of itself, a figure may be that is told as about so much
DIGITS = 3  # that a figure has at least, though the last be zeros: 5,000 is no 5,400 that was rounded
ENDLESS = Decimal("Infinity")
COLUMNS = ("thing", "from", "to", "value", "unit", "bound", "modality", "growth", "document")
CONTRADICTING = ("thing", "period", "unit", "less", "document", "more", "document")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a document says of a thing; begin is empty for a stock."""

    thing: str
    iri: str
    begin: str
    end: str
    value: Decimal
    unit: str
    bound: str
    modality: str
    growth: str
    document: str

    @property
    def period(self) -> str:
        """Gives a year, a month or a day where it is a whole one, else two days."""
        whole = (p for p in (self.end[:4], self.end[:7], self.end) if first_day(p) == self.begin)
        found = next((p for p in whole if last_day(p) == self.end), f"{self.begin}/{self.end}")
        return found if self.begin else self.end

    @property
    def shown(self) -> str:
        """Gives the number with its bound; one that is planned or expected stands in brackets."""
        number = f"{SIGNS[self.bound]}{self.value:,f}"
        return number if self.modality == "fact" else f"({number})"

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Gives the least and the most that the words may mean: rounded at the last digit that is told."""
        if self.bound == "over":
            return self.value, ENDLESS
        if self.bound == "under":
            return -ENDLESS, self.value
        off = abs(self.value) * ABOUT if self.bound == "about" else _rounded(self.value)
        return self.value - off, self.value + off


def figures(store: Store, indicator: str, **given: str) -> list[Figure]:
    """Gives the figures of an indicator in the order of their days; given goes to the query indicator-over-time."""
    answer: Any = run(store, bind(named()["indicator-over-time"], store, {"indicator": indicator} | given))
    names = [variable.value for variable in answer.variables]
    rows = [dict(zip(names, ("" if v is None else v.value for v in row), strict=True)) for row in answer]
    return [
        Figure(
            r["whose"] or r["whoseIri"], r["whoseIri"], r["from"], r["to"], Decimal(r["value"]), r["unit"],
            r["bound"], r["modality"], r["growth"], r["document"],
        )
        for r in rows
    ]  # fmt: skip


def crossed(found: list[Figure]) -> Iterator[str]:
    """Yields a table: a row a thing and unit, a column a period; what sources tell differently stands side by side."""
    periods = list(dict.fromkeys(figure.period for figure in found))
    cells: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for figure in found:
        row = cells.setdefault((figure.thing, figure.iri, figure.unit), defaultdict(list))
        if figure.shown not in row[figure.period]:
            row[figure.period].append(figure.shown)
    rows = ([t, u, *(" / ".join(row[p]) for p in periods)] for (t, _, u), row in sorted(cells.items()))
    return table(["thing", "unit", *periods], rows)


def rows(found: Iterable[Figure]) -> Iterator[list[str]]:
    """Yields COLUMNS of each figure."""
    for f in found:
        value = format(f.value, "f")
        yield [f.thing, f.begin, f.end, value, f.unit, f.bound, f.modality, f.growth, f.document]


def contradictions(found: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yields facts of two documents on one thing and period that cannot both be right, the lower one first."""
    same: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        if figure.modality == "fact":
            same[figure.iri, figure.begin, figure.end, figure.unit].append(figure)
    for group in same.values():
        for one, other in combinations(sorted(group, key=lambda f: (f.value, f.document)), 2):
            if one.document != other.document and _apart(one, other):
                yield one, other


def contradicting(found: Iterable[Figure]) -> Iterator[list[str]]:
    """Yields CONTRADICTING of each contradiction."""
    for one, other in contradictions(found):
        yield [one.thing, one.period, one.unit, one.shown, one.document, other.shown, other.document]


def as_csv(names: Iterable[str], lines: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(names), *lines])
    return out.getvalue()


def _apart(one: Figure, other: Figure) -> bool:
    (low, high), (least, most) = one.interval, other.interval
    return high < least or most < low


def _rounded(value: Decimal) -> Decimal:
    """Gives half of the last place that is told."""
    if not value:
        return Decimal(0)
    told = value.normalize()
    place = min(int(told.as_tuple().exponent), told.adjusted() - DIGITS + 1)
    return Decimal(5).scaleb(place - 1)
