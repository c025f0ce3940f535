"""kg remove"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.build import end, running


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@running
@click.pass_context
def command(ctx: click.Context, /, folder: Path, documents: tuple[str, ...], **given: Any) -> None:
    """Withdraw documents from the build folder FOLDER, with what they alone support, until they are added again."""
    from kg import pipeline

    end(ctx, folder, given, partial(pipeline.remove, documents, folder))
