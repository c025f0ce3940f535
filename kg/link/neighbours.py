"""Finds a place right behind the one that it lies in: 江苏苏州, 呼和浩特市土左旗; Suzhou, Jiangsu."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from kg import text
from kg.link.lexicon import Lexicon
from kg.link.mention import Mention, ordered, outer
from kg.link.words import words

PART = re.compile(
    "(?:[东西南北中]{1,2}部)?(?:[\u3400-\u9fff]{0,2}(?:城市|市镇|小镇|港口))?"
)  # 智利|中部|马乌莱大区
SMALL = (
    *"市区县旗镇乡村盟州",
    "街道",
    "新区",
    "副中心",
    "水库",
    "机场",
    "港区",
    "开发区",
    "园区",
    "林场",
    "草原",
    "南站",
    "北站",
    "东站",
    "西站",
    "火车站",
    "高铁站",
    "国宾馆",
    "景区",
    "口岸",
    "码头",
)
NARROW = ("feature", "city")  # known to be in a country, told here to be in a part of it: 马里兰州|巴尔的摩市
ZONES = ("新区", "开发区", "园区")
WIDER = (*SMALL, *"省州岛", "大区")
LED = ("Programme", "Institution")
WORKS = (
    "Project",
    "Company",
    "ResearchInstitution",
    "Institution",
)  # of which a place before the name tells where
TOWNS = ("prefecture", "city", "county")
WITHIN = ("country", "province", "region", "prefecture", "city", "county")


def neighbours(
    mentions: list[Mention], keys: Mapping[Mention, tuple[str, ...]], lexicon: Lexicon, folded: str
) -> Iterator[tuple[Mention, Mention]]:
    """Yields thing and place around it: places that stand alone, and names behind the place that their own lies in."""
    yield from _led(mentions, keys, lexicon)
    yield from _toured(mentions, keys, lexicon, folded)
    around = outer(mentions)
    places = [m for m in ordered(mentions) if m.top == "Place" and m not in around and len(keys[m]) == 1]
    first_in = {
        m.begin: m for m in around if m.top == "Place" and len(keys[m]) == 1 and around[m].begin == m.begin
    }
    held: Mention | None = None  # what holds the places of a list that goes on: 西班牙|巴伦西亚、安达卢西亚
    for first, second in pairwise(places):
        gap = folded[first.end : second.begin]
        if (PART.fullmatch(gap) or gap == "的") and _holds(first, second, keys, lexicon):
            inner = first_in.get(second.begin) if second.name.endswith(ZONES) else None  # 江苏|南京|江北新区
            held = first
            yield (inner if inner and _holds(first, inner, keys, lexicon) else second), first
        elif held and gap in ("、", "和") and _holds(held, second, keys, lexicon):
            yield second, held
        elif gap not in ("、", "和"):
            held = None
        if (
            gap == ", "
            and first.name.isascii()
            and keys[second][0] in {*lexicon.seeds.within(keys[first][0])}
        ):
            yield first, second


def _led(
    mentions: list[Mention], keys: Mapping[Mention, tuple[str, ...]], lexicon: Lexicon
) -> Iterator[tuple[Mention, Mention]]:
    """Yields a name, and the place that it begins with, with the place right before it: 广西|南宁至凭祥高速铁路."""
    around = outer(mentions)
    before = {m.end: m for m in mentions if m.top == "Place" and m not in around and len(keys[m]) == 1}
    for whole in mentions:
        wide = before.get(whole.begin)
        if wide and whole.cls in WORKS and whole not in around and _seats(wide, whole, keys, lexicon):
            yield whole, wide
    for first, whole in around.items():
        wide = before.get(whole.begin)
        led = wide and first.top == "Place" and first.begin == whole.begin and len(keys[first]) == 1
        if wide and led and whole.top in LED and _holds(wide, first, keys, lexicon):
            yield first, wide
            yield whole, wide


@cache
def _tour() -> re.Pattern[str]:
    return re.compile(f"[^，。；\n]{{0,8}}(?:{'|'.join(words('zh')['tours'])})")


def _toured(
    mentions: list[Mention], keys: Mapping[Mention, tuple[str, ...]], lexicon: Lexicon, folded: str
) -> Iterator[tuple[Mention, Mention]]:
    """Yields the towns of a tour and the province or the like that it is said to be in: 在湖北调研 … 在宜昌."""
    things, around = lexicon.seeds.things, outer(mentions)
    places = [m for m in ordered(mentions) if m.top == "Place" and m not in around and len(keys[m]) == 1]
    toured = [m for m in places if folded[m.begin - 1 : m.begin] == "在" and _tour().match(folded, m.end)]
    wide = {keys[m][0]: m for m in reversed(toured) if keys[m][0] != "place-china"}
    named = {keys[m][0] for m in places}
    for small in places if wide else ():
        thing = things.get(keys[small][0])
        if thing and thing.level in TOWNS:
            nearest = next((key for key in lexicon.seeds.within(thing.within) if key in named), "")
            if nearest in wide:
                yield small, wide[nearest]


def _seats(wide: Mention, whole: Mention, keys: Mapping[Mention, tuple[str, ...]], lexicon: Lexicon) -> bool:
    """Says whether a place right before works or a company is where it is: 青海|玛尔挡水电站."""
    things, (one,), (other, *more) = lexicon.seeds.things, keys[wide], keys[whole]
    if more or one == "place-china" or one not in things or things[one].level not in WITHIN:
        return False
    known = things[other].place if other in things else None
    return not known or known in {*lexicon.seeds.within(one)} or one in {*lexicon.seeds.within(known)}


def _holds(wide: Mention, small: Mention, keys: Mapping[Mention, tuple[str, ...]], lexicon: Lexicon) -> bool:
    """Says whether the first of two places can hold the second: by the seeds, else by their endings."""
    things, (one,), (other,) = lexicon.seeds.things, keys[wide], keys[small]
    if (
        one == other
        or one == "place-china"
        or min(len(wide.name), len(small.name)) < 2
        or not text.is_han(small.name[0])
    ):
        return False
    if other in things and things[other].within:
        narrower = things[other].within in {*lexicon.seeds.within(one)} and things[other].level in NARROW
        return one in {*lexicon.seeds.within(other)} or (
            narrower and not small.name.endswith(tuple(words("zh")["flowing"]))
        )
    if one in things:
        return things[one].level in WITHIN and other not in things
    return small.name.endswith(SMALL) and wide.name.endswith(WIDER)
