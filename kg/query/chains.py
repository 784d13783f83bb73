"""Through whom we know it: the levels of "A said that B announced that C …", each with its receipt."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.view import View
from kg.graph.vocab import entity_id, key_of
from kg.query.named import Row, ask_of
from kg.query.names import Names, cell, names_of


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


def outer_levels(
    view: View, anchors: Iterable[tuple[NamedNode, NamedNode]]
) -> Mapping[str, tuple[Level, ...]]:
    """Return, for every reported statement (by IRI), those through whom we know it, the outermost first.

    A ring of reports, which no reader makes, is gone through once.
    """
    known = names_of(view)
    levels: dict[str, dict[str, tuple[int, Level]]] = defaultdict(dict)
    for link, anchor in anchors:
        for row in ask_of(view, "chains", link, anchor).rows:
            chain, outer = levels[str(row["statement"])], str(row["outer"])
            level = level_of(view, known, row, outer, str(row["around"]))
            # a statement between dashes in another: the shorter one is what reports it
            if outer not in chain or _length(level) < _length(chain[outer][1]):
                chain[outer] = int(row["depth"] or 0), level
    return {statement: _outermost_first(chain) for statement, chain in levels.items()}


def _outermost_first(chain: Mapping[str, tuple[int, Level]]) -> tuple[Level, ...]:
    ordered = sorted(chain.values(), key=lambda found: (-found[0], found[1].utterance))
    return tuple(level for _, level in ordered)


def _length(level: Level) -> tuple[int, int]:
    return level.end - level.start, level.start


def level_of(view: View, known: Names, row: Row, utterance: str, words: str) -> Level:
    """Return the level that a row of ``chains`` or ``who-said`` describes."""
    speaker = entity_id(str(row["speaker"]), view.base)
    return Level(
        utterance=key_of(utterance, view.base),
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
        start=int(row["start"] or 0),
        end=int(row["end"] or 0),
    )


def _passage(row: Row, name: str) -> Passage | None:
    if row[name] is None:
        return None
    return Passage(str(row[name]), int(row[f"{name}Start"] or 0), int(row[f"{name}End"] or 0))
