"""The group ``kg``: its commands by name, loaded on first use, and what becomes of errors."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import click

from kg.errors import (
    KgError,
    QueryError,
    SettingsError,
    UnansweredError,
    UnknownEntityError,
    UnknownPluginError,
)


class Exit:
    """The exit codes, as the README gives them."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    NOTHING = 3
    INTERRUPTED = 130


class Entry(NamedTuple):
    """Where a command lives, and its summary: ``kg --help`` must not load spaCy to say it."""

    module: str
    summary: str


COMMANDS: dict[str, dict[str, Entry]] = {
    "Build": {
        "build": Entry("kg.cli.build", "Read documents into the store."),
        "annotate": Entry("kg.cli.build", "Print what is read in documents, as JSON lines; needs no store."),
    },
    "Ask": {
        "who-said": Entry("kg.cli.ask", "Show who said what, when, relayed by whom, with the words."),
        "ask": Entry("kg.cli.ask", "Answer a question in plain English."),
        "show": Entry("kg.cli.show", "Show what is known of one person, polity, organisation or place."),
        "timeline": Entry("kg.cli.show", "List events by date, and who claims them."),
        "figures": Entry("kg.cli.show", "List numbers, and who claims them."),
        "conflicts": Entry("kg.cli.conflicts", "List claims that contradict each other, and who makes them."),
        "path": Entry("kg.cli.network", "Show how two of them are connected, claim by claim."),
        "rank": Entry("kg.cli.network", "Rank actors by their place in the network of claims (PageRank)."),
        "query": Entry("kg.cli.sparql", "Run a named query; --list shows them."),
        "sparql": Entry("kg.cli.sparql", "Run a SPARQL query: as text, from a file, or from -."),
    },
    "Hand on": {
        "map": Entry("kg.cli.hand_on", "Draw an offline HTML map with the evidence behind every line."),
        "site": Entry(
            "kg.cli.site",
            "Write a static site: a page for each entity, event and document, with search and a feed.",
        ),
        "serve": Entry("kg.cli.serve", "Show the same site live over the store, with a SPARQL endpoint."),
        "export": Entry("kg.cli.hand_on", "Write the graph as RDF or for network tools."),
    },
    "Keep": {
        "store": Entry("kg.cli.store", "Check a store, compact it, back it up, put a backup back."),
        "validate": Entry(
            "kg.cli.validate",
            "Check documents, files of RDF, or the store against the shapes of the ontology.",
        ),
    },
}
_ENTRIES = {name: entry for section in COMMANDS.values() for name, entry in section.items()}
_EXAMPLES = """\b
Examples:
  kg build interviews/ news.txt
  kg who-said --about Armenia --since 2025
  kg ask "what did Galuzin say about Moldova?"

\b
Exit codes: 0 good, 1 failure (also: some documents failed), 2 wrong usage,
3 nothing found, 130 interrupted."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(_ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command: the object of that name (``who_said`` for ``who-said``) in its module."""
        del ctx
        entry = _ENTRIES.get(cmd_name)
        if entry is None:
            return None
        found: click.Command = getattr(import_module(entry.module), f"{cmd_name.replace('-', '_')}_command")
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; that the reader of our pipe (head, less) has seen enough is no error."""
        try:
            code: object = super().invoke(ctx)
            sys.stdout.flush()
        except (
            BrokenPipeError
        ):  # caught here, for click would leave with 1; Python would complain again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.OK
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the summaries by section, without loading the commands."""
        del ctx
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.summary) for name, entry in section.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXAMPLES)
@click.version_option(None, "--version", "-V", package_name="dixit-kg", prog_name="dixit")
def kg() -> None:
    """Who said what about whom, with receipts: builds a graph of claims from texts and answers from it."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an error that we know is one line, never a traceback."""
    try:
        code = kg.main(arguments, prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KgError, OSError, click.Abort, KeyboardInterrupt) as error:
        message, code = _explain(error)
        click.echo(f"kg: {message}", err=True)
    return code if isinstance(code, int) else Exit.OK


def _explain(error: BaseException) -> tuple[str, int]:
    match error:
        case UnknownEntityError():
            return str(error), Exit.NOTHING
        case UnansweredError():
            return str(error), Exit.FAILURE
        case QueryError() | SettingsError() | UnknownPluginError():
            return str(error), Exit.USAGE
        case KgError():
            return str(error), Exit.FAILURE
        case OSError():
            return f"{error.filename or 'output'}: {error.strerror}", Exit.FAILURE
    return "interrupted", Exit.INTERRUPTED
