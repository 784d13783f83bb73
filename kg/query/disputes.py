"""What is disputed: claims that somebody denies, and claims of the opposite."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.model import Act, EventStatus
from kg.query.claims import Claim

OPPOSITES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "supports": frozenset({"opposes"}),
        "opposes": frozenset({"supports", "allyOf", "strategicPartnerOf"}),
        "allyOf": frozenset({"opposes"}),
        "strategicPartnerOf": frozenset({"opposes"}),
        "praises": frozenset({"criticises"}),
        "criticises": frozenset({"praises"}),
    }
)
"""Relations that cannot well hold between the same two at once; both may be claimed, even by one speaker."""


def denies(claim: Claim) -> bool:
    """Return whether the speaker says that it is not so: he denies it, or says that it did not happen."""
    return negates(claim.act, claim.status)


def negates(act: str | None, status: str | None) -> bool:
    """Return whether words with that act, of an event with that status, say that it is not so."""
    return act == Act.DENY or status == EventStatus.NEGATED


def contrary(claims: Iterable[Claim]) -> Mapping[Claim, tuple[Claim, ...]]:
    """Return, for each claim that another one contradicts, those that do, in their order.

    A claim and a denial of the same contradict each other, and so do claims of opposite relations of the same
    subject to the same object. A denial of an opposite agrees, and is left out. That an event did not happen
    contradicts only that it did: what is planned or thought of may still not happen.
    """
    known = list(claims)
    edges: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in known:
        edges.setdefault((claim.subject, claim.predicate, claim.object), []).append(claim)
    found: dict[Claim, tuple[Claim, ...]] = {}
    for claim in known:
        same = edges[claim.subject, claim.predicate, claim.object]
        against = [other for other in same if _clash(claim, other)]
        for predicate in sorted(OPPOSITES.get(claim.predicate, ())) if not denies(claim) else ():
            opposed = edges.get((claim.subject, predicate, claim.object), ())
            against += [other for other in opposed if not denies(other)]
        if against:
            found[claim] = tuple(against)
    return found


def _clash(one: Claim, other: Claim) -> bool:
    """Return whether two claims of the same cannot both be right."""
    if denies(one) == denies(other):
        return False
    statuses = {one.status, other.status}
    return EventStatus.NEGATED not in statuses or EventStatus.HAPPENED in statuses
