"""The command as users call it, and the sample graph, built once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("no browser: apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as started:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = started.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()
