"""Where everything stands on the page: communities apart, related things close; the same every time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.out.communities import Links, communities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[Any]

GAP = 46.0  # between two things of a community, in the picture's units
GOLDEN = math.pi * (3 - math.sqrt(5))
MOST = 150  # communities at most; what is smaller joins a near one


@dataclass(frozen=True)
class Layout:
    """Positions of things, the community of each, and the disc (x, y, radius) of each community.

    Whole numbers, since vis-network takes no others.
    """

    positions: list[tuple[int, int]]
    community: list[int]
    discs: list[tuple[int, int, int]] = field(default_factory=list)


def layout(links: Links) -> Layout:
    """Gives the layout of nodes 0…n-1: discs of communities placed by a quotient graph, then each from inside."""
    groups = _gather(links, communities(links))
    of = [0] * len(links)
    for index, group in enumerate(groups):
        for node in group:
            of[node] = index
    inside = [_inside(links, group) for group in groups]
    radii = [max((math.hypot(x, y) for x, y in points), default=0.0) + GAP for points in inside]
    centres = _discs(_between(links, of, len(groups)), radii)
    positions = [(0, 0)] * len(links)
    for group, points, (cx, cy) in zip(groups, inside, centres, strict=True):
        for node, (x, y) in zip(group, points, strict=True):
            positions[node] = (round(cx + x), round(cy + y))
    discs = [(round(x), round(y), round(r)) for (x, y), r in zip(centres, radii, strict=True)]
    return Layout(positions, of, discs)


def _gather(links: Links, groups: list[list[int]]) -> list[list[int]]:
    """Joins the smallest communities, beyond those that a picture can hold, to one another in bunches of 60."""
    kept, rest = groups[:MOST], [node for group in groups[MOST:] for node in group]
    size = max(60, math.ceil(len(rest) / 60))
    return kept + [rest[i : i + size] for i in range(0, len(rest), size)]


def _between(links: Links, of: list[int], count: int) -> Links:
    near: Links = [{} for _ in range(count)]
    for node, others in enumerate(links):
        for other, weight in others.items():
            if of[other] != of[node]:
                near[of[node]][of[other]] = near[of[node]].get(of[other], 0.0) + weight
    return near


def _inside(links: Links, group: list[int]) -> list[tuple[float, float]]:
    place = {node: i for i, node in enumerate(group)}
    inner = [{place[o]: w for o, w in links[node].items() if o in place and o != node} for node in group]
    order = sorted(range(len(group)), key=lambda i: (-sum(inner[i].values()), i))
    start = _spiral(len(group), order)
    points = _springs(start, inner)
    points = _spread(_even(points - points.mean(axis=0)), GAP * 0.9)
    return [(float(x), float(y)) for x, y in points]


def _even(points: Points) -> Points:
    """Fills the disc: draws in what strayed far out, spreads what crowds in the middle, keeps the directions."""
    import numpy as np

    reach = np.sqrt((points**2).sum(axis=1)) + 1e-9
    rank = np.argsort(np.argsort(np.round(reach, 6), kind="stable"), kind="stable")
    even = GAP * 0.72 * np.sqrt(rank + 0.2)
    filled: Points = points * ((0.3 * np.minimum(reach, even.max()) + 0.7 * even) / reach)[:, None]
    return filled


def _spiral(count: int, order: list[int]) -> Points:
    """Puts the most linked in the middle and the others around, as seeds stand in a sunflower."""
    import numpy as np

    points = np.zeros((count, 2))
    for rank, node in enumerate(order):
        radius = GAP * math.sqrt(rank + 0.3)
        points[node] = (radius * math.cos(rank * GOLDEN), radius * math.sin(rank * GOLDEN))
    return points


def _springs(points: Points, near: Links) -> Points:
    """Lets linked things draw one another and all push apart (Fruchterman and Reingold), cooling down."""
    import numpy as np

    count = len(points)
    ends = [(i, o) for i, others in enumerate(near) for o in others if i < o]
    if count < 3 or not ends:
        return points
    a, b = np.array(ends).T
    heat = GAP * math.sqrt(count) / 4
    rounds = 60 if count < 120 else 36
    for step in range(rounds):
        push = _apart(points, lambda squares: GAP * GAP / (squares + 1))
        along = points[a] - points[b]
        pull = along * (np.sqrt((along**2).sum(axis=1)) / (GAP * 1.4))[:, None]
        for axis in (0, 1):
            push[:, axis] += np.bincount(b, pull[:, axis], count) - np.bincount(a, pull[:, axis], count)
        push -= points * 0.05
        length = np.sqrt((push**2).sum(axis=1)) + 1e-9
        cool = heat * (1 - step / rounds) + 1.0
        points = points + push * (np.minimum(length, cool) / length)[:, None]
    return points


def _spread(points: Points, gap: float, rounds: int = 12) -> Points:
    """Pushes apart what is nearer than gap."""
    import numpy as np

    def lack(squares: Points) -> Points:
        apart = np.sqrt(squares) + 1e-3
        return np.maximum(gap - apart, 0.0) / apart * 0.4

    for _ in range(rounds):
        points = points + _apart(points, lack)
    return points


def _apart(points: Points, strength: Callable[[Points], Points]) -> Points:
    """Gives for each point the sum of its ways from all others, each times what strength makes of its square."""
    import numpy as np

    x, y = points.astype(np.float32).T
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    force = strength(dx * dx + dy * dy)
    return np.stack([np.einsum("ij,ij->i", dx, force), np.einsum("ij,ij->i", dy, force)], axis=1).astype(
        np.float64
    )


def _discs(near: Links, radii: list[float]) -> list[tuple[float, float]]:
    """Places the communities: large ones in the middle, each beside those it is linked with, no disc over another."""
    placed: list[int] = []
    centres = [(0.0, 0.0)] * len(radii)
    for disc in sorted(range(len(radii)), key=lambda i: (-radii[i], i)):
        centres[disc] = _spot(disc, near[disc], radii, centres, placed)
        placed.append(disc)
    return centres


def _spot(
    disc: int,
    near: dict[int, float],
    radii: list[float],
    centres: list[tuple[float, float]],
    placed: list[int],
) -> tuple[float, float]:
    """Gives the free place, touching a placed disc, that is nearest to the discs it is linked with and to the middle."""
    import numpy as np

    if not placed:
        return (0.0, 0.0)
    there = np.array([centres[i] for i in placed])
    wide = np.array([radii[i] for i in placed])
    angles = np.arange(24) * (2 * math.pi / 24)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    reach = (wide + radii[disc] + GAP * 0.6)[:, None, None]
    spots = (there[:, None, :] + ring[None, :, :] * reach).reshape(-1, 2)
    apart = np.sqrt(((spots[:, None, :] - there[None, :, :]) ** 2).sum(axis=2))
    free = (apart >= (wide + radii[disc] + GAP * 0.5)[None, :]).all(axis=1)
    weights = np.array([min(near.get(i, 0.0), 30.0) for i in placed])
    cost = (apart * weights[None, :]).sum(axis=1) / (weights.sum() or 1.0) + np.sqrt(
        (spots**2 * (0.7, 1.3)).sum(axis=1)
    )
    cost = np.where(free, np.round(cost, 6), np.inf)
    x, y = spots[int(cost.argmin())]
    return (float(x), float(y))
