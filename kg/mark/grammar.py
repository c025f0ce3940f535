"""Unseen Chinese names: the candidates that grammar adds to those of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg import text
from kg.mark import (
    abroad,
    apposition,
    designations,
    events,
    heads,
    listed,
    openings,
    persons,
    quotes,
    routes,
    seen,
    titles,
    undertakings,
    villages,
    works,
)
from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import lists

VERSION = re.compile(r" ?[2-9]\.0(?!\d)")
YEAR = re.compile(r" ?(?:19|20)\d\d(?![\d年])")
VENUE = re.compile("[在赴抵离来].(?:举行|召开|举办|开幕|闭幕|成立|揭牌|发布|启动|签署|会见|落成|上线|出席)")
ACROSS = ("全国", "各国", "我国", "两国", "多国", "外国", "每国", "该国")
UNITS = ("院", "局", "会", "所", "馆", "署")
LISTED = "、和与及至到·"


def fitting(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the known names that the words of the text leave standing.

    A place of one character is a word of its own; one that needs context is seen as a place by the words, or stands
    behind a place or among places.
    """
    known = list(known)
    ends = {c.end for c in known if c.known and c.label == "Place"}
    starts = {c.begin for c in known if c.known and c.label == "Place"}
    for c in known:
        if not text.is_han(line.folded[c.begin]):
            yield c
        elif _across(line, c) or _other(line, c):
            continue
        elif c.label != "Place":
            if (
                (c.known and not _cut(line, c))
                or c.end - c.begin > 3
                or (_begins(line, c.begin) and c.end in line.word_ends)
            ):
                yield c
        elif c.end - c.begin == 1:
            word = line.word_at(c.end)
            if (
                not line.words
                or (word and word.begin == c.begin and word.tag in ("LOC", "ns", "j", "n", "nz"))
                or (c.known and VENUE.search(line.folded[: c.end][-2:] + line.folded[c.end : c.end + 2]))
            ):
                yield c
        elif c.found.startswith("pair:"):
            if c.begin in line.starts_set or line.folded[c.begin - 1 : c.begin] in "在与和对":
                yield c
        elif not _longer(line, c, ends) and (c.known or _placed(line, c, starts, ends)):
            yield c


def _other(line: Line, c: Candidate) -> bool:
    """Says whether the words beside a name make it another: 临港|经济, 绿色|长城."""
    name = line.folded[c.begin : c.end]
    before = line.lists.not_before.get(name, ())
    if len(name) > 2 and line.folded.startswith(line.lists.not_after.get(name[-1], ()), c.end):
        return True  # 江州港|口
    return line.folded.startswith(line.lists.not_after.get(name, ()), c.end) or line.folded.endswith(
        before, 0, c.begin
    )


def _begins(line: Line, at: int) -> bool:
    """Says whether a word begins here, or what the words have as one with the body before it: 江州金管局与|贸发局."""
    return at in line.starts_set or line.folded[at - 1 : at] in tuple(LISTED)


def _across(line: Line, c: Candidate) -> bool:
    """Says whether a short name is only where two words meet: 沿|海地|区, 全国|新办."""
    if c.end - c.begin > 3 or not line.words:
        return False
    if line.folded[c.begin - 1 : c.begin + 1] in ACROSS:
        return True
    word = next(iter(line.between(c.begin, c.end)))
    if (
        c.label not in ("Place", "Person")
        and word.begin <= c.begin
        and line.folded[c.end : word.end] in UNITS
    ):
        return True  # 最高法|院
    before, after = line.word_at(c.begin + 1), line.word_at(c.end)
    cut = before is not None and before.begin < c.begin and c.end not in line.word_ends
    return cut and after is not None and before is not None and after.begin > before.begin


def _longer(line: Line, c: Candidate, ends: set[int]) -> bool:
    """Says whether a place's name is the end of another place's, which the words have whole: 浦|阳江."""
    word = line.word_at(c.end)
    whole = word is not None and word.tag in ("LOC", "ns") and word.begin < c.begin
    return whole and c.begin not in ends


def _placed(line: Line, c: Candidate, starts: set[int], ends: set[int]) -> bool:
    if c.begin in ends:
        return True
    words = line.between(c.begin, c.end)
    if len(words) == 1 and words[0][:2] == (c.begin, c.end):
        return words[0].tag in ("LOC", "ns") and c.end - c.begin > 1
    aligned = bool(words) and words[0].begin == c.begin and words[-1].end == c.end
    listed = line.folded[c.begin - 1 : c.begin] in LISTED and c.begin - 1 in ends
    listed |= line.folded[c.end : c.end + 1] in LISTED and c.end + 1 in starts
    return aligned and listed


def _cut(line: Line, c: Candidate) -> bool:
    """Says whether a person's name begins or ends within a short known name: 茅仲华|为."""
    if c.end - c.begin > 3 or c.label == "Person":
        return False
    words = line.between(c.begin, c.end)
    return any(w.tag in ("PER", "nr") and (w.begin < c.begin or w.end > c.end) for w in (words[0], words[-1]))


def _brand(line: Line, c: Candidate) -> bool:
    """Says whether a name that needs context is an institution's by the words: 亚马逊 in 亚马逊平台."""
    word = line.word_at(c.end)
    return (
        c.label != "Place"
        and word is not None
        and word[:2] == (c.begin, c.end)
        and word[2] in ("ORG", "nt", "nz")
    )


def _unseen(found: Iterable[Candidate], people: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields candidates without names that need context where a person is seen: who it is, is left to the linker."""
    seen = {(c.begin, c.end) for c in people}
    return (c for c in found if c.known or c.label != "Person" or (c.begin, c.end) not in seen)


def editions(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields known names with the number of their edition: 监管沙盒3.0, 香港金融科技周2020."""
    for c in known:
        pattern = YEAR if c.label == "Event" else VERSION
        behind = pattern.match(line.folded, c.end) if c.label not in ("Place", "Person") else None
        if behind:
            yield Candidate(c.begin, behind.end(), c.label, "edition", c.rank + 5)


@Language.factory("kg_grammar", requires=["doc._.words", "doc._.candidates"], assigns=["doc._.candidates"])
class ChineseNames:
    """Adds the names that Chinese grammar shows to a Doc's candidates."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if any(map(text.is_han, doc._.folded)):
            doc._.candidates = self.find(doc)
        return doc

    def find(self, doc: Doc) -> list[Candidate]:
        """Gives the candidates of the gazetteer that stand, and those of the grammar."""
        line = Line(lists(), doc._.folded, doc._.words, ())
        known = list(fitting(line, doc._.candidates))
        for c in known:
            if c.label not in ("Person", "Event") and c.end - c.begin > 1 and (c.known or _brand(line, c)):
                line.learn(c)
        found = [*known, *editions(line, known), *titles.titles(line)]
        quoted = list(quotes.find(line))
        found += quoted
        for c in quoted:
            line.learn(c)
        routed = list(routes.find(line))
        for c in routed:
            line.learn(c)
        found += routed
        for c in known:
            found += routes.sections(line, c)
        for c in heads.find(line):
            found += [c, *routes.sections(line, c)]
        found += abroad.find(line, known)
        found += undertakings.find(line)
        found += apposition.find(line)
        found += openings.find(line)
        found += works.find(line, [*known, *routed])
        found += events.find(line, known)
        found += list(events.joined(line, found))
        found += designations.find(line)
        found += titles.laws(line)
        found += listed.firsts(line)
        found += listed.shared(line)
        found += titles.bare(line)
        found += titles.acts(line, known)
        found += titles.headlines(line)
        sure = {at for c in known if c.label == "Person" and c.known for at in (c.begin, c.end)}
        people = [c for c in persons.find(line) if not {c.begin, c.end} & sure]
        found = [*_unseen(found, people), *people]
        for c in seen.find(line):
            found += [c, *routes.sections(line, c)]
        found += villages.find(line, known)
        found += list(heads.attached(line, found))
        found += heads.established(line)
        return [c for c in found if c.known or not line.lists.nameless(c.label, line.folded[c.begin : c.end])]
