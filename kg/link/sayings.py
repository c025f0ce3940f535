"""States what the names of a document say: each relation once, at the first place of a name that says it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kg import text
from kg.link import structure
from kg.link.entities import Maker
from kg.link.lexicon import Lexicon, Part
from kg.link.linked import Linked
from kg.link.mention import Mention, make, ordered, outer
from kg.link.naming import Naming
from kg.link.neighbours import neighbours
from kg.link.structure import HELD, HOLDERS, Reading
from kg.model import Extent, Statement
from kg.seeds import form

if TYPE_CHECKING:
    from spacy.tokens import Doc

EXPANDED = ("Media", "Regulator", "GovernmentBody", "Exchange", "Corridor", "Zone", "Project", "Initiative")
STATED = 0.95  # the confidence of what a name says


class Sayings:
    """Reads the names of a linked document; what it finds goes where the links are."""

    def __init__(
        self,
        doc: Doc,
        written: str,
        folded: str,
        out: Linked,
        naming: Naming,
        maker: Maker,
        parents: Collection[tuple[int, int]],
    ) -> None:
        self.doc, self.folded, self.out, self.naming, self.maker = doc, folded, out, naming, maker
        self.parents = parents
        self.seeds, self.written = maker.seeds, written
        around = outer(out.keys)
        self.alone = {key for mention, keys in out.keys.items() if mention not in around for key in keys}
        self.lexicon = self._taught()
        self.extents = {(mention.begin, mention.end): mention for mention in out.keys}
        self.said: dict[tuple[str, str, str], int] = {}

    def state(self) -> None:
        for mention, reading in [*self._written(), *self._canonical()]:
            if mention not in self.out.keys:
                continue
            subject = reading.of.key if reading.of else self.out.keys[mention][0]
            self._say(subject, reading.property, reading.part.key, mention.begin)
        for inner, around in neighbours(list(self.out.keys), self.out.keys, self.lexicon, self.folded):
            self._say(self.out.keys[inner][0], "locatedIn", self.out.keys[around][0], inner.begin)
        sentences: list[Extent] = self.doc._.sentences
        begins = [sentence.begin for sentence in sentences]
        for fact, at in self.said.items():
            evidence = sentences[max(bisect_right(begins, at) - 1, 0)]
            self.out.statements.append(Statement(*fact, f"name-{fact[1].lower()}", STATED, evidence))

    def _say(self, subject: str, prop: str, obj: str, at: int) -> None:
        if subject != obj:
            for key in (subject, obj):
                self.out.meet(key, self.maker)
            fact = (subject, prop, obj)
            self.said[fact] = min(at, self.said.get(fact, at))

    def _taught(self) -> Lexicon:
        """Gives a lexicon that knows every name of the document with its thing."""
        own = Lexicon(self.naming.lexicon.context)
        for mention, keys in self.out.keys.items():
            if len(keys) == 1 and len(mention.key) > 1 and self._sure(mention, keys[0]):
                own.classes[keys[0]] = self.out.entities[keys[0]].cls
                full = self.naming.form(mention)
                for name in (mention.name, full.label, full.line):
                    own.learn(name, keys[0], mention.top)
        return own

    def _sure(self, mention: Mention, key: str) -> bool:
        """Says whether a name may be read inside others: it stands alone somewhere, in quotes, or as a parent."""
        if self.out.entities[key].seed:
            return len(mention.key) > 3 and form(mention.name) not in self.seeds.hidden
        parent = (mention.begin, mention.end) in self.parents
        return (
            parent
            or mention.cls == "Alliance"  # whose committees are named by it: 科学研究会|经济委员会
            or key in self.alone
            or mention.found in ("name-part", "defined", "quoted", "title", "route")
        )

    def _written(self) -> Iterator[tuple[Mention, Reading]]:
        """Yields what the names as written say; short ones first: longer ones take over their places."""
        seen: set[tuple[str, str]] = set()
        for mention in sorted(self.out.keys, key=lambda m: (len(m.name), m)):
            keys = self.out.keys.get(mention, ())
            if len(keys) != 1 or mention not in self.naming.of or (keys[0], mention.name) in seen:
                continue
            seen.add((keys[0], mention.name))
            full = self.naming.form(mention)
            self.lexicon.but = keys[0]
            name = full.line if full.shift else mention.name
            for reading in structure.read(name, mention.top, self.out.entities[keys[0]].cls, self.lexicon):
                if reading.property == "locatedIn" and not reading.of:
                    here = self.lexicon.seats.get(keys[0], ())
                    self.lexicon.seats[keys[0]] = (*here, reading.part.key)
                yield mention, reading
                self._mark(mention, reading.part, full.shift)

    def _mark(self, mention: Mention, part: Part, shift: int) -> None:
        """Makes the part of a name that a relation rests on a mention of its own."""
        begin, end = mention.begin + part.begin - shift, mention.begin + part.end - shift
        whole = mention.end - mention.begin == len(mention.name)
        if not whole or part.begin >= part.end or begin < mention.begin:
            return
        old = self.extents.get((begin, end))
        if old and (self.out.keys[old] == (part.key,) or self.out.keys[old][0] in self.alone):
            return
        if old:
            del self.out.keys[old]  # seen only inside names, and as something else
        self.out.meet(part.key, self.maker)
        new = make(self.written, begin, end, self.out.entities[part.key].cls, part.top, "name-part")
        self.extents[begin, end] = new
        self.out.keys[new] = (part.key,)
        self.out.meet(part.key, self.maker, new)

    def _canonical(self) -> Iterator[tuple[Mention, Reading]]:
        """Yields what the full name of a thing of the seeds says of what the document speaks of."""
        first = self.out.first()
        for key, mention in sorted(first.items(), key=lambda item: (item[1], item[0])):
            thing = self.seeds.things.get(key)
            if thing and thing.cls in EXPANDED and self.out.keys[mention] == (key,):
                self.lexicon.but = key
                for name in (text.fold(name.text) for name in thing.names if name.kind == "label"):
                    for reading in structure.read(name, thing.top, thing.cls, self.lexicon):
                        if reading.part.key in first and reading.property in ("partOf", "locatedIn"):
                            yield mention, reading

    def thin(self) -> None:
        """Drops names inside names that neither stand alone elsewhere nor bear a relation of a longer one."""
        around = outer(self.out.keys)
        alone = {key for m, keys in self.out.keys.items() if m not in around for key in keys}
        kept = alone | self._held(around)
        reached = set[str]()
        while reached != kept:
            reached = set(kept)
            kept |= {s.object for s in self.out.statements if s.subject in kept}
        self.out.statements = [s for s in self.out.statements if s.subject in kept]
        several = {mention for mention in around if len(self.out.keys[mention]) > 1}
        rows = ((mention, self.out.keys[mention]) for mention in ordered(self.out.keys))
        self.out.keys = {m: keys for m, keys in rows if {*keys} <= kept and m not in several}

    def _held(self, around: dict[Mention, Mention]) -> set[str]:
        """Gives the things that stand whole in names of others, as hosts and owners do."""
        return {
            keys[0]
            for mention, wide in around.items()
            if mention.top in HELD and wide.top in HOLDERS and len(mention.key) > 2
            if mention.top != "Institution" or wide.top != "Institution"
            if len(keys := self.out.keys[mention]) == 1
            if keys[0] in self.seeds.things or _meets(mention, wide)
        }


def _meets(mention: Mention, wide: Mention) -> bool:
    """Says whether a meeting's name begins with the body that meets: 江海合作委员会|第九次会议."""
    return mention.top == "Institution" and wide.top == "Event" and mention.begin == wide.begin
