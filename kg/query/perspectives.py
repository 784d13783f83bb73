"""Perspectives: what each side says about the topics that they share, and where they contradict one another."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.view import View
from kg.model import Act
from kg.query.claims import ABOUT, Claim, ClaimedFigure, claims, figures
from kg.query.disputes import contrary
from kg.query.names import ids_of
from kg.query.sayings import Saying, Wanted, who_said
from kg.query.sides import Side, Speaker, foremost_sides, named_sides, side_of, when
from kg.query.voices import Voices, voices_of

Said = Mapping[str, int]
"""Statement → the number of its side."""
_OFFICES = frozenset({"hasPosition", "headOf", "worksFor"})  # who holds which is said by the way


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

    Attributes:
        side: statement → number of its side.
        via: statement → the number of another side that relays it.
    """

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    side: Mapping[str, int]
    via: Mapping[str, int]


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
    placed = ((saying, side_of(voices, sides, saying.speaker, saying.role, when(saying))) for saying in found)
    sayings = [(saying, number) for saying, number in placed if number is not None]
    side = {saying.statement: number for saying, number in sayings}
    topics = _topics((saying for saying, _ in sayings), about)
    return Perspectives(
        tuple(
            _with_speakers(voices, one, [s for s, at in sayings if at == n]) for n, one in enumerate(sides)
        ),
        tuple(sorted(_rows(view, wanted, topics, side, len(sides)), key=_order)),
        side,
        dict(_relayed(voices, sides, sayings)),
    )


def _topics(
    sayings: Iterable[Saying], about: Collection[str] | None
) -> Mapping[tuple[str, str], list[Saying]]:
    found: dict[tuple[str, str], list[Saying]] = defaultdict(list)
    for saying in sayings:
        for topic in saying.about:
            if about is None or topic[0] in about:
                found[topic].append(saying)
    return found


def _with_speakers(voices: Voices, side: Side, sayings: Iterable[Saying]) -> Side:
    """Return a side with those who speak for it, those who say most first."""
    counts = Counter((s.speaker, s.speaker_label, _post(voices, side, s)) for s in sayings)
    found = (Speaker(*who, statements) for who, statements in counts.items())
    return replace(side, speakers=tuple(sorted(found, key=lambda s: (-s.statements, s.label, s.id, s.post))))


def _post(voices: Voices, side: Side, saying: Saying) -> str:
    """Return as what the speaker speaks for the side: an office, an organ, a member; empty: as himself."""
    spoken = voices.spoken_for(saying.speaker, saying.role, when(saying))
    for key in sorted(side.ids):
        if key in spoken:
            return spoken[key]
    for key in sorted(side.ids):
        if member := min(voices.members.get(key, frozenset()) & spoken.keys(), default=None):
            name = voices.names.label(member)
            return f"{spoken[member] or name} (member of {voices.names.label(key)})"
    return ""


def _relayed(
    voices: Voices, sides: Sequence[Side], sayings: Iterable[tuple[Saying, int]]
) -> Iterator[tuple[str, int]]:
    """Yield statements that we know only through another side, each with the number of that side."""
    for saying, own in sayings:
        for level in saying.chain[:-1]:
            number = side_of(voices, sides, level.speaker, level.role, level.said_on or saying.published)
            if number not in (None, own) and sides[number].ids:
                yield saying.statement, number


def _rows(
    view: View, wanted: Wanted, topics: Mapping[tuple[str, str], list[Saying]], side: Said, sides: int
) -> Iterator[Row]:
    claimed = _claims_about(view, wanted, side)
    numbers = [figure for figure in figures(view, sieve=wanted.sieve) if figure.statement in side]
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
            tuple(_cell(topic, number, sayings, ties, side) for number in range(sides)),
            tuple(_disputes(claimed[topic], side)),
            tuple(_differing((figure for figure in numbers if figure.statement in statements), side)),
        )


def _cell(topic: str, number: int, sayings: Iterable[Saying], ties: Iterable[Claim], side: Said) -> Cell:
    """Return what one side says; statements that are mainly about the topic come first."""
    own = [saying for saying in sayings if side[saying.statement] == number]
    return Cell(
        tuple(sorted(own, key=lambda saying: saying.about[0][0] != topic)),
        tuple(tie for tie in ties if side[tie.statement] == number),
    )


def _claims_about(view: View, wanted: Wanted, side: Said) -> Mapping[str, list[Claim]]:
    """Return the claims of the sides by subject and object; a question claims nothing."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(view, sieve=wanted.sieve):
        if claim.statement in side and claim.predicate != ABOUT and claim.act != Act.ASK:
            for end in {claim.subject, claim.object}:
                found[end].append(claim)
    return found


def _disputes(claimed: Iterable[Claim], side: Said) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims about the same two that sides contradict each other in."""
    found: dict[tuple[str, str], set[Claim]] = defaultdict(set)
    for claim, others in contrary(claimed).items():
        if any(side[other.statement] != side[claim.statement] for other in others):
            found[claim.subject, claim.object].add(claim)
    for _, both in sorted(found.items()):
        yield tuple(
            sorted(both, key=lambda c: (side[c.statement], c.predicate, c.source, c.statement, c.words))
        )


def _differing(numbers: Iterable[ClaimedFigure], side: Said) -> Iterator[tuple[ClaimedFigure, ...]]:
    """Yield the figures for the same thing where those of the sides are not the same."""
    found: dict[tuple[str, str], list[ClaimedFigure]] = defaultdict(list)
    for figure in numbers:
        found[figure.unit, figure.what.casefold()].append(figure)
    for _, same in sorted(found.items()):
        given: dict[int, set[float]] = defaultdict(set)
        for figure in same:
            given[side[figure.statement]].add(figure.number)
        if len({frozenset(values) for values in given.values()}) > 1:
            yield tuple(same)


def _order(row: Row) -> tuple[bool, int, int, str, str]:
    """Shared topics first, by the statements of the side that says less (of those that speak about it)."""
    counts = [len(cell.sayings) for cell in row.cells if cell.sayings]
    return not row.shared, -min(counts), -sum(counts), row.label.casefold(), row.topic
