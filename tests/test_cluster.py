"""A Dask cluster gives the same bytes, also when it loses a worker; inputs come from file systems elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from test_folder import PLAIN, SENTENCES, built, state, texts

from kg import pipeline
from kg.errors import KgError
from kg.pipeline import Options, Run

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
distributed = pytest.importorskip("distributed", reason="pip install 'ipp-kg[dask]'")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as started:
        yield started


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(cluster: Any, tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 250, blank=500)
    lost = threading.Thread(target=_kill_one, args=(cluster, tmp_path / "out"))
    lost.start()
    built([source], tmp_path / "out", Run(scheduler=cluster.scheduler_address))
    lost.join()
    assert state(tmp_path / "out") == state(built([source], tmp_path / "here"))


def _kill_one(cluster: Any, out: Path) -> None:
    """Kills a worker as soon as it is at work."""
    with distributed.Client(cluster.scheduler_address) as client:
        while not any(client.processing().values()):
            time.sleep(0.05)
        pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)


def test_a_cluster_is_used_from_the_command_line(cluster: Any, tmp_path: Path, kg: Kg) -> None:
    source = texts(tmp_path / "in", 3)
    more = ("--ner", "none", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    done = kg("build", source.as_uri(), "-o", tmp_path / "out", *more)
    assert done.returncode == 0, done.stderr
    assert state(tmp_path / "out") == state(built([source], tmp_path / "here"))


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engines.PATIENCE", 1)
    with pytest.raises(KgError, match="no Dask scheduler answers"):
        built([texts(tmp_path / "in", 1)], tmp_path / "out", Run(scheduler="tcp://127.0.0.1:9"))
    assert not (tmp_path / "out").exists()


def test_inputs_are_read_from_file_systems_elsewhere(tmp_path: Path) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    for name in ("a.txt", "b/c.txt", "d.png"):
        memory.pipe(f"/texts/{name}", SENTENCES[0].encode())
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(SENTENCES[0], "utf-8")
    report = pipeline.build(["memory://texts"], tmp_path / "out", PLAIN)
    assert (report.documents, report.failed) == (2, 0)
    built([tmp_path / "in"], tmp_path / "here")
    for name in ("facts.jsonl", "graph.ttl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    assert pipeline.update(tmp_path / "out").changed == 0
    with pytest.raises(KgError, match="nothing to read here"):
        pipeline.add(["memory://nothing"], tmp_path / "out", Options())
