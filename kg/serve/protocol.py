"""The SPARQL 1.1 Protocol: what a request asks for, or what is wrong with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.serve.job import Job, Refused

if TYPE_CHECKING:
    from starlette.requests import Request

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
GRAPHS = ("default-graph-uri", "named-graph-uri")
PATIENCE = 10  # seconds for which a body is waited for
Pairs = list[tuple[str, str]]


async def job(request: Request, size: int) -> Job | None:
    """Gives the job of a request, none where it asks nothing; size is how many bytes a body may have.

    Raises Refused with the status that the fault has.
    """
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        kind, body = _kind(request), await _body(request, size)
        if kind == DIRECT:
            pairs = [*pairs, ("query", _text(body))]
        elif kind == FORM:
            pairs = [*pairs, *_pairs(body)]
        else:
            raise Refused(415, f"POST a query as {DIRECT}, or a form as {FORM}")
    return _job(pairs, request.headers.get("accept", ""), request.method)


def _job(pairs: Pairs, accept: str, method: str) -> Job | None:
    queries = [value for name, value in pairs if name == "query"]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refused(400, "this endpoint answers queries and takes no updates")
    if not queries and method != "POST":
        return None
    if len(queries) != 1:
        raise Refused(400, f"{len(queries)} parameters named query; give one")
    default, named = (
        tuple(value for name, value in pairs if name == parameter and value) for parameter in GRAPHS
    )
    return Job(queries[0], accept, default, named)


def _kind(request: Request) -> str:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"charset {charset[:40]}: a query is read as utf-8")
    return kind.strip()


async def _body(request: Request, size: int) -> bytes:
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > size:
        raise _too_large(size)
    body = bytearray()

    async def read() -> None:
        async for chunk in request.stream():
            body.extend(chunk)
            if len(body) > size:
                raise _too_large(size)

    try:
        await asyncio.wait_for(read(), PATIENCE)
    except asyncio.TimeoutError:
        raise Refused(408, f"the body did not come within {PATIENCE} s") from None
    return bytes(body)


def _too_large(size: int) -> Refused:
    return Refused(413, f"a request may have {size:,} bytes")


def _pairs(form: bytes) -> Pairs:
    """Gives names and values, percent-decoded once."""
    try:
        return parse_qsl(form.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise Refused(400, "the parameters are no percent-encoded utf-8") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"byte {error.start} of the query is no utf-8") from None
