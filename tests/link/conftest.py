"""Docs made by hand: a text whose mentions are in brackets with their class, [人行重庆市分行](Regulator)."""

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import text
from kg.link.coreference import Coreference
from kg.link.linker import Linker
from kg.model import Source

TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s|.", re.S)
ENDS = "。！？；\n"
Link = Callable[..., Doc]


def parse(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Gives the text without marks, and the extents and classes that they gave; marks may nest."""
    plain, opened, found, at = "", list[int](), list[tuple[int, int, str]](), 0
    while at < len(marked):
        closing = re.compile(r"\]\(([A-Za-z]+)\)").match(marked, at)
        if closing:
            found.append((opened.pop(), len(plain), closing[1]))
            at = closing.end()
        else:
            if marked[at] == "[":
                opened.append(len(plain))
            else:
                plain += marked[at]
            at += 1
    return plain, sorted(found)


def make(nlp: Language, marked: str, language: str, title: str) -> Doc:
    plain, found = parse(marked)
    words = TOKEN.findall(plain)
    starts = [True] + [word in ENDS for word in words[:-1]]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words), sent_starts=starts)
    doc._.source, doc._.folded = Source("a.txt", plain, title=title, language=language), text.fold(plain)
    spans = [doc.char_span(begin, end, label=cls, span_id="suffix") for begin, end, cls in found]
    doc.spans["mentions"] = [span for span in spans if isinstance(span, Span)]
    assert len(doc.spans["mentions"]) == len(found), "a mark that is not at the edges of tokens"
    return doc


@pytest.fixture(scope="session")
def link() -> Link:
    """Links a marked text with the project's seeds; what points back too."""
    nlp = spacy.blank("xx")
    linker, coreference = Linker(nlp, "linker"), Coreference(nlp, "coreference")
    return lambda marked, language="zh", title="": coreference(linker(make(nlp, marked, language, title)))


def keys(doc: Doc, surface: str) -> set[str]:
    """Gives the keys under which a surface stands in a Doc."""
    return {span.kb_id_ for span in doc.spans["mentions"] if span.text == surface}


def names(doc: Doc, surface: str) -> set[str]:
    """Gives all names of what a surface stands for."""
    found = {key for span in doc.spans["mentions"] if span.text == surface for key in span.kb_id_.split()}
    return {name.text for key in found for name in doc._.entities[key].names}


def told(doc: Doc) -> set[tuple[str, str, str]]:
    """Gives the statements of a Doc by labels."""
    things = doc._.entities
    return {(things[s.subject].label, s.property, things[s.object].label) for s in doc._.statements}
