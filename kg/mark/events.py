"""Events by their number or year: 第34届青岛国际啤酒节, 2024北京文化论坛."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

RANK = 84
LONGEST = 30
NO_PART = frozenset("在将由对是了的向与第")


@cache
def _numbered() -> re.Pattern[str]:
    heads = any_of(
        [*lists().raw["event"], "节", "展", "赛", "奖", "杯", "典礼", "展会", "庆典", "晚会", "盛典"]
    )
    return re.compile(
        r"(?:(?<![\d至到—-])(?:19|20)\d\d(?:年度?)?·?)?(?:第[一二三四五六七八九十百\d]+届)?"
        rf"(?=[\u3400-\u9fff“A-Z])([^，。；：、！？\n]{{2,{LONGEST}}}?)({heads}|[周月](?=活动))(?:活动)?"
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields the events that a year or an ordinal before them marks as names."""
    at = 0
    while match := _start(line.folded, at):
        found = _numbered().match(line.folded, match.start())
        at = match.end()
        if found and found.end(1) > match.end() and _fits(line, found):
            end = _closed(line.folded, match.start(), found.end())
            yield Candidate(match.start(), end, "Event", "numbered", RANK)
            at = end


def _closed(folded: str, begin: int, end: int) -> int:
    """Takes in the quotation mark that ends a name that holds its beginning: 第四届“天宫画展”."""
    name = folded[begin:end]
    return end + 1 if name.count("“") > name.count("”") and folded[end : end + 1] == "”" else end


START = re.compile(
    r"(?<![\d—–-])(?:(?:19|20)\d\d(?:年度?)?·?第[一二三四五六七八九十百\d]+届|第[一二三四五六七八九十百\d]+届|(?:19|20)\d\d年?(?!\d|全(?!国)|[、，。末底初上下前第以来至—–-]|度?[一二三四1-4]季|\d*月))"
)


def _start(folded: str, at: int) -> re.Match[str] | None:
    return START.search(folded, at)


def _fits(line: Line, found: re.Match[str]) -> bool:
    """Says whether what stands between the number and the last word is a name: no verbs and small words in it."""
    end = found.end(2)
    if end not in line.word_ends and line.words:
        return False
    if found[0].endswith("代表大会"):  # a body; its meetings have a number behind it
        return False
    words = [w for w in line.between(found.start(1), found.end(2)) if w.begin >= found.start(1)]
    surfaces = [line.surface(w) for w in words]
    if any(s in line.lists.words("stop") and s not in ("全国", "世界级") for s in surfaces):
        return False
    loose = sum(
        w.tag in ("v", "p", "u", "c", "d", "r", "m", "TIME") and s not in line.lists.words("inside")
        for w, s in zip(words, surfaces, strict=True)
    )
    return loose == 0 and found[1] not in ("", "年") and not set(found[1][:1]) & NO_PART
