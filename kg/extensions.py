"""What a Doc carries besides its spans: declared once, here.

source      the Source it was made from
folded      text.fold(doc.text): the form that everything is matched on
entities    key → Entity, filled by link
candidates  what mark has found so far, words (begin, end, tag) of the Chinese text
statements  list of Statement, observations list of Observation, issues list of Issue; offsets are the Doc's
"""

from spacy.tokens import Doc

for _name in ("entities",):
    Doc.set_extension(_name, default={}, force=True)
for _name in ("candidates", "words", "statements", "observations", "issues"):
    Doc.set_extension(_name, default=[], force=True)
for _name in ("source", "folded"):
    Doc.set_extension(_name, default=None, force=True)
