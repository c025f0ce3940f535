"""kg build"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option(
    "-o",
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the graph and its files.",
)
@click.option("--date", help="Date of texts that do not give theirs: 2024-03-03, 2024-03 or 2024.")
@click.option("--language", help="Language of texts that do not give theirs: zh, zh-hant or en.")
@click.option(
    "--seeds",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder with names of your own, beside ours (repeatable).",
)
@click.option(
    "--rules",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder with rules of your own, beside ours (repeatable).",
)
@click.option("--base", default=None, help="IRI that the names of things begin with.")
@click.option(
    "--ner",
    type=click.Choice(["lac", "none"]),
    default="lac",
    help="Recogniser for names never seen; none is faster.",
)
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    folder: Path,
    date: str | None,
    language: str | None,
    seeds: tuple[Path, ...],
    rules: tuple[Path, ...],
    base: str | None,
    ner: str,
    quiet: bool,
) -> None:
    """Build the graph of texts: .txt, .md and .jsonl files, and folders of them.

    Exit code 0: all were read; 1: some could not be, the others are in the graph; 2: nothing was built.
    """
    from kg import pipeline

    options = pipeline.Options(date=date, language=language, seeds=seeds, rules=rules, base=base, ner=ner)
    report = pipeline.build(list(inputs), folder, options, progress=not quiet)
    if not quiet:
        click.echo(pipeline.summary(report, folder), err=True)
    ctx.exit(1 if report.failures else 0)
