"""What each path of the server answers."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from kg import __version__, iris
from kg.serve import pages, protocol, service
from kg.serve.job import Answer, Job, Refused
from kg.serve.media import HTML, JSON_LD, ROWS, TRIPLES, TURTLE, choose
from kg.serve.pool import Pool
from kg.serve.resource import look
from kg.serve.rows import about, query, rows

T = TypeVar("T")
LOCAL = re.compile(r"[\w.~-]+", re.ASCII)  # what the local names of things are made of
CHUNK = 1 << 16
ASK = b'<a id="ask" hidden', b'<a id="ask" href="sparql"'  # the way from the graph's page to the endpoint
VARY = {"Vary": "Accept, Accept-Language"}


@dataclass(frozen=True)
class Options:
    """What is served and to whom: the page of the graph, how long a request may be, which other sites may ask."""

    page: Path
    body: int = 1 << 20
    origins: tuple[str, ...] = ()
    host: str = "127.0.0.1"


class Paths:
    """The handlers, with what they share."""

    def __init__(self, pool: Pool, options: Options) -> None:
        self.pool, self.options = pool, options
        self.triples, self.base = 0, iris.BASE

    @asynccontextmanager
    async def lifespan(self, _: object) -> AsyncIterator[None]:
        """Opens the pool, and closes it in the end."""
        self.triples = await self.pool.open()
        for row in await rows(self.pool.answer, query("base")):
            self.base = row["document"].text.rpartition("document-")[0]
        yield
        await self.pool.close()

    async def graph(self, _: Request) -> Response:
        """The page of the graph, where there is one."""
        if not self.options.page.is_file():
            return RedirectResponse("sparql")
        file = self.options.page.open("rb")
        before = file.read(CHUNK)
        begin = before.replace(*ASK, 1)
        size = os.fstat(file.fileno()).st_size + len(begin) - len(before)
        policy = "frame-ancestors 'none'"  # the rest of it stands in the page
        headers = {"Content-Length": str(size), "Content-Security-Policy": policy}
        return StreamingResponse(chain([begin], _chunks(file)), 200, headers, HTML)

    async def sparql(self, request: Request) -> Response:
        """The endpoint: a query's answer, or what the endpoint is; to a browser, the page to ask from."""
        job = await protocol.job(request, self.options.body)
        accept = request.headers.get("accept", "")
        offered = (*ROWS, *TRIPLES) if job else TRIPLES
        if request.method != "POST" and choose(accept, (*offered, HTML)) == HTML:
            return _page(pages.sparql(request, self.base))
        if job:
            return await self._answered(request, job)
        media = choose(accept, TRIPLES)
        if media is None:
            raise Refused(406, f"the description of this endpoint comes as {', '.join(TRIPLES)}, {HTML}")
        address = str(request.url.replace(query=""))
        return Response(service.description(address, self.triples, media), 200, VARY, media)

    async def named(self, request: Request) -> Response:
        """The text of a named query with its parameters in it."""
        job = Job(named=request.path_params["name"], given=dict(request.query_params))
        return await self._answered(request, job)

    async def thing(self, request: Request) -> Response:
        """A thing: a page for people, triples for programs."""
        accept = request.query_params.get("as") or request.headers.get("accept", "")
        media = choose(accept, (TURTLE, JSON_LD, HTML, *TRIPLES))
        if media is None:
            raise Refused(406, f"a thing comes as {HTML}, {', '.join(TRIPLES)}")
        name = request.path_params["name"]
        iri = self.base + name
        if not LOCAL.fullmatch(name) or not await rows(self.pool.answer, about("known", iri)):
            raise Refused(404, f"{name[:200]}: nothing of this name is in the graph")
        if media != HTML:
            return await self._answered(request, Job(about("described", iri), media))
        found = await _while_there(request, look(self.pool.answer, iri, pages.language(request)))
        return _page(pages.thing(request, found, self.base))

    async def health(self, _: Request) -> Response:
        """Whether there is somebody to answer."""
        well = bool(self.pool.alive)
        told = {"status": "ok" if well else "no workers", "version": __version__, "triples": self.triples}
        return JSONResponse(told, 200 if well else 503)

    async def _answered(self, request: Request, job: Job) -> Response:
        answer = await _while_there(request, self.pool.answer(job))
        if answer.status != 200:
            raise Refused(answer.status, answer.read().decode())
        return _sent(answer)


def _sent(answer: Answer) -> Response:
    media = f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media
    if answer.file is None:
        return Response(answer.text, 200, VARY | {"Content-Type": media})
    file = answer.file.open("rb")
    answer.file.unlink()
    length = {"Content-Length": str(os.fstat(file.fileno()).st_size)}
    return StreamingResponse(_chunks(file), 200, VARY | length | {"Content-Type": media})


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _page(text: str) -> Response:
    return Response(text, 200, VARY, HTML)


async def _while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Gives what comes of the work, and stops it when the client goes away."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
