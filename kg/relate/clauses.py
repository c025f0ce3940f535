"""Who acts in a clause that names nobody: the subject of the clause before; and what 会上 and 我们 mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from kg.model import Extent
from kg.ontology import Ontology
from kg.patterns import ANY, DATE, Book
from kg.relate.line import Cell, Filler, Line, Mark
from kg.relate.modality import judge

M = f"[{ANY}]"
ACTORS = ("Institution", "Place", "Policy", "Person", "Project", "Corridor", "Zone")  # that go on acting
MODIFYING = re.compile(
    "[资籍式产货语制]|(?:等[^，。；]{0,6})?(?:媒体)?的?(?:新闻)?记者"
)  # behind a mention that only describes: 澳资企业, 江州日报记者
ENDS = {"zh": r"[，；：。！？]", "en": r"[;:]|,(?= )"}
BEHIND = tuple("应在于与同向对为从以由经就给按据托绕过自至到把将让使")
WHICH = re.compile(rf"(?<! of )(?<! for )({M}), $")  # what which and who mean; not in: rules for X, which
RELATIVE = re.compile(rf"(?:which|who) (?!{M})")
INVITED = re.compile("应[^，。；]{1,40}邀请")  # a clause that tells who invites, not who acts
AS = re.compile(rf"(?:作为|身为)[^，。；：]{{1,24}}的(?={M})")  # 作为港口城市的X: it is X that acts
QUALIFIED = re.compile("(?:该|这|此|其|首|第|全|新|一|两|由|.*[个项条座批家的]$)")  # before a name: no verb
PARTICIPLE = re.compile(r"(?:\w+ly )?(?:\w+ed|run|led|built|held|set up) (?:\w+ly )?by ")  # X, organised by Y
BEFORE = re.compile(r"\b(?:of|in|on|at|for|by|with|to|from|between|under|through|as|and) (?:\w+ )?$", re.I)


@dataclass
class Discourse:
    """What the sentences so far leave open: who acts, whether it is a plan, and the last event."""

    subject: Filler | None = None
    planned: bool = False
    speech: bool = (
        False  # the subject is the body of one who speaks: only another that can act takes its place
    )
    person: bool = False  # it is one, who may urge others: 要建设X
    event: Filler | None = None
    employers: dict[str, Mark] = field(default_factory=dict)
    frame: tuple[str, Extent] | None = (
        None  # the date that 会上 and 其间 give what follows, and where it stands
    )

    def paragraph(self) -> None:
        """Forgets who acts and when: another paragraph begins."""
        self.subject, self.planned, self.speech, self.person, self.frame = None, False, False, False, None


@dataclass(frozen=True)
class Words:
    """What tells where clauses begin, and with what."""

    split: re.Pattern[str]
    bare: re.Pattern[str]
    lead: re.Pattern[str]
    verb: re.Pattern[str]
    say: re.Pattern[str]
    chair: re.Pattern[str]
    urge: re.Pattern[str]
    others: re.Pattern[str]
    frame: re.Pattern[str]
    sets: re.Pattern[str]
    issued: re.Pattern[str]
    paper: re.Pattern[str]


@cache
def words(book: Book) -> Words:
    verbs = "(?:" + "|".join(book.word(name) for name in (*book.verbs, "acts")) + ")"
    flags = re.IGNORECASE if book.language == "en" else 0
    lead, zh = book.word("lead"), book.language == "zh"
    prefix = rf"(?:{lead}|{DATE}|[ ，、]|<PHRASE>)*".replace(
        "<PHRASE>",
        rf"(?:在|于|自|从|通过|透过|以|围绕|按照|根据|随着|为|对|就|经|针对|面向|与|同|向|结合|聚焦|依托|据)[^，。；：]{{0,24}}?(?={lead}|{verbs}|，)"
        if zh
        else r"\w+ly ",
    )
    split = rf"{ENDS[book.language]}" + (
        rf"|(?:、|并|而)(?={verbs})"
        if zh
        else rf"|\b(?:and|but)(?= (?:\w+ly |also |then |has |have |will )*{verbs})"
    )
    return Words(
        split=re.compile(split, flags),
        bare=re.compile(
            rf"{prefix}(?:{verbs}(?!了?的|[^，]{{0,24}}的是)|{book.word('title')}(?:为|是|由|系))", flags
        ),
        lead=re.compile(rf"(?:{lead}|{DATE}|[ ，、])*", flags),
        verb=re.compile(verbs, flags),
        chair=re.compile(rf"{DATE}?[^{ANY}，。：,]{{0,8}}{book.word('chair')}", flags),
        say=re.compile(rf"[^{ANY}，。：,]{{0,12}}{book.word('say')}", flags),
        urge=re.compile(f" *{book.word('urge')}", flags),
        others=re.compile(f" *{book.word('others')}", flags),
        sets=re.compile(rf"(?:{lead}|[ ，])*{book.word('sets_out')}", flags),
        issued=re.compile(rf"{book.word('issue')}[^{ANY}，。]{{0,12}}({M})[，,] ?$", flags),
        paper=re.compile(rf"(?:{lead}|[ ，])*{book.word('paper')}", flags),
        frame=re.compile(rf"(?:{lead}|{DATE}|^|(?<=[，。；：“]))(?P<frame>{book.word('frame')})", flags),
    )


def complete(
    line: Line,
    book: Book,
    ontology: Ontology,
    discourse: Discourse,
    symbols: dict[str, str],
    date: str | None = None,
) -> Line:
    """Gives the line with the subject put in where a clause leaves it out; the discourse moves on."""
    line = _framed(line, book, ontology, discourse, symbols)
    edits = []
    for begin, end in _spans(line.text, words(book).split):
        here = _Clause(line, begin, end, book, ontology)
        if here.others() or discourse.person and here.urges():
            discourse.subject = None  # it is for others to do
        named = here.antecedent()
        if named is not None:
            at = begin + len(line.text[begin:end]) - len(line.text[begin:end].lstrip(" "))
            edits.append((at, at, here.cells(named, at, symbols)))
        elif here.bare():
            policy = here.policy(begin)
            if policy is not None:
                discourse.subject, discourse.planned = policy, False
            if discourse.subject is not None:
                subject = replace(discourse.subject, planned=discourse.planned)
                at = begin + len(line.text[begin:end]) - len(line.text[begin:end].lstrip(" "))
                edits.append((at, at, here.cells(subject, at, symbols)))
                discourse.planned = discourse.planned or here.planned(begin)
        elif not INVITED.match(here.text.lstrip("，")):
            here.move(discourse)
    last = discourse.subject
    if last is not None and not {*ontology.ancestors(last.first.cls)} & {*ACTORS}:
        discourse.subject = None  # a programme or a product seldom goes on acting in the next sentence
    elif last is not None and last.origin is None:
        discourse.subject = replace(last, origin=line.extent)
    _remember(line, ontology, discourse, date)
    return line.replaced(edits)


def _spans(text: str, split: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [m.end() for m in split.finditer(text)]
    return [(a, b) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if a < b]


@dataclass(frozen=True)
class _Clause:
    line: Line
    begin: int
    end: int
    book: Book
    ontology: Ontology

    @property
    def text(self) -> str:
        return self.line.text[self.begin : self.end]

    def antecedent(self) -> Filler | None:
        """Gives what a relative clause or a participle is about: X, which operates …; X, organised by …"""
        before = WHICH.search(self.line.text[: self.begin] + " " * self.text.startswith(" "))
        filler = self.line.things.get(before.start(1)) if before else None
        text = self.text.lstrip(" ")
        if RELATIVE.match(text):
            return filler
        passive = filler and self.ontology.top(filler.first.cls) not in ("Place", "Person")
        return filler if passive and PARTICIPLE.match(text) else None

    def bare(self) -> bool:
        """Says whether the clause begins with what is done, not with who does it."""
        match = words(self.book).bare.match(self.text)
        return match is not None and not AS.match(self.text) and self._own(match.end()) is None

    def others(self) -> bool:
        """Says whether the clause tells who speaks without a name: 大家认为."""
        return words(self.book).others.match(self.text) is not None

    def urges(self) -> bool:
        """Says whether the clause begins with what must be done."""
        return words(self.book).urge.match(self.text) is not None

    def paper(self) -> bool:
        """Says whether the clause tells what a text without a name sets out: 新出台的16条意见聚焦…."""
        return words(self.book).paper.match(self.text) is not None

    def policy(self, before: int) -> Filler | None:
        """Gives the document issued in the clause before, where this one says what it sets out: 印发《X》，提出Y."""
        if words(self.book).sets.match(self.text):
            issued = words(self.book).issued.search(self.line.text[:before])
            filler = self.line.things.get(issued.start(1)) if issued else None
            if filler and self.ontology.top(filler.first.cls) == "Policy":
                return filler
        return None

    def _own(self, stop: int) -> tuple[int, Filler] | None:
        """Gives the first mention that can be the subject, before a place of the clause."""
        behind = AS.match(self.text)
        for match in re.compile(M).finditer(self.text, behind.end() if behind else 0, stop):
            before, after = self.text[: match.start()], self.text[match.end() :]
            governed = before.endswith(BEHIND) if self.book.language == "zh" else BEFORE.search(before)
            filler = self.line.things.get(self.begin + match.start())
            counted = self.book.language == "zh" and re.search(
                r"[0-9][^，、]{0,3}$", before
            )  # 6521家澳资企业
            aside = counted or MODIFYING.match(after) or re.match(rf" ?{M}|'s |’s ", after)
            if not governed and filler and not aside:
                return match.start(), filler
        return None

    def subject(self) -> tuple[int, Filler] | None:
        """Gives the mention that the clause is about: nothing but time and the like stands before it."""
        own = self._own(len(self.text))
        if own is None:
            return None
        at, filler = own
        lead = AS.match(self.text) or words(self.book).lead.match(self.text)
        rest = self.text[lead.end() if lead else 0 : at]
        described = rest.endswith("的")  # 去年印发的X, 如今的X
        if len(rest) > 12 or (words(self.book).verb.search(rest) and not described):
            return None
        if self.text[at + 1 : at + 2] == "的":
            return None
        return self.begin + at, filler

    def named(self) -> bool:
        """Says whether the clause names anybody, who may then be the one that acts next."""
        return self._own(len(self.text)) is not None

    def move(self, discourse: Discourse) -> None:
        """Makes the subject of this clause that of those after it; an unknown one is nobody's."""
        found, subject = self.subject(), discourse.subject
        if found is None:
            other = self.paper() and not (subject and self.ontology.top(subject.first.cls) == "Policy")
            if other or (self.named() and not discourse.speech):
                discourse.subject = None
            return
        place, filler = found
        if discourse.subject and self._done_to(place, filler):
            return
        acts = self.ontology.top(filler.first.cls) in ("Institution", "Place", "Person")
        if acts or not discourse.speech:
            told = words(self.book)
            discourse.speech = bool(
                told.say.match(self.line.text, place + 1) or told.chair.match(self.line.text, place + 1)
            )
            discourse.person = discourse.speech and self.ontology.top(filler.first.cls) == "Person"
            discourse.subject = self._actor(filler, discourse)
            discourse.planned = self.planned(self.begin)

    def _done_to(self, place: int, filler: Filler) -> bool:
        """Says whether an unknown verb before a programme or a policy makes it what is acted upon: 擦亮X."""
        if self.book.language != "zh" or self.ontology.top(filler.first.cls) not in ("Programme", "Policy"):
            return False
        lead = words(self.book).lead.match(self.line.text, self.begin)
        before = self.line.text[lead.end() if lead else self.begin : place]
        return len(before) > 1 and not QUALIFIED.match(before)

    def _actor(self, filler: Filler, discourse: Discourse) -> Filler:
        """Gives who acts after this clause: a person who speaks speaks for the body in which the post is held."""
        if self.ontology.top(filler.first.cls) != "Person":
            return filler
        known = discourse.employers.get(filler.first.keys[0])
        bodies = filler.employer(filler.first) or ((known,) if known else ())
        return Filler((bodies[:1],)) if discourse.speech and bodies else filler

    def planned(self, place: int) -> bool:
        return judge(self.line.text, place, self.end, self.end, self.book) == "planned"

    def cells(self, filler: Filler, at: int, symbols: dict[str, str]) -> list[Cell]:
        offset = self.line.cell(at).begin if at < len(self.line.cells) else self.line.extent.end
        new = [Cell(symbols[filler.first.cls], offset, offset, filler, put=True)]
        return new if self.book.language == "zh" else [*new, Cell(" ", offset, offset, put=True)]


def _framed(
    line: Line, book: Book, ontology: Ontology, discourse: Discourse, symbols: dict[str, str]
) -> Line:
    """Puts the last event in the place of 会上 and 其间."""
    if discourse.event is None:
        return line
    edits = []
    for match in words(book).frame.finditer(line.text):
        begin, end = match.span("frame")
        first, last = line.cell(begin), line.cell(end - 1)
        cell = Cell(symbols[discourse.event.first.cls], first.begin, last.end, discourse.event, put=True)
        tail = [Cell(c, last.end, last.end, put=True) for c in ("上" if book.language == "zh" else "")]
        edits.append((begin, end, (cell, *tail)))
        if discourse.event.date and discourse.event.origin:
            discourse.frame = discourse.event.date, discourse.event.origin
    return line.replaced(edits)


def _remember(line: Line, ontology: Ontology, discourse: Discourse, date: str | None) -> None:
    for at, filler in line.things.items():
        if not line.cell(at).put and ontology.top(filler.first.cls) == "Event":
            discourse.event = replace(filler, origin=line.extent, date=date)
