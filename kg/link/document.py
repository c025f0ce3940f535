"""Links one document: from its mentions to its entities, and what their names say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import text
from kg.link import definitions, structure
from kg.link import mention as mentions_
from kg.link.candidates import choose
from kg.link.clusters import Node, gather
from kg.link.context import Context
from kg.link.entities import Maker
from kg.link.lexicon import Lexicon
from kg.link.mention import Mention, Sentences
from kg.link.naming import Naming
from kg.link.neighbours import neighbours
from kg.link.structure import HELD, HOLDERS, Reading
from kg.model import Entity, Extent, Issue, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.link.repair import Repair
    from kg.link.seeds import Seeds

STATED = 0.95  # the confidence of what a name says


@dataclass(slots=True)
class Linked:
    """What linking found; keys maps the mentions that stay, in the order of the text, to entities."""

    keys: dict[Mention, tuple[str, ...]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def link(doc: Doc, seeds: Seeds, repair: Repair) -> Linked:
    """Links the mentions of a Doc."""
    return _Work(doc, seeds, repair).run()


class _Work:
    """The state of linking one document; each step reads what those before it left."""

    def __init__(self, doc: Doc, seeds: Seeds, repair: Repair) -> None:
        self.doc, self.seeds, self.repair = doc, seeds, repair
        self.source = doc._.source
        self.folded: str = doc._.folded or text.fold(doc.text)
        self.mentions = mentions_.read(doc, tops())
        self.context = Context.of(self.mentions, seeds, self.source, self.folded)
        self.lexicon = Lexicon(self.context)
        self.naming = Naming(self.lexicon)
        identifier = self.source.identifier if self.source else ""
        self.maker = Maker(seeds, identifier, self.context.language)
        self.sentences = Sentences(doc)
        self.out = Linked()
        self.pairs: list[tuple[Mention, Mention]] = []

    def run(self) -> Linked:
        self._define()
        self.chosen = choose(self.mentions, self.context)
        self._mend()
        self.naming.learn(m for m in self.mentions if m not in self.chosen)
        self._split()
        self._name()
        self._build()
        self._read_names()
        self._thin()
        return self.out

    def _add(self, begin: int, end: int, like: Mention, found: str, cls: str | None = None) -> Mention:
        top = like.top if cls is None else tops().get(cls, cls)
        return mentions_.make(self.doc, begin, end, cls or like.cls, top, found)

    def _define(self) -> None:
        """Adds the short names that the text defines, wherever they stand."""
        extents: dict[tuple[int, int], Mention] = {(m.begin, m.end): m for m in reversed(self.mentions)}
        added: list[Mention] = []
        for mention in self.mentions:
            where = definitions.defined(self.folded, mention)
            if not where:
                continue
            known = extents.get(where)
            if known is None:
                name = self.folded[slice(*where)]
                places = list(definitions.free(definitions.occurrences(self.folded, name), self.mentions))
                new = [self._add(*place, mention, "defined") for place in places]
                added += new
                known = next((m for m in new if (m.begin, m.end) == where), None)
            if known and known.top == mention.top:
                self.pairs.append((mention, known))
        self.mentions = mentions_.ordered([*self.mentions, *added])

    def _mend(self) -> None:
        """Repairs misprinted names of the seeds, and says so."""
        for mention, key in self.repair.find(self.mentions, set(self.chosen), self.context).items():
            self.chosen[mention] = (key,)
            right = self.seeds.things[key].entity.label
            identifier = self.source.identifier if self.source else ""
            message = (
                f"{mention.surface} is read as {right}: one character differs, and its neighbours support it"
            )
            self.out.issues.append(
                Issue(identifier, "repaired name", message, Extent(mention.begin, mention.end))
            )

    def _split(self) -> None:
        """Adds the parents that are seen only inside a branch's name: 蓝海银行 in 蓝海银行重庆分行."""
        known, fresh = set(self.mentions), list(self.mentions)
        while fresh:
            new: list[Mention] = []
            for mention in fresh:
                if mention.top == "Institution" and not self.chosen.get(mention):
                    form = self.naming.form(mention)
                    parent = form.slots.parent
                    if parent and not parent.keys and parent.end > form.shift:
                        begin = mention.begin + max(parent.begin - form.shift, 0)
                        end = mention.begin + parent.end - form.shift
                        new.append(self._add(begin, end, mention, "name-part"))
            fresh = [mention for mention in mentions_.ordered(new) if mention not in known]
            spots = {(m.begin, m.end, m.top) for m in known}
            fresh = [m for m in fresh if (m.begin, m.end, m.top) not in spots]
            known |= set(fresh)
        self.mentions = mentions_.ordered(known)

    def _name(self) -> None:
        for mention in self.mentions:
            keys = self.chosen.get(mention)
            if keys is None or len(keys) == 1:
                self.naming.place(mention, keys[0] if keys else None)

    def _build(self) -> None:
        """Makes the entities and gives each mention its key."""
        of = self.naming.of
        defined = [(of[a], of[b]) for a, b in self.pairs if a in of and b in of]
        keys: dict[int, str] = {}
        for seed, nodes in gather(list(self.naming.nodes.values()), defined).groups():
            entity = self.maker.seed(seed, nodes) if seed else self.maker.thing(nodes)
            self.out.entities[entity.key] = entity
            keys.update(dict.fromkeys(map(id, nodes), entity.key))
        for mention in self.mentions:
            if mention in of:
                self.out.keys[mention] = (keys[id(of[mention])],)
            elif several := self.chosen.get(mention):
                self.out.keys[mention] = several
                for key in several:
                    self._meet(key, mention)

    def _meet(self, key: str, mention: Mention | None = None) -> None:
        """Puts a thing of the seeds among the entities, with what stands for it here as a hidden name."""
        entity = self.out.entities.get(key) or (self.maker.seed(key) if key in self.seeds.things else None)
        if entity is None:
            return
        if mention:
            entity = self.maker.also(entity, mention)
        self.out.entities[key] = entity

    def _read_names(self) -> None:
        """States what names say, once for each thing, at the first place of the name that says it."""
        self._teach()
        said: dict[tuple[str, str, str], int] = {}
        for mention, reading in [*self._surfaces(), *self._canonical()]:
            subject = reading.of.key if reading.of else self.out.keys[mention][0]
            self._say(said, subject, reading.property, reading.part.key, mention.begin)
        for inner, outer in neighbours(list(self.out.keys), self.out.keys, self.lexicon, self.folded):
            self._say(said, self.out.keys[inner][0], "locatedIn", self.out.keys[outer][0], inner.begin)
        for fact, at in said.items():
            self.out.statements.append(
                Statement(*fact, f"name-{fact[1].lower()}", STATED, Extent(*self.sentences.at(at)))
            )

    def _say(self, said: dict[tuple[str, str, str], int], subject: str, prop: str, obj: str, at: int) -> None:
        if subject == obj:
            return
        for key in (subject, obj):
            self._meet(key)
        fact = (subject, prop, obj)
        said[fact] = min(at, said.get(fact, at))

    def _teach(self) -> None:
        """Lets the lexicon know every name of the document with its thing, and where its name puts it."""
        own = Lexicon(self.context)
        for mention, keys in self.out.keys.items():
            if len(keys) == 1 and len(mention.key) > 1:
                entity = self.out.entities[keys[0]]
                node = self.naming.of.get(mention)
                if not entity.seed:
                    own.classes[keys[0]] = entity.cls
                    own.learn(mention.name, keys[0], mention.top)
                    if node:
                        form = self.naming.form(mention)
                        own.learn(form.label, keys[0], mention.top)
                        own.learn(form.line, keys[0], mention.top)
        self.lexicon = own

    def _surfaces(self) -> Iterator[tuple[Mention, Reading]]:
        """Yields what the names as written say; a part of a name becomes a mention of its own."""
        seen: set[tuple[str, str]] = set()
        extents = {(m.begin, m.end) for m in self.out.keys}
        for mention in sorted(self.out.keys, key=lambda m: (len(m.name), m)):
            keys = self.out.keys[mention]
            node = self.naming.of.get(mention)
            if len(keys) != 1 or node is None or (keys[0], mention.name) in seen:
                continue
            seen.add((keys[0], mention.name))
            form = self.naming.form(mention)
            name = form.line if form.shift else mention.name
            self.lexicon.but = keys[0]
            for reading in structure.read(name, mention.top, self.out.entities[keys[0]].cls, self.lexicon):
                if reading.part.key == keys[0]:
                    continue
                if reading.property == "locatedIn" and not reading.of:
                    here = self.lexicon.seats.get(keys[0], ())
                    self.lexicon.seats[keys[0]] = (*here, reading.part.key)
                yield mention, reading
                part = reading.part
                begin, end = mention.begin + part.begin - form.shift, mention.begin + part.end - form.shift
                whole = mention.end - mention.begin == len(mention.name)
                if whole and part.begin < part.end and begin >= mention.begin and (begin, end) not in extents:
                    extents.add((begin, end))
                    self._meet(part.key)
                    new = mentions_.make(
                        self.doc, begin, end, self.out.entities[part.key].cls, part.top, "name-part"
                    )
                    self.out.keys[new] = (part.key,)
                    self._meet(part.key, new)

    def _canonical(self) -> Iterator[tuple[Mention, Reading]]:
        """Yields what the full name of a thing of the seeds says of what the document speaks of."""
        spoken = {key for keys in self.out.keys.values() for key in keys}
        first: dict[str, Mention] = {}
        for mention in sorted(self.out.keys):
            for key in self.out.keys[mention]:
                first.setdefault(key, mention)
        for key, mention in sorted(first.items(), key=lambda item: (item[1], item[0])):
            thing = self.seeds.things.get(key)
            if (
                thing is None
                or self.out.keys[mention] != (key,)
                or thing.top not in ("Institution", "Programme")
            ):
                continue
            self.lexicon.but = key
            for name in thing.names:
                if name.kind == "label":
                    for reading in structure.read(text.fold(name.text), thing.top, thing.cls, self.lexicon):
                        if reading.part.key in spoken and reading.property in ("partOf", "locatedIn"):
                            yield mention, reading

    def _thin(self) -> None:
        """Drops names inside names that neither stand alone elsewhere nor bear a relation."""
        around = mentions_.outer(self.out.keys)
        free = {key for m, keys in self.out.keys.items() if m not in around for key in keys}
        told = {key for s in self.out.statements for key in (s.subject, s.object)}
        kept = {}
        for mention in mentions_.ordered(self.out.keys):
            keys, outer = self.out.keys[mention], around.get(mention)
            held = outer is not None and mention.top in HELD and outer.top in HOLDERS and len(mention.key) > 2
            if outer is None or held or any(key in free or key in told for key in keys):
                kept[mention] = keys
        self.out.keys = kept


def tops() -> dict[str, str]:
    """Maps each class of the ontology to its top class."""
    from kg.link.tops import TOPS

    return TOPS


__all__ = ["Linked", "Node", "link"]
