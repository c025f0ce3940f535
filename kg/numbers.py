"""Numerals of Chinese and English text as exact numbers: 1.9万, 三成半, 二十二, 27000多亿, 3 million, two-thirds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12, "兆": 10**12}
ENGLISH = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
MILLIONS = {"hundred": 100, "thousand": 1000, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9,
            "trillion": 10**12, "tn": 10**12}  # fmt: skip
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
RANGE = re.compile(r"\s*(?:[-—–~]{1,2}|至|到|to)\s*")  # what stands between the ends of a range

_HAN = "零〇○一二两三四五六七八九十百千万亿"
_ONES = "|".join([*ENGLISH, *TENS])
NUMERAL = re.compile(
    rf"""
    (?P<share>(?P<base>百|千|万|[一二三四五六七八九十]+)分之(?P<top>\d+(?:\.\d+)?|[{_HAN}]+(?:点[{_HAN}]+)?))
  | (?P<slash>(?<=[占超近约达为到的过])[1-9]/(?:[2-9]|10)(?![\d/]))
  | (?P<tenths>(?<![\d.{_HAN}第])[1-9一二两三四五六七八九](?:\.\d)?(?=成(?:半|多|以上|左右|以下|的|[^\u3400-\u9fff]|$|[{_HAN}])
      |成(?![立为员果都功本不品长因交绩套熟就分效])))成(?P<halftenth>半)?
  | (?P<semi>(?<=[至到为约近需时])半(?=个?小时|个月|年(?![来轻])))
  | (?P<half>一半|半数|(?<=[超过近逾])半(?![年月天日小个夜程价成岛导边]))
  | (?P<digits>(?:(?<![\d.A-Za-z])|(?<=HKD|RMB|USD|CNY|EUR))(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[ ]\d{{3}})+(?![\d,.])|\d+)(?:\.\d+)?)
      (?:(?P<more>[多余几])?(?P<scale>(?:[百千](?=[万亿]))?万亿|兆(?=\d*亿?[元美日新台韩港欧人])|[百千]?[万亿]|[百千](?![瓦米克帕赫伏分年]))
         (?P<rest>\d+(?:\.\d+)?(?:[百千]?万|(?<=兆\d{{3}})亿|(?<=兆\d{{4}})亿))?
        | [ \-]?(?P<million>(?:{"|".join(MILLIONS)})\b))?
  | (?P<han>[{_HAN}]+(?:点[零〇○一二三四五六七八九]+[万亿]*)?(?:[多余][万亿]+)?)
  | (?P<part>\b(?:(?P<parts>a|one|two|three|four)[ \-])?(?P<kind>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b(?![ \-](?:of\ )?(?:the\ |last\ |this\ )?(?:year|\d{{4}})))
  | (?P<words>\b(?:(?:a|{_ONES})\b(?:[ \-](?:{_ONES})\b)?[ ]?(?:hundred|thousand|million|billion|trillion)?\b
      |(?:{"|".join(list(TENS))})-(?:{"|".join(list(ENGLISH)[1:10])}))\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
AFTER = re.compile(r"[多余几]|来(?=[个家项名人位种年天])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number where it stands; ratio is true where its own words make it a fraction (三成, half).

    bound is over where the numeral itself says that there is more (20多, 十几); article where it may be no number
    at all (一, a bare 百 or 千, one); scale is what a number before it in a range shares (3至5万).
    """

    begin: int
    end: int
    value: Decimal
    ratio: bool = False
    bound: str | None = None
    article: bool = False
    scale: Decimal = Decimal(1)
    arabic: bool = True


@lru_cache(maxsize=2)
def find(folded: str) -> Sequence[Numeral]:
    """Gives the numerals of a folded text in their order."""
    found = list(_numerals(folded))
    for i, (left, right) in enumerate(itertools.pairwise(found)):
        between = folded[left.end : right.begin]
        if (
            right.scale > 1 == left.scale
            and RANGE.fullmatch(between)
            and left.value * right.scale < right.value
        ):
            found[i] = replace(left, value=left.value * right.scale)
    return found


def _numerals(folded: str) -> Iterator[Numeral]:
    for match in NUMERAL.finditer(folded):
        numeral = _numeral(match)
        if numeral is not None:
            more = None if numeral.ratio and match["tenths"] is None else AFTER.match(folded, numeral.end)
            if more:
                bound = "about" if more[0] == "来" else "over"
                numeral = replace(numeral, end=more.end(), bound=bound, article=False)
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:
    begin, end = match.span()
    if match["share"]:
        value = _any(match["top"]) / (SCALES.get(match["base"]) or han(match["base"]) or 1)
        return Numeral(begin, end, _rounded(value), ratio=True)
    if match["slash"]:
        top, base = map(int, match["slash"].split("/"))
        return Numeral(begin, end, _rounded(Decimal(top) / base), ratio=True)
    if match["tenths"]:
        value = (_any(match["tenths"]) + (Decimal("0.5") if match["halftenth"] else 0)) / 10
        return Numeral(begin, end, value, ratio=True)
    if match["semi"]:
        return Numeral(begin, end, Decimal("0.5"), arabic=False)
    if match["half"]:
        return Numeral(begin, end, Decimal("0.5"), ratio=True)
    if match["digits"]:
        return _digits(match)
    if match["part"]:
        return _part(match)
    return _han(match) if match["han"] else _words(match)


def _digits(match: re.Match[str]) -> Numeral:
    scale = Decimal(1)
    for char in match["scale"] or "":
        scale *= SCALES[char]
    scale *= MILLIONS.get((match["million"] or "").lower(), 1)
    value = Decimal(re.sub("[ ,]", "", match["digits"])) * scale
    if match["rest"]:  # 1亿2000万, 2兆736亿
        unit = 10**8 if match["rest"].endswith("亿") else 10**4
        value += Decimal(match["rest"].rstrip("百千万亿")) * unit * (1000 if "千" in match["rest"] else 1)
    return Numeral(*match.span(), value, bound="over" if match["more"] else None, scale=scale)


def _han(match: re.Match[str]) -> Numeral | None:
    written = match["han"]
    more = next((c for c in "多余" if c in written), "")
    value = _any(written.replace(more, ""))
    tail = re.search("[万亿]+$", written)
    scale = Decimal(1)
    for char in tail[0] if tail and tail.start() else "":
        scale *= SCALES[char]
    bare = written == "一" or (written[0] in "百千万亿" and len(written) < 3)
    return Numeral(
        *match.span(), value, bound="over" if more else None, article=bare, scale=scale, arabic=False
    )


def _part(match: re.Match[str]) -> Numeral | None:
    kind = match["kind"].lower()
    top = ENGLISH.get((match["parts"] or "one").lower(), 1)
    if match["parts"] is None and kind != "half":
        return None  # the third is no fraction
    value = _rounded(Decimal(top) / PARTS[kind.removesuffix("s")])
    return Numeral(*match.span(), value, ratio=True, arabic=False)


def _rounded(value: Decimal) -> Decimal:
    """A third is written 0.333333; what ends sooner stays exact."""
    return min(value, round(value, 6), key=lambda v: len(v.as_tuple().digits))


def _words(match: re.Match[str]) -> Numeral | None:
    words = re.split(r"[ \-]", match["words"].strip().lower())
    value, scale = 0, 1
    for word in words:
        if word in MILLIONS:
            scale = MILLIONS[word]
        else:
            value += 1 if word == "a" else ENGLISH.get(word, TENS.get(word, 0))
    if words == ["a"]:
        return None
    end = match.start() + len(match["words"].rstrip())
    return Numeral(
        match.start(),
        end,
        Decimal(value * scale),
        article=words == ["one"],
        scale=Decimal(scale),
        arabic=False,
    )


def _any(written: str) -> Decimal:
    return Decimal(written) if written[0].isdigit() and written.isascii() else han(written)


def han(written: str) -> Decimal:
    """Gives the number that Chinese numerals write: 两千三百, 二〇二四, 三点五, 一百二十万."""
    whole, _, fraction = written.partition("点")
    factor = 1
    while fraction and fraction[-1] in SCALES:
        factor, fraction = factor * SCALES[fraction[-1]], fraction[:-1]
    if len(whole) > 1 and all(c in DIGITS for c in whole):
        value = Decimal("".join(str(DIGITS[c]) for c in whole))
    else:
        value = Decimal(_whole(whole))
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return value * factor


def _whole(written: str) -> int:
    total = section = digit = 0
    for char in written:
        scale = SCALES.get(char)
        if scale is None:
            digit = DIGITS[char]
        elif scale < 10**4:
            section += (digit or 1) * scale
            digit = 0
        else:
            section += digit
            within = 0 < total < scale  # 百万|亿
            total = (total + section) * scale if within else total + (section or 1) * scale
            section = digit = 0
    return total + section + digit
