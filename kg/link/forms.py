"""The forms of a name: by which it is the same as another, and in which it is written in full."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg import text
from kg.link import chinese, elision, english
from kg.link.lexicon import Lexicon, Part
from kg.link.mention import Mention
from kg.link.slots import Slots
from kg.link.words import unit, words
from kg.seeds import lower

PARTY = re.compile(
    "中共(?=(?!中央).{1,9}(?:[省市区县州盟旗]委(?:员会)?|人民政府)$)"
)  # 中共江州市委 is 江州市委
ABROAD = {"place-hong-kong", "place-macau", "place-taiwan"}


@dataclass(frozen=True, slots=True)
class Form:
    """A name completed and taken apart.

    identity is equal for two names of the same slots; label is the full name. The slots count in line, which has
    the parent as written, in lower case; shift says how much longer it is than the mention's own name.
    """

    identity: str
    label: str
    line: str
    slots: Slots
    shift: int = 0


def complete(mention: Mention, lexicon: Lexicon) -> Form:
    """Gives the forms of a mention's name, the place or the body that it leaves out filled in from the document."""
    name, shift = mention.name, 0
    if mention.top == "Institution" and (party := PARTY.match(name)):
        name, shift = name[party.end() :], -party.end()
    owner = lexicon.context.owners.get(mention.begin) if mention.top == "Institution" else None
    if owner:
        name, shift = owner + name, shift + len(owner)
    elif mention.top == "Institution" and (word := elision.kind(name)):
        filled = elision.fill(word, mention.begin, lexicon.context)
        if filled:
            shift += len(filled[1]) - len(word)
            name = filled[1] + name[len(word) :]
    return replace(of(name, mention.top, lexicon), shift=shift)


def of(name: str, top: str, lexicon: Lexicon) -> Form:
    """Gives the forms of a folded name of this top class."""
    if top == "Event" and (same := _session(name)) != name:
        return replace(
            of(same, top, lexicon), label=name, line=lower(name), slots=apart(lower(name), top, lexicon)
        )
    line = lower(name)
    slots = apart(line, top, lexicon)
    unknown = slots.parent is not None and not slots.parent.keys
    rest = name[slots.rest :]
    if unknown or (not slots.parent and _at_home(slots, lexicon)):
        rest = unit(rest)
    pieces = [name[: slots.frame]]
    if text.has_han(name):
        known = [part for part in (slots.parent, *slots.places) if part]
        pieces += [_token(part, name, lexicon) for part in known] + (
            [_head(slots.head, name)] if slots.head else []
        )
        identity = "|".join([*map(_plain, pieces), text.key(rest)])
        label = _spelled(name[: slots.rest], slots.parent, lexicon) + rest
    else:
        identity, label = _english(line, slots), name
    return Form(identity, label, line, slots)


def _session(name: str) -> str:
    """Gives the name of a session as its short form has it: 政协第九届全国委员会常务委员会会议 is 全国政协九届常委会会议."""
    for full, short in words("zh")["sessions"].items():
        name = re.sub(full, short, name)
    return name


def apart(line: str, top: str, lexicon: Lexicon) -> Slots:
    """Takes a name apart by the grammar of its script."""
    if text.has_han(line):
        return chinese.take_apart(line, top, lexicon)
    return english.take_apart(line, top, lexicon)


def _at_home(slots: Slots, lexicon: Lexicon) -> bool:
    """Says whether a place is one whose offices are called as in the lists: 县政府 is 县人民政府 in 中国 only."""
    places = {key for part in slots.places for place in part.keys for key in lexicon.seeds.within(place)}
    return "place-china" in places and not places & ABROAD


def _token(part: Part, name: str, lexicon: Lexicon) -> str:
    return "+".join(sorted(part.keys)) or of(name[part.begin : part.end], part.top, lexicon).identity


def _head(part: Part, name: str) -> str:
    """Gives a pair of places in any order as the same: 中越命运共同体 is 越中命运共同体."""
    return "+".join(sorted(part.keys)) if len(part.keys) > 1 else name[part.begin : part.end]


def _plain(piece: str) -> str:
    return piece if piece.isascii() else text.key(piece)


def _english(line: str, slots: Slots) -> str:
    pieces, at = [], slots.frame
    for part in sorted(p for p in (slots.parent, *slots.places) if p):
        pieces += [text.key(line[at : part.begin]), "+".join(part.keys)]
        at = part.end
    return "|".join([*pieces, text.key(line[at:])])


def _spelled(lead: str, parent: Part | None, lexicon: Lexicon) -> str:
    """Writes out the parent's name as its seed has it: 人行 as 中国人民银行."""
    if parent is None:
        return lead
    if not parent.keys:
        return (
            lead[: parent.begin]
            + of(lead[parent.begin : parent.end], parent.top, lexicon).label
            + lead[parent.end :]
        )
    thing = lexicon.seeds.things.get(parent.key)
    label = thing.label("zh") if thing else None
    if label is None:
        return lead
    return lead[: parent.begin] + text.fold(label) + lead[parent.end :]
