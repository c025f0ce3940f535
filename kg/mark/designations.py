"""What has a number in its name, and warships, which have a place's: rockets, satellites and ships of space, aircraft and arms, issues of bonds.

长征六号改运载火箭, 千帆极轨01组卫星, 吉林一号高分05B星, 神舟十七号载人飞行任务, F-16战机, 2024年第六期特别国债.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

ISSUE = re.compile(
    r"(?:(?:19|20)\d\d年)?第[一二三四五六七八九十百\d]+期[\u3400-\u9fff]{0,8}(?:国债|债券|票据|存单)(?![\u3400-\u9fff]?[的余])"
)
WARSHIP = re.compile("舰(?![队艇载员长只上机群船])")
TOWNS = ("province", "prefecture", "city", "county")
RANK = 88
NO_SERIES = frozenset("v vn vd p c u uj ul d ad a r q f TIME".split())
COUNTED = "[一二三四五六七八九十百零〇]{1,5}号"
NUMBER = f"{COUNTED}|(?:[A-Z]{{0,2}}\\d{{1,3}}[A-Z]?){{1,2}}[号组批]?"
ISSUED = "[甲乙丙丁改]|\\d{2}组?(?=星|卫星)|遥[一二三四五六七八九十\\d]+|(?:(?!等)[\u3400-\u9fff]){2}\\d{1,3}[A-Z]?|[A-Z](?:、[A-Z])*"


def _noun(before: str = "") -> str:
    """Gives the pattern of a craft's noun and the part of it that is meant; before is what may stand before 卫星."""
    raw = lists().raw
    return (
        f"(?:{any_of(raw['crafts'])}|{before}卫星)(?![\u3400-\u9fff]?[座云级])(?:{any_of(raw['modules'])})?"
    )


@cache
def _crafts() -> re.Pattern[str]:
    return re.compile(
        f"(?P<series>(?![将由把用以])(?:(?!等)[\u3400-\u9fff]){{2,6}}?)(?:{NUMBER})(?:{ISSUED})*"
        + _noun("[\u3400-\u9fff]{0,4}")
    )


@cache
def _of_series() -> re.Pattern[str]:
    """What finds a craft of a known series, the noun behind it or not, and what is done with one."""
    raw = lists().raw
    return re.compile(
        f"(?:{any_of(raw['series'])})(?:{COUNTED})(?:(?P<mission>(?:{_noun()})?(?:{any_of(raw['missions'])}))|(?:{ISSUED})*"
        + _noun()
        + "|[甲乙丙丁改])?"
    )


@cache
def _makes() -> re.Pattern[str]:
    raw = lists().raw
    nouns, made = any_of(raw["armed"]), any_of(raw["makes"])
    number = r"-?\d{1,4}[A-Z]{0,3}(?![A-Za-z0-9.%])"
    return re.compile(
        f"(?P<make>(?:(?<![A-Za-z0-9/-])[A-Z]{{1,4}}|{made}){number})型?(?:[\u3400-\u9fff]{{0,4}}?(?:{nouns}))"
        f"|(?<=机)(?P<behind>[A-Z]{{1,4}}{number})"
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields crafts by series, number and kind, and issues of bonds by theirs."""
    for issue in ISSUE.finditer(line.folded):
        yield Candidate(*issue.span(), "FinancialProduct", "designation", RANK)
    for match in _makes().finditer(line.folded):
        yield Candidate(*match.span(), "Product", "designation", RANK)
    for match in WARSHIP.finditer(line.folded):  # 江州|舰
        place = line.ending.get(match.start())
        if place and place.label == "Place" and place.level in TOWNS:
            yield Candidate(place.begin, match.end(), "Product", "designation", RANK)
    told = set[int]()
    for match in _of_series().finditer(line.folded):
        told.update(range(*match.span()))
        label = "Project" if match["mission"] else "Product"
        yield Candidate(*match.span(), label, "designation", RANK)
    yield from (craft for craft in _numbered(line) if craft.end - 1 not in told)


def _numbered(line: Line) -> Iterator[Candidate]:
    """Yields crafts of any series: words that are neither verbs nor small ones, a number and the noun."""
    at = 0
    while match := _crafts().search(line.folded, at):
        begin = next(
            (
                b
                for b in range(match.start(), match.end("series") - 1)
                if _series(line, b, match.end("series"))
            ),
            None,
        )
        if begin is not None and match.end() in line.word_ends | {len(line.folded)}:
            yield Candidate(begin, match.end(), "Product", "designation", RANK)
        at = match.end()


def _series(line: Line, begin: int, end: int) -> bool:
    """Says whether a series stands here: words that are neither verbs nor small ones."""
    words = line.between(begin, end)
    return (
        words[0].begin == begin
        and line.folded[begin] not in "将由把用以"
        and not any(word.tag in NO_SERIES or line.surface(word) in line.lists.words("stop") for word in words)
    )
