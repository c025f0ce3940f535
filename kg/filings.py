"""The numbers under which issuers file their documents: 银发〔2023〕15号, 国务院令第781号, Order No. 781."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.numbers import han

_HAN = "\u3400-\u9fff"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇零]{1,7})"
_YEAR = r"(?:19|20)\d\d"
_KIND = "(?<!命)令|公告|通告"  # what such numbers are of; a flood or a typhoon has one, too
_WORDS = r"(?:[A-Z][A-Za-z’'-]*\.?\ ){0,5}?"
ZH = re.compile(
    rf"""
    (?P<code>[{_HAN}]{{1,16}})[ ]?[〔\[(【][ ]?(?P<year>{_YEAR})年?[ ]?[〕\])】][ ]?(?P<nth>第)?[ ]?(?P<number>\d{{1,4}})[ ]?号
  | (?P<by>[{_HAN}]{{0,20}}(?:{_KIND}))[ ]?\(?(?:(?P<year2>{_YEAR})年?)?第?[ ]?(?P<number2>(?<=第){_NUMBER}|\d{{1,4}})[ ]?号\)?(?!令|公告|通告)
  | (?P<who>[{_HAN}]{{2,16}})?(?P<year3>{_YEAR}年)?第(?P<number3>{_NUMBER})号(?P<kind>[{_HAN}]{{0,4}}(?:{_KIND}))
    """,
    re.VERBOSE,
)
EN = re.compile(
    rf"""
    \b(?P<head>{_WORDS}(?:Order|Decree|Announcement|Circular|Notice|Document|Directive|Proclamation|Executive\ Order))
      (?P<of>\ of\ the\ (?:[A-Z][A-Za-z]+\ ?){{1,5}}?)?,?\ (?:\((?P<y1>{_YEAR})\)|\[(?P<y2>{_YEAR})\])?\ ?No\.?\ ?(?P<number>\d{{1,5}})
      (?:(?:,|\ of)\ (?P<y3>{_YEAR}))?(?P<by>\ of\ the\ (?:[A-Z][A-Za-z]+(?:\ (?=[A-Z]))?){{1,6}})?
  | \b(?P<code>[A-Z][A-Za-z]+(?:\ [A-Z][A-Za-z]+){{0,4}})\ ?[〔\[(](?P<year>{_YEAR})[〕\])]\ ?No\.?\ ?(?P<number2>\d{{1,4}})
    """,
    re.VERBOSE,
)
# What stands before an issuer and is none of it; a code (银发) has no 和 in itself, a name may (住房和城乡建设部).
_BEFORE = "根据|依据|按照|依照|遵照|参照|印发|发布|公布|颁布|下发|签署了?|(?:文号|编号|^)为|以及|[的由如即在了将对经]"
BEFORE_NAME = re.compile(f"^.*(?:{_BEFORE})")
BEFORE_CODE = re.compile(f"^.*(?:{_BEFORE}|[是为和与及以于])")


@dataclass(frozen=True, slots=True)
class Filing:
    """A number where it stands; value is the form in which the same number is always written."""

    begin: int
    end: int
    value: str


def find(folded: str) -> Iterator[Filing]:
    """Yields the numbers of documents in a folded text."""
    if "号" in folded:
        yield from filter(None, map(_chinese, ZH.finditer(folded)))
    if "No" in folded:
        yield from (Filing(*match.span(), _english(match)) for match in EN.finditer(folded))


def _chinese(m: re.Match[str]) -> Filing | None:
    name = m["code"] or m["by"] or m["who"] or ""
    before = (BEFORE_CODE if m["code"] else BEFORE_NAME).match(name)
    issuer = name[before.end() :] if before else name
    begin = m.start() + len(name) - len(issuer)
    if m["code"]:
        value = f"{issuer}〔{m['year']}〕{m['nth'] or ''}{int(m['number'])}号"
        return Filing(begin, m.end(), value) if issuer else None
    year = (m["year2"] or m["year3"] or "").rstrip("年")
    number = f"第{_value(m['number2'] or m['number3'])}号"
    return Filing(begin, m.end(), f"{issuer}{m['kind'] or ''}{f'{year}年' if year else ''}{number}")


def _value(number: str) -> int:
    return int(number) if number.isdigit() else int(han(number))


def _english(m: re.Match[str]) -> str:
    if m["code"]:
        return f"{m['code']} [{m['year']}] No. {int(m['number2'])}"
    year = m["y1"] or m["y2"] or m["y3"]
    return f"{m['head']}{m['of'] or ''} No. {int(m['number'])}{f' of {year}' if year else ''}{m['by'] or ''}".strip()
