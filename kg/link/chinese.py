"""Takes a Chinese name apart: 中国人民银行 · 重庆市 · 分行."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.link.lexicon import Lexicon, Part
from kg.link.slots import Slots, frame_of
from kg.link.words import ending

OTHER = re.compile(r"业|法人|间|保险|证券|基金|理财|租赁|消费")  # behind a bank's name: another body
GOVERNMENT = re.compile(r"人民政府|政府|委(?!员会)|人大(?:常委会)?|政协")  # bodies that have offices
SEGMENT = re.compile(
    r"(.+(?:铁路|高铁|高速|公路|运河|地铁|管道|号线))(?!.*(?:铁路|高铁|公路)).+(?:段|特大桥|大桥|隧道)$"
    r"|(.+(?:核电站|水电站|电站|电厂|基地|工程))(?:[\d一二三四五六]+号(?:机组|泵站)|(?:二期|三期|扩建)工程)+$"
    r"|(.+(?:计划|试点|项目|试验|行动)[”’]?)第(?:[一二三四五六七八九]|\d)(?:阶段|期)$"
)  # a part of a line
SCHOOL = re.compile(
    r"[^ (]{2,12}?(?:大学|科学院)(?=.{0,12}(?:学院|研究院|研究所|研究中心|实验室|医院|分校|分院|观测站)$)"
)
REGISTERED = re.compile(
    r"[^()]{2,}\((?=[^()]{2,8}\)(?:股份|控股|集团)*(?:有限|责任)*公司)"
)  # 万事网联(北京)有限公司
ROUTE = re.compile(
    r".{2,6}至.{2,6}(?:高速|公路|铁路|高铁|城际|专线|段)|.{2,4}至.{2,4}$"
)  # its ends are places
QUOTES = ("“", "”", "‘", "’", '"')
BRACKETED = re.compile(r"[^()《》]{2,}\(([^()]{2,12})\)(?=[^()])")  # 江州(临江·大水)示范园区
RANGE = re.compile(r"[至到—–-]")
PASS = re.compile(r"[关口门桥湖山河峡]至")  # 镇江关至黄胜关 is not in 镇江


def take_apart(line: str, top: str, lexicon: Lexicon) -> Slots:
    """Takes apart a name of this top class, folded and in lower case."""
    slots = _apart(line, top, lexicon)
    if top == "Programme" and not slots.places:
        return replace(slots, places=_bracketed(line, slots.frame, lexicon))
    return slots


def _apart(line: str, top: str, lexicon: Lexicon) -> Slots:
    at = frame = frame_of(line)
    if top == "Programme" and (line_ := SEGMENT.match(line, frame)):
        end = line_.end(line_.lastindex or 1)
        places, after = _places(line, end, lexicon)
        return Slots(frame, Part(frame, end, (), top), None, places, after)
    if top == "Institution" and (school := SCHOOL.match(line, frame)):
        places, after = _places(line, school.end(), lexicon, weak=True)
        known = lexicon.exact(line, frame, school.end())
        return Slots(frame, known or Part(frame, school.end(), (), top), None, places, after)
    route = top == "Programme" and ROUTE.match(line, at) is not None
    if route and (ends := _places(line, at, lexicon, weak=True))[0]:
        return Slots(frame, None, None, *ends)
    first = lexicon.at(line, at, weak=top == "Institution") or _quoted(line, at, lexicon)
    parent = head = None
    if first and first.top == "Place" and len(first.keys) == 1:
        places, at = _places(line, at, lexicon)
        body = GOVERNMENT.match(line, at) if top == "Institution" else None
        if body and ending(line[body.end() :], "offices"):
            return Slots(frame, Part(frame, body.end(), (), "Institution"), None, (), body.end())
        return Slots(frame, None, None, places, at)
    if first:
        at = first.end
        places, after = _places(line, at, lexicon, weak=ending(line, "branches") is not None)
        if (
            top == first.top
            and is_part(line[after:], bool(places), top)
            or top == first.top == "Institution"
            and _subsidiary(line[:at], line[after:])
        ):
            parent = first
        elif top == "Institution" and first.top == "Institution" and not OTHER.match(line[after:]):
            parent = first if places and _company(line[after:]) else None
        head = None if parent else first
        if head and top == "Institution" and (seat := _registered_at(line, frame, lexicon)):
            return Slots(frame, None, head, (seat,), at)
        if len(first.keys) > 1 or parent or (top == "Programme" and head):
            return Slots(frame, parent, head, places, after)
        return Slots(frame, None, head, (), at)
    return Slots(frame, None, None, (), at) if top != "Institution" else _unknown_parent(line, frame, lexicon)


def _quoted(line: str, at: int, lexicon: Lexicon) -> Part | None:
    """Gives a known name that stands here alone in quotes."""
    part = lexicon.at(line, at + 1) if line[at : at + 1] in QUOTES else None
    return part if part and line[part.end : part.end + 1] in QUOTES else None


def _unknown_parent(line: str, frame: int, lexicon: Lexicon) -> Slots:
    """Splits a branch's name whose parent nobody knows: 蓝海银行 · 重庆 · 分行."""
    unit = ending(line, "branches")
    if seat := _registered_at(line, frame, lexicon):
        return Slots(frame, None, None, (seat,), frame)
    if not unit:
        return Slots(frame, rest=frame)
    end = len(line) - len(unit)
    place = lexicon.ending(line, end, frame + 3)
    if place is None:
        return Slots(frame, rest=frame)
    return Slots(frame, Part(frame, place.begin, (), "Institution"), None, (place,), place.end)


def _registered_at(line: str, frame: int, lexicon: Lexicon) -> Part | None:
    """Gives the place in brackets in a registered name: 万事网联(北京)有限公司."""
    registered = REGISTERED.match(line, frame)
    place = lexicon.place(line, registered.end()) if registered else None
    return place if place and line[place.end] == ")" else None


def _bracketed(line: str, frame: int, lexicon: Lexicon) -> tuple[Part, ...]:
    """Gives the places that stand by themselves in brackets within a name: 江州(临江·大水)示范园区."""
    bracket = BRACKETED.match(line, frame)
    if bracket is None:
        return ()
    pieces = re.finditer("[^·、]+", bracket[1])
    spans = [(bracket.start(1) + m.start(), bracket.start(1) + m.end()) for m in pieces]
    places = [lexicon.place(line, begin, weak=True) for begin, _ in spans]
    return tuple(p for p, (_, end) in zip(places, spans, strict=True) if p and p.end == end)


def is_part(rest: str, placed: bool, top: str) -> bool:
    """Says whether what follows a known name makes the whole a part of it."""
    if top == "Institution":
        if ending(rest, "branches"):
            return True
        if rest.endswith("公司") or OTHER.match(rest):
            return False
        return ending(rest, "offices") is not None and (not placed or len(rest) <= 12)
    if top == "Programme":
        return rest.endswith("段")
    return top == "Product" and rest == ending(rest, "modules")


def _subsidiary(lead: str, rest: str) -> bool:
    """Says whether a company's name begins with that of its group: 中国旅游集团 · 中免股份有限公司."""
    own = rest.removesuffix(ending(rest, "registered") or "")
    return (
        lead.endswith("集团")
        and rest.endswith("公司")
        and len(own.removesuffix("股份").removesuffix("集团")) > 1
    )


def _company(rest: str) -> bool:
    """Says whether only a company's form is left: 有限公司 in 中国银行(香港)有限公司."""
    return rest in ("有限公司", "股份有限公司", "有限责任公司", "公司")


def _places(line: str, at: int, lexicon: Lexicon, weak: bool = False) -> tuple[tuple[Part, ...], int]:
    """Gives the places that stand here: several within one another, two joined by 至, or one in brackets."""
    bracket = at < len(line) and line[at] == "("
    place = lexicon.place(line, at + bracket, weak)
    if not place or len(place.keys) > 1 or place.end >= len(line):
        return (), at
    if bracket:
        return ((place,), place.end + 1) if line[place.end] == ")" else ((), at)
    places, at = [place], place.end
    while (follower := lexicon.place(line, at)) and len(follower.keys) == 1:
        if follower.end >= len(line) or not _within(follower, place, lexicon):
            break
        places.append(follower)
        place, at = follower, follower.end
    inner = lexicon.place(line, at + 1) if line[at : at + 1] == "(" else None
    if inner and line[inner.end : inner.end + 1] == ")":
        return (*places, inner), inner.end + 1
    if PASS.match(line, at):
        return (), at
    joined = RANGE.match(line, at)
    if joined and (other := lexicon.place(line, joined.end(), weak)):
        return (*places, other), other.end
    return tuple(places), at


def _within(inner: Part, outer: Part, lexicon: Lexicon) -> bool:
    seeds = lexicon.seeds
    if inner.key in seeds.things and seeds.things[inner.key].within:
        return outer.key in {*seeds.within(inner.key)}
    return outer.key != inner.key and outer.key not in {*seeds.within(inner.key)}
