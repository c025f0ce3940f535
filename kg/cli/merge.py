"""kg merge"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.build import end, running


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER...")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the graph of all."
)
@running
@click.pass_context
def command(ctx: click.Context, /, folders: tuple[Path, ...], out: Path, **given: Any) -> None:
    """Join build folders of different documents into one."""
    from kg import pipeline

    end(ctx, out, given, partial(pipeline.merge, list(folders), out))
