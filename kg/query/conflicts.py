"""What is contested: claims that contradict each other, and different numbers for the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.view import View
from kg.model import Act, EventStatus
from kg.query.claims import Claim, ClaimedFigure, claims_of, figures
from kg.query.disputes import contrary, denies
from kg.query.names import ids_of
from kg.query.sieve import EVERYTHING, Sieve

_WITH_DIGITS = re.compile(r"\S*[0-9]\S*")
_NO_ASSERTIONS = frozenset({Act.ASK, Act.DENY})
"""Whoever asks after a number does not give it, and whoever denies one gives none."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One who takes a side: who, in which words, and where these stand.

    Attributes:
        says: what is claimed: a relation (``supports``, ``not supports``), how it stands with an event
            (``happened``, ``negated`` …), or a number with its unit.
        start: of the evidence in the document called ``source``; None for the registry.
        confidence: in [0, 1], or None for the registry.
    """

    says: str
    statement: str
    speaker: str
    speaker_label: str
    said_on: str | None
    mode: str
    words: str
    source: str
    start: int | None
    end: int | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right.

    Attributes:
        kind: ``relation``, ``event`` or ``figure``.
        matter: what they are about, to read.
        between: id and label of those it ties, or who take part in the event; none of a figure.
        contenders: those who take a side, side by side, then by document and place.
    """

    kind: str
    matter: str
    between: tuple[tuple[str, str], ...]
    contenders: tuple[Contender, ...]


def conflicts(view: View, about: Iterable[str] | None = None, sieve: Sieve = EVERYTHING) -> list[Conflict]:
    """Return what is contested, relations first, then events and figures, by what they are about.

    Two numbers are taken to be of the same where unit, date and all the words around them are, but for
    those with digits. One without a date, or one of several of that unit in a statement, is never contested.

    Args:
        view: what is asked.
        about: names or ids; one of them is related, takes part, or speaks. None means all.
        sieve: which statements count.

    Raises:
        UnknownEntityError: nothing bears one of the names.
    """
    wanted = ids_of(view, about)
    claimed = claims_of(view, ("relations", "events"), None, sieve)
    against = contrary(claim for claim in claimed if claim.act != Act.ASK)
    found = [*_contested(against), *_numbers(figures(view, sieve=sieve))]
    kept = (one for one in found if wanted is None or not wanted.isdisjoint(_concerned(one)))
    return sorted(kept, key=_order)


def _concerned(conflict: Conflict) -> set[str]:
    return {key for key, _ in conflict.between} | {one.speaker for one in conflict.contenders}


def _order(conflict: Conflict) -> tuple[object, ...]:
    kinds = ("relation", "event", "figure")
    return kinds.index(conflict.kind), conflict.matter, conflict.between, *map(_place, conflict.contenders)


def _place(contender: Contender) -> tuple[tuple[str, str], tuple[int, int], tuple[str, str], float]:
    """Return what to sort by; no two contenders of a conflict have the same."""
    place = contender.start or 0, contender.end or 0
    told = contender.statement, contender.words
    return (contender.says, contender.source), place, told, contender.confidence or 0


def _contested(against: Mapping[Claim, Sequence[Claim]]) -> Iterator[Conflict]:
    """Yield each contradiction once, with all who take part in it: of an event, be it about several."""
    events: dict[str, list[Claim]] = defaultdict(list)
    done: set[Claim] = set()
    for claim in against:
        if claim.object_type == "event":
            events[claim.object].append(claim)
        elif claim not in done:
            found = _chain(claim, against)
            done |= found
            yield _conflict("relation", found)
    for claims in events.values():
        yield _conflict("event", claims)


def _chain(claim: Claim, against: Mapping[Claim, Sequence[Claim]]) -> set[Claim]:
    """Return all claims that one leads to from contradiction to contradiction."""
    found, waiting = {claim}, [claim]
    while waiting:
        new = set(against[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found


def _conflict(kind: str, claims: Iterable[Claim]) -> Conflict:
    ordered = sorted(claims, key=lambda claim: (claim.predicate, claim.object_label))
    first = ordered[0]
    relations = " / ".join(dict.fromkeys(claim.predicate for claim in ordered))
    between = sorted({(claim.subject, claim.subject_label) for claim in ordered})
    matter = f"{relations} · {first.object_label}"
    if kind == "relation":
        between = [(first.subject, first.subject_label), (first.object, first.object_label)]
        matter = f"{first.subject_label} → {relations} → {first.object_label}"
    contenders = {_contender(claim, _stance(claim)) for claim in ordered}
    return Conflict(kind, matter, tuple(between), tuple(sorted(contenders, key=_place)))


def _stance(claim: Claim) -> str:
    if claim.status is not None:
        return EventStatus.NEGATED.value if denies(claim) else claim.status
    return f"not {claim.predicate}" if denies(claim) else claim.predicate


def _contender(told: Claim | ClaimedFigure, says: str) -> Contender:
    return Contender(
        says=says,
        statement=told.statement,
        speaker=told.speaker,
        speaker_label=told.speaker_label,
        said_on=told.said_on,
        mode=told.mode,
        words=told.words,
        source=told.source,
        start=told.start,
        end=told.end,
        confidence=told.confidence,
    )


def _numbers(found: Iterable[ClaimedFigure]) -> Iterator[Conflict]:
    told: dict[tuple[str, str], list[ClaimedFigure]] = defaultdict(list)
    for figure in found:
        told[figure.statement, figure.unit].append(figure)
    same: dict[tuple[str, str, str], list[ClaimedFigure]] = defaultdict(list)
    for figures_told in told.values():
        figure = figures_told[0]
        what = _without_numbers(figure.what)
        alone = len({other.number for other in figures_told}) == 1
        if alone and figure.date is not None and what and figure.act not in _NO_ASSERTIONS:
            same[figure.unit, what, figure.date].append(figure)
    for (unit, what, date), alike in same.items():
        if len({figure.number for figure in alike}) > 1:
            contenders = {_contender(figure, f"{figure.number:,.12g} {unit}") for figure in alike}
            yield Conflict("figure", f"{what} · {date}", (), tuple(sorted(contenders, key=_place)))


def _without_numbers(what: str) -> str:
    """Return words in small letters, without those that have digits.

    >>> _without_numbers("About 2,300 people came")
    'about people came'
    """
    return " ".join(_WITH_DIGITS.sub(" ", what.lower()).split())
