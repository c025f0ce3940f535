"""Links one document: from its mentions to its entities, and what their names say."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from kg import ontology, text
from kg.link import definitions, joints
from kg.link import mention as mentions_
from kg.link.candidates import choose
from kg.link.clusters import gather
from kg.link.context import Context
from kg.link.entities import Maker
from kg.link.lexicon import Lexicon
from kg.link.linked import Linked
from kg.link.mention import Mention
from kg.link.naming import Naming
from kg.link.sayings import Sayings
from kg.model import Extent, Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.link.repair import Repair
    from kg.seeds import Seeds


def link(doc: Doc, seeds: Seeds, repair: Repair) -> Linked:
    """Links the mentions of a Doc."""
    return _Work(doc, seeds, repair).run()


class _Work:
    """The state of linking one document; each step reads what those before it left."""

    def __init__(self, doc: Doc, seeds: Seeds, repair: Repair) -> None:
        self.tops = tops()
        self.doc, self.written, self.seeds, self.repair = doc, doc._.written or doc.text, seeds, repair
        self.source = doc._.source
        self.folded: str = doc._.folded or text.fold(self.written)
        self.mentions = [
            m for m in mentions_.read(doc, self.written, self.tops) if not joints.joined(m, seeds)
        ]
        self.context = Context.of(self.mentions, seeds, self.source, self.folded)
        self.lexicon = Lexicon(self.context)
        self.naming = Naming(self.lexicon)
        identifier = self.source.identifier if self.source else ""
        self.maker = Maker(seeds, identifier, self.context.language)
        self.out = Linked()
        self.pairs: list[tuple[Mention, Mention]] = []
        self.parents: set[tuple[int, int]] = set()  # extents of names that stand as parents in longer ones

    def run(self) -> Linked:
        self._extend()
        self._define()
        chosen = choose(self.mentions, self.context)
        self.chosen = {m: keys for m, keys in chosen.items() if m.key not in self.naming.own}
        around = mentions_.outer(self.mentions)
        self.mentions = [m for m in self.mentions if not (m in around and self._elsewhere(m, around[m]))]
        self._mend()
        self.naming.learn(m for m in self.mentions if m not in self.chosen)
        self._split()
        self._name()
        self._build()
        sayings = Sayings(
            self.doc, self.written, self.folded, self.out, self.naming, self.maker, self.parents
        )
        sayings.state()
        sayings.thin()
        return self.out

    def _elsewhere(self, inner: Mention, whole: Mention) -> bool:
        """Says whether a country's name only begins that of a place elsewhere: 马里|兰州."""
        one, other = self.chosen.get(inner, ()), self.chosen.get(whole, ())
        if len(one) != 1 or len(other) != 1 or whole.top != "Place" or whole.begin != inner.begin:
            return False
        return self.seeds.things[one[0]].level == "country" and one[0] not in {*self.seeds.within(other[0])}

    def _add(self, begin: int, end: int, like: Mention, found: str, cls: str | None = None) -> Mention:
        top = like.top if cls is None else self.tops.get(cls, cls)
        return mentions_.make(self.written, begin, end, cls or like.cls, top, found)

    def _extend(self) -> None:
        """Adds the branches named right behind their parents: 国家外汇管理局 with 重庆市分局 behind it; and those of a list."""
        found = joints.branches(self.mentions, self.lexicon, self.folded)
        added = [self._add(m.begin, end, m, "name-branch") for m, end in found]
        self.mentions = mentions_.ordered([*self.mentions, *added])
        known = {(m.begin, m.end) for m in self.mentions}
        for m, begin, end, owner in list(joints.listed(self.mentions, self.lexicon, self.folded)):
            self.context.owners[begin] = owner
            if (begin, end) not in known:
                self.mentions.append(self._add(begin, end, m, "name-branch"))
        for m, place in joints.held(self.mentions, self.seeds, self.folded):
            self.context.owners[m.begin] = place
        self.mentions = mentions_.ordered(self.mentions)

    def _define(self) -> None:
        """Adds the short names that the text defines, wherever they stand."""
        extents: dict[tuple[int, int], Mention] = {(m.begin, m.end): m for m in reversed(self.mentions)}
        told = [(m, where) for m in self.mentions if (where := definitions.defined(self.folded, m))]
        told += definitions.initialled(self.folded, self.mentions)
        names = [self.folded[slice(*where)] for _, where in told if where not in extents]
        places = definitions.occurrences(self.folded, names, self.mentions)
        added: dict[tuple[str, str], list[Mention]] = {}
        for mention, where in told:
            known = extents.get(where)
            if known is None:
                name = self.folded[slice(*where)]
                if (name, mention.cls) not in added:
                    added[name, mention.cls] = [self._add(*p, mention, "defined") for p in places[name]]
                new = added[name, mention.cls]
                at = bisect_left(new, where, key=lambda m: (m.begin, m.end))
                known = next((m for m in new[at : at + 1] if (m.begin, m.end) == where), None)
            if known and definitions.another(mention, known, self.seeds):
                self.naming.own.add(known.key)
            if known and known.top == mention.top:
                self.pairs.append((mention, known))
        self.mentions = mentions_.ordered([*self.mentions, *(m for new in added.values() for m in new)])

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
                if mention.top in ("Institution", "Programme") and not self.chosen.get(mention):
                    form = self.naming.form(mention)
                    parent = form.slots.parent
                    if parent and not parent.keys and parent.end > form.shift:
                        begin = mention.begin + max(parent.begin - form.shift, 0)
                        end = mention.begin + parent.end - form.shift
                        new.append(self._add(begin, end, mention, "name-part"))
                        self.parents.add((begin, end))
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
                    self.out.meet(key, self.maker, mention)


def tops() -> dict[str, str]:
    """Maps each class of the ontology to its top class."""
    terms = ontology.load()
    return {cls: terms.top(cls) for cls in terms.classes if cls != ontology.THING}
