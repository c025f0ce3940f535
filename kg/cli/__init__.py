"""The command line: one file a command, loaded when it is called."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click

from kg import __version__

WELCOME = """kg reads Chinese and English policy news into a knowledge graph. To begin:

  kg build TEXTS -o out/        a folder of texts becomes a graph
  kg explain NAME out/          what it says of one thing, with the sentences
  kg query --list               questions ready to ask

kg --help lists all commands."""


class Commands(click.Group):
    """Finds commands as the modules of this package, so that calling one imports that one only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"kg.cli.{name}").command
        return command


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read policy news into a knowledge graph in which every relation has its sentence."""
    if ctx.invoked_subcommand is None:
        click.echo(WELCOME)
