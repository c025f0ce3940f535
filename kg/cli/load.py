"""kg load"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to", "url", required=True, metavar="URL", help="Where the store takes graphs: see docs/stores.md."
)
@click.option(
    "--update", is_flag=True, help="The URL takes SPARQL updates: for a store without Graph Store Protocol."
)
@click.option("--anew", is_flag=True, help="Load all graphs, also those of a load that was broken off.")
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
@click.pass_context
def command(ctx: click.Context, folder: Path, url: str, update: bool, anew: bool, quiet: bool) -> None:
    """Load the graphs of the build folder FOLDER into a triple store, each document's in place of its former one.

    User and password come from KG_STORE_USER and KG_STORE_PASSWORD or from ~/.netrc, a bearer token from
    KG_STORE_TOKEN. The same command goes on where one was broken off. Exit code 0: all is loaded; 1: a part; 2: nothing.
    """
    import logging

    from kg.graphstore import GraphStore
    from kg.upload import summary, upload

    logging.getLogger("urllib3").setLevel(logging.ERROR)  # it tells of each retry, amid the progress bar
    store = GraphStore(url, update)
    done = upload(folder, store, anew, progress=not quiet)
    if not quiet or done.failures:
        click.echo(summary(done, store.shown), err=True)
    ctx.exit(0 if not done.failures else 1 if done.graphs + done.before else 2)
