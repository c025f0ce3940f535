"""The cache: what is kept is given again, changed files and doubtful places are not trusted, and none is needed."""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cache

SAID = {"a": [1, "甲", None]}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    yield tmp_path / "cache" / "kg"
    cache.folder.cache_clear()


def never() -> None:
    raise AssertionError("made again")


def table(tmp_path: Path) -> Path:
    path = tmp_path / "table"
    path.write_text("1")
    return path


def test_what_was_made_is_given_again_until_its_file_changes(place: Path, tmp_path: Path) -> None:
    path = table(tmp_path)
    assert cache.kept("x", [path], lambda: SAID) == cache.kept("x", [path], never) == SAID
    path.write_text("2")
    assert cache.kept("x", [path], lambda: 2) == 2
    assert cache.kept("x", [path], lambda: 3, beside="other") == 3


@pytest.mark.parametrize("content", [b"", b"\0", marshal.dumps(SAID)[:-2]])
def test_what_is_not_whole_is_made_again(place: Path, tmp_path: Path, content: bytes) -> None:
    cache.kept("x", [table(tmp_path)], lambda: SAID)
    (kept,) = place.iterdir()
    kept.write_bytes(content)
    assert cache.kept("x", [table(tmp_path)], lambda: 2) == 2
    assert cache.kept("x", [table(tmp_path)], never) == 2


def test_what_others_may_write_is_not_read(place: Path, tmp_path: Path) -> None:
    cache.kept("x", [table(tmp_path)], lambda: SAID)
    (kept,) = place.iterdir()
    kept.chmod(0o666)
    assert cache.kept("x", [table(tmp_path)], lambda: 2) == 2
    place.chmod(0o777)
    cache.folder.cache_clear()
    assert cache.folder() is None
    assert cache.kept("x", [table(tmp_path)], lambda: 3) == 3


def test_a_place_that_cannot_be_had_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    cache.folder.cache_clear()
    assert cache.kept("x", [], lambda: SAID) == SAID
    cache.folder.cache_clear()


def test_the_oldest_are_removed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    for number in range(6):
        cache.kept(f"x{number}", [], lambda: SAID)
    assert len(list(place.iterdir())) == 3


def test_the_pipeline_from_the_cache_finds_the_same(place: Path) -> None:
    code = (
        "from kg import pipeline; from kg.model import Source; "
        "text = '国家外汇管理局重庆市分局启动“科汇通”试点。The Hong Kong Monetary Authority launched mBridge in 2024.'; "
        "print(pipeline.extract(pipeline.Options(ner='none'), [Source('a', text)])[0].facts)"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert first == second
    assert "seed:programme-mbridge" in first
    assert any(place.iterdir())
