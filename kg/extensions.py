"""What a Doc carries besides its spans: declared once, here.

source      the Source it was made from
written     the text that it was made of: doc.text, which spaCy puts together anew each time
folded      text.fold(doc.text), its straight quotes curled: the form that everything is matched on
entities    key → Entity, filled by link
candidates  what mark has found so far, words (begin, end, tag) of the Chinese text
statements  list of Statement, observations list of Observation, issues list of Issue; offsets are the Doc's
sentences   extents of the sentences, without the space around them
"""

import itertools

from spacy.tokens import Doc

from kg.model import Extent


def _sentences(doc: Doc) -> list[Extent]:
    """Gives where sentences stand: by their first tokens' offsets, as doc.sents would walk over every token."""
    written, starts = (
        doc._.folded or doc._.written or doc.text,
        doc.to_array("IDX")[doc.to_array("SENT_START") == 1].tolist(),
    )
    cuts = sorted({0, *starts, len(written)})
    rows = ((begin, written[begin:end]) for begin, end in itertools.pairwise(cuts))
    return [
        Extent(begin + len(row) - len(row.lstrip()), begin + len(row.rstrip()))
        for begin, row in rows
        if row.strip()
    ]


for _name in ("entities",):
    Doc.set_extension(_name, default={}, force=True)
for _name in ("candidates", "words", "statements", "observations", "issues"):
    Doc.set_extension(_name, default=[], force=True)
for _name in ("source", "written", "folded"):
    Doc.set_extension(_name, default=None, force=True)
Doc.set_extension("sentences", getter=_sentences, force=True)
