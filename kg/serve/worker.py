"""A worker process: one job a line comes in, its answer goes out; it may be killed at any moment.

python -m kg.serve.worker STORE SPOOL LIMITS
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from math import ceil
from typing import IO, Any

from pyoxigraph import NamedNode, Store

from kg import named, query
from kg.errors import KgError
from kg.guard import guard
from kg.serve.answer import write
from kg.serve.job import Job, Limits, Refused
from kg.serve.media import TEXT

GRACE = 2  # seconds over the limit after which a worker that nobody has killed ends by itself
LONG = 1 << 14
INLINE = (
    1 << 20
)  # a longer answer is handed over as a file: a slow reader then holds neither worker nor memory


def main(store_path: str, spool: str, limits_text: str) -> None:
    """Answers jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    limits = Limits(**json.loads(limits_text))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints, prints elsewhere
    store = Store.read_only(store_path)
    for line in sys.stdin.buffer:
        signal.alarm(ceil(limits.seconds) + GRACE)  # the engine cannot be told to stop
        status, media, text = _answered(store, Job(**json.loads(line)), limits)
        signal.alarm(0)
        if len(line) > LONG:
            guard.cache_clear()  # which keeps a thousand texts
        _send(answers, spool, {"status": status, "media": media}, text)


def _send(answers: IO[bytes], spool: str, head: dict[str, Any], text: bytes) -> None:
    if len(text) > INLINE:
        handle, head["file"] = tempfile.mkstemp(dir=spool)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        text = b""
    answers.write(json.dumps(head | {"length": len(text)}).encode() + b"\n" + text)
    answers.flush()


def _answered(store: Store, job: Job, limits: Limits) -> tuple[int, str, bytes]:
    try:
        if job.named:
            return 200, "application/sparql-query", _bound(store, job).encode()
        found = query.run(store, job.query, **_dataset(store, job))
        return 200, *write(found, job.accept, limits)
    except Refused as error:
        return _told(error.status, error.words)
    except KgError as error:  # its own fault, with its place
        return _told(400, error.message)
    except MemoryError:
        return _told(503, "the query needs more memory than it may have; ask for less")
    except (RuntimeError, ValueError, OSError) as error:
        return _told(400, f"this cannot be evaluated: {error}")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the engine, which does not show the class
            raise
        return _told(500, f"the engine failed on this query: {error}")


def _bound(store: Store, job: Job) -> str:
    if job.named not in named.named():
        raise Refused(404, f"{job.named[:80]}: no query of this name")
    return named.bind(named.named()[job.named], store, job.given)


def _told(status: int, words: str) -> tuple[int, str, bytes]:
    return status, TEXT, words.encode("utf-8", "replace")


def _dataset(store: Store, job: Job) -> dict[str, Any]:
    """Gives the graphs that a request names, as the engine takes them: once one is named, the others are out."""
    if not job.default_graphs and not job.named_graphs:
        return {}
    return {
        "default_graph": [_graph(store, iri) for iri in job.default_graphs],
        "named_graphs": [_graph(store, iri) for iri in job.named_graphs],
    }


def _graph(store: Store, iri: str) -> NamedNode:
    try:
        node = NamedNode(iri)
    except ValueError:
        raise Refused(400, f"{iri[:200]}: not an IRI") from None
    if not store.contains_named_graph(node):
        raise Refused(400, f"{iri}: no graph of this name here")
    return node


if __name__ == "__main__":
    main(*sys.argv[1:])
