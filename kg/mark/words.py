"""Words of Chinese with their tags, persons, places and institutions among them, by a recogniser and jieba's dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.mark import recogniser
from kg.mark.candidates import Candidate
from kg.mark.lists import lists
from kg.mark.recogniser import Recogniser
from kg.model import Extent

RANK = 15  # of what a recogniser alone sees: any rule goes before it
HAN = re.compile("[\u3400-\u9fff]")
NAMED = ("nr", "nrt", "nrfg")  # jieba's tags of persons
PIECE = re.compile(r"[^\n。！？；]{1,160}[。！？；]?")


Cut = Callable[[Sequence[str]], Iterable[list[tuple[str, str]]]]  # texts → the words of each, with tags


class Word(NamedTuple):
    """A word with LAC's tag: PER, LOC, ORG, TIME, or a part of speech in lower case."""

    begin: int
    end: int
    tag: str


def segment(name: str) -> list[tuple[str, str]]:
    """Gives the words of a text with their tags by jieba's dictionary: faster than a recogniser, less exact with names."""
    import rjieba

    ordinary = lists().ordinary
    return [(word, ordinary.get(word, tag) if tag in NAMED else tag) for word, tag in rjieba.tag(name)]


def placed(tagged: Iterable[tuple[str, str]], begin: int) -> list[Word]:
    """Gives words with their tags where they stand."""
    words = []
    for word, label in tagged:
        words.append(Word(begin, begin + len(word), label))
        begin += len(word)
    return words


def exact(tagged: Iterable[tuple[str, str]], begin: int) -> Iterator[Word]:
    """Yields the words of a recogniser, without what leads up to a body's name."""
    before = ""
    for word, label in tagged:
        lead = _lead(word) if label == "ORG" else 0
        if label == "ORG" and before.endswith("愿") and word[0] in "同与":  # 愿|同|乌参议院
            lead = 1
        before = word
        if lead:
            yield Word(begin, begin + lead, "v")
        if lead < len(word):
            yield Word(begin + lead, begin + len(word), label)
        begin += len(word)


def _lead(name: str) -> int:
    """Gives how much of what the recogniser sees as a body leads up to its name: 共建|工程技术学院."""
    lead = lists().before_body.match(name)
    if lead is None or 0 < len(name) - lead.end() < 3:
        return 0
    at = 0
    for piece, _ in segment(name):
        at += len(piece)
        if at >= lead.end():
            break
    return lead.end() if at == lead.end() else 0


def words(folded: str, known: Iterable[Candidate], cut: Cut | None) -> list[Word]:
    """Gives the words of a folded text: by the recogniser where a piece may hold a name that nobody knows."""
    names = [c for c in known if c.known]
    ends = {c.end for c in names}
    held = {edge for c in names if c.label == "Person" for edge in (c.begin, c.end)}
    pieces = [piece.span() for piece in PIECE.finditer(folded) if HAN.search(piece[0])]
    found = [placed(segment(folded[begin:end]), begin) for begin, end in pieces]
    if cut:
        doubtful = [i for i, quick in enumerate(found) if unsure(folded, quick, ends, held)]
        seen = cut([folded[slice(*pieces[i])] for i in doubtful])
        for i, tagged in zip(doubtful, seen, strict=True):
            found[i] = list(exact(tagged, pieces[i][0]))
    return [word for piece in found for word in piece]


def laid(words: Iterable[Word], names: Sequence[Word]) -> list[Word]:
    """Gives words with names laid over them: what is left of a word that a name cuts stays a word of its tag."""
    kept = [
        Word(begin, end, word.tag) for word in words for begin, end in _outside(word.begin, word.end, names)
    ]
    return sorted([*kept, *names])


def _outside(begin: int, end: int, names: Iterable[Word]) -> Iterator[tuple[int, int]]:
    for name in names:
        if name.begin < end and begin < name.end:
            if begin < name.begin:
                yield begin, name.begin
            begin = min(end, name.end)
    if begin < end:
        yield begin, end


def unsure(folded: str, quick: list[Word], ends: set[int], held: set[int]) -> bool:
    """Says whether a piece may hold a person or an institution that is not in the seeds.

    ends are where names of the seeds end, held where a person of theirs begins or ends: who holds the office beside is known.
    """
    offices = lists().words("offices")
    for w in quick:
        if w.end not in ends and w.tag in NAMED and w.end - w.begin > 1:
            return True
        if folded[w.begin : w.end] in offices and not {w.begin, w.end} & held and w.end not in ends:
            return True
    sorts = lists().words("generic") - lists().words("registered")
    body = lists().body.finditer(folded, quick[0].begin, quick[-1].end)
    return any(m.end() not in ends and m[0] not in sorts for m in body)


@Language.factory("kg_words", requires=["doc._.candidates"], assigns=["doc._.words", "doc._.candidates"])
class Words:
    """Gives a Doc its words: by the recogniser where that may find names, or for ner none by jieba's dictionary alone."""

    def __init__(self, nlp: Language, name: str, ner: str = "lac") -> None:
        self.name, self.ner = name, ner
        self.recogniser = recogniser.get(ner)
        self.cut = getattr(self.recogniser, "words", None)

    def __call__(self, doc: Doc) -> Doc:
        doc._.words = words(doc._.folded, doc._.candidates, self.cut)
        if self.recogniser and not self.cut:
            self._lay(doc, self.recogniser)
        return doc

    def _lay(self, doc: Doc, by: Recogniser) -> None:
        """Lays Chinese names over the words, and takes in as candidates those that the words do not lead to."""
        sentences: list[Extent] = doc._.sentences
        texts = [doc._.folded[e.begin : e.end] for e in sentences]
        tagged, more = [], []
        for extent, names in zip(sentences, recogniser.names(self.ner, by, texts), strict=True):
            for found in names:
                begin, end = found.begin + extent.begin, found.end + extent.begin
                han = any("\u3400" <= c <= "\u9fff" for c in doc._.folded[begin:end])
                if han:
                    tagged.append(Word(begin, end, recogniser.TAGS.get(found.label, "nz")))
                if not han or found.label not in recogniser.TAGS:
                    more.append(Candidate(begin, end, found.label, "seen", RANK))
        doc._.words = laid(doc._.words, _apart(tagged))
        doc._.candidates = [*doc._.candidates, *more]


def _apart(words: Iterable[Word]) -> list[Word]:
    """Gives of words that overlap the first, and of those the longest."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda w: (w.begin, -w.end)):
        if not kept or kept[-1].end <= word.begin:
            kept.append(word)
    return kept
