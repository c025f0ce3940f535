"""kg build"""

from __future__ import annotations

from pathlib import Path

import click

FIELDS = ("id", "text", "title", "date", "url", "language")


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
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=NAME",
    help="Column or JSON field in which text, title, date, url, id or language stands (repeatable).",
)
@click.option(
    "--format",
    "kind",
    metavar="SUFFIX",
    help="Kind of standard input (INPUT -) and of files named outright: html, csv, …",
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
    fields: tuple[str, ...],
    kind: str | None,
    quiet: bool,
) -> None:
    """Build the graph of texts, and of folders of them: .txt, .md, .html, .pdf, .docx, .epub, .jsonl, .csv, .tsv,
    feeds (.rss, .atom, .xml), and .gz and .zip of these; - is standard input.

    Exit code 0: all were read; 1: some could not be, the others are in the graph; 2: nothing was built.
    """
    from kg import pipeline

    options = pipeline.Options(
        date=date, language=language, seeds=seeds, rules=rules, base=base, ner=ner, fields=tuple(map(_field, fields)),
        kind=f".{kind.lower().lstrip('.')}" if kind else None,
    )  # fmt: skip
    report = pipeline.build(list(inputs), folder, options, progress=not quiet)
    if not quiet:
        click.echo(pipeline.summary(report, folder), err=True)
    ctx.exit(1 if report.failures else 0)


def _field(said: str) -> tuple[str, str]:
    field, _, name = said.partition("=")
    if field not in FIELDS or not name:
        raise click.UsageError(
            f"--field {said}: write one of {', '.join(FIELDS)}, =, and the name in the file"
        )
    return field, name
