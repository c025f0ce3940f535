"""Takes an English name apart: Institute of Digital Currency · of · the People's Bank of China."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.link.lexicon import Lexicon, Part
from kg.link.slots import Slots, frame_of
from kg.link.words import words

OF = re.compile(r" (?:of|for|in) (?:the )?")
OWNER = re.compile(r"['’]s ")
BRACKET = re.compile(r" ?\(([^()]+)\)")
WORDS = re.compile(r"[a-z]+")
PUBLIC = re.compile(r"\b(?:Ministry|Bureau|Department|Commission|Office|Government)\b")
WORD = re.compile(r"[a-z][a-z.&'’-]*")


def take_apart(line: str, top: str, lexicon: Lexicon) -> Slots:
    """Takes apart an English name, folded and in lower case."""
    frame = frame_of(line)
    slots = _beginning(line, frame, top, lexicon)
    for of in OF.finditer(line):
        last = lexicon.at(line, of.end(), weak=True)
        if not last or last.end != len(line):
            continue
        if last.top == top == "Institution" and not slots.parent:
            slots = replace(slots, parent=last)
        elif last.top == "Place" and not slots.places and len(last.keys) == 1:
            slots = replace(slots, places=(last,))
    if top == "Institution" and not slots.places and not slots.parent and (seat := _behind(line, lexicon)):
        slots = replace(slots, places=(seat,))
    return slots


def _behind(line: str, lexicon: Lexicon) -> Part | None:
    """Gives the place that a body's name ends with: Bank Negara Malaysia, Enterprise Singapore."""
    ends = (lexicon.at(line, match.start()) for match in list(WORD.finditer(line))[-3:] if match.start())
    return next((p for p in ends if p and p.end == len(line) and p.top == "Place" and len(p.keys) == 1), None)


def _beginning(line: str, frame: int, top: str, lexicon: Lexicon) -> Slots:
    first = lexicon.at(line, frame, weak=True)
    if not first:
        return Slots(frame, rest=frame)
    if first.top == "Place" and line[first.end : first.end + 1] in ("-", "–"):
        return Slots(frame, None, first, (), first.end)  # two places joined: Shenzhen-Hong Kong
    if first.top == "Place":
        return Slots(frame, None, None, (first,), first.end)
    if not first.top == top == "Institution":
        return Slots(frame, None, first, (), first.end)
    bracket = BRACKET.match(line, first.end)
    inner = lexicon.at(line, bracket.start(1)) if bracket else None
    if bracket and inner and inner.top == "Place" and inner.end == bracket.end(1):
        return Slots(frame, first, None, (inner,), bracket.end())
    owner = OWNER.match(line, first.end)
    after = owner.end() if owner else first.end
    if not owner and line[after:].split(" ")[-1] not in words("en")["branches"]:
        return Slots(frame, None, first, (), after)
    words_ = (match.start() for match in WORD.finditer(line, after))
    place = next((part for at in words_ if (part := lexicon.place(line, at))), None)
    return Slots(frame, first, None, _one(place), after)


def _one(place: Part | None) -> tuple[Part, ...]:
    return (place,) if place and place.top == "Place" and len(place.keys) == 1 else ()


def initials(name: str) -> set[str]:
    """Gives the acronyms that a name may have: HKMA; PBoC keeps the letter of its small word."""
    small = set(words("en")["small"])
    found: set[str] = set()
    for line in (name.casefold(), name.casefold().replace("-", " ")):
        parts = WORD.findall(line)
        if len(parts) > 1:
            found |= {"".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in small)}
    return found


def turned(name: str) -> str:
    """Gives the words of a public body's name in a fixed order: Norland's Bureau of Commerce is the Norland Commerce Bureau."""
    if not PUBLIC.search(name) or not name.isascii() and "’" not in name:
        return ""
    small = {*words("en")["small"], "s"}
    parts = sorted(part for part in WORDS.findall(name.casefold()) if part not in small)
    return " ".join(parts) if len(parts) > 2 else ""


def bare(name: str) -> str:
    """Gives a name without the title of a person before it: Mr Norman Chan is Norman Chan."""
    parts = name.split(" ")
    while len(parts) > 1 and parts[0].casefold() in words("en")["honorifics"]:
        parts.pop(0)
    return " ".join(parts)
