"""Rows of an answer, and the queries that the pages ask."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.serve.job import Answer, Job, Refused
from kg.serve.media import ROWS

FOLDER = Path(__file__).parent / "queries"
Ask = Callable[[Job], Awaitable[Answer]]


class Term(NamedTuple):
    """A value in an answer: an IRI, or a literal with its language or datatype."""

    text: str
    iri: bool = False
    language: str = ""
    datatype: str = ""


Row = dict[str, Term]


@cache
def query(name: str) -> str:
    """Gives the text of a query for the pages."""
    return (FOLDER / f"{name}.rq").read_text("utf-8")


def about(name: str, *iris: str) -> str:
    """Gives such a query about things; their IRIs have passed for IRIs."""
    many = " ".join(f"<{iri}>" for iri in iris)
    return query(name).replace("<things>", many).replace("<thing>", many)


async def rows(ask: Ask, text: str) -> list[Row]:
    """Gives the rows of a query; raises Refused as ask does, and where there is no answer."""
    answer = await ask(Job(text, ROWS[0]))
    body = answer.read()
    if answer.status != 200:
        raise Refused(answer.status, body.decode())
    return [
        {name: _term(value) for name, value in row.items()} for row in json.loads(body)["results"]["bindings"]
    ]


def _term(value: dict[str, Any]) -> Term:
    return Term(
        str(value["value"]), value["type"] == "uri", value.get("xml:lang", ""), value.get("datatype", "")
    )
