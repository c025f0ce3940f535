"""kg update"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.build import end, running


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@running
@click.pass_context
def command(ctx: click.Context, /, folder: Path, **given: Any) -> None:
    """Read the inputs of the build folder FOLDER again: what changed is done anew, what is gone is withdrawn."""
    from kg import pipeline

    end(ctx, folder, given, partial(pipeline.update, folder))
