"""What a user is told when something is wrong: where, what, and what to do."""

import click


class KgError(click.ClickException):
    """Says in one line what stops the work; the command ends with exit code 2."""

    exit_code = 2


class ReadError(KgError):
    """Says why one input cannot be read; a build with other inputs goes on without it."""


class Skipped(ReadError):
    """Says what was passed by, as no document: it is named among the issues, and is no failure."""


class DataError(KgError):
    """Says which line of a seed, rule or ontology file is wrong."""
