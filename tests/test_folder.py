"""A build folder: only what changed is done again, documents come and go, and nothing that ends a build costs more than time."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg import read as reading
from kg.errors import KgError, ReadError
from kg.files import folder
from kg.model import Source
from kg.pipeline import Options, Run
from kg.read.file import File

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
LONG = bool(os.environ.get("KG_LONG"))
FILES = ("facts.jsonl", "graph.nq", "graph.ttl", "graph.html", "issues.jsonl")
CORPUS = folder("seeds") / "corpus"
PLAIN = Options(ner="none")
SENTENCES = (
    "国家外汇管理局重庆市分局启动“科汇通”试点。",
    "科技部印发《“十四五”技术要素市场专项规划》。",
    "2024年末，重庆市本外币存款余额5.6万亿元，同比增长6.1%。",
    "中国人民银行重庆市分行与重庆市商务委员会签署合作协议。",
    "The Hong Kong Monetary Authority launched Project mBridge on 2 March 2024.",
)


def texts(where: Path, count: int, blank: int = 0) -> Path:
    where.mkdir(parents=True)
    for number in range(count):
        said = f"{SENTENCES[number % len(SENTENCES)]}\n第{number}号材料。" + "\n" * blank
        (where / f"{number:04}.txt").write_text(said, "utf-8")
    return where


def state(out: Path) -> dict[str, bytes]:
    """All that a build gives, but what the clock has to do with."""
    found = {name: (out / name).read_bytes() for name in FILES}
    return found | {path.name: path.read_bytes() for path in (out / "sources").rglob("*.gz")}


def lines(out: Path) -> set[bytes]:
    return set((out / "graph.nq").read_bytes().splitlines())


def built(inputs: list[Path], out: Path, run: Run | None = None) -> Path:
    pipeline.build(inputs, out, PLAIN, run or Run())
    return out


def test_the_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 250, blank=500)
    here = state(built([source], tmp_path / "one"))
    assert state(built([source], tmp_path / "two", Run(workers=2))) == here


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 5)
    built([source], tmp_path / "out")
    before = (tmp_path / "out" / "graph.ttl").stat()
    again = pipeline.build([source], tmp_path / "out", PLAIN)
    assert (again.documents, again.changed, again.withdrawn) == (5, 0, 0)
    assert (tmp_path / "out" / "graph.ttl").stat() == before
    (source / "0001.txt").write_text(SENTENCES[0], "utf-8")
    (source / "0002.txt").unlink()
    again = pipeline.update(tmp_path / "out")
    assert (again.documents, again.changed, again.withdrawn) == (4, 1, 1)
    assert state(tmp_path / "out") == state(built([source], tmp_path / "new"))


def test_a_file_that_did_not_change_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = texts(tmp_path / "in", 3)
    (source / "many.jsonl").write_text("".join(f'{{"id": {n}, "text": "{n}。"}}\n' for n in range(3)))
    (source / "bad.jsonl").write_text('{"id": 1, "text": "一。"}\n{\n')
    opened, items = list[str](), reading.items

    def noted(file: File) -> Iterator[Source | ReadError]:
        opened.append(file.identifier)
        return items(file)

    monkeypatch.setattr(reading, "items", noted)

    def again(*what: str) -> None:
        opened.clear()
        report = pipeline.build([source], tmp_path / "out", PLAIN)
        assert (opened, report.documents) == ([*what], 7)

    again("0000.txt", "0001.txt", "0002.txt", "bad.jsonl", "many.jsonl")
    again("bad.jsonl")  # in which not all could be read
    assert "bad.jsonl" in (tmp_path / "out" / "issues.jsonl").read_text("utf-8")
    (source / "0001.txt").write_text(SENTENCES[0], "utf-8")
    again("0001.txt", "bad.jsonl")
    pipeline.remove(["many.jsonl/1"], tmp_path / "out")
    again("bad.jsonl", "many.jsonl")
    again("bad.jsonl")


def test_a_text_that_stands_in_two_files_stays_while_it_stands_in_one(tmp_path: Path) -> None:
    row, other = '{"id": "both", "text": "一。"}\n', '{"id": "other", "text": "二。"}\n'
    for folder_, content in (("a", row), ("b", row + other)):
        (tmp_path / folder_).mkdir()
        (tmp_path / folder_ / "x.jsonl").write_text(content)
    inputs: list[Path | str] = [tmp_path / "a", tmp_path / "b"]
    assert pipeline.build(inputs, tmp_path / "out", PLAIN).documents == 2
    (tmp_path / "a" / "x.jsonl").write_text(other.replace("other", "new"))
    assert pipeline.update(tmp_path / "out").documents == 3


def test_documents_are_added_and_withdrawn_and_added_again(tmp_path: Path) -> None:
    one, two = texts(tmp_path / "one", 3), tmp_path / "two"
    two.mkdir()
    (two / "b.txt").write_text(SENTENCES[3], "utf-8")
    out = built([one], tmp_path / "out")
    alone = state(out)
    pipeline.add([two], out, Options())
    both = state(out)
    assert both == state(built([one, two], tmp_path / "both"))
    pipeline.remove(["b.txt"], out)
    assert state(out) == alone
    assert pipeline.update(out).documents == 3
    pipeline.add([two], out, Options())
    assert state(out) == both


def test_a_document_takes_with_it_what_it_alone_supported(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 5)
    (source / "more.txt").write_text(f"{SENTENCES[0]}\n{SENTENCES[3]}", "utf-8")
    out = built([source], tmp_path / "out")
    pipeline.remove(["more.txt"], out)
    (source / "more.txt").unlink()
    assert lines(out) == lines(built([source], tmp_path / "new"))
    assert "科汇通" in (out / "graph.ttl").read_text("utf-8")
    pipeline.remove(["0000.txt"], out)
    assert "科汇通" not in (out / "graph.ttl").read_text("utf-8")


def test_a_document_that_is_not_there_cannot_be_withdrawn(tmp_path: Path) -> None:
    out = built([texts(tmp_path / "in", 2)], tmp_path / "out")
    before = state(out)
    with pytest.raises(KgError, match=r"nothing.txt: no such document"):
        pipeline.remove(["0000.txt", "nothing.txt"], out)
    assert pipeline.update(out).documents == 2
    assert state(out) == before


def test_another_text_of_the_same_name_does_not_take_its_place(tmp_path: Path) -> None:
    out = built([texts(tmp_path / "in", 2)], tmp_path / "out")
    (tmp_path / "0000.txt").write_text("别的。", "utf-8")
    before = lines(out)
    report = pipeline.add([tmp_path / "0000.txt"], out, Options())
    assert "0000.txt" in report.failures[0] and "kg remove" in report.failures[0]
    assert lines(out) == before


def test_files_that_are_deferred_are_written_by_the_next_command(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 3)
    built([source], tmp_path / "out", Run(defer=True))
    assert not (tmp_path / "out" / "graph.ttl").exists()
    assert "kg update" in pipeline.update(tmp_path / "out", Run(defer=True)).summary(tmp_path / "out")
    pipeline.update(tmp_path / "out")
    assert state(tmp_path / "out") == state(built([source], tmp_path / "new"))


def test_what_stops_a_build_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    out = built([texts(tmp_path / "in", 2)], tmp_path / "out")
    before = state(out)
    (tmp_path / "empty.txt").write_text(" ", "utf-8")
    with pytest.raises(KgError, match="empty"):
        pipeline.build([tmp_path / "empty.txt"], out, PLAIN)
    assert state(out) == before
    assert pipeline.update(out).changed == 0


def test_build_folders_are_joined(tmp_path: Path) -> None:
    one, two = texts(tmp_path / "one", 3), tmp_path / "two"
    two.mkdir()
    (two / "b.txt").write_text(SENTENCES[4], "utf-8")
    outs = [built([one], tmp_path / "a"), built([two], tmp_path / "b")]
    pipeline.merge(outs, tmp_path / "joined")
    whole = state(built([one, two], tmp_path / "both"))
    assert state(tmp_path / "joined") == whole
    assert pipeline.update(tmp_path / "joined").changed == 0
    (two / "0001.txt").write_text("别的。", "utf-8")
    pipeline.update(outs[1])
    with pytest.raises(KgError, match=r"another text is called 0001.txt"):
        pipeline.merge(outs, tmp_path / "more")
    assert not (tmp_path / "more").exists()
    pipeline.build([two], outs[1], Options(ner="lac"))
    with pytest.raises(KgError, match="differ"):
        pipeline.merge(outs, tmp_path / "more")


@settings(max_examples=100 if LONG else 12, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=6), st.data()
)
def test_the_graph_of_two_corpora_is_the_union_of_their_graphs(
    documents: list[list[str]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(documents) - 1))
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for number, sentences in enumerate(documents):
            place = top / "ab"[number >= cut] / f"{number}.txt"
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n".join(sentences), "utf-8")
        a, b, both = (built([top / i for i in which], top / f"out-{which}") for which in ("a", "b", "ab"))
        assert lines(a) | lines(b) == lines(both)


def test_the_graph_of_the_sample_corpus_is_the_union_of_its_halves(tmp_path: Path) -> None:
    names = sorted(CORPUS.glob("*.txt"))
    halves = [built(names[begin::2], tmp_path / str(begin)) for begin in (0, 1)]
    assert lines(halves[0]) | lines(halves[1]) == lines(built([CORPUS], tmp_path / "all"))


def start(source: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    code = "from kg.cli import main; main()"
    args = [sys.executable, "-c", code, "build", source, "-o", out, "--ner", "none", "--quiet", *more]
    return subprocess.Popen(list(map(str, args)), stderr=subprocess.PIPE)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_is_killed_goes_on_to_the_same_bytes(tmp_path: Path, workers: int) -> None:
    source = texts(tmp_path / "in", 500 if LONG else 250, blank=500 * (workers - 1))  # worth two workers
    times = 20 if LONG else 3
    whole, chance = built([source], tmp_path / "whole"), random.Random(workers)
    begin = time.monotonic()
    assert start(source, tmp_path / "timed", "--workers", str(workers)).wait() == 0
    took = time.monotonic() - begin
    out = tmp_path / "out"
    for _ in range(times):
        process = start(source, out, "--workers", str(workers))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.1, 1) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = start(source, out, "--workers", str(workers))
    assert last.wait() == 0, last.stderr and last.stderr.read()
    assert state(out) == state(whole)
    assert not list(out.rglob(".draft-*"))


def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", 500, blank=500)
    process = start(source, tmp_path / "out", "--workers", "2")
    children: list[int] = []
    while len(children) < 2 and process.poll() is None:
        time.sleep(0.1)
        children = [
            int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]  # fmt: skip
    process.kill()
    process.wait()
    assert len(children) == 2
    end = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def test_a_second_build_into_a_folder_is_refused(tmp_path: Path, kg: Kg) -> None:
    source = texts(tmp_path / "in", 3)
    from kg.folder import opened

    with opened(tmp_path / "out", made=True):
        done = kg("build", source, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "another kg is at work" in done.stderr
    assert kg("build", source, "-o", tmp_path / "out", "--ner", "none").returncode == 0


@contextlib.contextmanager
def disk(where: Path, options: str) -> Iterator[Path]:
    where.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", where], check=False).returncode
    ):
        pytest.skip("mounting is not permitted here")
    try:
        yield where
    finally:
        subprocess.run(["umount", where], check=True)


def test_a_full_disk_is_told_and_costs_nothing(tmp_path: Path, kg: Kg) -> None:
    source = texts(tmp_path / "in", 40)
    with disk(tmp_path / "small", "size=4m") as small:
        ballast = small / "ballast"
        for kept in (4080, 3900, 3500):
            ballast.write_bytes(b"x" * (kept << 10))
            done = kg("build", source, "-o", small / "out", "--ner", "none", "--quiet")
            assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
            assert "No space left" in done.stderr or "full" in done.stderr
        ballast.unlink()
        assert kg("build", source, "-o", small / "out", "--ner", "none").returncode == 0
        assert state(small / "out") == state(built([source], tmp_path / "whole"))


def test_a_folder_that_may_only_be_read_is_told(tmp_path: Path, kg: Kg) -> None:
    source = texts(tmp_path / "in", 2)
    with disk(tmp_path / "fixed", "size=1m") as fixed:
        shutil.copytree(
            built([source], tmp_path / "out"), fixed / "out", ignore=shutil.ignore_patterns("*.html")
        )
        subprocess.run(["mount", "-o", "remount,ro", fixed], check=True)
        for out in (fixed / "out", fixed / "new"):
            done = kg("build", source, "-o", out, "--ner", "none")
            assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
            assert str(out) in done.stderr and "Read-only" in done.stderr


def test_many_documents_of_one_byte_and_names_of_every_plane(tmp_path: Path) -> None:
    count, names = (
        10_000 if LONG else 1_000,
        ["é", "重", "\U00020000", "😀", "مرحبا", "\u202ea", "a b", "'\"<&>"],
    )
    (tmp_path / "in").mkdir()
    for name in [*map(str, range(count)), *names]:
        (tmp_path / "in" / f"{name}.txt").write_bytes(b"x")
    (tmp_path / "in" / "round.txt").symlink_to("round.txt")
    (tmp_path / "in" / "below").symlink_to(tmp_path / "in")
    report = pipeline.build([tmp_path / "in"], tmp_path / "out", PLAIN)
    assert (report.documents, report.failed) == (count + len(names), 1)
    assert report.issues == {"unreadable": 1, "skipped": 1}
    rows = [
        json.loads(row) for row in (tmp_path / "out" / "facts.jsonl").read_text("utf-8").split("\n") if row
    ]
    assert {f"{name}.txt" for name in names} <= {row["document"] for row in rows}
    assert pipeline.update(tmp_path / "out").changed == 0


def test_a_file_that_changes_while_it_is_read_is_named_and_read_the_next_time(tmp_path: Path) -> None:
    path, row = tmp_path / "a.jsonl", {"text": SENTENCES[0]}
    path.write_text("".join(json.dumps(row | {"id": n}) + "\n" for n in range(3)), "utf-8")
    with contextlib.closing(pipeline.read([path], pipeline.Defaults())) as reading:
        next(reading)
        path.write_text(path.read_text("utf-8") + json.dumps(row | {"id": 3}) + "\n", "utf-8")
        assert "changes while it is read" in str(list(reading)[-1])
    assert pipeline.build([path], tmp_path / "out", PLAIN).documents == 4
