"""What lies near an entity, as a small picture: those to whom most claims tie it, and what ties these."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.query import ABOUT, Claim, Saying
from kg.query.names import Names
from kg.views.web.drawn import own_voice, surroundings
from kg.views.web.picture import Picture, room

_MOST = 9  # names in the picture, with the one in its middle
_FEWEST = 5  # where the picture is too wide for its column, names are left out down to so many
_WIDEST = 640.0  # pixels; wider ones are shown so small that their letters are hard to read

Pair = tuple[str, str]
"""Two ids, sorted."""


@dataclass(frozen=True, slots=True)
class Near:
    """Who is tied to whom: by entity, those tied to it, the ones with most claims first; by pair, claims."""

    neighbours: Mapping[str, Sequence[str]]
    between: Mapping[Pair, Sequence[Claim]]


def near(claims: Iterable[Claim]) -> Near:
    """Return who is tied to whom by those claims.

    Left out are parts in events, which have long names, and whom an outlet tells of in its own voice.
    """
    between: dict[Pair, list[Claim]] = defaultdict(list)
    for claim in claims:
        part = claim.object_type == "event" and claim.predicate != ABOUT
        if claim.subject != claim.object and not part and not own_voice(claim):
            between[_pair(claim.subject, claim.object)].append(claim)
    ends: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(between, key=lambda pair: (-len(between[pair]), pair)):
        ends[one].append(other)
        ends[other].append(one)
    return Near(dict(ends), dict(between))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def small_picture(
    heading: str, key: str, known: Near, said: Mapping[str, Saying], names: Names
) -> Picture | None:
    """Return the picture around an entity, None where nothing is tied to it.

    Args:
        heading: what it is called.
        key: id of the one in the middle.
        known: who is tied to whom.
        said: the statements that make the claims, by content hash.
        names: of all who are drawn.
    """
    if key not in known.neighbours:
        return None
    most = min(_MOST, 1 + len(known.neighbours[key]))
    for count in range(most, min(most, _FEWEST) - 1, -2):
        found = surroundings(heading, tuple(_claims(key, known, count - 1)), said, names)
        if _wide(found) <= _WIDEST:
            break
    return found


def _wide(picture: Picture) -> float:
    """Return how wide symbols and labels make a picture, in pixels."""
    ends = [
        x + side * room(node.thing.label, len(node.said)).width / 2
        for node in picture.nodes
        for x, side in ((node.place[0], -1), (node.place[0], 1))
    ]
    return max(ends) - min(ends)


def _claims(key: str, known: Near, count: int) -> Iterator[Claim]:
    """Yield the claims about the entity and its nearest, and those of the nearest that are no mere talk."""
    nearest = known.neighbours[key][:count]
    for other in nearest:
        yield from known.between[_pair(key, other)]
    for pair in combinations(sorted(nearest), 2):
        yield from (claim for claim in known.between.get(pair, ()) if claim.predicate != ABOUT)
