"""The command as users call it, and the sample graph, built once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
