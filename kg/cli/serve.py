"""kg serve"""

from __future__ import annotations

from pathlib import Path

import click

DAY = 86400


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, DAY),
    default=10.0,
    show_default=True,
    help="Seconds a query may take.",
)
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows an answer may have."
)
@click.option(
    "--size", type=click.IntRange(1), default=64, show_default=True, help="Megabytes an answer may have."
)
@click.option(
    "--memory", type=click.IntRange(256), default=2048, show_default=True, help="Megabytes a query may need."
)
@click.option(
    "--body", type=click.IntRange(1), default=1024, show_default=True, help="Kilobytes a request may have."
)
@click.option(
    "--connections", type=click.IntRange(1), default=256, show_default=True, help="Connections at a time."
)
@click.option("--workers", type=click.IntRange(1), default=4, show_default=True, help="Queries at a time.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="Site whose pages may ask, * for all (repeatable).",
)
def command(
    graph: Path,
    host: str,
    port: int,
    timeout: float,
    rows: int,
    size: int,
    memory: int,
    body: int,
    connections: int,
    workers: int,
    origins: tuple[str, ...],
) -> None:
    """Serve GRAPH, a build folder or a Turtle file: /sparql, a page for each thing under /id/, the graph at /.

    What is served is the graph as it is now; start again after a new build. SIGTERM and Ctrl-C stop it.
    """
    import signal
    import sys
    import tempfile

    from kg.load import fill
    from kg.serve import server
    from kg.serve.job import Limits
    from kg.serve.paths import Options

    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(0)
    )  # until the server takes over: nothing is left behind
    limits = Limits(timeout, rows, size << 20, memory << 20)
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        fill(graph, Path(folder) / "store")
        options = Options(graph / "graph.html", body << 10, origins, host)

        def ready(address: str) -> None:
            click.echo(f"{graph} at {address}, SPARQL at {address}sparql; Ctrl-C stops", err=True)

        server.run(Path(folder) / "store", options, limits, port, workers, connections, ready)
