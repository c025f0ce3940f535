"""Finds where a text says itself what a thing is called for short: （以下简称…）, (HKMA)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.link import english
from kg.link.mention import Mention

SHORT = re.compile(
    r"[,，]?\s*[(\[]?(?:以下|下称|下|后文|又|亦)?(?:统一)?(?:简称|称为|称|统称|简称为)(?:为|:)?\s*[“\"‘'《]?"
    r"([^()“”\"‘’'《》,，。;；、\n]{2,20}?)[”\"’'》]?\s*[)\]]"
)
BRACKET = re.compile(
    r"\s?\((?:以下简称|简称|the |hereinafter )?[“\"‘'《]?"
    r"([^()“”\"‘’《》\n]{2,40}?)[”\"’'》]?(?:[,，;；][^()]*)?\)"
)
INNER = re.compile(r"^(.+?) ?\(([A-Za-z][A-Za-z0-9 .&-]*)\)(.*)$")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&’'-]*(?: [A-Za-z0-9][A-Za-z0-9.&’'-]*)*")


def defined(folded: str, mention: Mention) -> tuple[int, int] | None:
    """Gives where the short name stands that is defined right behind a mention, if one is."""
    for pattern in (SHORT, BRACKET):
        match = pattern.match(folded, mention.end)
        if match and _may_be(match[1], mention, cue=pattern is SHORT):
            return match.span(1)
    return None


def _may_be(short: str, mention: Mention, cue: bool) -> bool:
    if mention.top in ("Place", "Person"):
        return False
    if cue:
        return True
    if LATIN.fullmatch(short):
        letters = sum(char.isupper() for char in short)
        acronym = short.replace(".", "").casefold() in english.initials(mention.name)
        return acronym or letters >= 2 or (mention.name.isascii() is False and len(short) > 6)
    return _picked(short, mention.name)


def _picked(short: str, long: str) -> bool:
    """Says whether a short name in brackets takes its characters from the name before, in order."""
    rest = iter(long)
    return len(short) < len(long) and all(char in rest for char in short)


def variants(name: str) -> Iterator[str]:
    """Yields what a name with an acronym in it stands for: Fintech Scheme (FS) 2.0 is FS 2.0 too."""
    match = INNER.match(name)
    if match:
        yield (match[1] + match[3]).strip()
        yield (match[2] + match[3]).strip()


def occurrences(folded: str, name: str) -> Iterator[tuple[int, int]]:
    """Yields where a name stands in a text, not within a Latin word."""
    at = folded.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_joined(folded, at) or _joined(folded, end)):
            yield at, end
        at = folded.find(name, end)


def _joined(folded: str, at: int) -> bool:
    return 0 < at < len(folded) and all(c.isascii() and c.isalnum() for c in folded[at - 1 : at + 1])


def free(extents: Iterable[tuple[int, int]], mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    """Yields those extents, in order, that neither cross a mention nor are one."""
    begins = [(mention.begin, mention.end) for mention in mentions]
    taken, at, reach = set(begins), 0, -1
    for begin, end in extents:
        while at < len(begins) and begins[at][0] < end:
            reach = max(reach, begins[at][1])
            at += 1
        if reach <= begin and (begin, end) not in taken:
            yield begin, end
