"""What is contested: ``conflicts``."""

from collections.abc import Iterable

import click

from kg.cli.options import Listing, answer, examples, listing, name_option, reading, sieve_options, tell
from kg.query import Sieve, conflicts
from kg.views.conflicts import CONFLICTS


@click.command("conflicts", epilog=examples("kg conflicts", "kg conflicts --about Armenia --speech-only"))
@name_option("--about", "Conflicts that this one is part of, or speaks in.")
@sieve_options
@listing
def conflicts_command(about: Iterable[str] | None, sieve: Sieve, out: Listing) -> None:
    """List claims that contradict each other, and who makes them.

    Somebody claims what another denies, or its opposite (supports, opposes), or gives another number in the
    same words for the same date. All sides are shown with their words; dixit takes none.
    """
    with reading(out.store) as view:
        tell(view, about)
        answer(conflicts(view, about, sieve), out, CONFLICTS)
