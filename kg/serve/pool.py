"""Worker processes: each answers one query at a time, and is killed with it where that takes too long."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from kg.errors import KgError
from kg.serve.job import Answer, Job, Limits, Refused

LOG = logging.getLogger("kg.serve")
GRACE = 2  # seconds in which a worker that answers no more ends by itself
DEATHS: dict[int, tuple[int, str]] = {  # what a signal that ends a worker says of its query
    signal.SIGSEGV: (400, "the query is nested too deeply"),
    signal.SIGBUS: (400, "the query is nested too deeply"),
    signal.SIGABRT: (503, "the query needs more memory than it may have, or the engine failed on it"),
}


class Pool:
    """So many workers over one store on disk, to which nobody writes meanwhile."""

    def __init__(self, store: Path, spool: Path, size: int, limits: Limits) -> None:
        self.arguments = ["-m", "kg.serve.worker", str(store), str(spool), json.dumps(asdict(limits))]
        self.size, self.limits = size, limits
        self.alive: set[Process] = set()
        self.free: asyncio.LifoQueue[Process] = asyncio.LifoQueue()
        self.ended: Counter[str] = Counter()  # workers that ended before their time, by what ended them
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> int:
        return self.size - self.free.qsize()

    async def open(self) -> int:
        """Starts the workers and gives the number of triples that they see."""
        for _ in range(self.size):
            await self._hire()
        answer = await self.answer(Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv"))
        if answer.status != 200:
            raise KgError(f"the worker processes do not answer: {answer.text.decode()}")
        return int(answer.text.split()[-1])

    async def close(self) -> None:
        """Ends the workers, whatever they do."""
        self._closed = True
        await asyncio.gather(*self._tasks, *map(self._end, self.alive))

    async def answer(self, job: Job) -> Answer:
        """Gives the answer; raises Refused where there is none in time, and where no worker is free in time."""
        worker = await self._take()
        try:
            answer = await asyncio.wait_for(_ask(worker, job), self.limits.seconds)
        except asyncio.TimeoutError:
            self._replace(worker, "timeout")
            words = f"the query took longer than {self.limits.seconds:g} s and was stopped; narrow it"
            raise Refused(504, words) from None
        except (EOFError, OSError):
            with suppress(asyncio.TimeoutError):  # its own signal tells why, so it is not killed at once
                await asyncio.wait_for(worker.wait(), GRACE)
            self._replace(worker, "crash")
            raise Refused(
                *DEATHS.get(-(worker.returncode or 0), (500, "the query ended its worker"))
            ) from None
        except BaseException:  # the client has gone
            self._replace(worker, "abandoned")
            raise
        self.free.put_nowait(worker)
        return answer

    async def _take(self) -> Process:
        while True:
            try:
                worker = await asyncio.wait_for(self.free.get(), self.limits.seconds)
            except asyncio.TimeoutError:
                raise Refused(503, "all workers are busy; try again later", again=True) from None
            if worker.returncode is None:
                return worker
            self._replace(worker, "crash")

    def _replace(self, worker: Process, why: str) -> None:
        self.ended[why] += 1
        LOG.warning("worker %d ended: %s", worker.pid, why)
        task = asyncio.create_task(self._end(worker, then=True))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self, worker: Process, then: bool = False) -> None:
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()
        self.alive.discard(worker)
        if then and not self._closed:
            await self._hire()

    async def _hire(self) -> None:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, *self.arguments, stdin=PIPE, stdout=PIPE, limit=1 << 16
        )
        self.alive.add(worker)
        self.free.put_nowait(worker)


async def _ask(worker: Process, job: Job) -> Answer:
    assert worker.stdin and worker.stdout
    worker.stdin.write(json.dumps(asdict(job)).encode() + b"\n")
    await worker.stdin.drain()
    head = json.loads(await worker.stdout.readuntil(b"\n"))
    text = await worker.stdout.readexactly(head["length"])
    return Answer(head["status"], head["media"], text, Path(head["file"]) if "file" in head else None)
