"""Names that share a last word: 上线了银企融资对接、汇率风险管理等9个应用场景; 全国首笔…业务、…业务."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import Lists, any_of

RANK = 80
FIRST = re.compile(
    r"(?:全国|全球|国内|西部地区?|中西部地区?|[\u3400-\u9fff]{2,3})?首[笔单支只]((?:[^，。；、“”]{0,8}(?:“[^”]{1,12}”)?[^，。；、“”]{2,24}?(?:业务|贷款|债券|基金|融资(?!业务))"
    r"(?:、(?=[^，。；]{4,32}?(?:业务|贷款|债券|基金|融资)))?)+)"
)
SHARED = {
    "应用场景": "Platform",
    "试点": "Pilot",
    "货币政策工具": "PolicyTool",
    "专项行动": "Campaign",
    "改革试点": "Pilot",
}
ITEM = r"[^，。；：、“”‘’《》\n的了等在]{3,14}"


def firsts(line: Line) -> Iterator[Candidate]:
    """Yields what is told as the first of its kind."""
    for match in FIRST.finditer(line.folded):
        begin = match.start(1)
        for part in match[1].split("、"):
            if len(part) >= 6 and "的" not in part:
                yield Candidate(begin, begin + len(part), "FinancialProduct", "first", RANK)
            begin += len(part) + 1


@cache
def _pattern(lists: Lists) -> re.Pattern[str]:
    verbs = any_of(lists.raw["governors"])
    return re.compile(
        f"(?:{verbs}|争取到|获得)(?:了|到)?({ITEM}(?:、{ITEM})*)等(?:[\\d一二三四五六七八九十]+[个项大])?({any_of(SHARED)})"
    )


def shared(line: Line) -> Iterator[Candidate]:
    """Yields the members of a list that 等 and a noun close."""
    for match in _pattern(line.lists).finditer(line.folded):
        begin = match.start(1)
        for part in match[1].split("、"):
            yield Candidate(begin, begin + len(part), SHARED[match[2]], "listed", RANK)
            begin += len(part) + 1
