"""Where work is done: in this process, in some beside it, or on the machines of a Dask cluster."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait as ended
from typing import Any, TypeVar

from kg.errors import KgError

T = TypeVar("T")
R = TypeVar("R")
RETRIES = 5  # times that a batch is given to another machine when one is lost
PATIENCE = 30  # seconds in which a cluster must answer, and have a worker


class Here(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def started(workers: int, scheduler: str | None) -> Iterator[tuple[Executor, int]]:
    """Starts an engine: a cluster's where its scheduler is given, else so many processes, and none for one.

    Gives with it how many tasks it does at once.
    """
    if scheduler:
        with _dask(scheduler) as cluster:
            yield cluster
    elif workers == 1:
        yield Here(), 1
    else:
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)
        try:
            yield pool, workers
        finally:
            pool.shutdown(cancel_futures=True)


def spread(engine: Executor, work: Callable[[T], R], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    """Yields what work gives of each task, as it comes; no more than so many are under way at once."""
    left, running = iter(tasks), set[Future[R]]()
    try:
        while True:
            running |= {engine.submit(work, task) for task in islice(left, ahead - len(running))}
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    except BrokenExecutor as error:
        raise KgError(
            "a worker was ended from outside (is there memory for all?); run it again to go on, with fewer --workers"
        ) from error
    finally:
        for future in running:
            future.cancel()


def _begin() -> None:
    """Leaves an interrupt to the process that started this one, and ends with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := multiprocessing.parent_process():
        ended([parent.sentinel])
        os._exit(1)


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError as error:
        raise KgError("--engine dask needs distributed; pip install 'ipp-kg[dask]'") from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client = Client(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise KgError(
            f"{address}: no Dask scheduler answers, or it has no worker; is this its address?"
        ) from error
    with client, client.get_executor(retries=RETRIES) as cluster:
        yield cluster, sum(client.nthreads().values())
