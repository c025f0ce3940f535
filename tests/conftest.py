"""The command as users call it, and the sample graph, built once."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import servers

CORPUS = Path(__file__).parent.parent / "seeds" / "corpus"
Kg = Callable[..., "subprocess.CompletedProcess[str]"]


def call(*args: object, seed: str = "0") -> "subprocess.CompletedProcess[str]":
    code = "from kg.cli import main; main()"
    env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, env=env, check=False
    )


@pytest.fixture(scope="session")
def kg() -> Kg:
    return call


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the sample corpus."""
    out = tmp_path_factory.mktemp("built")
    done = call("build", CORPUS, "-o", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A running Virtuoso with no graph of ours, for tests to load and ask."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A running Oxigraph server with no graph, for tests to load and ask."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server
