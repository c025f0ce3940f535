"""Page furniture: credits, bylines, datelines. What is named there takes no part in what is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

NAME = "[\u3400-\u9fffA-Za-z·. ]"
FURNITURE = re.compile(
    r"央视网消息(?:\([^()\n]*\))?[:：]?"
    rf"|(?:^|(?<=\n))[^\n。]{{0,12}}(?:本报|日报|晚报|社|网|台)?(?:记者|通讯员)[ :：/]{NAME}{{2,24}}(?=\n|$)"
    r"|[\[(【(]?(?:责任编辑|责编|编辑|来源|记者|作者|摄影|校对|审核|监制|文/|图/)[:：/ ][^\n。]{0,40}[\])】)]?(?=\n|$)"
    r"|(?:^|(?<=\n))[^\n。]{0,4}(?:新华社|中新社|人民网|中新网|央视网|新华网)[^\n。]{0,20}\d{1,2}月\d{1,2}日电"
    rf"|(?:新华社|中新社)?(?:记者|通讯员)(?:{NAME}{{2,4}}、)*{NAME}{{2,4}}(?=报道|摄|\))"
)


class Furniture:
    """The ranges of page furniture in a text."""

    def __init__(self, folded: str) -> None:
        self.ranges = [match.span() for match in FURNITURE.finditer(folded)]

    def holds(self, begin: int, end: int) -> bool:
        """Says whether a stretch of the text lies in one of them."""
        last = bisect_right(self.ranges, begin, key=itemgetter(0)) - 1
        return last >= 0 and end <= self.ranges[last][1]
