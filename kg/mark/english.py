"""Unseen English names: runs of capitalised words with a word that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.cache import yaml
from kg.mark.candidates import Candidate
from kg.mark.english_lists import Bodies
from kg.mark.english_persons import Persons
from kg.mark.english_shapes import JOIN, RANK, WORD, shapes, sitting
from kg.mark.lists import any_of

RULES = Path(__file__).parent.parent / "rules" / "en" / "names.yaml"
ACRONYM = (
    r"(?: \([A-Z][A-Za-z0-9-]{1,11}\)(?= \d)| \([A-Z][a-z]+\)(?= [A-Z(])| \([A-Z]{2,8}\)(?= [A-Z][a-z]+))"
)
RUN = re.compile(
    rf"(?<![\w’'-]){WORD}(?:{ACRONYM}|{JOIN}{WORD}| platform\b){{0,30}}(?:,? \(?20\d\d ?[-–—/] ?(?:20)?\d\d\)?(?![\w%])| \d+(?:\.\d+)?(?![\w%,.]\d| ?(?:per|million|billion)))?"
)
DEFINED = re.compile(r"\s?\(([A-Z][A-Za-z0-9-]{1,11})\)")
GOVERNMENT = re.compile(
    r"(?:['’]s)? (?:[Mm]unicipal|[Pp]rovincial|[Dd]istrict) (?:[Pp]eople['’]s )?[Gg]overnment\b"
)
BRACKETED = re.compile(r" \([A-Z]{2,8}\) (?=[A-Z][a-z])")
OWNED = re.compile(r"['’]s? ")
OBJECT = re.compile(r" (?:for|on|of) (?:the )?\w+$")  # for the Supervision|and Administration of …
OPENS = re.compile(r"(?:^|[.!?:;\n]\s*)$")
SINGLE = re.compile(r"[A-Z0-9]+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*")
WORKS = ("Event", "Initiative", "Project", "Plan", "Regulation", "Platform", "Campaign")
MONTH = r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
EDITION = re.compile(rf"{MONTH}\b20\d\d $")
ISSUE = re.compile(rf" [-–—] {MONTH}20\d\d\b|, {MONTH}20\d\d$", re.MULTILINE)  # … Statement - October 2023
YEARS = re.compile(r",? \(?20\d\d ?[-–—/] ?(?:20)?\d\d\)?$| 20\d\d$")
PLANNED = ("Framework", "Strategy", "Roadmap", "Agenda", "Vision")
MEMBERS = re.compile(r"^(?:[A-Z][\w-]* ){0,3}(?:Network|Coalition) (?:of|for) ")
UNTOLD = ("FinancialInstitution", "Institution", "Initiative", "Company")
HELD_AT = re.compile(r"\b(?:at|during|attend\w*) (?:the )?$")
SUM = re.compile(r"(?:[A-Z]{3}|RMB|US)\d")  # a USD200-Million Loan has no name
SIGNED = ("Memorandum", "Agreement")


@dataclass(frozen=True)
class Part:
    """A piece of a run of capitalised words."""

    begin: int
    text: str
    label: str = ""  # of what it is, where its words do not tell

    @property
    def end(self) -> int:
        return self.begin + len(self.text)

    def behind(self, at: int) -> Part:
        return Part(self.begin + at, self.text[at:])


class Heads:
    """The lists of kg/rules/en/names.yaml."""

    def __init__(self, path: Path = RULES) -> None:
        self.raw: dict[str, Any] = yaml(path)
        self.heads = {head: label for label, heads in self.raw["heads"].items() for head in heads}
        self.generic = {name.casefold() for name in self.raw["generic"]}

    @cached_property
    def events(self) -> tuple[str, ...]:
        return tuple(self.raw["heads"]["Event"])

    @cached_property
    def sitting(self) -> frozenset[str]:
        """The classes of bodies that sit, and so have numbered meetings."""
        return frozenset(("GovernmentBody", "Alliance", "Institution", "Initiative"))

    @cached_property
    def lead(self) -> re.Pattern[str]:
        return re.compile(f"(?:{any_of(self.raw['leads'])}) ")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        return re.compile(f"(?:{any_of([*self.raw['leads'], *self.raw['first']])}) ")

    @cached_property
    def firm(self) -> re.Pattern[str]:
        """A company's registered name of two words or more."""
        return re.compile(rf"^[A-Z]\S*(?: \S+)* (?:{any_of(self.raw['registered'])})$")

    @cached_property
    def parting(self) -> re.Pattern[str]:
        """What parts a run of capitals: a person's form of address, a headline's verb."""
        address, verbs = any_of(self.raw["honorifics"]), any_of(self.raw["headlines"])
        return re.compile(rf" (?=(?:{address})\.? )| (?P<verb>{verbs})(?: |$)")

    @cached_property
    def office(self) -> re.Pattern[str]:
        """An office with what it is held at behind: Director of the …; a deed with what is done: Launch of the …"""
        return re.compile(
            rf"^(?:[A-Z][\w-]+ (?:and )?)*?(?:{any_of(self.raw['offices'])})(?: \([^)]*\))?(?: of the | of | for the | for | and |, |$)"
            rf"|^(?:{any_of(self.raw['deeds'])}) of (?:the )?"
        )

    @cached_property
    def portfolio(self) -> re.Pattern[str]:
        """An office whose field stands behind it: Secretary for|Transport and Harbours."""
        return re.compile(rf"(?:{any_of(self.raw['portfolios'])}) for (?:the )?$")

    @cached_property
    def held(self) -> re.Pattern[str]:
        """An office between a body and who holds it: the Bank of Thailand|Governor Somchai Prasert."""
        posts = any_of([*self.raw["offices"], "Chief Executive", "Managing Director"])
        return re.compile(
            rf" (?=(?:(?:Deputy|Permanent|Senior|Assistant|Executive|Vice|First|Acting|Federal|Country|Regional) ){{0,2}}(?:{posts}) [A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}}(?:-[A-Z]?[a-z]+)?(?:$| and ))"
        )

    @cached_property
    def persons(self) -> Persons:
        return Persons(self.raw, self.label)

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.raw, self.persons)

    def label(self, name: str) -> str | None:
        """Gives the class of a name by its head: its last word, or that before of, for or on."""
        bare = re.sub(r"(?: \([A-Za-z0-9-]+\)| \d+(?:\.\d+)?)+$", "", YEARS.sub("", name))
        if MEMBERS.match(bare):
            return "Alliance"
        first = re.split(r" (?:of|for|on|in) ", bare)[0]
        last = self.heads.get(bare.split(" ")[-1], "")
        for phrase in (bare, first) if last in WORKS else (first, bare):
            words = phrase.replace(",", "").split()
            for size in (2, 1):
                head = " ".join(words[-size:])
                if head in self.heads and len(words) >= size:
                    planned = words[-1] in PLANNED and YEARS.search(name)
                    return "Plan" if planned else str(self.heads[head])
        return None

    def weak(self, name: str) -> bool:
        """Says whether a name is one of two words whose head alone says little: Legal Framework."""
        words = name.split()
        return words[-1] in self.raw["weak_heads"] and len(words) < 3


@Language.factory("kg_english", requires=["doc._.candidates"], assigns=["doc._.candidates"])
class EnglishNames:
    """Adds the names that English capitals show to a Doc's candidates."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.heads = Heads()

    def __call__(self, doc: Doc) -> Doc:
        apart = [c for c in doc._.candidates if doc._.folded[c.end : c.end + 1] != "$"]  # US$200 million
        known = [c for c in apart if c.known]
        doc._.candidates = [*apart, *self.find(doc._.folded, known)]
        return doc

    def find(self, folded: str, known: list[Candidate]) -> Iterator[Candidate]:
        """Yields the names that capitals, titles and inner capitals show."""
        if not re.search("[A-Za-z]{2}", folded):
            return
        yield from self.heads.persons.find(folded, known)
        yield from self.heads.bodies.find(folded, known)
        for c in shapes(folded, known, self.heads.events):
            yield c._replace(begin=self._bare(Part(c.begin, folded[c.begin : c.end])).begin)
        for event in (c for c in known if c.label == "Event" or c.label in self.heads.sitting):
            if number := sitting(folded, event.begin, event.end, event.label == "Event"):
                yield Candidate(*number, "Event", "english", RANK + number[1] - number[0])
        by_begin = {c.begin: c for c in sorted(known, key=lambda c: c.end)}
        whole = {(c.begin, c.end) for c in known}
        for place in (c for c in known if c.label == "Place"):
            if seat := GOVERNMENT.match(folded, place.end):
                yield Candidate(place.begin, seat.end(), "GovernmentBody", "english", RANK + 20)
        for match in RUN.finditer(folded):
            for run in self._runs(match, folded, whole):
                for part in self._parts(run, whole):
                    if (part.begin, part.end) not in whole:
                        yield from self._name(part, folded, by_begin)

    def _runs(self, match: re.Match[str], folded: str, whole: set[tuple[int, int]]) -> Iterator[Part]:
        """Yields a run as far as a person's title or a headline's verb, and from there: the Bank of Thailand|Dr X."""
        at = 0
        for title in [*self.heads.parting.finditer(match[0]), None]:
            part = Part(match.start() + at, match[0][at : title.start() if title else None])
            named = (part.begin, part.end) in whole or SINGLE.fullmatch(part.text) or self._headed(part)
            if title and title["verb"] and not named:
                continue
            run = self._unheld(part)
            first = self.heads.opening.match(run.text)
            opens = first and OPENS.search(folded, max(0, run.begin - 8), run.begin)
            yield run.behind(first.end()) if first and opens else run
            at = title.end() if title else at

    def _unheld(self, run: Part) -> Part:
        """Takes off the office and who holds it, behind the body: Bank of Thailand|Governor Somchai Prasert."""
        held = self.heads.held.search(run.text)
        body = Part(run.begin, run.text[: held.start()]) if held else run
        return body if self._headed(body) and not self.heads.label(run.text.split(" ")[-1]) else run

    def _parts(self, run: Part, whole: set[tuple[int, int]]) -> Iterator[Part]:
        """Yields the names in a run: without what leads up to them, A and B apart where both have a head."""
        run = self._bare(self._owned(self._bare(run), whole))
        for match in BRACKETED.finditer(run.text):  # Harbour Authority (HA)|Chief Executive
            left = Part(run.begin, run.text[: match.start()])
            if self._headed(left) or (left.begin, left.end) in whole or not self._headed(run):
                yield from self._parts(left, whole)
                run = self._bare(run.behind(match.end()))
                break
        at = 0
        for match in re.finditer(" and (?:the )?", run.text):
            left, right = Part(run.begin + at, run.text[at : match.start()]), run.behind(match.end())
            bare = {
                left.text,
                self._bare(right).text,
            } <= self.heads.heads.keys()  # the Mechanism and Taskforce
            known = bare or (left.begin, left.end) in whole or SINGLE.fullmatch(left.text)
            two = self._headed(left) and self._headed(self._bare(right)) and not self._acts(left, right)
            two = two and not (MEMBERS.match(left.text) and " for " in right.text)
            firms = len(left.text.split()) > 1 and self.heads.firm.search(
                right.text
            )  # Harbour Steel and|Bay Limited
            if known or two or firms or self._bare(right).begin > right.begin:
                yield replace(left, label="Company" if firms else "")
                at = self._bare(right).begin - run.begin
        yield run.behind(at)

    def _owned(self, run: Part, whole: set[tuple[int, int]]) -> Part:
        """Takes off who has what is named: the HKMA's|Fintech Sandbox, Indonesia's|Energy Transition Partnership."""
        for match in OWNED.finditer(run.text):
            owner = run.text[: match.start()]
            if (run.begin, run.begin + len(owner)) in whole or SINGLE.fullmatch(owner):
                return run.behind(match.end())
        return run

    def _acts(self, left: Part, right: Part) -> bool:
        """Says whether and joins two acts that a rule is for: Measures for the Supervision|and Administration of X."""
        act = OBJECT.search(left.text)
        return act is not None and self.heads.label(left.text) == "Regulation" and " of " in right.text

    def _headed(self, part: Part) -> bool:
        return bool(self.heads.label(part.text)) and len(part.text.split()) > 1

    def _bare(self, part: Part) -> Part:
        """Takes off a run's leading small words and offices."""
        while part.text:
            lead = self.heads.lead.match(part.text) or self.heads.office.match(part.text)
            if not lead or not lead.end():
                break
            if self.heads.portfolio.search(lead[0]):
                return part.behind(len(part.text))
            part = part.behind(lead.end())
        return part

    def _name(self, part: Part, folded: str, known: dict[int, Candidate]) -> Iterator[Candidate]:
        label = part.label or self.heads.label(part.text)
        words = part.text.split()
        first = known.get(part.begin)
        anchored = first is not None and first.end < part.end
        if (
            not label
            or len(words) < 2
            or part.text.casefold() in self.heads.generic
            or words[-1] in ("of", "for")
        ):
            return
        definite = words[-1] in self.heads.raw["definite_heads"] and folded.endswith(" the ", 0, part.begin)
        if self.heads.weak(part.text) and not anchored and not definite:
            return
        if label in SIGNED and words[-1] == "Understanding" or SUM.match(part.text):
            return
        begin = part.begin
        if words[-1] in self.heads.raw["editions"] and (
            of := EDITION.search(folded[max(0, begin - 15) : begin])
        ):
            begin -= len(of[0])
        end = part.end
        if words[-1] in self.heads.raw["editions"] and (issue := ISSUE.match(folded, end)):
            end = issue.end()
        if label in UNTOLD and YEARS.search(part.text) and HELD_AT.search(folded, max(0, begin - 16), begin):
            label = "Event"  # at the Unlocking Capital 2022
        yield Candidate(begin, end, label, "english", RANK + end - begin)
        if number := sitting(folded, part.begin, part.end, label == "Event"):
            yield Candidate(*number, "Event", "english", RANK + number[1] - number[0])
        defined = DEFINED.match(folded, part.end) or DEFINED.search(part.text)
        if defined and _initials(part.text, defined[1]) and not _inner(part.text, defined[1]):
            shift = 0 if defined.string is folded else part.begin
            yield Candidate(defined.start(1) + shift, defined.end(1) + shift, label, "english", RANK + 10)


def _initials(name: str, acronym: str) -> bool:
    """Says whether an acronym takes its letters from a name in their order."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in acronym.casefold() if letter.isalpha())


def _inner(name: str, acronym: str) -> bool:
    """Says whether an acronym is that of the body a name ends with: the Banking Conference of the|Harbour Institute (HI)."""
    tail = re.split(r" (?:of|at|by) the ", name)[-1]
    capitals = "".join(word[0] for word in re.split(r"[ -]", tail) if word[0].isupper())
    return tail != name and capitals.casefold() == acronym.casefold()
