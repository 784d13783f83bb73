"""Through whom we know it: the levels of "A said that B announced that C …", each with its receipt."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.numbers import whole
from kg.graph.questions import Row
from kg.query.names import Names, cell


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the document, and where they stand (code points, half-open)."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a chain: whose utterance it is, how it reaches us, and its words.

    Attributes:
        utterance: content hash.
        speaker: entity id.
        dated_by: ``text``, or ``publication`` when it is known only when it was published.
        act: of the statement that holds the next level; None where no single one holds it.
        source: the words that name the speaker, or None.
        cue: the words that signal the attribution, or None.
        words: what holds the next level; of the last level, the statement itself. ``start`` and ``end``
            are their hull.
    """

    utterance: str
    speaker: str
    speaker_label: str
    role: str | None
    said_on: str | None
    dated_by: str | None
    mode: str
    act: str | None
    source: Passage | None
    cue: Passage | None
    words: str
    start: int
    end: int


def outer_levels(known: Names, rows: Iterable[Row]) -> tuple[Level, ...]:
    """Return those through whom we know a statement, the outermost first, from its rows of ``chains``.

    A ring of reports, which no reader makes, is gone through once.
    """
    chain: dict[str, tuple[int, Level]] = {}
    for row in rows:
        outer = str(row["outer"])
        level = level_of(known, row, outer, str(row["around"]))
        # a statement between dashes in another: the shorter one is what reports it
        if outer not in chain or _length(level) < _length(chain[outer][1]):
            chain[outer] = whole(row["depth"]) or 0, level
    ordered = sorted(chain.values(), key=lambda found: (-found[0], found[1].utterance))
    return tuple(level for _, level in ordered)


def _length(level: Level) -> tuple[int, int]:
    return level.end - level.start, level.start


def level_of(known: Names, row: Row, utterance: str, words: str) -> Level:
    """Return the level that a row of ``chains`` or ``who-said`` describes."""
    speaker = str(row["speaker"])
    return Level(
        utterance=utterance.partition(":")[2],
        speaker=speaker,
        speaker_label=known.label(speaker),
        role=cell(str, row["role"]),
        said_on=cell(str, row["saidOn"]),
        dated_by=cell(str, row["datedBy"]),
        mode=str(row["mode"]),
        act=cell(str, row["act"]),
        source=_passage(row, "by"),
        cue=_passage(row, "cue"),
        words=words,
        start=whole(row["start"]) or 0,
        end=whole(row["end"]) or 0,
    )


def _passage(row: Row, name: str) -> Passage | None:
    if row[name] is None:
        return None
    return Passage(str(row[name]), whole(row[f"{name}Start"]) or 0, whole(row[f"{name}End"]) or 0)
