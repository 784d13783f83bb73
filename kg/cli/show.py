"""What stands in the graph: ``show`` one entity, the ``timeline`` of events, the ``figures``."""

from collections.abc import Iterable
from dataclasses import dataclass

import click

from kg.cli.options import (
    Listing,
    answer,
    best,
    examples,
    gathered,
    listing,
    name_option,
    period_options,
    reading,
    sieve_options,
    tell,
)
from kg.query import ClaimedFigure, Sieve, figures, show, timeline
from kg.views.blocks import EVENTS, FIGURES
from kg.views.cards import CARDS


@click.command("show", epilog=examples("kg show Armenia", "kg show EAEU --format json"))
@click.argument("name", metavar="ENTITY")
@listing
def show_command(name: str, out: Listing) -> None:
    """Show what is known of one person, polity, organisation or place.

    Names, offices, how often it speaks and is spoken about, and what is claimed of it by whom.
    """
    with reading(out.store) as view:
        answer([show(view, best(view, name))], out, CARDS)


@dataclass(frozen=True, slots=True)
class _Events:
    """Which events to list."""

    about: Iterable[str] | None
    also: Iterable[str] | None
    since: str | None
    until: str | None
    sieve: Sieve


_WANTED = ("about", "with", "since", "until", "sieve")


@click.command("timeline", epilog=examples("kg timeline", "kg timeline --about Armenia --with Azerbaijan"))
@name_option("--about", "Events in which it takes part, or that take place there.")
@name_option("--with", "And in which this one takes part too.")
@period_options
@sieve_options
@gathered("wanted", lambda **given: _Events(also=given.pop("with"), **given), *_WANTED)
@listing
def timeline_command(wanted: _Events, out: Listing) -> None:
    """List events by date, and who claims them."""
    with reading(out.store) as view:
        tell(view, wanted.about, wanted.also)
        found = timeline(view, wanted.about, wanted.since, wanted.until, wanted.sieve)
        if wanted.also is not None:
            shared = {event.event for event in timeline(view, wanted.also, sieve=wanted.sieve)}
            found = [event for event in found if event.event in shared]
        answer(found, out, EVENTS)


@click.command("figures", epilog=examples("kg figures --about Transnistria", "kg figures --of soldiers"))
@name_option("--about", "Figures in statements about this one.")
@click.option("--of", "what", metavar="WORDS", help="What is counted: words beside the number.")
@sieve_options
@listing
def figures_command(about: Iterable[str] | None, what: str | None, sieve: Sieve, out: Listing) -> None:
    """List numbers, and who claims them."""
    with reading(out.store) as view:
        tell(view, about)
        found = figures(view, about, sieve)
        answer([figure for figure in found if _counts(figure, what)], out, FIGURES)


def _counts(figure: ClaimedFigure, what: str | None) -> bool:
    """Return whether the figure is one of ``what``: each of its words begins a word beside the number."""
    near = f"{figure.unit} {figure.what} {figure.words}".casefold().split()
    stems = [word.removesuffix("s") for word in (what or "").casefold().split()]
    return all(any(word.lstrip("“”\"'(").startswith(stem) for word in near) for stem in stems)
