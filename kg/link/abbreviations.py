"""Says whether one name is a short form of another."""

from __future__ import annotations

import re
from functools import cache

from kg import text
from kg.link import english
from kg.link.forms import Form
from kg.link.slots import FRAME
from kg.link.words import ending, longest_first, words

QUOTED = re.compile(r"^[“\"‘']([^”\"’']*[a-z\u3400-\u9fff]{2}[^”\"’']*)[”\"’'](.{0,10})$", re.I)
SUCCESSOR = re.compile(r"升级版|[\d.]+$|[二三四五]期")
SPAN = re.compile(r"(?:20\d\d){1,2}年?$")  # 《三年行动方案(2020-2022)》 is 《三年行动方案》
GENERIC = re.compile(
    r"中国|全国|国家|国际|世界|地方|有限|责任|股份|集团|公司|银行|中心|管理|委员会|工程|项目"
)
SUBSET = ("Institution", "Programme", "Event")  # classes whose names are shortened by leaving characters out
AIMED = ("Policy", "Programme", "Product")  # whose English names may leave out what they are for
LEAST = 4  # characters of a name that may stand for a longer one that ends with it


def nucleus(name: str, top: str) -> str:
    """Gives the key of what a name has in quotes, its kind behind them: “科汇通”试点 is 科汇通."""
    match = QUOTED.match(name.strip())
    if not match or SUCCESSOR.search(match[2]):
        return text.key(name)
    plain = not match[2] or match[2] in words("zh")["nouns"] or top != "Event"
    return text.key(match[1]) if plain else text.key(name)


def of_kind(name: str, core: str, cls: str) -> bool:
    """Says whether what a name has behind its core fits a class: a “一带一路”项目 is no Initiative."""
    noun = text.key(name).removeprefix(core)
    return not noun or cls in words("zh")["anaphora"]["nouns"].get(noun, ())


def without_noun(name: str) -> str:
    """Gives the folded key of a name without its class noun, if enough is left."""
    key = text.key(name)
    noun = next((word for word in longest_first("nouns") if key.endswith(word)), "")
    return key[: -len(noun)] if noun and len(key) - len(noun) >= LEAST else key


def shortens(short: Form, long: Form, top: str) -> bool:
    """Says whether a name stands for a longer one of its class: 川不息公司 for 重庆川不息电子商务有限公司."""
    if not _compatible(short, long):
        return False
    if text.has_han(short.label):
        return _tail(short, long, top) or (top in SUBSET and _subset(short, long, top))
    return _acronym(short, long) or _beginning(short, long) or (top in AIMED and _aimed(short, long))


def edition(series: Form, one: Form, top: str) -> bool:
    """Says whether the longer name is the shorter one behind a year or an ordinal: 2024陆家嘴论坛."""
    return top == "Event" and text.key(one.line[one.slots.frame :]) == text.key(series.line)


def _compatible(short: Form, long: Form) -> bool:
    """Says whether what both names tell of year and place agrees."""
    years = [form.line[: form.slots.frame].rstrip("年度") for form in (short, long)]
    if all(years) and years[0] != years[1]:
        return False
    if ending(short.line, "branches") != ending(long.line, "branches"):
        return False  # a bank is no branch
    near = {key for part in short.slots.places for key in part.keys}
    far = {key for part in long.slots.places for key in part.keys}
    if near <= far or (not far and not long.slots.parent and not long.slots.head):
        return True
    return all(short.line[part.begin : part.end] in long.line for part in short.slots.places)


def _tail(short: Form, long: Form, top: str) -> bool:
    """Says whether the long name ends with the short one, only a year, a place or a modifier before it."""
    near, far = text.key(short.label), text.key(long.label)
    bare = text.key(short.line[short.slots.frame :])
    whole = {far, without_noun(long.label)} if top != "Institution" else {far}
    whole |= {SPAN.sub("", far)} if top == "Policy" else set()
    for name, full in ((name, full) for name in (near, bare) for full in whole):
        if not full.endswith(name) or len(name) >= len(full):
            continue
        if full[: -len(name)] in _leads(long) or (top != "Institution" and len(name) > LEAST):
            return True
    return False


def _leads(long: Form) -> set[str]:
    """Gives what may be left out before a name: its year or ordinal, its place, both."""
    line, slots = long.line, long.slots
    ends = {slots.frame} | {part.end for part in slots.places if not slots.parent}
    return {text.key(line[begin:end]) for begin in (0, slots.frame) for end in ends if end > begin}


def _subset(short: Form, long: Form, top: str) -> bool:
    """Says whether the short name picks characters of the long one, from its beginning to its kind."""
    near, far = text.key(short.line[short.slots.frame :]), text.key(long.line)
    own, full = _head(near, far)
    if not own:
        far = without_noun(long.line)
        own, full = _head(near, far)
    if not own or len(near) - len(own) < 1 or len(near) < 3:
        return False
    begins = _begins(long)
    stem = near[: -len(own)]
    if not _distinct(stem, short, top):
        return False
    body = far[: len(far) - len(full)]
    if (len(full) >= LEAST and own == full) or (top != "Institution" and len(stem) >= LEAST):
        return _picked(stem, body)
    return any(body[at : at + 1] == stem[0] and _picked(stem, body[at:]) for at in begins)


def _begins(long: Form) -> list[int]:
    """Gives where in the long key a short name may begin: at its start, and behind year, parent, place."""
    slots, line = long.slots, long.line
    parts = [slots.parent, slots.head, *slots.places]
    ends = {0, slots.frame} | {part.end for part in parts if part}
    ends |= {at.end() for at in FRAME.finditer(line)}
    return sorted({len(text.key(line[:end])) for end in ends})


def _distinct(stem: str, short: Form, top: str) -> bool:
    """Says whether a short name has anything of its own besides its place and words of any name."""
    places = [short.line[part.begin : part.end] for part in short.slots.places]
    for place in places:
        stem = stem.replace(text.key(place), "")
    stem = GENERIC.sub("", stem)
    return len(stem) >= (2 if top == "Institution" else 1)


@cache
def _pairs() -> list[tuple[str, str]]:
    pairs = [(words_[0], word) for words_ in words("zh")["heads"] for word in words_]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), -len(pair[1]), pair))


def _head(near: str, far: str) -> tuple[str, str]:
    """Gives the word of both names that tells the kind, as each writes it; empty where kinds differ."""
    for own, full in _pairs():
        if near.endswith(own) and far.endswith(full):
            return own, full
    size = next((n for n in range(min(len(near), len(far)), 0, -1) if near[-n:] == far[-n:]), 0)
    return near[len(near) - size :], far[len(far) - size :]


def _picked(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _acronym(short: Form, long: Form) -> bool:
    name = short.label.replace(".", "")
    if any(char.isdigit() for char in long.label) and name.isalpha():
        return False
    return 2 <= len(name) <= 10 and " " not in name and name.casefold() in english.initials(long.label)


def _beginning(short: Form, long: Form) -> bool:
    """Says whether the short name is the long one without the body that it belongs to or its class noun."""
    near, far = " ".join(short.label.casefold().split()), " ".join(long.label.casefold().split())
    if far.startswith(f"{near} of ") and " of " in near:
        return True
    return any(far in (f"{noun} {near}", f"{near} {noun}") for noun in words("en")["nouns"])


def _aimed(short: Form, long: Form) -> bool:
    """Says whether the long name is the short one with what it is for: Green Taxonomy for Sustainable Finance."""
    near, far = " ".join(short.label.casefold().split()), " ".join(long.label.casefold().split())
    return " " in near and far.startswith((f"{near} for ", f"{near} on "))
