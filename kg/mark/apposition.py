"""Names behind a dash and what they are: 国内最大的海上气田——|青石海气田, 首口地热探井——|青热1井."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

RANK = 57
LEAD = re.compile("(?:位于|地处|全长|总长)[^，。；：\n]{2,16}?的")
DASH = "——?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Gives what finds what is singled out, what its name ends before, and the words that it ends with."""
    listed = lists()
    return (
        re.compile(f"(?:{any_of(listed.raw['singled_out'])})[^，。；：！？\n—]{{1,30}}{DASH}(?!—)"),
        re.compile(f"[，。；：！？、\n—“的在了]|{any_of(listed.raw['goes_on'])}|$"),
        re.compile(any_of([*listed.classes, *listed.singled])),
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields what a dash says to be the first, the largest or a main one of its kind."""
    if "——" not in line.folded:
        return
    told, after, heads = _patterns()
    for match in told.finditer(line.folded):
        lead = LEAD.match(line.folded, match.end())
        begin = lead.end() if lead else match.end()
        end = after.search(line.folded, begin)
        ends = list(heads.finditer(line.folded, begin, end.start() if end else begin))
        if ends and ends[-1].start() > begin + 1:
            head = ends[-1]
            label = line.lists.singled.get(head[0]) or line.lists.classes[head[0]]
            yield Candidate(begin, head.end(), label, "suffix", RANK + head.end() - begin)
