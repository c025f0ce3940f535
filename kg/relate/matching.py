"""Rules over lines: who stands in which relation to what, by which rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.ontology import Ontology
from kg.patterns import ANY, Book, Rule, fitting
from kg.relate import geography
from kg.relate.coordination import pairs, partners
from kg.relate.line import MENTION, Filler, Line, Mark
from kg.relate.modality import STOPS, clause_begin, judge

POST = "holdsPostAt"
BE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly)? $")
PASSIVE = re.compile(r"\b(?:by|is|was|be|in|on|between)\b")
ACTED = re.compile(r"(?: \w+ly)? by\b")  # behind a participle: established jointly by X
TOPIC = re.compile("^[^，]{0,12}(?:等?议题|话题|主题)")  # what is talked about
OTHER = re.compile("(?:银行|企业|公司|机构|部门|商户|居民|平台|财政)$")  # another, nameless one does it
REPORTERS = re.compile(
    f"(?:等[^{ANY}，。；]{{0,6}})?(?:媒体)?的?(?:新闻)?记者"
)  # behind those whose reporters ask and hear
NOUN = re.compile(
    r"(?:建设|发展)?(?:，?对于|是|不断|已经?(?!在)|正?成为)"
)  # 建设X是…: an act that is talked of
COMING = re.compile(rf"[将拟][^{ANY}，的]{{1,6}}的")  # 将推出的X is not there yet


@dataclass(frozen=True, slots=True)
class Found:
    """One match of a rule in a line: the cells of its subject and object, and what it says."""

    rule: Rule
    subject: Filler
    object: Filler
    places: tuple[int, int]
    span: tuple[int, int]
    verb: tuple[int, int]
    modality: str
    told: bool = True  # by a verb, so that it can have a date
    title: tuple[int, int] | None = None

    @property
    def distance(self) -> int:
        """How far the object stands from the verb; an object before it counts as farther."""
        begin, end = self.verb
        place = self.places[1]
        return place - end if place >= end else begin - place + 3

    @property
    def mutual(self) -> bool:
        return self.places[0] == self.places[1]


@lru_cache(maxsize=1 << 14)
def _possible(book: Book, prop: str | None, shape: str) -> tuple[Rule, ...]:
    """Gives the rules that a line of this shape may match; lines of one shape are many."""
    several = len(MENTION.findall(shape)) > 1
    rules = (rule for rule in book.rules if prop is None or rule.property == prop)
    return fitting((rule for rule in rules if several or rule.mutual), shape)


def search(line: Line, book: Book, prop: str | None = None) -> Iterator[Found]:
    """Yields every match of a book's rules (of one property) in a line, of those of one rule at one subject the nearest."""
    met: dict[re.Pattern[str], bool] = {}  # rules share what they need
    for rule in _possible(book, prop, line.shape) if line.things else ():
        if meets(line.text, rule.needs, met):
            yield from _matches(line, rule, book)


def meets(text: str, needs: Iterable[re.Pattern[str]], met: dict[re.Pattern[str], bool]) -> bool:
    """Says whether a text has these words; met is what is known of it."""
    for need in needs:
        found = met.get(need)
        if found is None:
            found = met[need] = need.search(text) is not None
        if not found:
            return False
    return True


def _matches(line: Line, rule: Rule, book: Book) -> Iterator[Found]:
    at = 0
    while match := rule.regex.search(line.text, at):
        at = match.start() + 1
        found = _found(line, rule, match, book)
        if found:
            yield found


def _found(line: Line, rule: Rule, match: re.Match[str], book: Book) -> Found | None:
    mutual = "b" in match.groupdict()
    s, o = (match.start("b"),) * 2 if mutual else (match.start("s"), match.start("o"))
    told = match.groupdict().get("v") is not None
    verb = match.span("v") if told else match.span()
    subject, obj = line.things[s], line.things[o]
    if line.cell(o).put and not mutual and o > verb[0]:  # who acts in the next clause is nobody's object
        return None
    begin = clause_begin(line.text, verb[0])
    end = min((i for c in STOPS if (i := line.text.find(c, match.end())) >= 0), default=len(line.text))
    if rule.unless and rule.unless.search(line.text[begin:end]):
        return None
    passive = _passive(line.text, *verb) or (verb[1] <= o and ACTED.match(line.text, verb[1]))
    if s < verb[0] and passive and not PASSIVE.search(rule.find):
        return None
    if TOPIC.search(line.text[match.end() : end]) or (
        line.cell(s).put and OTHER.search(line.text[s : verb[0]])
    ):
        return None
    if line.cell(s).put and verb[0] == s + 1 and line.text[s + 1] != "推" and NOUN.match(line.text, o + 1):
        return None  # but 推动X不断发展
    modality = judge(line.text, begin, max(verb[0], begin), verb[1], book)
    if modality == "fact" and COMING.search(line.text[verb[1] : max(o, verb[1])]):
        modality = "planned"
    if modality == "fact" and subject.planned:
        modality = "planned"
    if modality is None:
        return None
    if REPORTERS.match(line.text, s + 1):
        return None
    title = match.span("title") if "title" in match.groupdict() and match["title"] is not None else None
    return Found(rule, subject, obj, (s, o), match.span(), verb, rule.modality or modality, told, title)


def _passive(text: str, begin: int, end: int) -> bool:
    return BE.search(text[:begin]) is not None and not text[begin:end].split(" ")[0].endswith("ing")


def settle(found: list[Found]) -> list[Found]:
    """Keeps of several relations between the same two the one whose verb is nearest, then the surest."""
    best: dict[tuple[int, int], Found] = {}
    for one in sorted(found, key=lambda f: (f.distance, -f.rule.confidence, f.rule.id, f.span)):
        best.setdefault(one.places, one)
    return sorted(best.values(), key=lambda f: (f.places, f.rule.id))


def posts(line: Line, book: Book) -> tuple[list[Found], Line]:
    """Gives who holds which post, and the line in which body, title and person are one."""
    found = list(search(line, book, POST))
    bodies: dict[int, list[Mark]] = {}
    for one in sorted(found, key=lambda f: (_member(f, line, book), f.object.first.begin)):
        bodies.setdefault(one.places[0], []).append(one.object.first)
    edits = []
    for one in found:
        place = one.places[0]
        cell = line.cell(place)
        held = tuple(dict.fromkeys(bodies[place]))
        known = tuple((person, held) for person in one.subject.members if person)
        begin, end = one.span
        if "," in line.text[begin:end] and line.text.startswith(",", end) and book.language == "en":
            end += 1  # the HKMA's chief, Mr X, said
        edits.append((begin, end, (replace(cell, filler=replace(one.subject, employers=known)),)))
    return found, line.replaced(edits)


def _member(one: Found, line: Line, book: Book) -> bool:
    """Says whether one is but a member: 政治局常委."""
    title = line.text[slice(*one.title)].strip() if one.title else ""
    return re.fullmatch(book.word("member"), title) is not None


def _keys(filler: Filler) -> set[str]:
    return {key for mark in filler.members if mark for key in mark.keys}


def told(found: Found, ontology: Ontology, book: Book) -> Iterator[tuple[str, Mark, str, Mark, str]]:
    """Yields property, subject and object of what a match tells, as far as domain and range allow."""
    rule, subject, obj = found.rule, found.subject, found.object
    if found.rule.last and subject.joint:
        subject = replace(subject, lists=subject.lists[-1:])
    both = partners(subject) if found.mutual else pairs(subject, obj)
    if not found.mutual and _keys(subject) <= _keys(obj):  # 中方愿助力两国发展
        return
    for s, s_key, o, o_key in both:
        for prop in (rule.property, book.otherwise.get(rule.property)):
            if prop and ontology.allowed(prop, s.cls, o.cls):
                if prop == "locatedIn" and geography.apart(s_key, o_key):
                    break
                yield prop, s, s_key, o, o_key
                break
