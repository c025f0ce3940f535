"""Gathers the names of one document that stand for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import text
from kg.link import abbreviations, definitions, english
from kg.link.forms import Form
from kg.link.mention import Mention
from kg.link.words import words

NEAR = 64  # longer names that are compared with a short one, those nearest to it


@dataclass(slots=True)
class Node:
    """A name of a class: its mentions, its form, and the thing of the seeds that it is, if any."""

    identity: str
    top: str
    form: Form
    mentions: list[Mention] = field(default_factory=list)
    seed: str | None = None

    @property
    def first(self) -> int:
        return self.mentions[0].begin

    @property
    def order(self) -> tuple[int, str, str]:
        return self.first, self.top, self.identity


class Clusters:
    """A partition of nodes; two things of the seeds never come together."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = sorted(nodes, key=lambda node: node.order)
        self.roots = {id(node): node for node in self.nodes}
        self.seeds = {id(node): node.seed for node in self.nodes}

    def root(self, node: Node) -> Node:
        while (above := self.roots[id(node)]) is not node:
            self.roots[id(node)] = self.roots[id(above)]
            node = above
        return node

    def join(self, one: Node, other: Node) -> bool:
        a, b = sorted((self.root(one), self.root(other)), key=lambda node: node.order)
        seeds = {seed for seed in (self.seeds[id(a)], self.seeds[id(b)]) if seed}
        if a is b or a.top != b.top or len(seeds) > 1:
            return a is b
        self.roots[id(b)] = a
        self.seeds[id(a)] = next(iter(seeds), None)
        return True

    def groups(self) -> Iterator[tuple[str | None, list[Node]]]:
        """Yields each thing's seed, if it has one, and its nodes in the order of the text."""
        members: dict[int, list[Node]] = defaultdict(list)
        for node in self.nodes:
            members[id(self.root(node))].append(node)
        for root, nodes in members.items():
            yield self.seeds[root], nodes


def gather(nodes: list[Node], defined: Iterable[tuple[Node, Node]]) -> Clusters:
    """Joins the nodes whose names define, shorten or vary one another."""
    clusters = Clusters(nodes)
    for one, other in defined:
        clusters.join(one, other)
    _join_equal(clusters)
    for top in ("Institution", "Policy", "Programme", "Product", "Event", "Place"):
        _join_short(clusters, [node for node in clusters.nodes if node.top == top], top)
    _join_persons(clusters)
    return clusters


def _join_equal(clusters: Clusters) -> None:
    """Joins names that are the same without quotes and class noun, or that hold an acronym of their own."""
    same: dict[tuple[str, str], Node] = {}
    for node in sorted(clusters.nodes, key=lambda node: (node.seed is None, node.order)):
        if node.top == "Person":
            continue
        label = node.form.label
        for name in (text.key(label), *map(text.key, definitions.variants(label))):
            clusters.join(same.setdefault((node.top, name), node), node)
        names = [abbreviations.nucleus(label, node.top)]
        if node.top == "Institution" and (turned := english.turned(label)):
            names.append(turned)
        if node.top in ("Product", "Programme", "Event"):
            names.append(abbreviations.without_noun(label))
        for name in names:
            other = same.setdefault((node.top, name), node)
            if not other.seed or abbreviations.of_kind(label, name, other.mentions[0].cls):
                clusters.join(other, node)


def _join_short(clusters: Clusters, nodes: list[Node], top: str) -> None:
    """Joins each short name with the longer one it stands for: the last before it, else the next behind."""
    holders: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for char in {*text.key(node.form.label)}:
            holders[char].append(node)
    for node in nodes:
        key = text.key(node.form.label)
        if len(key) < 2:
            continue
        rare = holders[min({*key}, key=lambda char: (len(holders[char]), char))]
        longer = [other for other in rare if other is not node and len(text.key(other.form.label)) > len(key)]
        longer = sorted(longer, key=lambda other: (abs(other.first - node.first), other.order))[:NEAR]
        fits = abbreviations.edition if node.seed else abbreviations.shortens
        fitting = [other for other in longer if fits(node.form, other.form, top) and not _heads(node, other)]
        for other in sorted(
            fitting, key=lambda other: (other.first > node.first, abs(other.first - node.first))
        ):
            if clusters.join(node, other):
                break


def _heads(node: Node, other: Node) -> bool:
    """Says whether a body is only named as what a longer name begins with: its parent, 科学研究会|经济委员会."""
    starts = {m.begin: m.end for m in other.mentions}
    return node.mentions[0].cls == "Alliance" and all(starts.get(m.begin, 0) > m.end for m in node.mentions)


def _join_persons(clusters: Clusters) -> None:
    """Joins a surname with a title, or a last name alone, with the one person of that name."""
    full: dict[str, list[Node]] = defaultdict(list)
    persons = [(node, _personal(node)) for node in clusters.nodes if node.top == "Person"]
    for node, name in persons:
        for part in {name, _surname(name)}:
            full[part].append(node)
    for node, name in persons:
        others = [other for other in full[name] if other is not node]
        if len({id(clusters.root(other)) for other in others}) == 1:
            clusters.join(node, others[0])


def _personal(node: Node) -> str:
    name = english.bare(node.form.label)
    for title in words("zh")["honorifics"]:
        if name.endswith(title) and len(name) > len(title):
            return name[: -len(title)]
    return name


def _surname(name: str) -> str:
    return name.split(" ")[-1] if name.isascii() else name[:1]
