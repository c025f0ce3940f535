"""Finds where a text says itself what a thing is called for short: （以下简称…）, (HKMA)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from kg import text
from kg.link import english
from kg.link.mention import Mention
from kg.model import Extent

if TYPE_CHECKING:
    from kg.seeds import Seeds

SHORT = re.compile(
    r"[,，]?\s*[(\[]?(?:以下|下称|下|后文|又|亦)?(?:统一)?(?:简称|称为|称|统称|简称为)(?:为|:)?\s*[“\"‘'《]?"
    r"([^()“”\"‘’'《》,，。;；、\n]{2,20}?)[”\"’'》]?\s*[)\]]"
)
BRACKET = re.compile(
    r"\s?\((?:以下简称|简称|the |hereinafter )?[“\"‘'《]?"
    r"([^()“”\"‘’《》\n]{2,40}?)[”\"’'》]?(?:[,，;；][^()]{0,200})?\)"
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


AMOUNT = re.compile(r"(?:[A-Z]{2,3}\$?|RMB) ?\d|.*\b(?:million|billion)\b")
ACRONYM = re.compile(r"(?<![\w&/-])[A-Z][A-Z-]{1,6}[A-Z](?![\w&/]|-[A-Z])")


def initialled(folded: str, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, tuple[int, int]]]:
    """Yields the acronyms of three letters or more that one English name of the text has the initials of, undefined."""
    taken = {(m.begin, m.end) for m in mentions}
    free = {m[0]: m.span() for m in reversed([*ACRONYM.finditer(folded)]) if m.span() not in taken}
    if not free:
        return
    owners: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        if mention.top not in ("Place", "Person") and mention.name.isascii() and " " in mention.name:
            for short in english.initials(re.split(" for ", mention.name)[0]):
                owners[short].setdefault(mention.key, mention)
    for acronym, where in free.items():
        named = owners.get(acronym.replace("-", "").casefold(), {})
        shortest = min(named, key=len, default="")
        if named and all(key.startswith(shortest) for key in named):
            yield named[shortest], where


def another(mention: Mention, short: Mention, seeds: Seeds) -> bool:
    """Says whether an acronym is defined for another thing than that of the seeds: Norland Development Bank (NDB)."""
    if mention.key in seeds.strong or short.name.casefold() not in english.initials(mention.name):
        return False
    thing = seeds.things.get(next(iter(seeds.strong.get(short.key, ())), ""))
    spelled = [name.text for name in thing.names if " " in name.text and name.text.isascii()] if thing else []
    own = {word for word in mention.name.casefold().split() if len(word) > 3}
    return bool(spelled) and not any(own <= {*name.casefold().split()} for name in spelled)


def _may_be(short: str, mention: Mention, cue: bool) -> bool:
    if mention.top in ("Place", "Person"):
        return False
    if cue:
        return True
    if LATIN.fullmatch(short):
        if AMOUNT.match(short):
            return False
        letters = sum(char.isupper() for char in short)
        acronym = short.replace(".", "").casefold() in english.initials(mention.name)
        word = short[0].isupper() and set(short.split()) <= set(mention.name.split())  # the Taskforce
        return acronym or word or letters >= 2 or (mention.name.isascii() is False and len(short) > 6)
    latin = LATIN.match(short)
    if latin and latin.end() > 1:  # (CMU系统)
        return mention.name.endswith(short[latin.end() :])
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


def occurrences(folded: str, names: Iterable[str], mentions: list[Mention]) -> dict[str, list[Extent]]:
    """Maps names to where they stand in a text: not within a Latin word, neither across a mention nor as one."""
    begins = [mention.begin for mention in mentions]
    reach = [0, *accumulate((mention.end for mention in mentions), max)]
    taken = {(mention.begin, mention.end) for mention in mentions}
    found: dict[str, list[Extent]] = defaultdict(list)
    for name, begin, end in text.apart(text.everywhere(folded, sorted(set(names)))):
        free = reach[bisect_left(begins, end)] <= begin and (begin, end) not in taken
        if free and not (_joined(folded, begin) or _joined(folded, end)):
            found[name].append(Extent(begin, end))
    return found


def _joined(folded: str, at: int) -> bool:
    return 0 < at < len(folded) and all(c.isascii() and c.isalnum() for c in folded[at - 1 : at + 1])
