"""The paths of the server, and what goes before every one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve import pages
from kg.serve.headers import SecurityHeaders
from kg.serve.job import Refused
from kg.serve.media import HTML, TEXT, choose
from kg.serve.metrics import Counted, Metrics
from kg.serve.paths import Options, Paths
from kg.serve.pool import Pool

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
Handler = Callable[[Request], Awaitable[Response]]


def app(pool: Pool, options: Options) -> Starlette:
    """Gives the application over a pool of workers, which it opens and closes."""
    paths, metrics = Paths(pool, options), Metrics(pool)

    def measured(_: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    routes = [
        Route("/", paths.graph),
        Route("/sparql", _told(paths.sparql), methods=["GET", "POST"]),
        Route("/queries/{name}", _told(paths.named)),
        Route("/id/{name:path}", _told(paths.thing)),
        Route("/health", paths.health),
        Route("/metrics", measured),
        Mount("/static", StaticFiles(packages=[("kg.serve", "static"), ("kg.out", "page")])),
    ]
    return Starlette(routes=routes, middleware=_before(metrics, options), lifespan=paths.lifespan)


def _before(metrics: Metrics, options: Options) -> list[Middleware]:
    before = [Middleware(Counted, metrics), Middleware(SecurityHeaders)]
    if (
        options.host in LOOPBACK
    ):  # another site can give its own name our address, and so ask as if it were us
        before.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False))
    if options.origins:
        methods, origins = ["GET", "POST"], list(options.origins)
        before.append(Middleware(CORSMiddleware, allow_origins=origins, allow_methods=methods, max_age=86400))
    return before


def _told(handler: Handler) -> Handler:
    """Gives a handler that says why there is no answer: in plain words, to a browser on a page."""

    async def told(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as error:
            headers = {"Retry-After": "5"} if error.again else None
            if choose(request.headers.get("accept", ""), (TEXT, HTML)) == HTML:
                return Response(pages.fault(request, error), error.status, headers, HTML)
            return Response(error.words + "\n", error.status, headers, TEXT)
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody reads
        except asyncio.CancelledError:
            return Response("the server is stopping\n", 503, {"Retry-After": "60"}, TEXT)

    return told
