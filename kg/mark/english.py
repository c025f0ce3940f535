"""Unseen English names: runs of capitalised words that hold a word that says what they are, and persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.mark.candidates import Candidate

RULES = Path(__file__).parent.parent / "rules" / "en" / "names.yaml"
WORD = r"[A-Z][A-Za-z0-9&’'\-]*(?:\.[a-z0-9]+)?"
JOIN = r"(?:of the|of|for|and)"
RUN = re.compile(rf"\b{WORD}(?:(?: |-| {JOIN} ){WORD}|(?: )\([A-Z]{{2,8}}\)(?= [0-9A-Z])| \d+(?:\.\d+)?\b)*")
PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Professor|Prof|Sir)\.? ((?:[A-Z][a-zA-Z\-]+)(?: [A-Z][a-zA-Z\-]+){0,3})"
)
POST = re.compile(
    r"^(?:[A-Z][A-Za-z-]+ )*(?:Director|Director-General|Officer|Executive|Governor|President|Chairman|Secretary|Minister|Head)(?: \([^)]*\))? (?:of the |of )"
)
CEREMONY = re.compile(
    rf"\b(?:launch(?:ing)?|signing|opening|closing) ceremony of (?:the )?(?:[a-z]+[A-Z]\w+|{WORD}(?: {WORD})*)"
)
CAMEL = re.compile(r"\b(?:[a-z]+[A-Z][a-z]+[A-Za-z]*|[a-z]+\.[a-z]{3,})\b")


class Heads:
    """The head nouns of kg/rules/en/names.yaml, and the class that each gives."""

    def __init__(self, path: Path) -> None:
        raw: dict[str, Any] = dict(srsly.read_yaml(path))
        self.heads: dict[str, str] = {head: cls for cls, heads in raw["heads"].items() for head in heads}
        self.leads: list[str] = raw["leads"]
        self.generic = set(raw["generic"])

    def label(self, name: str) -> str | None:
        """Gives the class of a name by its head: its last word, or that before of or for."""
        bare = re.sub(r"(?: \([A-Z]+\)| \d+(?:\.\d+)?)+$", "", name)
        first = re.split(r" (?:of|for) ", bare)[0].split()
        for word in (first[-1], bare.split()[-1], first[0]):
            if word in self.heads and (word != first[0] or len(first) == 1 or word == "Project"):
                return self.heads[word]
        return None


@Language.factory("kg_english", requires=["doc._.candidates"], assigns=["doc._.candidates"])
class EnglishNames:
    """Adds the names that English capitals show to a Doc's candidates."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.heads = Heads(RULES)

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = [*doc._.candidates, *self.find(doc._.folded)]
        return doc

    def find(self, folded: str) -> Iterator[Candidate]:
        for m in PERSON.finditer(folded):
            yield Candidate(m.start(1), m.end(1), "Person", "english-person", 70)
        for m in CAMEL.finditer(folded):
            yield Candidate(m.start(), m.end(), "Platform", "english-camel", 30)
        for m in CEREMONY.finditer(folded):
            yield Candidate(m.start(), m.end(), "Event", "english-ceremony", 90)
        for m in RUN.finditer(folded):
            yield from self._run(m[0], m.start())

    def _run(self, name: str, begin: int) -> Iterator[Candidate]:
        for lead in self.heads.leads:
            if name.startswith(lead + " "):
                begin, name = begin + len(lead) + 1, name[len(lead) + 1 :]
        parts = [(begin, name)]
        if " and " in name:  # A and B are two where both have a head
            offset, pieces = begin, name.split(" and ")
            if all(self.heads.label(p) and len(p.split()) > 1 for p in pieces):
                parts = []
                for piece in pieces:
                    parts.append((offset, piece))
                    offset += len(piece) + 5
        for start, part in parts:
            if post := POST.match(part):
                start, part = start + post.end(), part[post.end() :]
            label = self.heads.label(part)
            if label and len(part.split()) > 1 and part not in self.heads.generic:
                yield Candidate(start, start + len(part), label, "english", 60 + len(part))
