"""Candidates → mentions: those that can stand together, and the outermost as doc.ents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import kg.extensions  # noqa: F401  (declares doc._)
from kg.furniture import Furniture
from kg.mark.candidates import Candidate, settle
from kg.mark.line import Line
from kg.mark.lists import lists
from kg.mark.nested import thin
from kg.mark.spread import spread


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
        line = Line(lists(), doc._.folded, doc._.words, ())
        doc.spans[self.key] = spans = list(_spans(doc, self.match(doc._.candidates, line)))
        doc.ents = filter_spans(spans)
        return doc

    def match(self, candidates: Iterable[Candidate], line: Line) -> list[Candidate]:
        """Gives the names in the order of the text, the longer of two first."""
        outside = Furniture(line.folded)
        kept = [c for c in candidates if not outside.holds(c.begin, c.end)]
        first = settle(kept)
        more = [c for c in spread(first, line) if not outside.holds(c.begin, c.end)]
        return thin(settle([*kept, *more]) if more else first, line.folded)


def _spans(doc: Doc, chosen: Iterable[Candidate]) -> Iterator[Span]:
    """Yields Spans, but of candidates that begin or end within a token."""
    starts, lengths = doc.to_array("IDX").tolist(), doc.to_array("LENGTH").tolist()
    for c in chosen:
        first, after = bisect_left(starts, c.begin), bisect_left(starts, c.end)
        if first < after and starts[first] == c.begin and starts[after - 1] + lengths[after - 1] == c.end:
            yield Span(doc, first, after, label=c.label, span_id=c.found)
