"""kg build"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.pipeline import Options, Run
    from kg.report import Report

FIELDS = ("id", "text", "title", "date", "url", "language")


Command = Callable[..., None]


def place(given: str) -> Path | str:
    """Gives an input: a path, or the URL of a file or folder elsewhere."""
    return given if "://" in given else Path(given)


def reading(command: Command) -> Command:
    """Adds the options that say how texts are read."""
    for option in (
        click.option("--date", help="Date of texts that do not give theirs: 2024-03-03, 2024-03 or 2024."),
        click.option("--language", help="Language of texts that do not give theirs: zh, zh-hant or en."),
        click.option(
            "--field",
            "fields",
            multiple=True,
            metavar="FIELD=NAME",
            help="Column or JSON field in which text, title, date, url, id or language stands (repeatable).",
        ),
        click.option(
            "--format",
            "kind",
            metavar="SUFFIX",
            help="Kind of standard input (INPUT -) and of files named outright: html, csv, …",
        ),
    ):
        command = option(command)
    return command


def running(command: Command) -> Command:
    """Adds the options that say how the work is done, which is all the same to the result."""
    for option in (
        click.option(
            "--workers",
            type=click.IntRange(1),
            default=os.cpu_count() or 1,
            show_default="one a core",
            help="Processes that read documents at once, where there are many.",
        ),
        click.option(
            "--defer",
            is_flag=True,
            help="Leave the graph's files for later: kg update, or the next command, writes them.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            help="Where documents are read.",
        ),
        click.option(
            "--scheduler", metavar="ADDRESS", help="Of a Dask cluster: tcp://host:8786 (--engine dask)."
        ),
        click.option(
            "--log-level",
            type=click.Choice(["error", "warning", "info", "debug"]),
            default="error",
            help="What is told while it runs; debug names each document.",
        ),
        click.option(
            "--profile",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write where the time goes, for pstats and snakeviz; all is done in one process.",
        ),
        click.option("--quiet", is_flag=True, help="No progress bar, and of the summary the errors alone."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=place, metavar="INPUT...")
@click.option(
    "-o",
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the graph and its files.",
)
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
    metavar="NAME[:MODEL]",
    default="lac",
    show_default=True,
    help="Recogniser for names never seen: none (faster), spacy:MODEL, hanlp:MODEL, gliner:MODEL, any installed one.",
)
@reading
@running
@click.pass_context
def command(
    ctx: click.Context,
    /,
    inputs: tuple[Path | str, ...],
    folder: Path,
    seeds: tuple[Path, ...],
    rules: tuple[Path, ...],
    base: str | None,
    ner: str,
    **given: Any,
) -> None:
    """Build the graph of texts, and of folders of them: .txt, .md, .html, .pdf, .docx, .epub, .jsonl, .csv, .tsv,
    feeds (.rss, .atom, .xml), and .gz and .zip of these; - is standard input. Inputs may be URLs: s3://…, hdfs://….

    In a folder that is built already only what changed is done again. Exit code 0: all were read; 1: some could not be,
    the others are in the graph; 2: nothing was built.
    """
    from kg import pipeline

    options = replace(read_as(given), seeds=seeds, rules=rules, base=base, ner=ner)
    end(ctx, folder, given, partial(pipeline.build, list(inputs), folder, options))


def read_as(given: dict[str, Any]) -> Options:
    """Gives what was said of reading."""
    from kg.pipeline import Options

    kind = f".{given['kind'].lower().lstrip('.')}" if given["kind"] else None
    fields = tuple(map(_field, given["fields"]))
    return Options(date=given["date"], language=given["language"], fields=fields, kind=kind)


def end(ctx: click.Context, folder: Path, given: dict[str, Any], work: Callable[[Run], Report]) -> None:
    """Does the work as was said of running, tells what was found, and ends the command."""
    from kg.pipeline import Run

    if (given["engine"] == "dask") != bool(given["scheduler"]):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    logging.basicConfig(level=given["log_level"].upper(), format="%(asctime)s %(levelname)s %(message)s")
    run = Run(given["workers"], given["scheduler"], given["defer"], progress=not given["quiet"])
    report = (
        profiled(partial(work, replace(run, workers=1)), given["profile"]) if given["profile"] else work(run)
    )
    told = "\n".join(report.faults(folder)) if given["quiet"] else report.summary(folder)
    if told:
        click.echo(told, err=True)
    ctx.exit(1 if report.failed else 0)


def profiled(work: Callable[[], Report], path: Path) -> Report:
    """Does work, and writes what each function took."""
    from cProfile import Profile

    profile = Profile()
    try:
        return profile.runcall(work)
    finally:
        profile.dump_stats(path)


def _field(said: str) -> tuple[str, str]:
    field, _, name = said.partition("=")
    if field not in FIELDS or not name:
        raise click.UsageError(
            f"--field {said}: write one of {', '.join(FIELDS)}, =, and the name in the file"
        )
    return field, name
