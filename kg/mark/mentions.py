"""Candidates → mentions: those that can stand together, and the outermost as doc.ents."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import kg.extensions  # noqa: F401  (declares doc._)
from kg.mark.candidates import Candidate, settle

FURNITURE = re.compile(
    r"央视网消息(?:\([^()\n]*\))?[::：]?|(?:^|\n)[^\n]{0,6}(?:本报记者|日报记者|记者) [^\n]{2,20}(?=\n|$)|责任编辑[^\n]*|来源[:：][^\n]*"
)


@Language.factory(
    "kg_mentions",
    requires=["doc._.candidates"],
    assigns=["doc.spans", "doc.ents"],
    default_config={"key": "mentions"},
)
class Mentions:
    """Settles the candidates of a Doc; page furniture gives no mentions."""

    def __init__(self, nlp: Language, name: str, key: str = "mentions") -> None:
        self.name, self.key = name, key

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[self.key] = spans = self.match(doc)
        doc.ents = filter_spans(spans)
        return doc

    def match(self, doc: Doc) -> list[Span]:
        """Gives the mentions in the order of the text, the longer of two first."""
        furniture = [m.span() for m in FURNITURE.finditer(doc._.folded)]
        kept = [c for c in doc._.candidates if not any(b <= c.begin and c.end <= e for b, e in furniture)]
        spans = (self._span(doc, c) for c in settle(kept))
        return [span for span in spans if span is not None]

    @staticmethod
    def _span(doc: Doc, c: Candidate) -> Span | None:
        return doc.char_span(c.begin, c.end, label=c.label, span_id=c.found)
