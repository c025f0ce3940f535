"""What a build costs as it grows: processes, files, documents, memory, and one document more.

    python benchmarks/archive.py               1,000 and 5,000 news items, and one process against two
    python benchmarks/archive.py 1000 50000

The texts are the year of news in $KG_SHARED (../shared), repeated under other names where more are asked for. Each step is a
process of its own; costs are seconds of processor time, and of the clock only for one process against two, which needs a
machine with nothing else to do.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.model import Source
from kg.pipeline import Options, Run

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parent.parent.parent / "shared"))
NEWS = SHARED / "corpus" / "news-2024.jsonl.gz"
FASTER, FILES, DEARER, LARGER, ADDED = 1.7, 2.0, 1.2, 1.5, 50
PLAIN = Options(ner="none")
Costs = dict[str, float]


def main(small: int, large: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (texts(folder / f"{number}.jsonl", number) for number in (small, large))
        facts, files = apart(build, many, folder / "many", 1), apart(write, folder / "many")
        two = apart(build, many, folder / "two", 2)
        before = [apart(build, few, folder / "few", 1), apart(write, folder / "few")]
        added = [apart(add, folder / out, folder / "one.txt") for out in ("few", "many")]
    told = [
        ("two processes", facts["clock"] / two["clock"], "times as fast as one", FASTER, 1),
        ("facts and files", (facts["time"] + files["time"]) / facts["time"], "times facts alone", FILES, -1),
        (
            f"a document of {large:,}",
            (facts["time"] + files["time"]) / large / (sum(step["time"] for step in before) / small),
            f"times one of {small:,}", DEARER, -1,
        ),
        (
            f"memory at {large:,}",
            max(facts["memory"], files["memory"]) / max(step["memory"] for step in before),
            f"times that at {small:,}", LARGER, -1,
        ),
        ("adding one document", added[1]["time"] / added[1]["alone"], "times extracting it alone", ADDED, -1),
    ]  # fmt: skip
    print(f"{large / facts['time']:.1f} documents a core-second, without the recogniser")
    print(f"adding one to {small:,} {added[0]['time']:.3f} s, to {large:,} {added[1]['time']:.3f} s")
    failed = False
    for what, found, beside, goal, sign in told:
        failed |= (found - goal) * sign < 0
        print(f"{what}: {found:.2f} {beside} (at {'least' if sign > 0 else 'most'} {goal})")
    sys.exit(failed)


def texts(path: Path, number: int) -> Path:
    """Writes so many records."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(islice(_records(), number))
    return path


def _records() -> Iterator[str]:
    for turn in count():
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield json.dumps(row | {"id": f"{row['id']}-{turn}"}, ensure_ascii=False) + "\n"


def apart(work: Callable[..., Costs], *given: object) -> Costs:
    """Gives what work gives, in a new process, and its highest resident size in MB."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, *given).result()


def _measured(work: Callable[..., Costs], *given: Any) -> Costs:
    return work(*given) | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def build(source: Path, out: Path, workers: int) -> Costs:
    """Builds facts; the pipeline is loaded before, but by the workers of their own."""
    if workers == 1:
        pipeline.extract(PLAIN, [Source("warm", "好。")])
    clock, begin = time.perf_counter(), time.process_time()
    pipeline.build([source], out, PLAIN, Run(workers=workers, defer=True))
    return {"time": time.process_time() - begin, "clock": time.perf_counter() - clock}


def write(out: Path) -> Costs:
    """Writes the files of what is built."""
    begin = time.process_time()
    pipeline.update(out)
    return {"time": time.process_time() - begin}


def add(out: Path, path: Path) -> Costs:
    """Adds one document, and finds alone what is in it."""
    path = path.with_name(f"{out.name}.txt")
    path.write_text(text := "国家外汇管理局重庆市分局启动“科汇通”试点。", "utf-8")
    pipeline.extract(PLAIN, [Source("warm", text)])
    begin = time.process_time()
    pipeline.extract(PLAIN, [Source("alone", text)])
    alone, begin = time.process_time() - begin, time.process_time()
    pipeline.add([path], out, Options(), Run(defer=True))
    return {"time": time.process_time() - begin, "alone": alone}


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 5_000]
    main(*sizes)
