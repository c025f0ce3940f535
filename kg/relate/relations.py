"""Relations that sentences tell: every rule over every sentence, its names encoded as single characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import dates, ontology, patterns
from kg.dates import DateMatch
from kg.model import Extent, Statement
from kg.patterns import Alphabet, Rule
from kg.relate import modality

RULES = Path(__file__).parent.parent / "rules"
LOCATIVES = ("在", "于", "赴", "位于", "落户", "in ", "at ")
TITLE_SLOT = "title"


class Named(NamedTuple):
    """A name in a clause: what it stands for, its class, and where it begins in the Doc."""

    keys: tuple[str, ...]
    cls: str
    begin: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence in which each name is one private-use character; names maps their offsets to keys and class."""

    text: str
    names: dict[int, Named]
    extent: Extent


def encode(doc: Doc, sent: Span, spans: list[Span], alphabet: Alphabet) -> Clause:
    """Gives the sentence with its names encoded: the folded text between them as it is."""
    folded, parts, names = doc._.folded, list[str](), dict[int, Named]()
    at, length = sent.start_char, 0
    for span in spans:
        between = folded[at : span.start_char]
        length += len(between)
        names[length] = Named(tuple(span.kb_id_.split()), span.label_, span.start_char)
        locative = span.label_ == "Place" and between.endswith(LOCATIVES)
        parts += [between, alphabet.char(span.label_, locative)]
        length, at = length + 1, span.end_char
    parts.append(folded[at : sent.end_char])
    lead = len(sent.text) - len(sent.text.lstrip())
    begin = sent.start_char + lead
    return Clause("".join(parts), names, Extent(begin, begin + len(sent.text.strip())))


@Language.factory(
    "kg_relations", requires=["doc.ents", "doc.sents", "doc._.entities"], assigns=["doc._.statements"]
)
class Relations:
    """Adds the relations that rules find to doc._.statements; initialize() takes folders of further rules."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.ontology = ontology.load()
        self.alphabet = Alphabet(self.ontology)
        self.rules: dict[str, list[Rule]] = {}

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        rules: list[str] | None = None,
    ) -> None:
        folders = [RULES, *map(Path, rules or [])]
        for language in ("zh", "en"):
            paths = [
                path for folder in folders for path in sorted((folder / language).glob("relations*.yaml"))
            ]
            self.rules[language] = [rule for path in paths for rule in patterns.read(path, self.alphabet)]

    def __call__(self, doc: Doc) -> Doc:
        if not self.rules:
            self.initialize()
        doc._.statements = [*doc._.statements, *self.match(doc)]
        return doc

    def match(self, doc: Doc) -> Iterator[Statement]:
        """Yields what the sentences of a Doc tell, in the order of the text."""
        spans = sorted([*doc.ents, *self._anaphora(doc)], key=lambda s: s.start_char)
        told = dates.find(doc._.folded, doc._.source.date if doc._.source else None)
        for sent in doc.sents:
            inside = [
                s
                for s in spans
                if sent.start_char <= s.start_char and s.end_char <= sent.end_char and s.kb_id_
            ]
            if len(inside) > 1:
                clause = encode(doc, sent, inside, self.alphabet)
                language = "zh" if re.search("[\u3400-\u9fff]", clause.text) else "en"
                yield from self.read(clause, language, told)

    @staticmethod
    def _anaphora(doc: Doc) -> list[Span]:
        taken = {token.i for ent in doc.ents for token in ent}
        return [s for s in doc.spans.get("anaphora", ()) if not taken & set(range(s.start, s.end))]

    def read(self, clause: Clause, language: str, told: Sequence[DateMatch]) -> Iterator[Statement]:
        """Yields the statements of one clause."""
        for rule in self.rules[language]:
            for match in rule.pattern.finditer(clause.text):
                yield from self._statements(rule, match, clause, told)

    def _statements(
        self, rule: Rule, match: re.Match[str], clause: Clause, told: Sequence[DateMatch]
    ) -> Iterator[Statement]:
        mood = rule.modality or modality.of(clause.text, match)
        if mood is None:
            return
        title = match.groupdict().get(TITLE_SLOT)
        pairs = product(self._members(match, "s", clause), self._members(match, "o", clause))
        for (subject, scls, _), (obj, ocls, at) in pairs:
            prop = self._fitting(rule.property, scls, ocls)
            if prop and subject != obj:
                date = None if title else dates.act_date(told, clause.extent, at)
                yield Statement(
                    subject, prop, obj, rule.name, rule.confidence, clause.extent, mood, date, title
                )

    def _fitting(self, prop: str, subject: str, obj: str) -> str | None:
        """Gives the property itself or, where classes forbid it, supports."""
        if self.ontology.allowed(prop, subject, obj):
            return prop
        fallback = prop in ("operates", "launched") and self.ontology.allowed("supports", subject, obj)
        return "supports" if fallback else None

    @staticmethod
    def _members(match: re.Match[str], slot: str, clause: Clause) -> Iterator[tuple[str, str, int]]:
        for offset in range(*match.span(slot)):
            if named := clause.names.get(offset):
                for key in named.keys:
                    yield key, named.cls, named.begin
