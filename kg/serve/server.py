"""The server: sockets, connections that are kept no longer than they talk, and a clean stop."""

from __future__ import annotations

import asyncio
import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KgError
from kg.serve.app import app
from kg.serve.job import Limits
from kg.serve.paths import Options
from kg.serve.pool import Pool

PATIENCE = 15  # seconds for which a connection may say nothing that makes a whole request
FAREWELL = 5  # seconds that running answers have when the server is told to stop


class Patient(H11Protocol):
    """A connection that is closed where no request comes, so that silent clients do not take all of them."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._waiting:
            self._waiting.cancel()

    def _wait(self) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._waiting = self.loop.call_later(PATIENCE, self._give_up, self.cycle)

    def _give_up(self, last: object) -> None:
        if self.cycle is last:  # no request has begun since
            self.transport.close()


def run(
    store: Path,
    options: Options,
    limits: Limits,
    port: int,
    workers: int,
    connections: int,
    ready: Callable[[str], None],
) -> None:
    """Serves a store until it is told to stop; ready is called with the address once it answers.

    Raises KgError where the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as spool, _bound(options.host, port) as listening:
        pool = Pool(store, Path(spool), workers, limits)
        config = uvicorn.Config(
            app(pool, options),
            http=Patient,
            ws="none",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=connections + 1,
            timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=FAREWELL,
        )
        _Server(config, lambda: ready(_address(listening))).run([listening])


class _Server(uvicorn.Server):
    """Tells when it is ready, and ends as a command that has done its work when it is told to stop."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as error:
            raise KgError("the server did not start; what stopped it stands above") from error
        self.ready()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):  # which uvicorn sends once more when all is done
            signal.signal(number, signal.SIG_IGN)
        super().run(sockets)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay only where the protocol is told; else every answer waits 40 ms for an acknowledgement
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise KgError(f"{host}:{port}: {error.strerror}; choose another --port or --host") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
