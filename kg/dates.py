"""Dates of Chinese and English text, absolute and relative, resolved against the date of the document.

A date that cannot be resolved (近日, 目前; 今年 of a document without a year) is found all the same, with value None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import datewords
from kg.datewords import Told

PAUSE = re.compile(r"[。！？\n]|(?<=[a-z]{2})\.\s")
FUTURE = re.compile(r"将|拟|预计|计划|定于|力争|即将|will|plan|expect")
JOINED = re.compile(r"\s*(?:至|到|[-—–~]{1,2}|to|and)\s*")
COMPARED = re.compile(
    r"(?:较|比|相较于|相比于)(?:同期)?$|\b(?:than|against|versus|compared (?:with|to)|period|level|that)"
    r"(?: (?:in|of|at))?(?: the)? ?$",
    re.IGNORECASE,
)
YEAR = len("2024")  # a date that is a year only
DAY = len("2024-01-01")  # … that is told in full
TITLE = 200  # characters of a title in which a year may stand
LIKENED = re.compile(
    r"(?:年|同期|全年)*(?:相比|相当|持平|(?:下降|亏损|负增长)转|的[\d.一二两三四五六七八九十]+倍)"
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date where it stands.

    value is an ISO prefix as exactly as the text tells it (下半年 and 1—11月 tell a year), start and stop are the full
    days that it covers. kind: point (a year, a month, a day), period (a quarter, 1—11月), since (…以来, 自…), none
    (unresolved). edge: told as the end of its time (末, 底, 截至), the day is then stop. stated: the text gives the year
    itself. compared: what something is compared with (较2019年).
    """

    begin: int
    end: int
    kind: str
    value: str | None = None
    start: str | None = None
    stop: str | None = None
    edge: bool = False
    until: bool = False
    stated: bool = False
    compared: bool = False

    @property
    def as_of(self) -> str | None:
        """The date of a stock: the last day where an end is told, else as exact as the text."""
        if self.until and self.kind == "period" and self.stop:
            return self.stop[:7]
        return self.stop if self.edge else self.value


@lru_cache(maxsize=8)
def find(folded: str, reference: str | None = None) -> tuple[DateMatch, ...]:
    """Gives the dates of a folded text in their order.

    reference is the document's date, an ISO prefix; without one, the year is the one that the text tells, if it does.
    """
    told = list(datewords.find(folded))
    year, month, day = _parts(reference or _told_year(folded, told))
    known = reference is not None
    resolver = _Resolver(folded, year, month, day, known)
    return tuple(_merged(folded, [resolver.resolve(t) for t in told]))


def told_year(folded: str) -> int | None:
    """Gives the year in which a text without a date seems to be written, where its own dates tell it."""
    return _parts(_told_year(folded, list(datewords.find(folded))))[0]


def act_date(matches: Sequence[DateMatch], sentence: tuple[int, int], at: int) -> str | None:
    """Gives the date of an act told at this place: the nearest date before it in its sentence, else the next after it.

    A year gone by behind a day is that of what is talked about: on 23 February they heard how 2023 had been.
    """
    inside = [
        m for m in matches if sentence[0] <= m.begin and m.end <= sentence[1] and m.value and not m.compared
    ]
    before = [m for m in inside if m.end <= at and m.kind != "since"]
    if len(before) > 1 and before[-1].value and before[-2].value:
        past, day = before[-1].value, before[-2].value
        before = before[:-1] if len(past) == YEAR < len(day) and past < day[:YEAR] else before
    chosen = before[-1:] or [m for m in inside if m.begin >= at and m.kind != "since"][:1]
    return chosen[0].value if chosen else None


def _parts(reference: str | None) -> tuple[int | None, int | None, int | None]:
    numbers = [int(part) for part in (reference or "").split("T")[0].split("-") if part.isdigit()]
    year, month, day = [*numbers, None, None, None][:3]
    return year, month, day


def _told_year(folded: str, told: Sequence[Told]) -> str | None:
    """Gives the year in which a text without a date seems to be written.

    It is the year it names most, or the next where it speaks of the end of that year as past.
    """
    years = [
        t
        for t in told
        if t.year
        and not _titled(folded, t.begin)
        and not FUTURE.search(folded[max(0, t.begin - 6) : t.begin])
    ]
    counts = Counter(t.year for t in years if t.year)
    if not counts:
        return None
    most = max(counts, key=lambda y: (counts[y], y))
    if any(t.year and t.span and "\n" not in folded[: t.begin].strip() for t in years):  # a report's title
        return str(next(t.year for t in years if t.span))
    over = any(t.year == most and (t.edge or t.span) and _last(t) >= 12 for t in years)
    later = any(y > most for y in counts)
    last = any(t.shift == -1 and t.year is None for t in told)
    current = any(t.shift == 0 and t.year is None and t.anchor is None for t in told)
    return str(most + 1) if over and not later and (last or not current) else str(most)


def _last(told: Told) -> int:
    """Gives the last month that a date tells."""
    return told.month or (told.span[1] if told.span else 12)


def _titled(folded: str, at: int) -> bool:
    """Says whether a place is within a title, the end of which is still to come."""
    return folded.rfind("《", max(0, at - TITLE), at) > folded.rfind("》", max(0, at - TITLE), at)


@dataclass(slots=True)
class _Resolver:
    """Fills what the text leaves out, from the document's date and from the dates before."""

    folded: str
    year: int | None
    month: int | None
    day: int | None
    known: bool
    last: DateMatch | None = None

    def resolve(self, told: Told) -> DateMatch:
        match = self._settle(told)
        if match.value is not None:
            self.last = match
        return match

    def _settle(self, t: Told) -> DateMatch:
        if t.kind == "none":
            return DateMatch(t.begin, t.end, "none")
        year, month, day = self._year(t), t.month, t.day
        stated = t.year is not None
        if t.anchor == "month" or t.dayshift is not None:
            year, month, day = self._relative(t)
        elif t.day and not t.month:
            year, month = self._month_of_day(t)
        if t.hint:  # 今天(9月24日)
            month, day = t.hint
            year = year or self.year
        if year is None:
            return DateMatch(t.begin, t.end, "none", stated=stated)
        return self._match(t, year, month, day, stated)

    def _match(self, t: Told, year: int, month: int | None, day: int | None, stated: bool) -> DateMatch:
        value = "-".join([f"{year:04}", *(f"{n:02}" for n in (month, day if month else None) if n)])
        first, last = t.span or (month or 1, month or 12)
        until = t.till_year or year
        start = f"{year:04}-{first:02}-{day or 1:02}"
        stop = f"{until:04}-{last:02}-{day or monthrange(until, last)[1]:02}"
        kind = "since" if t.kind == "since" else "period" if t.span or t.till_year else "point"
        compared = bool(COMPARED.search(self.folded[max(0, t.begin - 24) : t.begin])) and not t.until
        compared = compared or bool(LIKENED.match(self.folded, t.end))
        return DateMatch(t.begin, t.end, kind, value, start, stop, t.edge, t.until, stated, compared)

    def _near(self, at: int) -> DateMatch | None:
        """The date told before in the same sentence."""
        if self.last and not PAUSE.search(self.folded, self.last.end, at):
            return self.last
        return None

    def _year(self, t: Told) -> int | None:
        if t.year:
            return t.year
        if t.anchor == "year":  # 同年, 当年, 次年
            return int(self.last.value[:4]) + (t.shift or 0) if self.last and self.last.value else None
        if t.shift is not None:
            return self.year + t.shift if self.year else None
        near = self._near(t.begin)
        if near and near.value and near.stated and not near.compared and near.kind != "since":
            return int(near.value[:4])
        return self._guessed(t)

    def _guessed(self, t: Told) -> int | None:
        """A month without a year is the document's, or the year before where it would lie far ahead."""
        month = t.month or (t.span[1] if t.span else None)
        far = self.year and self.known and self.month and month and month - self.month >= 7
        if far and self.year and not FUTURE.search(self.folded, max(0, t.begin - 12), t.end + 12):
            return self.year - 1
        return self.year

    def _month_of_day(self, t: Told) -> tuple[int | None, int | None]:
        near = self._near(t.begin)
        if near and near.value and len(near.value) >= 7:
            return int(near.value[:4]), int(near.value[5:7])
        if not (self.year and self.month):
            return None, None
        ahead = bool(FUTURE.search(self.folded, max(0, t.begin - 12), t.begin))
        today = self.day or 31
        step = (
            -1 if t.day and t.day > today + 1 and not ahead else 1 if t.day and ahead and t.day < today else 0
        )
        if not ahead and t.day and t.day == today + 1:
            step = 0
        return _month(self.year, self.month + step)

    def _relative(self, t: Told) -> tuple[int | None, int | None, int | None]:
        if t.anchor == "day":  # 当天, 同日: the last day told
            if self.last and self.last.value:
                return _parts(self.last.value)
            return None, None, None
        if t.anchor == "month" and t.dayshift is None:
            if t.back and self.last and self.last.value and len(self.last.value) >= 7:
                year, month, _ = _parts(self.last.value)
                return year, month, t.day
            if not (self.year and self.month):
                return self.year if self.known else None, None, None
            year, month = _month(self.year, self.month + (t.shift or 0))
            return year, month, t.day
        if not (self.year and self.month and self.day and self.known):
            return (self.year, self.month, None) if self.known else (None, None, None)
        return _shifted(self.year, self.month, self.day, t.dayshift or 0)


def _month(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _shifted(year: int, month: int, day: int, by: int) -> tuple[int, int, int]:
    from datetime import date, timedelta

    moved = date(year, month, day) + timedelta(days=by)
    return moved.year, moved.month, moved.day


def _merged(folded: str, matches: list[DateMatch]) -> Iterator[DateMatch]:
    """Joins the two ends of a period (9月2日至4日) into one."""
    held: DateMatch | None = None
    for match in matches:
        if held and _spans(folded, held, match):
            value = _common(held.value or "", match.value or "")
            held = replace(
                held, end=match.end, kind="period", value=value or None, stop=match.stop, edge=False
            )
            continue
        if held:
            yield held
        held = match
    if held:
        yield held


def _spans(folded: str, left: DateMatch, right: DateMatch) -> bool:
    if not (left.value and right.value and left.kind == right.kind == "point" and left.value < right.value):
        return False
    joint = folded[left.end : right.begin]
    return bool(JOINED.fullmatch(joint)) and joint.strip() != "and" and not left.compared


def _common(left: str, right: str) -> str:
    kept = [a for a, b in zip(left.split("-"), right.split("-"), strict=False) if a == b]
    parts = left.split("-")
    return "-".join(kept) if kept and kept == parts[: len(kept)] else parts[0]
