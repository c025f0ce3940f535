"""Fills in the place that a name leaves out: 市政府 in a page about 重庆 is 重庆市政府."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from kg import text
from kg.link.context import Context
from kg.link.words import words

WHOLE = {"特区": "特别行政区"}
TITLED = re.compile(
    r"[^。；\n《]{0,24}(?:印发|发布|出台|下发|公布|制定|修订|通过)了?[^。；\n《]{0,12}《(?:关于)?"
)
ITEM = re.compile(r"(?:^|\n)[ \d.、【]*(?=([^\n：:]{2,8})[：:])")  # an item of a digest: 江州：…
ITEM_REACH = 400  # characters that an item of a digest goes on
WIDE = ("continent", "region", "grouping", "feature", "sea")


def kind(line: str) -> str | None:
    """Gives the kind of place whose own name is left out at the beginning (市 in 市政府)."""
    if line.startswith(tuple(words("zh")["not_elided"])):
        return None
    for word in words("zh")["elided"]:
        if line.startswith(word) and any(
            line[len(word) :].endswith(head) for head in words("zh")["unit_heads"]
        ):
            return str(word)
    return None


def fill(word: str, at: int, context: Context) -> tuple[str, str] | None:
    """Gives key and name of the place of this kind that a document, or what stands last before, is about."""
    options = {key: name for key in context.places if (name := _named(key, word, context))}
    counts = {key: context.places[key] for key in options}
    if not options:
        return None
    if told := _told(at, options, context):
        return told, options[told]
    best = min(options, key=lambda key: (-counts[key], key))
    if counts[best] * 2 >= sum(counts.values()):
        return best, options[best]
    before = context.spots[: bisect_left(context.spots, (at, ""))]
    for _, spot in reversed(before):
        for key in context.seeds.within(spot):
            if key in options:
                return key, options[key]
    return best, options[best]


def _told(at: int, options: Iterable[str], context: Context) -> str | None:
    """Gives the place that begins the title of what is issued here, else that of the digest's item."""
    title = TITLED.match(context.folded, at)
    items = [m.end() for m in ITEM.finditer(context.folded, max(0, at - ITEM_REACH), at)]
    for spot in (title.end() if title else -1, items[-1] if items else -1):
        around = next((context.seeds.within(key) for begin, key in context.spots if begin == spot), ())
        if found := next((key for key in around if key in options), None):
            return found
    return None


def _named(key: str, word: str, context: Context) -> str | None:
    """Gives the full Chinese name of a place if it is of this kind."""
    if context.seeds.things[key].level in WIDE:  # 东亚地区 is no 区
        return None
    last = WHOLE.get(word, word)
    names = [
        text.fold(n.text)
        for n in context.seeds.things[key].names
        if n.language == "zh" and n.kind != "hidden"
    ]
    return next((name for name in names if name.endswith(last) and len(name) > len(last)), None)
