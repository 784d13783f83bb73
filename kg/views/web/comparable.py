"""Which claimed numbers can stand on one scale: those of one unit, whose words say the same of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.query import ClaimedFigure
from kg.views.web.counted import measures, noun, telling

_OF = re.compile(r"(?<=\S)\s+of\s.*", re.DOTALL)
_ORDINALS = frozenset({"anniversary", "birthday", "time"})
"""Units of numbers that count nothing: "the 80th anniversary"."""
_DURATIONS = frozenset({"time", "times"})
"""Kinds of measures."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """Figures that can be compared.

    Attributes:
        unit: as most of them have it.
        shared: what the unit does not say: what is measured, with "(change)" where it is by how much that
            rose or fell; of what is counted the word that tells what befell it.
        members: places in the list of figures, in its order; two at least.
    """

    unit: str
    shared: str
    members: tuple[int, ...]


def comparable(figures: Sequence[ClaimedFigure], names: Collection[str] = ()) -> list[Comparable]:
    """Return the groups of figures that can be compared, those with most first; who stands alone is in none.

    Dollars and percent are of many things: those of one noun are a group. Soldiers are counted in soldiers,
    but the fallen are no strength: those of one unit are a group whose words share one more word, a verb
    or a noun that is no name and no word of time or quantity. How long something took is not compared.

    Args:
        figures: each claim once.
        names: words of names, in lower case, which do not tell what is counted.
    """
    units: dict[str, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        key = unit_key(figure.unit)
        if key not in _ORDINALS and not _lasts(key):
            units[key].append(place)
    names = frozenset(names) | _speakers(figures)
    counted = frozenset(word for figure in figures for word in figure.unit.casefold().split())
    found = [
        group
        for key, places in units.items()
        for group in _of_unit(figures, places, key, names=names, counted=counted)
    ]
    return sorted(found, key=lambda group: (-len(group.members), group.unit, group.shared, group.members))


def _lasts(key: str) -> bool:
    """Return whether a unit is one of time: "years", "years in prison"."""
    return measures().get(key) in _DURATIONS or measures().get(key.partition(" ")[0]) == "time"


def _speakers(figures: Iterable[ClaimedFigure]) -> frozenset[str]:
    return frozenset(word for figure in figures for word in figure.speaker_label.casefold().split())


def unit_key(unit: str) -> str:
    """Return what units have in common that count the same.

    >>> unit_key("bodies of soldiers"), unit_key("Zembian citizens"), unit_key("USD"), unit_key("of them")
    ('bodies', 'citizens', 'usd', 'of them')
    """
    low = " ".join(unit.split()).casefold()
    if low in measures():
        return low
    head = _OF.sub("", " ".join(unit.split()))
    words = [word for word in head.split() if not word[0].isupper()] or head.split()
    return " ".join(words).casefold()


def _of_unit(
    figures: Sequence[ClaimedFigure],
    places: Sequence[int],
    key: str,
    *,
    names: frozenset[str],
    counted: frozenset[str],
) -> Iterator[Comparable]:
    measured = key in measures()
    parts = _by_noun(figures, places, names) if measured else _by_word(figures, places, names | counted)
    for shared, members in parts.items():
        if len(members) > 1:
            unit = Counter(figures[place].unit for place in members).most_common(1)[0][0]
            yield Comparable(unit, shared, tuple(members))


def _by_noun(
    figures: Sequence[ClaimedFigure], places: Iterable[int], names: Collection[str]
) -> Mapping[str, list[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for place in places:
        found = noun(figures[place].words, figures[place].what, names)
        if found is not None:
            parts[found].append(place)
    return parts


def _by_word(
    figures: Sequence[ClaimedFigure], places: Iterable[int], names: Collection[str]
) -> Mapping[str, list[int]]:
    """Return the figures by the word that most of them share; each is with the word that has most."""
    words = {place: telling(figures[place].unit, figures[place].what, names) for place in places}
    counts = Counter(stem for found in words.values() for stem in found)
    parts: dict[str, list[int]] = defaultdict(list)
    order = {stem: rank for rank, (stem, _) in enumerate(counts.most_common())}  # a tie: the first to be read
    for place, found in words.items():
        best = min(found, key=order.__getitem__, default=None)
        if best is not None:
            parts[best].append(place)
    return {words[members[0]][stem]: members for stem, members in parts.items()}
