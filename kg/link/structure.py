"""Reads relations off names: what a thing is part of, where it is, what it applies to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import text
from kg.link import forms
from kg.link.lexicon import Lexicon, Part
from kg.link.neighbours import SMALL
from kg.link.slots import Slots
from kg.link.words import ending, longest_first, words
from kg.seeds import Thing, form, lower

CHINA = "place-china"
WIDE = ("continent", "feature", "sea")
BESIDE = ("和", "与", "、", "-", "—", "至", "升级版")  # behind one of two, or of what a thing became
SITTINGS = (
    *("峰会", "开幕式", "闭幕式", "论坛", "会议", "专场", "分会场", "启动仪式", "开班式", "对话会", "大会"),
    *("一期", "二期", "三期"),
)
MEETING = re.compile(
    r"(?:机制)?(?:第[一二三四五六七八九十百\d]+[次届])?[^第和与暨]{0,8}(?:会议|会晤|代表大会|会员大会|常会)"
)
SUCCESSOR = re.compile(r"升级版|[2-9]\.0")
EDITION = re.compile(
    r"(?:\([^()]{1,14}\)|(?:19|20)\d\d(?:年版?|年度|版)?)$"
)  # 报告2024, 行动计划(2024—2027年)
BETWEEN = re.compile("(?:中国|中华人民共和国)[—–-]$")  # 中国—|东盟信息港 is of both, and in neither
CARRYING = re.compile(r"[》”\"]?实施(?:条例|细则|办法|规定|意见)")  # behind the law that it carries out
PLACED = ("Institution", "Programme", "Place")
COMPASS = re.compile(r"[东南西北中华]{1,2}(?:方|部|地区|部地区)?|全球南方")  # 西部超导 is in no 西部
FIELD = re.compile(r"\d+-\d+")  # 恩平|15-1|油田 lies out at sea
BRANDED = ("Company", "Media")  # named after places abroad: 纽约时报
SEATED = re.compile(r"\([^()]+\)|分公司|总部|办事处|分社|记者站|有限公司$")
HOLDERS = ("Event", "Institution", "Policy", "Product")
HELD = ("Programme", "Policy", "Product", "Institution")


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation that a name states, and the part of the name that states it."""

    property: str
    part: Part
    of: Part | None = None  # the part that it is said of, where that is not the whole


def read(name: str, top: str, cls: str, lexicon: Lexicon) -> Iterator[Reading]:
    """Yields what a folded name of a thing of this class says."""
    line = lower(name)
    if line.startswith("《") and line.endswith("》"):
        for reading in read(name[1:-1], top, cls, lexicon):
            part = reading.part
            yield replace(reading, part=replace(part, begin=part.begin + 1, end=part.end + 1))
        return
    slots = forms.apart(line, top, lexicon)
    parent = _known(slots.parent, line, lexicon)
    if parent:
        yield Reading("partOf", parent)
    elif slots.head and slots.head.key == _parent(line[: slots.head.end], lexicon):
        yield Reading("partOf", slots.head)
    outer = [place for place in slots.places if len(place.keys) == 1]
    for one, other in pairwise(outer):
        if one.end == other.begin and _is_seat(one, "Place", lexicon):
            yield Reading("locatedIn", one, of=other)
    if top == "Programme" and slots.head and SUCCESSOR.fullmatch(line[slots.head.end :].lstrip("”’\"'》")):
        yield Reading("succeeds", slots.head)
    if top in PLACED:
        yield from (Reading("locatedIn", place) for place in _seats(line, top, cls, slots, lexicon))
    if top == "Programme" and (water := _crossed(line, lexicon)):
        yield Reading("locatedIn", water)
    if top == "Policy":
        yield from _title(line, lexicon)
    elif top in HOLDERS:
        yield from _held(line, top, slots, lexicon)
    if slots.head and (_in_zone(line, top, slots, lexicon) or _stretch(line, top, slots.head, lexicon)):
        yield Reading("partOf", slots.head)


def _parent(lead: str, lexicon: Lexicon) -> str | None:
    """Gives what the seeds say that the named thing is a part of, where its name begins with that in full."""
    thing = lexicon.seeds.things.get(lexicon.but)
    whole = lexicon.seeds.things.get(thing.parent) if thing and thing.parent else None
    return whole.key if whole and form(whole.label("zh") or "") == lead else None


def _in_zone(line: str, top: str, slots: Slots, lexicon: Lexicon) -> bool:
    """Says whether a programme's name begins with the zone that it is a part of."""
    if top != "Programme" or not slots.head or _class(slots.head.key, lexicon) != "Zone":
        return False
    return not line[slots.head.end :].startswith(("-", "—", "至"))


def _stretch(line: str, top: str, head: Part, lexicon: Lexicon) -> bool:
    """Says whether a name goes on from a programme's or a meeting's with a part of it: 深江铁路|珠江口隧道."""
    cls, rest = _class(head.key, lexicon), line[head.end :].rstrip("”’\"'")
    if top == "Programme":
        behind = rest.lstrip("”’\"'》 ")
        apart = behind.startswith(BESIDE) or SUCCESSOR.fullmatch(behind) or behind in words("zh")["nouns"]
        ground = behind.endswith("区") and cls == "Initiative"  # 绿色金融改革|创新试验区 is where, not what
        return head.top == top and not (apart or ground or ending(behind, "kinds"))
    return top == cls == "Event" and rest.endswith(SITTINGS)


def _crossed(line: str, lexicon: Lexicon) -> Part | None:
    """Gives the river, lake or range that a bridge, a tunnel or works are named by: 燕矶|长江|大桥."""
    work = ending(line, "crossings")
    place = lexicon.ending(line, len(line) - len(work)) if work else None
    thing = lexicon.seeds.things.get(place.key) if place else None
    dam = thing and (thing.label("zh") or "").endswith("水库")  # works and their water have one name
    return place if thing and thing.level == "feature" and not dam else None


def _known(part: Part | None, line: str, lexicon: Lexicon) -> Part | None:
    """Gives a parent with its key, by its name where the name alone was told apart."""
    if part is None or part.keys:
        return part
    return lexicon.exact(line, part.begin, part.end)


def _seats(line: str, top: str, cls: str, slots: Slots, lexicon: Lexicon) -> Iterator[Part]:
    """Yields the places that a name puts a thing in."""
    at = line.find("驻")
    post = lexicon.place(line, at + 1) if top == "Institution" and at > 0 else None
    if post and _is_seat(post, top, lexicon):
        yield post  # 驻香港部队, 驻埃及使馆
        return
    if slots.places:
        places = slots.places
    elif slots.parent and slots.parent.keys and not line.endswith("段"):
        yield from _inherited(slots.parent, top, lexicon)
        return
    elif _in_zone(line, top, slots, lexicon) and slots.head:
        yield from _inherited(slots.head, top, lexicon)
        return
    elif top == "Institution" and slots.head and slots.head.top == "Programme":
        if line[slots.head.end :] in words("zh")["organs"]:
            yield from _inherited(slots.head, "Programme", lexicon)
        return
    else:
        return
    rest = line[places[-1].end :].lstrip(") ")
    if rest.startswith(("事务", "工作", "问题", "affairs")) or FIELD.match(rest):
        return  # what it deals with, not where it is
    if top == "Institution" and (ending(line, "envoys") or "常驻" in line):
        return
    if top == "Place" and (rest.startswith("部") or len(rest) == 3 and rest.endswith("地区")):
        return  # 中东部 is not in 中东, 黄淮海地区 not in 黄淮
    if top == "Programme" and ending(line, "unplaced"):
        return
    if top == "Place" and (len(rest) < 2 or not rest.endswith(SMALL)):
        return
    if top == "Institution":
        places = places[-1:]
        if cls in BRANDED and _abroad(places[0], lexicon) and not SEATED.search(line):
            return
        if _of_another(line, places[0], lexicon):
            return
    placed = (p for p in places if not (BETWEEN.search(line, 0, p.begin) or line[: p.begin].endswith("小")))
    yield from (place for place in placed if _is_seat(place, top, lexicon) and _agrees(place, lexicon))


def _abroad(place: Part, lexicon: Lexicon) -> bool:
    """Says whether a place is one within another country."""
    around = [lexicon.seeds.things[key] for key in lexicon.seeds.within(place.key)]
    return len(around) > 1 and around[0].level != "country" and all(t.key != CHINA for t in around)


def _of_another(line: str, place: Part, lexicon: Lexicon) -> bool:
    """Says whether a place only stands in the name of a body that is not there: 上海|合作组织成员国元首理事会."""
    whole = lexicon.at(line, place.begin)
    if whole is None or whole.end <= place.end or whole.top != "Institution":
        return False
    return not _there(place, lexicon.seeds.things.get(whole.key), lexicon)


def _agrees(place: Part, lexicon: Lexicon) -> bool:
    """Says whether a place in the name of a thing of the seeds is where that is: 上海合作组织 is nowhere."""
    return _there(place, lexicon.seeds.things.get(lexicon.but), lexicon)


def _there(place: Part, thing: Thing | None, lexicon: Lexicon) -> bool:
    """Says whether a body of the seeds may be in this place."""
    seeds = lexicon.seeds
    if thing is None or thing.top != "Institution":
        return True
    if thing.place is None:
        return thing.cls != "Alliance"
    return place.key in {*seeds.within(thing.place)} or thing.place in {*seeds.within(place.key)}


def _inherited(part: Part, top: str, lexicon: Lexicon) -> Iterator[Part]:
    """Yields the places of the body or the programme that a name begins with."""
    thing = lexicon.seeds.things.get(part.key)
    name = thing.label("zh") if thing else None
    for seat in lexicon.seats.get(part.key, ()):
        yield Part(part.begin, part.begin, (seat,), "Place")
    if name:
        line = text.fold(name).casefold()
        inner = forms.apart(line, top, lexicon)
        for place in inner.places:
            if _is_seat(place, top, lexicon):
                yield Part(part.begin, part.begin, place.keys, "Place")


def _is_seat(place: Part, top: str, lexicon: Lexicon) -> bool:
    """Says whether a place in a name is where the thing is: no pair, no continent, not 中国."""
    if len(place.keys) != 1 or place.key == CHINA:
        return False
    thing: Thing | None = lexicon.seeds.things.get(place.key)
    if thing is None:
        return True
    label = text.key(thing.label("zh") or "")
    if any(label.startswith(pair) for pair in lexicon.seeds.compounds):
        return False
    if top == "Institution" and COMPASS.fullmatch(label):
        return False
    if thing.level == "feature" and top in ("Programme", "Policy"):  # 长江沿线铁路 is by the 长江
        return True
    around = lexicon.seeds.things.get(thing.within or "") if top == "Institution" else None
    if around and around.level == "continent" and thing.level == "region":  # 东亚银行
        return False
    return thing.level not in WIDE and (thing.level != "grouping" or top != "Institution")


def _title(line: str, lexicon: Lexicon) -> Iterator[Reading]:
    """Yields what a policy applies to or carries out; the body that a title begins with is its issuer."""
    about, kind = line.find("关于"), EDITION.sub("", line)
    for part in lexicon.inside(line):
        lead = line[: part.begin].rstrip("“\"‘'《")
        party = (part.end <= about or about < 0) and _party(lead, kind[part.end :])
        if party and part.top == "Place" and kind.rstrip("》)").endswith(tuple(words("zh")["binding"])):
            yield Reading("appliesTo", part)
            continue
        report = part.keys == (CHINA,) and ending(kind, "reports")
        if part.top == "Place" and not (report or _is_seat(part, "Policy", lexicon)):
            continue
        rest = line[part.end :]
        if rest in words("zh")["signed_at" if part.top == "Place" else "drafts"]:
            continue
        if (
            party or part.top == "Policy" and part.end == len(kind) and "草案" not in rest
        ):  # a kind of it: 公报
            continue
        if part.top == "Institution" and (part.end <= about or not lead) and not _charter(line):
            continue
        if part.top in ("Place", *HELD):
            carried = any(lead.endswith(word) for word in longest_first("carried"))
            does = carried and part.top in ("Programme", "Policy")
            does = does or part.top == "Policy" and CARRYING.match(rest) is not None
            yield Reading("implements" if does else "appliesTo", part)


def _party(lead: str, rest: str) -> bool:
    """Says whether what stands here in a treaty's title is one of its two sides."""
    joined = lead.endswith(("和", "与", "同")) or rest.startswith(("和", "与", "同"))
    return joined and any(map(rest.rstrip("》").endswith, words("zh")["treaties"]))


def _charter(line: str) -> bool:
    return ending(line, "charters") is not None and not line.endswith("办法")


def _held(line: str, top: str, slots: Slots, lexicon: Lexicon) -> Iterator[Reading]:
    """Yields what stands whole in the name of an event, a body or a product, but its host or owner."""
    for part in lexicon.inside(line):
        if top == "Event" and _class(part.key, lexicon) in ("Institution", "Alliance") and _meets(line, part):
            yield Reading("appliesTo", part)
        if (
            part.top not in HELD
            or part.top == "Institution"
            or part.top == "Product"
            and top == "Institution"
        ):
            continue
        if slots.parent and part.begin < slots.parent.end:
            continue
        if part.top == top and part.end == len(line):
            continue  # a kind of it
        if top == part.top == "Product" and part.begin == 0:
            continue  # its own name: 长征七号|运载火箭
        yield Reading("appliesTo", part)


def _meets(line: str, body: Part) -> bool:
    """Says whether an event's name is that of a body's own meeting, which no council's term counts."""
    return (
        body.begin == 0
        and MEETING.fullmatch(line[body.end :]) is not None
        and not ending(line[: body.end], "councils")
    )


def _class(key: str, lexicon: Lexicon) -> str:
    thing = lexicon.seeds.things.get(key)
    return thing.cls if thing else lexicon.classes.get(key, "")
