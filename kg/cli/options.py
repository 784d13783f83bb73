"""What the commands share: options, the store, dates, and the way to standard output or a file."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, BinaryIO, TypeVar, cast

import click

from kg.cli.app import Exit
from kg.graph.store import open_store
from kg.graph.view import View
from kg.query import Sieve, resolve
from kg.views.tables import LAYOUTS, Layout
from kg.views.text import Screen

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

_WIDEST = 110  # columns; longer lines are hard to read
_ISO_PREFIX = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_STORE = click.option(
    "--store",
    envvar="KG_STORE",
    default="kg-store",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="The folder where the graph lies, or the URL of a SPARQL server.",
)
_OUTPUT = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
_FORMAT = click.option(
    "-f",
    "--format",
    "layout",
    type=click.Choice(list(LAYOUTS)),
    default="table",
    show_default=True,
    help="How to print.",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Where to read from, and how and where to print."""

    store: str
    layout: str
    output: str | None


def store_option(command: F) -> F:
    """Add ``--store``."""
    return _STORE(command)


def output_option(command: F) -> F:
    """Add ``-o``."""
    return _OUTPUT(command)


def gathered(name: str, kind: Callable[..., T], *options: str) -> Callable[[F], F]:
    """Hand the named options to a command as one value ``name`` of that kind."""

    def decorate(command: F) -> F:
        @wraps(command)
        def call(*args: object, **kwargs: object) -> object:
            kwargs[name] = kind(**{option: kwargs.pop(option) for option in options})
            return command(*args, **kwargs)

        return cast("F", call)

    return decorate


def listing(command: F) -> F:
    """Add what every listing has: ``--format``, ``-o`` and ``--store``, as one argument ``out``."""
    return _FORMAT(_OUTPUT(_STORE(gathered("out", Listing, "layout", "output", "store")(command))))


def examples(*lines: str) -> str:
    """Return the closing part of a command's help."""
    return "\b\nExample" + ("s" if len(lines) > 1 else "") + ":\n" + "\n".join(f"  {line}" for line in lines)


def name_option(option: str, explanation: str) -> Callable[[F], F]:
    """Add an option that takes names of entities; given several times, any of them fits."""

    def names(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> frozenset[str] | None:
        return frozenset(value) or None

    several = f"{explanation} May be given several times."
    return click.option(option, metavar="NAME", multiple=True, callback=names, help=several)


def period_options(command: F) -> F:
    """Add ``--since`` and ``--until``."""
    since = click.option(
        "--since", metavar="DATE", callback=_date, help="From 2025, 2025-11 or 2025-11-06 on."
    )
    until = click.option("--until", metavar="DATE", callback=_date, help="Up to that date, inclusive.")
    return since(until(command))


def sieve_options(command: F) -> F:
    """Add ``--speech-only`` and ``--min-confidence``, handed on as one ``sieve``."""
    speech = click.option(
        "--speech-only", is_flag=True, help="Without what somebody is said to believe, wish or fear."
    )
    sure = confidence_option("Only what was read with so much confidence, 0 to 1.")
    return speech(sure(gathered("sieve", Sieve, "speech_only", "min_confidence")(command)))


def confidence_option(explanation: str, default: float = 0.0) -> Callable[[F], F]:
    """Add ``--min-confidence``, a number between 0 and 1."""
    return click.option(
        "--min-confidence",
        type=float,
        default=default,
        show_default=bool(default),
        callback=_confidence,
        metavar="X",
        help=explanation,
    )


def _confidence(ctx: click.Context, param: click.Parameter, value: float) -> float:
    """Return a number between 0 and 1; anything else is wrong usage, "nan" too, which click would take."""
    if not 0 <= value <= 1:
        raise click.BadParameter(f"{value} is no number between 0 and 1", ctx, param)
    return value


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a year, month or day as it is; anything else is wrong usage."""
    if value is not None and _ISO_PREFIX.fullmatch(value) is None:
        message = f"{value!r} is no date; write 2025, 2025-11 or 2025-11-06"
        raise click.BadParameter(message, ctx, param)
    return value


def note(message: str) -> None:
    """Say something to the person, beside the data."""
    click.echo(message, err=True)


@contextmanager
def reading(location: str) -> Iterator[View]:
    """Open a store to read from it."""
    store = open_store(location, writable=False)
    try:
        yield store.view()
    finally:
        store.close()


def tell(view: View, *wanted: Iterable[str] | None) -> None:
    """Tell the person where a name has several bearers: all of them are taken.

    Raises:
        UnknownEntityError: nobody is called that; the message names the nearest.
    """
    for name in sorted(name for names in wanted for name in names or ()):
        matches = resolve(view, name)
        if len(matches) > 1:
            taken = ", ".join(f"{match.label} ({match.type})" for match in matches)
            note(f"“{name}” is the name of several, all are taken: {taken}")


def best(view: View, name: str) -> str:
    """Return the id of the best match of a name, and tell the person which others there are."""
    first, *others = resolve(view, name)
    if others:
        rest = ", ".join(f"{match.label} ({match.id})" for match in others)
        note(f"“{name}” is taken as {first.label} ({first.id}); also called that: {rest}")
    return first.id


@contextmanager
def sink(output: str | None) -> Iterator[BinaryIO]:
    """Open standard output or a file that appears only when it is complete."""
    if output is None or output == "-":
        stream = sys.stdout.buffer
        yield stream
        stream.flush()
    else:
        with click.open_file(output, "wb", atomic=True) as file:
            yield cast("BinaryIO", file)


def write(chunks: Iterable[str], output: str | None) -> None:
    """Write text as UTF-8, whatever the locale says; a lone surrogate becomes a question mark."""
    with sink(output) as stream:
        for chunk in chunks:
            stream.write(chunk.encode("utf-8", "replace"))


def answer(rows: Sequence[object], out: Listing, layouts: Mapping[str, Layout] = LAYOUTS) -> None:
    """Print rows; without any, say so and leave with code 3."""
    write(layouts[out.layout](rows, screen(out.output)), out.output)
    if not rows:
        note("kg: nothing found")
        click.get_current_context().exit(Exit.NOTHING)


def screen(output: str | None) -> Screen:
    """Return what we print on: the terminal as it is, or 80 plain columns."""
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    return Screen(columns=columns, colour=colour and os.environ.get("TERM") != "dumb")
