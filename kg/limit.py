"""An end to what runs too long."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer


@contextmanager
def limit(seconds: float, what: str) -> Iterator[None]:
    """Ends this process, with exit code 2, where the work inside takes longer; 0 is no limit.

    The engine can neither be interrupted nor told to stop, but it lets other threads run; ending its process ends it.
    """
    timer = Timer(
        seconds,
        _end,
        (f"{what} took longer than {seconds:g} s and was stopped; narrow it, or raise --timeout",),
    )
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(message: str) -> None:
    sys.stderr.write(f"Error: {message}\n")
    sys.stderr.flush()
    os._exit(2)
