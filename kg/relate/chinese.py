"""What the numbers of a Chinese text measure: money, shares, units."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.numbers import Numeral
from kg.relate import counts, lasting
from kg.relate.measures import Finder, Measure

CONVERTED = re.compile(r"[(（](?:约?合|折合|相当于)[^)）]{0,8}$")
QUOTED = re.compile(r"[“‘《〈][^“”‘’《》〈〉]{0,12}$")
SET = re.compile(r"[第+×*/:.±]$|[A-Za-z]-?$|\d[.:]$")
HELD = re.compile(r"[\s*]*(?:%|.{0,3}元|个百分点)")  # a figure even in quotes
RACE = re.compile(r"(?:[、和]\d+米)*[^，。、；\d]{0,6}(?:赛|泳|跑|栏|接力)")  # 100米、200米自由泳
OTHER = {
    "升": "至到级为",
    "米": "粉饭面色",
    "斤": "斤",
    "方": "面向案",
    "吨": "级位",
}  # where a unit's sign is part of another word


class Chinese(Finder):
    """Finds the measures of a Chinese text."""

    def measure(self, n: Numeral) -> Measure | None:
        if self._set(n) or CONVERTED.search(self.back(n.begin, 14)):
            return None
        if n.ratio and self.ahead(n.end, 2) == "决赛":
            return None
        if n.ratio:
            return Measure(n.begin, n.end, n.value, "ratio", "share", self.bound(n, n.begin, n.end))
        prefix = self.currency(n)
        unit = self.words.unit.match(self.folded, n.end)
        if unit and not self._other(unit):
            return self._measured(n, unit, prefix)
        if prefix and (n.scale > 1 or not self.words.counter.match(self.folded, n.end)):
            return Measure(prefix[0], n.end, n.value, prefix[1], "money", self.bound(n, prefix[0], n.end))
        return counts.count(self, n)

    def _set(self, n: Numeral) -> bool:
        """Says that a number is part of a name, an order or a set phrase."""
        before = self.back(n.begin, 3).removesuffix("**")
        if SET.search(before) or self.ahead(n.end, 1) in ("+", "×", ":"):
            return True
        if self.folded[n.begin] in "十百千万亿" and self.words.closes("vague", before):
            return True
        if n.article and not n.arabic:
            return not self._cued(n)
        return bool(QUOTED.search(self.back(n.begin, 14))) and HELD.match(self.folded, n.end) is None

    def _cued(self, n: Numeral) -> bool:
        """Says that words before a bare 百 or 一 make it a number: 近百家, 仅需一分钟."""
        before = self.back(n.begin, 6)
        if self.folded[n.begin] == "一":
            return re.match(r"个?半?(?:小时|分钟|天|周|星期|个月|年)", self.ahead(n.end, 5)) is not None
        return before.endswith("上") or any(p.search(before) for p in self.words.before.values())

    def _other(self, unit: re.Match[str]) -> bool:
        behind = self.ahead(unit.end(), 1)
        if unit["word"] == "度":  # of current, not of warmth or of an angle
            return re.match(r"[^，。；]{0,5}电", self.ahead(unit.end(), 6)) is None
        if unit["word"] == "米" and RACE.match(self.folded, unit.end()):
            return True
        return bool(behind) and (behind in OTHER.get(unit["word"], "") or behind in "级型档")

    def _measured(self, n: Numeral, unit: re.Match[str], prefix: tuple[int, str] | None) -> Measure | None:
        begin = prefix[0] if prefix else n.begin
        value, code, kind = self.scaled(
            unit["word"], n.value + (Decimal("0.5") if unit["each"] == "半" else 0)
        )
        if prefix and kind == "money":
            code = prefix[1]
        if kind == "time":
            return lasting.span(self, n, unit, value, code)
        if code == "km" and "时速" in self.back(n.begin, 6):
            code = "km/h"
        if (
            code == "ratio"
            and self.back(begin, 2)[-1:] == "-"
            and not re.match(r"[\d%A-Za-z]", self.back(begin, 2))
        ):
            begin, value = begin - 1, -value  # LPR(贷款市场报价利率)-30基点
        if code == "Cel":
            begin, value = self._degrees(begin, value)
        return Measure(begin, unit.end(), value, code, kind, self.bound(n, begin, unit.end(), unit["each"]))

    def _degrees(self, begin: int, value: Decimal) -> tuple[int, Decimal]:
        """Below zero: -20℃, 零下20摄氏度; not the second end of 8-16℃."""
        if self.back(begin, 2) == "零下":
            return begin - 2, -value
        if self.back(begin, 1) == "-" and not re.match(r"[\d℃]", self.back(begin, 2)):
            return begin - 1, -value
        return begin, value
