"""Which claimed numbers can stand on one scale: those of one unit, whose words say much the same of it."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.query import ClaimedFigure
from kg.resources import data

_OF = re.compile(r"(?<=\S)\s+of\s.*", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDS = re.compile(r"(?:[’']s?|ies|ing|ed|es|s|y|e)$")
_SHORTEST = 3
"""Letters that are left of a word at least: "arms" and "arming" are one, "gas" stays "gas"."""
_SAYS_NOTHING = frozenset(
    "about above across after ago already alone almost also annual approximately around average been before "
    "being below between billion both cent could double each early end estimated even every exceed expect "
    "fewer figure first former from further half have having into just last late least less level low lower "
    "many mark million month months more most much near next number numbers only other overall over part "
    "past percent period place point points present previous rate same several share since some stand still "
    "such than that the their them then there these they this those thousand through time times today total "
    "trillion twice under until up value very volume was were what when where which while who whose will "
    "with within worth would year years yet amount amounts compared says said "
    "one two three four five six seven eight nine ten eleven twelve hundred per his her its our your any "
    "all and but for not nor how why can may might must shall did does has had are the you who him she they "
    "amounted reached rose fell grew grown fallen risen increased decreased declined dropped climbed make "
    "made makes account accounts accounted come came goes gone went increase decrease growth decline".split()
)
"""Words of quantity and change, and small words: shared by numbers of all kinds of things."""
_ORDINALS = frozenset({"anniversary", "birthday", "time"})
"""Units of numbers that count nothing: "the 80th anniversary"."""
_DURATIONS = frozenset({"time", "times"})
"""Kinds of measures."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """Figures that can be compared.

    Attributes:
        unit: as most of them have it.
        shared: the word that stands with each of them, if the unit does not say what is counted; else empty.
        members: places in the list of figures, in its order; two at least.
    """

    unit: str
    shared: str
    members: tuple[int, ...]


def comparable(figures: Sequence[ClaimedFigure], names: Collection[str] = ()) -> list[Comparable]:
    """Return the groups of figures that can be compared, those with most first; who stands alone is in none.

    Soldiers are counted in soldiers: such a unit is a group. Dollars and percent are counted of many things:
    those whose words share a word, one that is no name and says more than "volume" or "rose", are a group.
    How long something took is not compared.

    Args:
        figures: each claim once.
        names: words of names, in lower case, which do not tell what is counted.
    """
    units: dict[str, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        key = unit_key(figure.unit)
        if key not in _ORDINALS and _measures().get(key) not in _DURATIONS:
            units[key].append(place)
    found = [
        group
        for key, places in units.items()
        for group in _of_unit(figures, places, measure=key in _measures(), names=names)
    ]
    return sorted(found, key=lambda group: (-len(group.members), group.unit, group.shared, group.members))


def unit_key(unit: str) -> str:
    """Return what units have in common that count the same.

    >>> unit_key("bodies of soldiers"), unit_key("Zembian citizens"), unit_key("USD"), unit_key("of them")
    ('bodies', 'citizens', 'usd', 'of them')
    """
    low = " ".join(unit.split()).casefold()
    if low in _measures():
        return low
    head = _OF.sub("", " ".join(unit.split()))
    words = [word for word in head.split() if not word[0].isupper()] or head.split()
    return " ".join(words).casefold()


def _of_unit(
    figures: Sequence[ClaimedFigure], places: Sequence[int], *, measure: bool, names: Collection[str]
) -> Iterator[Comparable]:
    parts = _by_word(figures, places, names) if measure else {"": list(places)}
    for shared, members in parts.items():
        if len(members) > 1:
            unit = Counter(figures[place].unit for place in members).most_common(1)[0][0]
            yield Comparable(unit, shared, tuple(members))


def _by_word(
    figures: Sequence[ClaimedFigure], places: Iterable[int], names: Collection[str]
) -> Mapping[str, list[int]]:
    """Return the figures by the word that most of them share; each is with the word that has most."""
    words = {place: _telling(figures[place], names) for place in places}
    counts = Counter(stem for found in words.values() for stem in found)
    parts: dict[str, list[int]] = defaultdict(list)
    for place, found in words.items():
        best = min(found, key=lambda stem: (-counts[stem], list(found).index(stem)), default=None)
        if best is not None:
            parts[best].append(place)
    return {words[members[0]][stem]: members for stem, members in parts.items()}


def _telling(figure: ClaimedFigure, names: Collection[str]) -> Mapping[str, str]:
    """Return the words that tell what is counted, by stem, in reading order."""
    idle = _SAYS_NOTHING | _verbs() | set(_WORD.findall(figure.unit.casefold()))
    found = [(word.casefold(), word) for word in _WORD.findall(figure.what)]
    telling = {
        _stem(low): word
        for low, word in reversed(found)
        if not (low in idle or low in names or low.endswith("ly"))
    }
    return dict(reversed(telling.items()))


def _stem(word: str) -> str:
    cut = _ENDS.sub("", word)
    return cut if len(cut) >= _SHORTEST else word


@cache
def _measures() -> Mapping[str, str]:
    """Return the units that measure whatever there is (currencies, percent, tons), with their kinds."""
    text = (data("ontology") / "lexicons" / "units.csv").read_text(encoding="utf-8")
    return {row["unit"].casefold(): row["kind"] for row in csv.DictReader(text.splitlines())}


@cache
def _verbs() -> frozenset[str]:
    text = (data("ontology") / "lexicons" / "verbs.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
