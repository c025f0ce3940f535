"""Works behind the place or the work that they are of, whatever nouns stand between: 江州市|青水河水毁修复工程."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists
from kg.mark.words import Word

RANK = 59
OWNERS = ("Place", "Project", "Corridor")
WIDE = ("country", "continent", "world")  # of such a place there are many works without a name
MEASURE = re.compile(
    r"±?\d[\d.]*(?:万|百万|亿)?(?:千瓦|千伏|兆瓦|吉瓦|吨|公里|立方米|米|亩)|百万千瓦|[一二三四五六]期"
)
APART = frozenset("d p r t u uj ul c m q TIME PER".split())
VERBS = ("v", "vd", "vi", "vq")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        "((?:(?![的了在将对由从和与及等着过并或是为被把以于到各该其每某])[\u3400-\u9fff\\d.±A-Z]){3,24}?)"
        f"({any_of(lists().raw['works'])})"
    )


def find(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the works that begin with a known place or work."""
    known = list(known)
    for c in known:
        if c.label not in OWNERS or c.level in WIDE or c.found.startswith("pair:"):
            continue
        match = _pattern().match(line.folded, c.end)
        if match and _stands(line, match):
            yield Candidate(placed(line, c), match.end(), "Project", "work", RANK + match.end() - c.begin)
    for c in known:  # 江州|国家粮食物流基地
        before = line.ending.get(c.begin)
        name = line.folded[c.begin : c.end]
        site = name.startswith("国家") and name.endswith(tuple(line.lists.raw["sites"]))
        if site and before and before.label == "Place" and before.level not in WIDE:
            yield Candidate(before.begin, c.end, c.label, "work", RANK + c.end - before.begin)


def placed(line: Line, c: Candidate) -> int:
    """Gives where the places begin that stand before a name: 江北省|江州市|青水水库."""
    begin = c.begin
    while (before := line.ending.get(begin)) and before.label == "Place" and before.level not in WIDE:
        begin = before.begin
    return begin


def _stands(line: Line, match: re.Match[str]) -> bool:
    """Says whether only nouns of a name stand before a work's last word, one of them its own."""
    after = line.folded[match.end() : match.end() + 4]
    if any(after.startswith(word) for word in line.lists.not_after.get(match[2], ())):
        return False
    if match.end() not in line.word_ends and not after.startswith("项目"):
        return False
    begin, end = match.span(1)
    if line.lists.work_sort.search(match[0]) or any(word in match[1] for word in line.lists.raw["works"]):
        return False
    inside = [w for w in line.between(begin, end) if w.begin >= begin]
    rest = MEASURE.sub("", match[1])
    own = line.lists.pattern("works_plain").sub("", rest)
    return len(own) > 1 and not any(_apart(line, w) for w in inside)


def _apart(line: Line, word: Word) -> bool:
    """Says whether a word is none of a work's name."""
    surface = line.surface(word)
    if MEASURE.fullmatch(surface) or surface.isdigit():
        return False
    if surface in line.lists.words("inside") or surface in line.lists.words("inside_works"):
        return False
    listed = any(surface in line.lists.words(name) for name in ("works_apart", "stop", "governors"))
    return listed or word.tag in APART or (word.tag in VERBS and len(surface) > 1)
