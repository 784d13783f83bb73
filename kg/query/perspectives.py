"""Perspectives: what each side says about the topics that they share, and what they dispute."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.view import View
from kg.model import Act
from kg.query.claims import ABOUT, Claim, ClaimedFigure, claims, figures
from kg.query.disputes import contrary
from kg.query.names import ids_of
from kg.query.sayings import Saying, Wanted, who_said
from kg.query.sides import Side, foremost_sides, named_sides, post_in, side_of, spoken_on
from kg.query.voices import Voices, voices_of

_OFFICES = frozenset({"hasPosition", "headOf", "worksFor"})  # who holds which is said by the way


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose statement it is.

    Attributes:
        side: the number of the side.
        post: as what the speaker speaks for it: office, part or member; empty: as himself.
        via: the number of another side that relays the statement, None where none does.
    """

    side: int
    post: str
    via: int | None


Placed = Mapping[str, Voice]
"""Statement → whose it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says about one topic: its statements, and the relations that they claim of the topic."""

    sayings: tuple[Saying, ...]
    ties: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A topic, with a cell for each side.

    Attributes:
        disputes: claims about the topic of one side that another side contradicts, by what they are about.
        figures: numbers of different sides for the same thing that are not the same.
    """

    topic: str
    label: str
    cells: tuple[Cell, ...]
    disputes: tuple[tuple[Claim, ...], ...]
    figures: tuple[tuple[ClaimedFigure, ...], ...]

    @property
    def shared(self) -> bool:
        """Return whether more than one side speaks about it."""
        return sum(bool(cell.sayings) for cell in self.cells) > 1


@dataclass(frozen=True, slots=True)
class Perspectives:
    """Sides in the order of the alphabet (everybody else last), and topics, the shared ones first.

    ``voices`` are in the order of the documents, and in each in reading order.
    """

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    voices: Placed


def perspectives(view: View, wanted: Wanted) -> Perspectives:
    """Return what the sides ``wanted.by`` say about the topics that they share.

    Each name is a side; one name alone is set beside everybody else, no name stands for the two that say most
    about the same topics. Every statement belongs to one side at most.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: there are more than four names, or a limit is not a date.
    """
    voices = voices_of(view)
    named = named_sides(view, wanted.by) if wanted.by else None
    about = ids_of(view, wanted.about)
    found = who_said(view, replace(wanted, by=None, about=None))
    sides = named or foremost_sides(voices, found, about)
    placed = dict(_placed(voices, sides, found))
    topics = _topics((saying for saying in found if saying.statement in placed), about)
    rows = sorted(_rows(view, wanted, topics, placed, len(sides)), key=_order)
    return Perspectives(sides, tuple(rows), placed)


def _placed(voices: Voices, sides: Sequence[Side], sayings: Iterable[Saying]) -> Iterator[tuple[str, Voice]]:
    for saying in sayings:
        said = saying.speaker, saying.role, spoken_on(saying)
        number = side_of(voices, sides, *said)
        if number is not None:
            relayed = set(_relaying(voices, sides, saying)) - {number}
            via = min(relayed, default=None)
            yield saying.statement, Voice(number, post_in(voices, sides[number], *said), via)


def _relaying(voices: Voices, sides: Sequence[Side], saying: Saying) -> Iterator[int]:
    """Yield the sides that relay a statement; everybody else is none."""
    for level in saying.chain[:-1]:
        number = side_of(voices, sides, level.speaker, level.role, level.said_on or saying.published)
        if number is not None and sides[number].ids:
            yield number


def _topics(
    sayings: Iterable[Saying], about: Collection[str] | None
) -> Mapping[tuple[str, str], list[Saying]]:
    found: dict[tuple[str, str], list[Saying]] = defaultdict(list)
    for saying in sayings:
        for topic in saying.about:
            if about is None or topic[0] in about:
                found[topic].append(saying)
    return found


def _rows(
    view: View, wanted: Wanted, topics: Mapping[tuple[str, str], list[Saying]], placed: Placed, sides: int
) -> Iterator[Row]:
    claimed = _claims_about(view, wanted, placed)
    numbers = [figure for figure in figures(view, sieve=wanted.sieve) if figure.statement in placed]
    for (topic, label), sayings in topics.items():
        statements = {saying.statement for saying in sayings}
        ties = [
            claim
            for claim in claimed[topic]
            if claim.object_type != "event" and claim.predicate not in _OFFICES
        ]
        yield Row(
            topic,
            label,
            tuple(_cell(number, sayings, ties, placed) for number in range(sides)),
            tuple(_disputes(claimed[topic], placed)),
            tuple(_differing((figure for figure in numbers if figure.statement in statements), placed)),
        )


def _cell(number: int, sayings: Iterable[Saying], ties: Iterable[Claim], placed: Placed) -> Cell:
    return Cell(
        tuple(saying for saying in sayings if placed[saying.statement].side == number),
        tuple(tie for tie in ties if placed[tie.statement].side == number),
    )


def _claims_about(view: View, wanted: Wanted, placed: Placed) -> Mapping[str, list[Claim]]:
    """Return the claims of the sides by subject and object; a question claims nothing."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(view, sieve=wanted.sieve):
        if claim.statement in placed and claim.predicate != ABOUT and claim.act != Act.ASK:
            for end in {claim.subject, claim.object}:
                found[end].append(claim)
    return found


def _disputes(claimed: Iterable[Claim], placed: Placed) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims about the same two that sides contradict each other in."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim, others in contrary(claimed).items():
        if any(placed[other.statement].side != placed[claim.statement].side for other in others):
            found[claim.subject, claim.object].append(claim)
    for _, both in sorted(found.items()):
        yield tuple(
            sorted(
                both, key=lambda c: (placed[c.statement].side, c.predicate, c.source, c.statement, c.words)
            )
        )


def _differing(numbers: Iterable[ClaimedFigure], placed: Placed) -> Iterator[tuple[ClaimedFigure, ...]]:
    """Yield the figures for the same thing where those of the sides are not the same."""
    found: dict[tuple[str, str], list[ClaimedFigure]] = defaultdict(list)
    for figure in numbers:
        found[figure.unit, figure.what.casefold()].append(figure)
    for _, same in sorted(found.items()):
        given: dict[int, set[float]] = defaultdict(set)
        for figure in same:
            given[placed[figure.statement].side].add(figure.number)
        if len({frozenset(values) for values in given.values()}) > 1:
            yield tuple(same)


def _order(row: Row) -> tuple[int, int, int, str, str]:
    """What most sides share comes first, then what the side that says least of it says most about."""
    counts = [len(cell.sayings) for cell in row.cells if cell.sayings]
    return -len(counts), -min(counts), -sum(counts), row.label.casefold(), row.topic
