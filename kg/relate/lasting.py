"""Spans of time in Chinese: figures where something lasts so long (历时186天), none where they only frame (三年来)."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.numbers import Numeral
from kg.relate.measures import Finder, Measure

FRAMED = re.compile(r"[内后前来间里]|以[来后前内]|之[后前内]|时间[，内里]|期|行动|规划|计划")
FILLED = re.compile(r"[超近约过逾达了至到为从由的现在有得不共计总全部]+$")
RANGED = re.compile(r"[\d两三四五六七八九]+[至到—-]+$")  # the first end of a range
SHORTENED = re.compile(r"(?:时间|时长|压缩|缩短|通行|从|由|仅|只|需)[^，。]{0,8}$")
SHORTENING = re.compile(r"(?:压缩|缩短|延长|缩减|降)")
WITHIN = ("短至", "缩至", "短到", "期限为", "限为")


def span(finder: Finder, n: Numeral, unit: re.Match[str], value: Decimal, code: str) -> Measure | None:
    """Gives how long something lasts; so many years on end are a count."""
    words, end = finder.words, unit.end()
    before, after = finder.back(n.begin, 8), finder.ahead(end, 2)
    if (FRAMED.match(after) and not before.endswith(WITHIN)) or (code == "mo" and "个" not in unit[0]):
        return None
    bound = finder.bound(n, n.begin, end, unit["each"])
    if words.closes("running", before):
        return Measure(n.begin, end, n.value, "count", "running", bound, unit["word"])
    if not words.closes("lasting", _bare(finder, before)) and not _shortened(finder, n, code, after):
        return None
    minutes = re.match(r"(\d{1,2})分钟?", finder.ahead(end, 5)) if code == "h" else None
    if minutes:  # 1小时20分钟
        return Measure(n.begin, end + minutes.end(), value * 60 + int(minutes[1]), "min", "time", bound)
    return Measure(n.begin, end, value, code, "time", bound)


def _bare(finder: Finder, before: str) -> str:
    """The words before without those of a bound: 期限不少于2年, 历时近10年."""
    for pattern in finder.words.before.values():
        before = pattern.sub("", before)
    return FILLED.sub("", RANGED.sub("", before))


def _shortened(finder: Finder, n: Numeral, code: str, after: str) -> bool:
    """Says that a journey takes so long: 通行时间从4个多小时缩短至1小时."""
    if code == "d":
        return SHORTENING.match(after) is not None
    if code not in ("h", "min"):
        return False
    return bool(SHORTENED.search(finder.back(n.begin, 14)) or SHORTENING.match(after))
