"""Events as each single statement has them: who takes part, where, when, and whether it happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.view import View
from kg.graph.vocab import KG, entity_id, key_of
from kg.query.claims import rows_that_count
from kg.query.named import Row
from kg.query.names import cell
from kg.query.sieve import EVERYTHING, Sieve


@dataclass(frozen=True, slots=True)
class Account:
    """What one statement claims of one event.

    Attributes:
        event: ``event:…``.
        type: class of the ontology (``MEET``).
        date: ISO prefix or interval, or None.
        place: entity id, or None; so are the ``participants``, sorted.
        status: happened, planned, hypothetical or negated.
        statement: content hash.
        speaker: entity id.
        confidence: in [0, 1], the lower of two: that it was said, and that this is what was claimed.
    """

    event: str
    type: str
    label: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]
    status: str
    statement: str
    speaker: str
    confidence: float


def accounts(view: View, sieve: Sieve = EVERYTHING) -> Mapping[str, tuple[Account, ...]]:
    """Return what is claimed of each event, in the order of their ids and of their statements."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in rows_that_count(view, "events", sieve):
        rows.setdefault((str(row["event"]), str(row["statement"])), []).append(row)
    found: dict[str, list[Account]] = {}
    for _, told in sorted(rows.items()):
        account = _account(view, told)
        found.setdefault(account.event, []).append(account)
    return {event: tuple(told) for event, told in found.items()}


def _account(view: View, rows: Sequence[Row]) -> Account:
    first = min(rows, key=lambda row: (str(row["label"]), str(row["date"]), int(row["start"] or 0)))
    return Account(
        event=entity_id(str(first["event"]), view.base),
        type=str(first["type"]).removeprefix(KG.base),
        label=str(first["label"]),
        date=cell(str, first["date"]),
        place=next(iter(_ids(view, rows, "place")), None),
        participants=tuple(_ids(view, rows, "participant")),
        status=str(first["status"]),
        statement=key_of(str(first["statement"]), view.base),
        speaker=entity_id(str(first["speaker"]), view.base),
        confidence=max(float(row["confidence"] or 0) for row in rows),
    )


def _ids(view: View, rows: Sequence[Row], name: str) -> Iterator[str]:
    yield from sorted({entity_id(str(row[name]), view.base) for row in rows if row[name] is not None})
