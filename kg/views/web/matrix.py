"""Who speaks about whom, as a table: speakers down, those spoken about across, in the cells how often."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.view import View
from kg.query import Saying, who_said
from kg.query.names import ids_of
from kg.views.web.page import render
from kg.views.web.receipts import name
from kg.views.web.scope import Page, Scope
from kg.views.web.told import sifted, told

SPOKEN_ABOUT = frozenset({"person", "polity", "org", "group"})
"""Types of those who get a column; places, events and things are spoken about, too, and left out."""

Named = tuple[str, str]
"""Entity id and label."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Speakers, those they speak about (both with most statements first), and the statements.

    Attributes:
        speakers: how many there are, shown or not, as ``spoken_about``.
        told: each statement with the columns that it counts in.
    """

    rows: tuple[Named, ...]
    columns: tuple[Named, ...]
    speakers: int
    spoken_about: int
    told: tuple[tuple[Saying, tuple[Named, ...]], ...]


def matrix(sayings: Iterable[Saying], about: Collection[str] | None, most: int) -> Matrix:
    """Return the matrix of statements, at most so many rows and columns; ``about``: these columns only."""
    pairs = [(saying, _topics(saying, about)) for saying in sayings]
    rows = Counter(_speaker(saying) for saying, topics in pairs if topics)
    columns = Counter(topic for _, topics in pairs for topic in topics)
    shown = frozenset(_foremost(columns, most))
    speakers = frozenset(_foremost(rows, most))
    kept = ((saying, tuple(topic for topic in topics if topic in shown)) for saying, topics in pairs)
    return Matrix(
        _foremost(rows, most),
        _foremost(columns, most),
        len(rows),
        len(columns),
        tuple((saying, topics) for saying, topics in kept if topics and _speaker(saying) in speakers),
    )


def _speaker(saying: Saying) -> Named:
    return saying.speaker, saying.speaker_label


def _topics(saying: Saying, about: Collection[str] | None) -> Sequence[Named]:
    people = (topic for topic in saying.about if topic[0].partition(":")[0] in SPOKEN_ABOUT)
    return [topic for topic in people if about is None or topic[0] in about]


def _foremost(counts: Mapping[Named, int], most: int) -> tuple[Named, ...]:
    return tuple(sorted(counts, key=lambda one: (-counts[one], one[1].casefold(), one[0])))[:most]


def tabulate(view: View, scope: Scope) -> Page | None:
    """Return the page of the matrix, or None where nobody speaks about anybody.

    Raises:
        UnknownEntityError: nothing bears one of the names.
    """
    sayings = who_said(view, replace(scope.wanted(), about=scope.about))
    found = matrix(sayings, ids_of(view, scope.about), scope.max_nodes)
    if not found.told:
        return None
    ending = "" if len(found.told) == 1 else "s"
    note = (
        f"{len(found.rows)} of {found.speakers} speakers about {len(found.columns)} of {found.spoken_about} "
        f"persons, states, organisations and groups, {len(found.told)} statement{ending}"
    )
    return Page(render("matrix.html.j2", _island(view, found, scope), scope.links, note=note), note)


def _island(view: View, found: Matrix, scope: Scope) -> Mapping[str, object]:
    rows = {one: number for number, one in enumerate(found.rows)}
    columns = {one: number for number, one in enumerate(found.columns)}
    sayings = [saying for saying, _ in found.told]
    return {
        "rows": [{"label": name(label)} for _, label in rows],
        "columns": [{"label": name(label)} for _, label in columns],
        "statements": sifted(
            told(view, sayings, scope.links),
            sayings,
            row=[rows[_speaker(saying)] for saying in sayings],
            about=[[columns[topic] for topic in topics] for _, topics in found.told],
        ),
    }
