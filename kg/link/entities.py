"""Makes the entities: which key, which label, which other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import iris, text
from kg.link.clusters import Node
from kg.link.mention import Mention
from kg.link.words import ending, words
from kg.model import Entity, Name
from kg.seeds import Seeds

FULL_TITLE = 7  # characters of a title that nothing else is called by
FULL_NAME = 4  # characters behind a place, a year or a body that make a name of its own
WIDE = re.compile(r"^(?:中国|全国|国家|国际|世界|亚洲|中华)")
ORIGIN = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes entities for one document of this identifier and language."""

    seeds: Seeds
    document: str
    language: str

    def seed(self, key: str, nodes: Iterable[Node] = ()) -> Entity:
        """Gives a thing of the seeds, with the names under which it stands in the document."""
        entity = self.seeds.things[key].entity
        return replace(entity, names=self._with(entity.names, self._surfaces(nodes)))

    def thing(self, nodes: list[Node]) -> Entity:
        """Gives a thing that is not of the seeds: its label is its fullest name."""
        node = max(
            nodes, key=lambda n: (self_sufficient(n), len(text.key(n.form.label)), -n.first, n.identity)
        )
        top, local = node.top, not self_sufficient(node)
        key = iris.thing(top, text.key(node.form.label), self.document if local else None)
        label = self._label(node)
        return Entity(key, narrowest(nodes), self._with((label,), self._surfaces(nodes)), local=local)

    def also(self, entity: Entity, mention: Mention) -> Entity:
        """Gives an entity with one more name, which stands for it only here."""
        name = Name(mention.surface, text.script_language(mention.surface, self.language), "hidden")
        return replace(entity, names=self._with(entity.names, (name,)))

    def _label(self, node: Node) -> Name:
        name = node.form.label
        if not any(text.is_han(char) for char in name):
            return Name(name, "en", "label")
        if self.language == "zh-hant" and name == node.mentions[0].name:
            return Name(node.mentions[0].surface, "zh-hant", "label")
        return Name(name, "zh", "label")

    def _surfaces(self, nodes: Iterable[Node]) -> list[Name]:
        written = ((m.begin, m.surface, _kind(node, m)) for node in nodes for m in node.mentions)
        return [
            Name(name, text.script_language(name, self.language), kind) for _, name, kind in sorted(written)
        ]

    def _with(self, names: tuple[Name, ...], others: Iterable[Name]) -> tuple[Name, ...]:
        known = {(name.text, name.language): name for name in names}
        for name in others:
            known.setdefault((name.text, name.language), name)
        return tuple(known.values())


def _kind(node: Node, mention: Mention) -> str:
    """Says whether a name as written stands for its thing anywhere, or only here (市政府, 《意见》, 渝)."""
    bare = node.top == "Policy" and text.key(mention.name) in words("zh")["bare"]
    return "hidden" if node.form.shift or bare or len(mention.key) < 2 else "alt"


def narrowest(nodes: list[Node]) -> str:
    """Gives the class that most mentions have, one below the top class if any has."""
    counts = Counter(mention.cls for node in nodes for mention in node.mentions)
    below = {cls: count for cls, count in counts.items() if cls != nodes[0].top} or dict(counts)
    return min(below, key=lambda cls: (-below[cls], cls))


def self_sufficient(node: Node) -> bool:
    """Says whether a name means the same thing in every document, judged on the folded name."""
    name, form = node.form.label, node.form
    rest = text.key(name[form.slots.rest :])
    own = sum(map(text.is_han, rest)) >= FULL_NAME or len(rest) >= 3 * FULL_NAME
    if node.top in ("Person", "Place"):
        return False
    if node.top == "Policy":
        return name.startswith("《") and len(text.key(name)) >= FULL_TITLE
    if node.top == "Institution":
        placed = (bool(form.slots.places) and len(rest) >= 2) or bool(
            form.slots.parent and form.slots.parent.keys
        )
        return placed or _registered(name) or (bool(WIDE.match(name)) and len(rest) >= 2 * FULL_NAME)
    if node.top == "Event":
        dated = bool(form.slots.frame) or ORIGIN.search(name) is not None
        return own and (dated or bool(form.slots.places))
    return own and bool(form.slots.places or form.slots.parent)


def _registered(name: str) -> bool:
    last = name.casefold().split(" ")[-1]
    return (ending(name, "registered") is not None and len(name) >= 7) or (
        " " in name and last in words("en")["registered"]
    )
