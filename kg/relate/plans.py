"""Whether a figure is a fact or expected: 预计, 将, 力争; will, expected."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.relate.drafts import Draft
from kg.relate.figurewords import Words

EARLIER = re.compile(r"[从由]?(?:现在|目前|原来|此前|之前)的")
BEFORE = re.compile(r"(?:现在|目前|原来|此前|之前|过去|当前)的?[^，]{0,2}$")
SHIFTED = re.compile(r"(?:已|正式|日前|近日|成功)[^，。]{0,4}$")
MOVED = re.compile(  # 将生产时间缩短到: what stands between is moved, not what will be done
    r"(?!在|于|会|再|有|达|从|把|进一步|继续|陆续|新|力争|超|突破|实现|建|投|完成|推出|[提扩增降压缩延上下]\w)[^，。；]{3,24}?"
    r"(?:提高|缩短|扩大|增加|降低|压缩|提升|上调|下调|延长|减少|减至|翻倍|调整)(?:到|至|为|了|，|$)"
)
COMING = re.compile(
    r"[^,.;:!?]{0,60}?\b(?:will|(?:are|is) (?:expected|due|set|scheduled|forecast|projected) to)\b"
)
FROM = re.compile(
    r"\d[^,;]* from (?:the )?(?:current |present )?$|\b(?:up|down) from (?:about |around )?$"
)  # will rise to 1.9% from|1.3%
TARGET = re.compile(r"(?:到|至)(20\d\d)年")


@dataclass
class Plans:
    """Tells the modality of figures in the order of the text; it keeps where it last was a plan."""

    folded: str
    words: Words
    year: int | None
    last: tuple[int, int] | None = None  # line and ordinal of the last period that planned

    def planned(self, d: Draft) -> bool:
        """Says that a figure is expected or aimed at, not yet so."""
        text = self.folded[d.period.begin : d.measure.begin]
        found = self._chinese(d, text) if self.words.chinese else self._english(text) or self._coming(d)
        if found:
            self.last = (d.period.line, d.period.ordinal)
        return found

    def _english(self, text: str) -> bool:
        cues = list(self.words.within["planned"].finditer(text))
        return bool(cues) and not FROM.search(text) and ";" not in text[cues[-1].end() :]

    def _coming(self, d: Draft) -> bool:
        """Says that what is counted is still to do something: 600 exhibitors are expected to attend."""
        return d.measure.kind == "count" and COMING.match(self.folded, d.measure.end) is not None

    def _chinese(self, d: Draft, text: str) -> bool:
        text = EARLIER.sub("", self.words.within["not_planned"].sub("〇", text))
        if BEFORE.search(d.lead) or text.lstrip().startswith("首次"):
            return False
        cues = [m for m in self.words.within["planned"].finditer(text) if not self._shifted(text, m)]
        told = bool(cues) and self.words.has("told", text[cues[-1].end() :])
        return (bool(cues) and not told) or self._target(text) or self._goes_on(d, text)

    def _shifted(self, text: str, match: re.Match[str]) -> bool:
        """Says that 将 only shifts the object: 将23个地区纳入."""
        if match[0] != "将":
            return False
        moved = MOVED.match(text, match.end()) is not None
        return (
            moved
            or bool(SHIFTED.search(text[: match.start()]))
            or self.words.has("turned", text[match.end() :])
        )

    def _target(self, text: str) -> bool:
        """Says that a year to come is named: 到2025年."""
        years = [int(year) for year in TARGET.findall(text)]
        return self.year is not None and max(years, default=0) > self.year

    def _goes_on(self, d: Draft, text: str) -> bool:
        """Says that a sentence without subject goes on with the plans of the one before."""
        here = (d.period.line, d.period.ordinal)
        if self.last not in (here, (here[0], here[1] - 1)):
            return False
        return text.lstrip().startswith(self.words.leads("urging")) and not self.words.has("told", text)
