"""Numbers with a unit or a counted noun: what a text measures, before it is asked of what, whose and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import numbers
from kg.numbers import Numeral
from kg.relate.figurewords import Words

HAN = re.compile("[\u3400-\u9fff]")
CONVERTED = re.compile(r"[(（](?:约?合|折合|相当于)[^)）]{0,8}$")
NOUN = re.compile(
    r"(?:新的|重要的|重大的|的)?(?P<noun>(?:[\u3400-\u9fffA-Za-z0-9“”‘’·/+-](?<![的是在为已将并实达超被由从向比占以之等])){1,16})"
)
DURATIONS = ("d", "h", "min", "s", "mo", "a")
QUOTED = re.compile(r"[“‘《〈][^“”‘’《》〈〉]{0,12}$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and what it counts or measures; begin includes a currency in front, end the unit.

    kind: money, percent, points (百分点, 基点), times (倍), share (三成), unit, time, count. noun is the counted one.
    """

    begin: int
    end: int
    value: Decimal
    unit: str
    kind: str
    bound: str = "exact"
    noun: str = ""
    joined: bool = False  # it is the end of a range


def find(folded: str, words: Words, blocked: Sequence[tuple[int, int]], home: str = "CNY") -> list[Measure]:
    """Gives the measures of a folded text; what is blocked (dates, names) holds none. home is the currency that 元 is."""
    finder = _Chinese if "counters" in words.raw else _English
    return list(finder(folded, words, blocked, home).find())


@dataclass
class _Finder:
    folded: str
    words: Words
    blocked: Sequence[tuple[int, int]]
    home: str

    def find(self) -> Iterator[Measure]:
        """Yields the measures; the first end of a range takes the unit of the second."""
        held: Numeral | None = None
        end = 0
        for numeral in numbers.find(self.folded):
            if numeral.begin < end or any(b < numeral.end and numeral.begin < e for b, e in self.blocked):
                held = None
                continue
            measure = self.measure(numeral)
            opened = held and numbers.RANGE.fullmatch(self.folded, held.end, numeral.begin)
            if measure and held and opened and not held.article:
                yield self._first(held, numeral, measure)
                measure = replace(measure, joined=True)
            if measure:
                yield measure
                end = measure.end
            held = None if measure else numeral
        return

    def _first(self, held: Numeral, numeral: Numeral, measure: Measure) -> Measure:
        value = held.value * (measure.value / numeral.value) if numeral.value else held.value
        return replace(measure, begin=held.begin, end=measure.end, value=value)

    def measure(self, numeral: Numeral) -> Measure | None:
        raise NotImplementedError

    def back(self, at: int, size: int) -> str:
        return self.folded[max(0, at - size) : at]

    def bound(self, numeral: Numeral, begin: int, end: int, each: str | None = None) -> str:
        """Says in which bound a measure is told: by the number itself, by the words before it, or behind it."""
        for bound, pattern in self.words.after.items():
            if pattern.match(self.folded, end):
                return bound
        if each in ("多", "余"):
            return "over"
        before = self.back(begin, 24)
        for bound, pattern in self.words.before.items():
            if pattern.search(before):
                return bound
        return numeral.bound or "exact"

    def scaled(self, word: str, value: Decimal) -> tuple[Decimal, str, str]:
        """Gives value, unit and kind of a number with a unit word."""
        raw = self.words.raw
        if word in raw["percents"]:
            return (
                value / raw["percents"][word],
                "ratio",
                "percent" if word in "%‰ per cent percent" else "points",
            )
        if word in ("倍", "times"):
            return value, "ratio", "times"
        if word in raw["weeks"]:
            return value * 7, "d", "time"
        code = self.words.units.get(word)
        if code is None:
            return value, next(c for c, ws in raw["times"].items() if word in ws), "time"
        money = len(code) == 3 and code.isupper()
        return value, self.home if code == "CNY" and word == "元" else code, "money" if money else "unit"


class _Chinese(_Finder):
    def measure(self, n: Numeral) -> Measure | None:
        if self._set(n) or CONVERTED.search(self.back(n.begin, 14)):
            return None
        if n.ratio:
            return Measure(n.begin, n.end, n.value, "ratio", "share", self.bound(n, n.begin, n.end))
        prefix = self._currency(n)
        unit = self.words.unit.match(self.folded, n.end)
        if unit:
            return self._measured(n, unit, prefix)
        if prefix and n.scale > 1:
            return Measure(prefix[0], n.end, n.value, prefix[1], "money", self.bound(n, prefix[0], n.end))
        return self._counted(n)

    def _set(self, n: Numeral) -> bool:
        """Says that a number is part of a name, an order or a set phrase."""
        before, after = self.back(n.begin, 3), self.folded[n.end : n.end + 4]
        if re.search(r"[第+×*/:.]$|[A-Za-z]-?$|\d[.:]$", before.removesuffix("**")) or after.startswith(
            ("+", "×", ":")
        ):
            return True
        if n.article and not n.arabic:
            cued = any(
                p.search(self.back(n.begin, 6)) for p in self.words.before.values()
            ) or before.endswith("上")
            vague = self.words.cues["vague"].search(self.back(n.begin, 2))
            if self.folded[n.begin] == "一":
                return not self.words.cues["lasting"].search(self.back(n.begin, 6))
            return bool(vague) or not cued
        return bool(QUOTED.search(self.back(n.begin, 14))) and not re.match(
            r"[\s*]*(?:%|.{0,3}元|个百分点)", after
        )

    def _currency(self, n: Numeral) -> tuple[int, str] | None:
        lead = re.search(
            r"(人民币|港币|港元|美金|美元|澳门币|新台币|HK\$|US\$|S\$|RMB|HKD|USD|\$|€|£|¥)\s?$",
            self.back(n.begin, 5),
        )
        if lead is None:
            return None
        begin = n.begin - (len(lead[0]))
        known: dict[str, str] = {
            **self.words.raw["money_before"],
            "HK$": "HKD",
            "US$": "USD",
            "S$": "SGD",
            "RMB": "CNY",
            "€": "EUR",
            "£": "GBP",
            "¥": "CNY",
            "$": "USD",
        }
        return begin, known.get(lead[1], lead[1])

    def _measured(self, n: Numeral, unit: re.Match[str], prefix: tuple[int, str] | None) -> Measure | None:
        word, begin = unit["word"], prefix[0] if prefix else n.begin
        value = n.value + (Decimal("0.5") if unit["each"] == "半" else 0)
        value, code, kind = self.scaled(word, value)
        if prefix and kind == "money":
            code = prefix[1]
        if self.folded[unit.end() : unit.end() + 1] in "级型档" and unit.end() < len(self.folded):
            return None
        if kind == "time":
            return self._lasting(n, unit, value, code)
        if (
            word == "升"
            and self.folded[unit.end() : unit.end() + 1] in "至到级为"
            or word == "米"
            and self.folded[unit.end() : unit.end() + 1] in "粉饭面"
        ):
            return self._counted(n)
        if code == "km" and "时速" in self.back(n.begin, 6):
            code = "km/h"
        if not n.arabic and code == "Cel":
            return None
        if (
            self.folded[n.begin - 1 : n.begin] == "-"
            and not self.folded[n.begin - 2 : n.begin - 1].strip("，。(（约达至为 -℃")
            and code == "Cel"
        ):
            value, begin = -value, n.begin - 1
        if code == "Cel" and self.back(n.begin, 2) == "零下":
            value, begin = -value, n.begin - 2
        return Measure(begin, unit.end(), value, code, kind, self.bound(n, begin, unit.end(), unit["each"]))

    def _lasting(self, n: Numeral, unit: re.Match[str], value: Decimal, code: str) -> Measure | None:
        """A span of time is a figure where something lasts so long; what only frames (三年来) is none."""
        before, after = self.back(n.begin, 7), self.folded[unit.end() : unit.end() + 2]
        for pattern in self.words.before.values():
            before = pattern.sub("", before)
        before = re.sub(r"[超近约过逾达了至到为从由的现在有]+$", "", before)
        if re.match(r"以内", after) and self.back(n.begin, 2) in ("短至", "缩至", "短到"):
            after = ""
        if re.match(r"[内后前来间里]|以[来后前内]|之[后前内]|时间[，内里]|期|行动|规划|计划", after):
            return None
        if code == "mo" and "个" not in unit[0]:
            return None
        if self.words.cues["running"].search(before[-3:]) and before.endswith(("连续", "连续第")):
            if before.endswith("第"):
                return None
            return Measure(
                n.begin,
                unit.end(),
                n.value,
                "count",
                "running",
                self.bound(n, n.begin, unit.end()),
                unit["word"],
            )
        cued = re.search(any_end(self.words.all("lasting")), before)
        if not cued and not (
            code in ("h", "min")
            and re.search(r"(?:时间|时长|压缩|缩短|从|由|通行|仅|只|需)[^，。]{0,8}$", self.back(n.begin, 14))
            or re.match(r"(?:压缩|缩短|延长|缩减|降)", after)
        ):
            return None
        end = unit.end()
        minutes = re.match(r"(\d{1,2})分钟?", self.folded[end : end + 5]) if code == "h" else None
        if minutes:  # 1小时20分钟
            value, code, end = value * 60 + int(minutes[1]), "min", end + minutes.end()
        return Measure(n.begin, end, value, code, "time", self.bound(n, n.begin, end, unit["each"]))

    def _points(self, n: Numeral, counter: re.Match[str] | None) -> Measure | None:
        """An index has points, with or without the word."""
        lead = re.split("[。；]", self.back(n.begin, 40))[-1]
        if "指数" not in lead or re.search(r"[个家项]", lead[-2:]):
            return None
        pointed = counter is not None and counter["word"] == "点"
        if not pointed and not re.search(
            r"指数(?:为|达|达到|报|录得|是|升至|降至|回升至|增至)+[约超近]?$", lead
        ):
            return None
        end = counter.end() if counter and pointed else n.end
        if not pointed and not re.match(r"[，。、；,)]|$", self.folded[end : end + 1]):
            return None
        return Measure(n.begin, end, n.value, "count", "index", self.bound(n, n.begin, end))

    def _counted(self, n: Numeral) -> Measure | None:
        points = self._points(n, self.words.counter.match(self.folded, n.end))
        return points or self._things(n)

    def _things(self, n: Numeral) -> Measure | None:
        counter = self.words.counter.match(self.folded, n.end)
        before = self.back(n.begin, 3)
        if counter is None:
            return self._bare(n)
        if n.value != n.value.to_integral_value() or re.search(any_end(self.words.all("definite")), before):
            return None
        word = counter["word"]
        if (not n.arabic and n.value <= 10 and word in self.words.raw["weak"]) or (
            word == "点" and n.value < 25
        ):
            return None
        rest = self.folded[counter.end() : counter.end() + 18]
        noun = NOUN.match(rest)
        named = noun["noun"] if noun else ""
        if (
            re.match(any_of_start(self.words.all("abstract")), rest.removeprefix("的"))
            or (word == "个" and re.match(any_of_start(self.words.all("slogans")), rest))
            or (
                word in ("国", "城", "市", "省", "县", "区", "州", "村", "镇", "乡")
                and not n.arabic
                and n.scale == 1
            )
        ):
            return None
        if re.match(any_of_start(self.words.all("setting")), self.folded[n.end :][:3]) or (
            word in ("年", "月", "日")
        ):
            return None
        end = counter.end()
        label = (
            named
            if word
            in ("个", "家", "项", "名", "种", "所", "条", "款", "只", "台", "场", "张", "位", "件", "座")
            else word + named
        )
        return Measure(
            n.begin, end, n.value, "count", "count", self.bound(n, n.begin, end, counter["each"]), label
        )

    def _bare(self, n: Numeral) -> Measure | None:
        """A great number behind a noun that counts (注册量达5000亿) needs no measure word."""
        if n.scale < 10000 or not re.match(
            r"[，。、；)（(\s*]|大关|$|多?[，。]", self.folded[n.end : n.end + 3]
        ):
            return None
        lead = re.split(r"[，。；、]", self.back(n.begin, 16))[-1]
        if not re.search(
            r"[数量次户]|规模|人口|粉丝|用户|[儿者员民工生人](?:约|近|超过?|达到?|逾|已|突破)*$", lead
        ):
            return None
        return Measure(n.begin, n.end, n.value, "count", "count", self.bound(n, n.begin, n.end))


def any_of_start(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def any_end(words: Sequence[str]) -> str:
    return "(?:" + any_of_start(words) + ")$"


class _English(_Finder):
    WORD = re.compile(r"[ \-]?([A-Za-z][A-Za-z’'-]*)")

    def measure(self, n: Numeral) -> Measure | None:
        before = self.back(n.begin, 16)
        if re.search(r"[A-Za-z]-$|[+×/.#]$|\bNo\.? $", before):
            return None
        if n.ratio:
            cued = re.match(r" (?:of|the|a)\b", self.folded[n.end : n.end + 5]) and not re.search(
                r"\b(?:first|second|latter|other) $", before
            )
            return (
                Measure(n.begin, n.end, n.value, "ratio", "share", self.bound(n, n.begin, n.end))
                if cued
                else None
            )
        currencies = self.words.raw["currencies"]
        lead = re.search(r"(" + any_of_start(list(currencies)) + r")\s?$", before)
        if lead:
            begin = n.begin - len(lead[0])
            return Measure(begin, n.end, n.value, currencies[lead[1]], "money", self.bound(n, begin, n.end))
        unit = self.words.unit.match(self.folded, n.end)
        if unit:
            return self._measured(n, unit)
        return self._counted(n, before)

    def _measured(self, n: Numeral, unit: re.Match[str]) -> Measure | None:
        if self.folded[n.end : n.end + 1] == "-":
            return None
        value, code, kind = self.scaled(unit["word"], n.value)
        if kind == "time" and not re.search(
            r"\b" + any_end(self.words.all("lasting")), self.back(n.begin, 16).rstrip()
        ):
            return None
        return Measure(n.begin, unit.end(), value, code, kind, self.bound(n, n.begin, unit.end()))

    def _counted(self, n: Numeral, before: str) -> Measure | None:
        if (
            n.article
            or n.value != n.value.to_integral_value()
            or "." in self.folded[n.begin : n.end].split(" ")[0]
        ):
            return None
        if re.search(r"\b" + any_end(self.words.all("definite")), before.rstrip()) and (
            not n.arabic or not re.search(r"\b(?:the|its|their|all)$", before.rstrip())
        ):
            return None
        noun = self._noun(n.end)
        if noun is None:
            return None
        return Measure(n.begin, noun[0], n.value, "count", "count", self.bound(n, n.begin, noun[0]), noun[1])

    def _noun(self, at: int) -> tuple[int, str] | None:
        """Gives the end and the text of the noun phrase from here, if its head is a plural."""
        begin, taken, head = at, 0, 0
        raw = self.words.raw
        while taken < 6:
            word = self.WORD.match(self.folded, at)
            if (
                word is None
                or word[1].lower() in raw["stops"]
                or (taken == 0 and self.folded[at : at + 1] == "-")
            ):
                break
            at, taken, lower = word.end(), taken + 1, word[1].lower()
            plural = lower in raw["nouns"] or re.search(r"[^su'’i]s$", lower)
            if lower in raw["not_nouns"]:
                return None if not head else (head, self.folded[begin:head].strip())
            if plural:
                head = at
                break
        return (head, self.folded[begin:head].strip()) if head else None
