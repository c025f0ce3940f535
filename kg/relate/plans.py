"""Whether a figure is a fact or expected: 预计, 将, 力争; will, expected."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.relate.drafts import Draft
from kg.relate.figurewords import Words, any_of

EARLIER = re.compile(r"[从由]?(?:现在|目前|原来|此前|之前)的")


@dataclass
class Plans:
    """Tells the modality of figures in the order of the text; it keeps that of the sentence before."""

    folded: str
    words: Words
    year: int | None
    last: tuple[int, int] | None = None  # line and ordinal of the last period that planned

    def __post_init__(self) -> None:
        raw = self.words.raw
        self.chinese = "counters" in raw
        self.cue = self.words.cues["planned"]
        self.excluded = re.compile(any_of(raw["not_planned"])) if self.chinese else re.compile("(?!)")
        self.told = re.compile(any_of(raw["told"])) if self.chinese else re.compile("(?!)")

    def planned(self, d: Draft) -> bool:
        """Says that a figure is expected or aimed at, not yet so."""
        text = self.excluded.sub(lambda m: "〇" * len(m[0]), self.folded[d.period.begin : d.measure.begin])
        text = EARLIER.sub("", text)
        cues = [m for m in self.cue.finditer(text) if not self._turned(text, m)]
        if not self.chinese:
            return bool(cues) and text.count(";", cues[-1].end()) == 0
        if re.search(r"(?:现在|目前|原来|此前|之前|过去|当前)的?[^，]{0,2}$", d.lead) or re.match(
            r"\s*首次", text
        ):
            return False
        found = bool(cues) and not self.told.search(text, cues[-1].end()) or self._target(text)
        found = found or self._goes_on(d, text)
        if found:
            self.last = (d.period.line, d.period.ordinal)
        return found

    def _turned(self, text: str, match: re.Match[str]) -> bool:
        """Says that 将 only shifts the object: 将23个地区纳入."""
        if match[0] != "将":
            return False
        behind = self.folded
        tail = text[match.end() :] + behind[:0]
        past = re.search(r"(?:已|正式|日前|近日|还|成功)[^，。]{0,4}$", text[: match.start()])
        return bool(past) or any(word in tail for word in self.words.raw["turned"])

    def _target(self, text: str) -> bool:
        """Says that a year to come is named: 到2025年."""
        years = [int(y) for y in re.findall(r"(?:到|至)(20\d\d)年", text)]
        return bool(years) and self.year is not None and max(years) > self.year

    def _goes_on(self, d: Draft, text: str) -> bool:
        """Says that a sentence without subject goes on with the plans of the one before."""
        if (
            self.last is None
            or (d.period.line, d.period.ordinal - 1) != self.last
            and (d.period.line, d.period.ordinal) != self.last
        ):
            return False
        lead = text.lstrip()
        return lead.startswith(tuple(self.words.all("urging"))) and not self.told.search(text)
