"""Which things belong together: Louvain's method on whole numbers, in a fixed order, so that it always ends the same."""

from __future__ import annotations

Links = list[
    dict[int, float]
]  # for each node its neighbours and the weight between; a loop is its own neighbour
ROUNDS = 12


def communities(links: Links, most: int = 400) -> list[list[int]]:
    """Gives groups of nodes that are close, the largest first; one of more than most nodes is split again."""
    groups = [part for group in _louvain(links) for part in _split(links, group, most)]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _louvain(links: Links) -> list[list[int]]:
    """Moves nodes, makes each community one node, and begins anew until nothing moves."""
    members = [[node] for node in range(len(links))]
    while True:
        of = _move(links)
        labels = sorted(set(of))
        if len(labels) == len(links):
            return [sorted(group) for group in members]
        place = {label: i for i, label in enumerate(labels)}
        merged: list[list[int]] = [[] for _ in labels]
        for node, label in enumerate(of):
            merged[place[label]] += members[node]
        links, members = _quotient(links, [place[label] for label in of], len(labels)), merged


def _move(links: Links) -> list[int]:
    """Puts each node where most weight draws it, over and over; gives the community of each node."""
    of = list(range(len(links)))
    degree = [sum(near.values()) + near.get(node, 0.0) for node, near in enumerate(links)]
    total = list(degree)
    scale = sum(degree) or 1.0
    for _ in range(ROUNDS):
        moved = 0
        for node, near in enumerate(links):
            own = of[node]
            drawn: dict[int, float] = {own: 0.0}
            for other, weight in near.items():
                if other != node:
                    drawn[of[other]] = drawn.get(of[other], 0.0) + weight
            total[own] -= degree[node]
            factor = degree[node] / scale
            best, gain = own, drawn[own] - total[own] * factor + 1e-9
            for label, weight in drawn.items():
                worth = weight - total[label] * factor
                if worth > gain:
                    best, gain = label, worth
            total[best] += degree[node]
            of[node] = best
            moved += best != own
        if moved * 200 <= len(links):
            break
    return of


def _quotient(links: Links, of: list[int], count: int) -> Links:
    merged: Links = [{} for _ in range(count)]
    for node, near in enumerate(links):
        into = merged[of[node]]
        for other, weight in near.items():
            if of[other] == of[node] and other != node:
                weight /= 2  # each inner link is met from both ends
            into[of[other]] = into.get(of[other], 0.0) + weight
    return merged


def _split(links: Links, group: list[int], most: int) -> list[list[int]]:
    """Cuts a group that is too large along its own communities, or into even parts where it has none."""
    if len(group) <= most:
        return [group]
    place = {node: i for i, node in enumerate(group)}
    inner = [{place[o]: w for o, w in links[node].items() if o in place} for node in group]
    parts = _louvain(inner)
    if len(parts) == 1 or len(parts) > len(group) // 4:
        return [group[i : i + most] for i in range(0, len(group), most)]
    return [piece for part in parts for piece in _split(links, [group[i] for i in part], most)]
