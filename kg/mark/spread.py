"""Spreads names through a document: what is a name in one place is one wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg import text
from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import ending
from kg.mark.seen import ordinary

RANK = 10
QUOTED = re.compile(r"“([^“”]+)”|‘([^‘’]+)’")
SURE = (
    "suffix",
    "quoted",
    "held",
    "lac",
    "office",
    "honorific",
    "dotted",
    "bare-title",
    "english",
    "english-person",
)


def spread(chosen: Iterable[Candidate], line: Line) -> Iterator[Candidate]:
    """Yields the other occurrences of the names found by grammar, those of names in quotes as quoted."""
    names: dict[str, str] = {}
    chosen = list(chosen)
    places = {c.begin: c.end for c in chosen if c.label == "Place" and c.known}
    for c in chosen:
        if c.found in SURE:
            for name in _forms(line.folded[c.begin : c.end], c.found == "quoted"):
                if not line.lists.nameless(c.label, name):
                    names.setdefault(name, c.label)
            if c.found == "suffix" and (short := _short(line, c, places)):
                names.setdefault(short, c.label)
    for name, begin, end in text.everywhere(line.folded, list(names)):
        if _stands(line, begin, end):
            yield Candidate(begin, end, names[name], "spread", RANK + end - begin)


def _short(line: Line, c: Candidate, places: dict[int, int]) -> str:
    """Gives a name without the place that it begins with, where the rest is a name by itself: 玛尔挡水电站."""
    rest = line.folded[places.get(c.begin, c.end) : c.end]
    head = ending(rest, line.lists.classes)
    if head is None or len(rest) < len(head) + 2 or rest in line.lists.words("generic"):
        return ""
    return "" if ordinary(rest[: -len(head)]) else rest


def _forms(name: str, quoted: bool) -> Iterator[str]:
    """Yields a name, and of one that quotes with a noun show what it has in quotes."""
    if len(name) > 1:
        yield name
    match = QUOTED.match(name) if quoted else None
    if match:
        inner = match[1] or match[2]
        if len(inner) >= 3 or (len(inner) == 2 and not inner.isascii()):
            yield from (inner,) if len(inner) > 3 else (f"“{inner}”",)


def _stands(line: Line, begin: int, end: int) -> bool:
    folded = line.folded
    if (
        folded[begin].isascii()
        and folded[begin - 1 : begin].isalnum()
        and folded[begin - 1 : begin].isascii()
    ):
        return False
    if folded[end - 1].isascii() and folded[end : end + 1].isalnum() and folded[end : end + 1].isascii():
        return False
    if end - begin > 3 or not line.words:
        return True
    return begin in line.starts_set and end in line.word_ends
