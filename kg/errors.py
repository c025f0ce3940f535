"""What a user is told when something is wrong: where, what, and what to do."""

import re

import click

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def shown(characters: object) -> str:
    """Gives characters for a message of one line, whatever they are."""
    return UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]):02x}", str(characters))


class KgError(click.ClickException):
    """Says in one line what stops the work; the command ends with exit code 2."""

    exit_code = 2


class ReadError(KgError):
    """Says why one input cannot be read; a build with other inputs goes on without it.

    Names of files and members, and what libraries say of them, are hostile: the message is one line all the same.
    """

    def __init__(self, message: str) -> None:
        super().__init__(shown(message))


class Skipped(ReadError):
    """Says what was passed by, as no document: it is named among the issues, and is no failure."""


class DataError(KgError):
    """Says which line of a seed, rule or ontology file is wrong."""
