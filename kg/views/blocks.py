"""Claims to read, one block each: what is claimed, who says so, and the words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from kg.query import Claim, ClaimedFigure, Happening, denies
from kg.views.sayings import MODES, together
from kg.views.tables import LAYOUTS, Layout
from kg.views.text import Screen, percent, plain, wrap

T = TypeVar("T")
Row = Claim | ClaimedFigure | Happening


def _blocks(headline: Callable[[T], str], says: Callable[[T], str]) -> Mapping[str, Layout]:
    """Return the layouts of a listing whose table shows one block a row."""

    def as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
        for number, row in enumerate(rows):
            yield "\n" if number else ""
            yield from _block(headline(cast("T", row)), says(cast("T", row)), cast("Row", row), screen)

    return {**LAYOUTS, "table": as_table}


def _block(headline: str, says: str, row: Row, screen: Screen) -> Iterator[str]:
    yield from (screen.bold(line) + "\n" for line in wrap(plain(headline), screen.columns))
    yield from (f"  {screen.dim(line)}\n" for line in wrap(plain(says), screen.columns - 2))
    yield from (f"  {line}\n" for line in wrap(plain(row.words), screen.columns - 2))


def _where(row: Row) -> str:
    return f"{row.source} [{row.start}:{row.end}]" if row.start is not None else row.source


def _event(event: Happening) -> str:
    places = " / ".join(label for _, label in event.places)
    return together(event.date or "undated", event.type, event.label, places, event.status)


def _event_says(event: Happening) -> str:
    return together(f"says {tellers(event)}", _where(event), percent(event.confidence))


def tellers(event: Happening) -> str:
    """Return who tells of an event, and where they differ, whether it happened in their words."""
    told = {(account.speaker_label, account.status): None for account in event.claims}
    if len({status for _, status in told}) == 1:
        return ", ".join(event.claimants)
    return ", ".join(f"{label} ({status})" for label, status in told)


def _figure(figure: ClaimedFigure) -> str:
    return together(f"{figure.number:,.12g} {figure.unit}", figure.what, figure.date)


def _claim(claim: Claim) -> str:
    relation = claim.predicate.removeprefix("kg:")
    return f"{claim.subject_label} → {relation} → {claim.object_label}"


def _says(row: Claim | ClaimedFigure) -> str:
    how = MODES.get(row.mode, row.mode)
    return together(
        f"{voiced(row)} {row.speaker_label}", row.said_on, how, _where(row), percent(row.confidence)
    )


def voiced(row: Claim | ClaimedFigure) -> str:
    """Return what stands before the name of who makes a claim, or denies it."""
    return "denied by" if isinstance(row, Claim) and denies(row) else "says"


EVENTS = _blocks(_event, _event_says)
FIGURES = _blocks(_figure, _says)
CLAIMS = _blocks(_claim, _says)
