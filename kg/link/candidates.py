"""Chooses among the seeds that a mention may be, by what the document is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from kg import text
from kg.link.context import HOME, Context
from kg.link.mention import Mention, outer
from kg.seeds import lower

KNOWN, WEAK = "seed:", "weak:"
DECIDED = 0.3  # a weak name stands for a thing when this much speaks for it
LOCATIVES = "在赴驻来抵离入出访到"  # what comes before a place's name of one character
AREA = re.compile(r"[东西南北中]{1,2}部(?:地区)?")
REGISTERED = re.compile(
    "(?<=..)(?:股份|控股)?有限(?:责任)?公司$|(?<=集团)公司$"
)  # 江州集团|有限公司 is 江州集团
JOINED = 24  # characters behind a short name in which a full one is joined to it
BESIDE = 12  # characters before a mention in which a place says which of several is meant


def choose(mentions: Iterable[Mention], context: Context) -> dict[Mention, tuple[str, ...]]:
    """Maps mentions of things of the seeds to their keys; to none where a weak name stays undecided.

    A person or an English name seen by the words is one, whether or not it is the one of the seeds.
    """
    seeds = context.seeds
    chosen: dict[Mention, tuple[str, ...]] = {}
    around = outer(mentions)
    for mention in mentions:
        if mention.begin in context.owners and mention.top == "Institution":
            continue  # what it is called in full is left to the naming
        if mention.top == "Place" and mention.key in seeds.compounds:
            chosen[mention] = _members(mention.key, context)
            continue
        if AREA.fullmatch(mention.name) and _right_before(mention, context):
            chosen[mention] = ()  # 也门西部 is not the west of China
            continue
        strong, weak = _candidates(mention, context)
        if not strong and not weak:
            if mention.found.startswith(WEAK):
                chosen[mention] = ()
            continue
        best = _best(mention, strong, weak, context, nested=mention in around)
        shown = mention.top == "Person" or mention.found in ("english", "title")  # a name by its own words
        if best or not shown or mention.found.startswith(WEAK):
            chosen[mention] = (best,) if best else ()
    return chosen


def _members(key: str, context: Context) -> tuple[str, ...]:
    """Gives what a compound means: 中塞 is 塞拉利昂 where that is named and 塞尔维亚 is not."""
    members = context.seeds.compounds[key]
    if len(members) != len(key):
        return members
    return tuple(_member(char, member, context) for char, member in zip(key, members, strict=True))


def _member(char: str, member: str, context: Context) -> str:
    """Gives the country of this first character that the document names most, else what the pair is known for."""
    things = context.seeds.things
    if char == "中":
        return member
    fitting = {key for key in context.named if _starts(key, char, context)} | {member}
    return min(fitting, key=lambda key: (-context.named[key], key != member, things[key].key))


def _starts(key: str, char: str, context: Context) -> bool:
    thing = context.seeds.things[key]
    return thing.level == "country" and (thing.label("zh") or "").startswith(char)


def _right_before(mention: Mention, context: Context) -> bool:
    """Says whether the name of a place other than 中国 ends where this one begins."""
    seeds = context.seeds
    for at, spot in _before(mention, context):
        names = (n.text for n in seeds.things[spot].names)
        if spot != "place-china" and any(at + len(name) == mention.begin for name in names):
            return True
    return False


def _candidates(mention: Mention, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Gives those that a name means by itself, and those that it stands for in context."""
    seeds = context.seeds
    told: tuple[str, ...] = ()
    if mention.found.startswith((KNOWN, WEAK)):
        told = tuple(key for key in mention.found.split(":", 1)[1].split() if key in seeds.things)
    strong, weak = seeds.strong.get(mention.key, ()), seeds.weak.get(mention.key, ())
    if mention.top == "Institution" and not strong and not weak:
        strong = seeds.strong.get(REGISTERED.sub("", mention.key), ())
    if mention.found.startswith(WEAK):
        told = (*told, *context.namesakes(mention.name, told))
        weak = (*weak, *(key for key in told if key not in weak and key not in strong))
    else:
        strong = (*strong, *(key for key in told if key not in strong and key not in weak))
    if not told:
        strong = tuple(key for key in strong if seeds.things[key].top == mention.top)
        weak = tuple(key for key in weak if seeds.things[key].top == mention.top)
    return strong, weak


def _best(
    mention: Mention, strong: tuple[str, ...], weak: tuple[str, ...], context: Context, nested: bool
) -> str | None:
    if len(strong) == 1 and not weak:
        return strong[0]
    scored = sorted((-_score(key, mention, context, key in strong), key) for key in {*strong, *weak})
    score, key = -scored[0][0], scored[0][1]
    tie = len(scored) > 1 and scored[1][0] == scored[0][0]
    if key in weak and not strong:
        loose = nested or tie or score < DECIDED
        apart = _foreign(mention, key, context) or _pair(mention, context) or _alone(mention, key, context)
        return None if loose or apart else key
    return key


def _score(key: str, mention: Mention, context: Context, strong: bool) -> float:
    seeds = context.seeds
    thing = seeds.things[key]
    away = context.language == "zh-hant" and not {*HOME["zh-hant"]} & {*seeds.within(seeds.place_of(key))}
    score = (0.25 if away else 0.5) if strong else 0.0  # 證監會 in Hong Kong is the one there
    namesake = key in context.namesakes(mention.name, ())
    if not strong and _joined(mention, key, context):
        return -1.0
    score += -0.1 if namesake else 1.0 if context.named[key] else 0.0
    score += 0.5 * (thing.top == mention.top) + 0.25 * (thing.cls == mention.cls) - 0.5
    score += min(context.nearness(key), 0.25) if away else context.nearness(key)
    place = seeds.place_of(key)
    beside = {spot for at, spot in _before(mention, context)}
    score += 1.5 * bool(beside & {*seeds.within(place)} - {key})
    return score


def _joined(mention: Mention, key: str, context: Context) -> bool:
    """Says whether a short name is joined to the full one, and so is another's: 金管局与|澳门金融管理局."""
    after = context.folded[mention.end : mention.end + JOINED]
    names = (
        lower(text.fold(n.text)) for n in context.seeds.things[key].names if len(n.text) > len(mention.name)
    )
    return after[:1] in tuple("与和及同") and lower(after[1:]).startswith(tuple(names))


def _before(mention: Mention, context: Context) -> list[tuple[int, str]]:
    spots = context.spots
    return spots[bisect_left(spots, (mention.begin - BESIDE, "")) : bisect_left(spots, (mention.begin, ""))]


def _foreign(mention: Mention, key: str, context: Context) -> bool:
    """Says whether another country stands right before a weak name: 泰国央行 is not the one at home."""
    seeds = context.seeds
    home = {*seeds.within(seeds.place_of(key))}
    close = [spot for at, spot in _before(mention, context) if at >= mention.begin - 4]
    return bool(home) and any(not home & {*seeds.within(spot)} for spot in close)


def _pair(mention: Mention, context: Context) -> bool:
    """Says whether a town's name is that of a country that the text names, and 中国: 巴中 beside 巴西."""
    if len(mention.name) != 2 or mention.name[1] != "中":
        return False
    return any(_starts(key, mention.name[0], context) for key in context.named)


def _alone(mention: Mention, key: str, context: Context) -> bool:
    """Says whether a name of one character has nothing beside it that makes it a place: 在渝 has."""
    if len(mention.name) > 1 or context.named[key]:
        return False
    return context.folded[max(mention.begin - 1, 0) : mention.begin] not in tuple(LOCATIVES)
