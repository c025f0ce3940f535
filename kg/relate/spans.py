"""Days counted from days: the day before one, the last day of three years from one."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from kg.numbers import ENGLISH, han

UNIT = re.compile(r"(?P<years>年|years?)|(?P<months>个月|months?)|(?P<days>[天日]|days?)")
HALF = re.compile("年半|^半年")
COUNT = re.compile(r"\d+|[一二两三四五六七八九十]+|[a-z]+(?=[ -](?:year|month|day))", re.IGNORECASE)


def before(day: str) -> str:
    """Gives the day before one."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def after(day: str, words: str) -> str | None:
    """Gives the last day of a time from a day on: 3年, 六个月, 一年半, two years."""
    count, unit = COUNT.search(words), UNIT.search(words)
    half = 6 if HALF.search(words) else 0
    n = _count(count[0]) if count else 0 if half else None
    if n is None or unit is None or n > 1200:
        return None
    start = date.fromisoformat(day)
    if unit["days"]:
        return (start + timedelta(days=n - 1)).isoformat()
    months = start.year * 12 + start.month - 1 + n * (12 if unit["years"] else 1) + half
    year, month = divmod(months, 12)
    first_after = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return (first_after - timedelta(days=1)).isoformat()


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return int(han(word)) if not word.isascii() else ENGLISH.get(word.lower())
