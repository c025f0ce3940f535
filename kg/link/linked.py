"""What linking a document found."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.link.entities import Maker
from kg.link.mention import Mention
from kg.model import Entity, Issue, Statement


@dataclass(slots=True)
class Linked:
    """What linking found; keys maps the mentions that stay, in the order of the text, to entities."""

    keys: dict[Mention, tuple[str, ...]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def meet(self, key: str, maker: Maker, mention: Mention | None = None) -> None:
        """Takes in a thing of the seeds, and what stands for a thing here as a hidden name of it."""
        entity = self.entities.get(key) or (maker.seed(key) if key in maker.seeds.things else None)
        if entity:
            self.entities[key] = maker.also(entity, mention) if mention else entity

    def first(self) -> dict[str, Mention]:
        """Maps each entity to its first mention."""
        found: dict[str, Mention] = {}
        for mention in sorted(self.keys):
            for key in self.keys[mention]:
                found.setdefault(key, mention)
        return found
