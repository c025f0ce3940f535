"""Gives each mention of a document its node: the name, completed, that it is an instance of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import text
from kg.link import forms
from kg.link.clusters import Node
from kg.link.forms import Form
from kg.link.lexicon import Lexicon
from kg.link.mention import Mention
from kg.link.words import words

REGISTERED = re.compile(
    r"(?:股份|集团|控股)*(?:有限责任|有限|股份)公司$|,? (?:Company )?(?:Limited|Ltd\.?|Inc\.?|plc)$", re.I
)
EDITION = re.compile(
    r"(?:[（(][^（()）]{1,8}[）)]|(?:19|20)\d\d(?:年版?|年度|版)?)(?=》?$)"
)  # 《规程(试行)》 is 《规程》
LEARNT = (
    "Place",
    "Programme",
)  # classes whose names are looked for inside other names before things are known


@dataclass(slots=True)
class Naming:
    """Nodes by top class and identity, filled mention by mention in the order of the text."""

    lexicon: Lexicon
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    of: dict[Mention, Node] = field(default_factory=dict)
    cache: dict[tuple[str, str], Form] = field(default_factory=dict)
    titles: list[Node] = field(default_factory=list)
    own: set[str] = field(
        default_factory=set
    )  # acronyms that the text defines for another thing than the seeds'

    def learn(self, mentions: Iterable[Mention]) -> None:
        """Takes in the document's own places and programmes, to be found inside longer names."""
        for mention in mentions:
            if mention.top in LEARNT and len(mention.key) > 1:
                self.lexicon.learn(mention.name, f"?{mention.key}", mention.top)

    def form(self, mention: Mention) -> Form:
        name = (mention.top, mention.name)
        if name not in self.cache:
            form = forms.complete(mention, self.lexicon)
            if form.shift:
                return form  # what fills it in depends on where it stands
            self.cache[name] = form
        return self.cache[name]

    def place(self, mention: Mention, seed: str | None = None) -> Node:
        """Files a mention; seed is the key of what it is known to be."""
        form = self.form(mention)
        seed = seed or (None if mention.key in self.own else self._known(form, mention))
        if not seed and (title := self._antecedent(mention)):
            node = title
        else:
            identity = f"={seed}" if seed else form.identity
            node = self.nodes.setdefault(
                (mention.top, identity), Node(identity, mention.top, form, seed=seed)
            )
        node.mentions.append(mention)
        self.of[mention] = node
        if mention.top == "Policy" and node.form is form:
            self.titles.append(node)
        return node

    def _known(self, form: Form, mention: Mention) -> str | None:
        """Gives the thing of the seeds whose name is the completed one, or is this one behind its own place."""
        seeds = self.lexicon.seeds
        keys = seeds.strong.get(text.key(form.label), ()) if form.label != mention.name else ()
        keys = keys or seeds.strong.get(text.key(REGISTERED.sub("", form.label)), ())
        lead = next(iter(form.slots.places), None)
        if not keys and lead and lead.begin == form.slots.frame and lead.keys:
            behind = seeds.strong.get(text.key(form.line[lead.end :]), ())
            keys = tuple(key for key in behind if self._lies(key, lead.key))
        return next((key for key in keys if seeds.things[key].top == mention.top), None)

    def _lies(self, key: str, place: str) -> bool:
        """Says whether a thing is known to be in a place, or to be anywhere if it is no body: 俄罗斯财政部 is not 财政部."""
        where = self.lexicon.seeds.place_of(key)
        if where is None:
            return self.lexicon.seeds.things[key].top != "Institution"
        return place in {*self.lexicon.seeds.within(where)}

    def _antecedent(self, mention: Mention) -> Node | None:
        """Gives the last title before a bare one that ends as it does: 《意见》."""
        if mention.top != "Policy" or mention.key not in words("zh")["bare"]:
            return None
        before = (
            n for n in reversed(self.titles) if text.key(EDITION.sub("", n.form.label)).endswith(mention.key)
        )
        return next((node for node in before if text.key(node.form.label) != mention.key), None)
