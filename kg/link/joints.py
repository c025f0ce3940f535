"""Puts mentions right where names meet: a branch behind its parent or in a list, two bodies joined by 和."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.link import forms
from kg.link.lexicon import Lexicon
from kg.link.mention import Mention, outer
from kg.link.words import longest_first
from kg.seeds import Seeds, lower

JOINT = re.compile(r"[和与及、]")
BOTH = re.compile(
    "(?:(?:第一|常务)?副?(?:总理|首相|总统|主席|国家主席))兼(?:任|代理)?$"
)  # 江西国|副总理兼|财政部部长
HOME = "place-china"


@cache
def _branch() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first("branches"))))


def branches(mentions: list[Mention], lexicon: Lexicon, folded: str) -> Iterator[tuple[Mention, int]]:
    """Yields each body, not within a longer name, whose branch is named right behind it, and the branch's end."""
    around = outer(mentions)
    covered = {mention.begin: mention.end for mention in reversed(mentions) if mention not in around}
    for mention in mentions:
        if mention.top != "Institution" or mention in around or covered.get(mention.begin) != mention.end:
            continue
        line = folded[mention.end : mention.end + 24].split("\n")[0]
        place = lexicon.place(line + " ", 0) if line else None
        unit = _branch().match(line, place.end) if place else None
        if unit:
            yield mention, mention.end + unit.end()


def listed(mentions: list[Mention], lexicon: Lexicon, folded: str) -> Iterator[tuple[Mention, int, int, str]]:
    """Yields the branches of a list that leave their body out, where each begins and ends, and the body: 中国银行江州分行、|青川分行."""
    around = outer(mentions)
    for mention in mentions:
        if mention.top != "Institution" or mention in around:
            continue
        slots = forms.apart(lower(mention.name), mention.top, lexicon)
        if not (slots.parent and slots.places and _branch().fullmatch(mention.name, slots.rest)):
            continue
        owner, end = mention.name[slots.parent.begin : slots.parent.end], mention.end
        while JOINT.match(folded, end):
            line = folded[end + 1 : end + 25].split("\n")[0]
            place = lexicon.place(line + " ", 0) if line else None
            unit = _branch().match(line, place.end) if place else None
            if unit is None:
                break
            yield mention, end + 1, end + 1 + unit.end(), owner
            end += 1 + unit.end()


def held(mentions: list[Mention], seeds: Seeds, folded: str) -> Iterator[tuple[Mention, str]]:
    """Yields the ministries of other countries behind the first office of who heads them, with the country."""
    places = {m.end: m for m in mentions if m.top == "Place"}
    for mention in mentions:
        both = BOTH.search(folded, max(0, mention.begin - 10), mention.begin)
        place = places.get(both.start()) if both and mention.top == "Institution" else None
        keys = {*seeds.strong.get(place.key, ()), *seeds.weak.get(place.key, ())} if place else set()
        if place and any(seeds.things[key].level == "country" and key != HOME for key in keys):
            yield mention, place.name


def joined(mention: Mention, seeds: Seeds) -> bool:
    """Says whether a mention is two known names joined into one: 中国人民银行和国家外汇管理局."""
    if mention.key in seeds.strong or mention.top not in ("Institution", "Place"):
        return False
    parts = [lower(part) for part in JOINT.split(mention.name)]
    return len(parts) > 1 and all(part in seeds.forms for part in parts)
