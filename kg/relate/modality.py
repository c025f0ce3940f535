"""Whether a clause tells a fact, a plan, or nothing: by the words around the match."""

from __future__ import annotations

import re

PLANNED = re.compile(
    r"拟|将(?!军|领)|力争|计划(?!》)|旨在|有望|预计|争取(?!到)|即将|探索启动|准备|要(?:加|继|进|推|全|深|坚)|目标是|下一步|有利于|为了"
    r"|\bwill\b|\bto be\b|\baims? to\b|\bplans? to\b|\bexplor|\bwith a view to\b|\bintends? to\b"
)
NEGATED = re.compile(
    r"未(?!来)|没有|不得|不会|并非|尚未|禁止|拒绝|如果|若(?=[^干])|是否|\bnot\b|\bnever\b|\bno longer\b|\bif\b"
)


def of(clause: str, match: re.Match[str]) -> str | None:
    """Gives fact or planned, or None for what is denied or only supposed, of a match in an encoded clause."""
    told = clause[max(match.start(), 0) : match.end()]
    lead = re.split(r"[，。；]", clause[: match.start()])[-1]
    if NEGATED.search(told):
        return None
    return "planned" if PLANNED.search(told) or PLANNED.search(lead) else "fact"
