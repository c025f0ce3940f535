"""kg add"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.build import end, place, read_as, reading, running


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, required=True, type=place, metavar="INPUT...")
@reading
@running
@click.pass_context
def command(ctx: click.Context, /, folder: Path, inputs: tuple[Path | str, ...], **given: Any) -> None:
    """Add texts to the build folder FOLDER, with the seeds and rules that it was built with."""
    from kg import pipeline

    end(ctx, folder, given, partial(pipeline.add, list(inputs), folder, read_as(given)))
