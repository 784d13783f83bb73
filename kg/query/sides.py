"""Sides: a speaker, or a bloc with all who speak for it; which there are, and on which somebody is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.errors import QueryError
from kg.graph.view import View
from kg.model import Mode
from kg.query.names import resolve
from kg.query.sayings import Saying
from kg.query.voices import Voices

MOST = 4
"""Sides that can be set beside each other."""
OTHERS = "everybody else"
_CANDIDATES = 40  # sides compared, those with most statements, where nobody says which are wanted
_MEDIA = "group:media"


@dataclass(frozen=True, slots=True)
class Side:
    """A speaker, or a bloc with all who speak for it; no ``ids``: everybody else."""

    label: str
    ids: frozenset[str]


def named_sides(view: View, names: Collection[str]) -> tuple[Side, ...]:
    """Return a side for each name, in the order of the alphabet; one alone gets everybody else beside it.

    Names of the same are one side.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: there are more than four.
    """
    found = {}
    for name in sorted(names):
        matches = resolve(view, name)
        speaking = [match for match in matches if match.type != "place"] or matches  # a city says nothing
        found[frozenset(match.id for match in speaking)] = speaking[0].label
    if len(found) > MOST:
        raise QueryError(f"at most {MOST} sides can be set beside each other, not {len(found)}")
    sides = sorted((Side(label, ids) for ids, label in found.items()), key=_alphabet)
    return (*sides, Side(OTHERS, frozenset())) if len(sides) == 1 else tuple(sides)


def _alphabet(side: Side) -> tuple[str, list[str]]:
    return side.label.casefold(), sorted(side.ids)


def spoken_on(saying: Saying) -> str | None:
    """Return when it was said, or where that is not known, published."""
    return saying.said_on or saying.published


def side_of(
    voices: Voices, sides: Sequence[Side], speaker: str, role: str | None, when: str | None
) -> int | None:
    """Return the number of the one side on which somebody speaks, or None.

    A speaker comes before an organisation that he speaks for, that before a state, and each of these before
    an organisation that only lists him, or the state he speaks for, as a member.
    """
    spoken = voices.spoken_for(speaker, role, when).keys()
    order = sorted(range(len(sides)), key=lambda number: _breadth(sides[number]))
    direct = (number for number in order if sides[number].ids & spoken)
    listed = (number for number in order if spoken & _members(voices, sides[number]))
    rest = (number for number in order if not sides[number].ids)
    return next((number for numbers in (direct, listed, rest) for number in numbers), None)


def post_in(voices: Voices, side: Side, speaker: str, role: str | None, when: str | None) -> str:
    """Return as what somebody speaks for a side: an office, a part, a member; empty where he is the side."""
    spoken = voices.spoken_for(speaker, role, when)
    if own := sorted(side.ids & spoken.keys()):
        return spoken[own[0]]
    for key in sorted(side.ids):
        if member := min(voices.members.get(key, frozenset()) & spoken.keys(), default=None):
            as_what = spoken[member] or voices.names.label(member)
            return f"{as_what} (member of {voices.names.label(key)})"
    return ""


def _members(voices: Voices, side: Side) -> frozenset[str]:
    return frozenset().union(*(voices.members.get(key, ()) for key in side.ids))


def _breadth(side: Side) -> int:
    """Return how many may stand behind a side, roughly: one, an organisation, a state."""
    kinds = {key.partition(":")[0] for key in side.ids}
    return 2 if "polity" in kinds else int("org" in kinds)


def foremost_sides(
    voices: Voices, sayings: Iterable[Saying], about: Collection[str] | None
) -> tuple[Side, ...]:
    """Return the two sides with most statements about the same topics, counted by the one that says less."""
    topics: dict[str, Counter[str]] = defaultdict(Counter)
    media = voices.members.get(_MEDIA, frozenset())
    for saying in sayings:
        home = _home(voices, saying)
        if saying.mode != Mode.NARRATION and home not in media and not home.startswith("group:"):
            topics[home].update(key for key, _ in saying.about if about is None or key in about)
    most = sorted(topics, key=lambda key: (-topics[key].total(), key))[:_CANDIDATES]
    pairs = [(-sum((topics[a] & topics[b]).values()), *sorted((a, b))) for a, b in combinations(most, 2)]
    chosen = [str(key) for key in min(pairs)[1:]] if pairs else most
    return tuple(sorted((Side(voices.names.label(key), frozenset({key})) for key in chosen), key=_alphabet))


def _home(voices: Voices, saying: Saying) -> str:
    spoken = voices.spoken_for(saying.speaker, saying.role, spoken_on(saying))
    return min((key for key in spoken if key.startswith("polity:")), default=saying.speaker)
