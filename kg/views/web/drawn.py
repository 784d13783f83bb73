"""From a store to a picture: the claims of documents, with the statements that make them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.graph.view import View
from kg.model import EventStatus
from kg.query import ABOUT, Claim, Saying, claims, contrary, denies, resolve, who_said
from kg.query.names import Names, names_of
from kg.views.web.picture import SPEAKS_ABOUT, TAKES_PART, Picture, Thing, Tie, compose
from kg.views.web.relations import happening, sentence
from kg.views.web.scope import Scope


def picture(view: View, scope: Scope) -> Picture:
    """Return the map of a store, or of what is tied to those called ``scope.about``.

    Claims of the registry (every state is a member of something) are left out: it shows what documents say.
    Whom a publisher tells of in his own voice is left out too; what he claims is not.
    """
    sayings = who_said(view, scope.wanted())
    spoken = {saying.statement for saying in sayings}
    made = (claim for claim in claims(view, sieve=scope.sieve) if claim.statement in spoken)
    found = [claim for claim in made if not own_voice(claim)]
    ties = list(_ties(found))
    heading = "Who says what"
    if scope.about is not None:
        middle = {match.id: match.label for name in sorted(scope.about) for match in resolve(view, name)}
        ties = list(_around(frozenset(middle), ties))
        heading += f": {', '.join(middle.values())}"
    used = {tie.statement for tie in ties}
    shown = [saying for saying in sayings if saying.statement in used]
    things = _things(found, shown, names_of(view))
    return compose(heading, things, ties, shown, scope.max_nodes, scope.progress)


def surroundings(heading: str, found: Collection[Claim], said: Mapping[str, Saying], known: Names) -> Picture:
    """Return all that those claims tie to each other; ``said`` has their statements by content hash."""
    shown = [said[key] for key in dict.fromkeys(claim.statement for claim in found)]
    return compose(heading, _things(found, shown, known), _ties(found), shown, max_nodes=2 * len(found))


def own_voice(claim: Claim) -> bool:
    """Return whether a publisher's telling is about something: it would tie every outlet to everything."""
    return claim.predicate == ABOUT and claim.mode == "narration"


def _ties(found: Collection[Claim]) -> Iterator[Tie]:
    """Yield the tie that each claim makes; that somebody speaks about something is beyond dispute."""
    disputes = contrary(claim for claim in found if claim.predicate != ABOUT)
    for claim in found:
        against = {other.predicate for other in disputes.get(claim, ())} - {claim.predicate}
        yield _tie(claim, tuple(sorted(against)))


def _tie(claim: Claim, against: tuple[str, ...]) -> Tie:
    if claim.predicate == ABOUT:
        return Tie(claim.subject, SPEAKS_ABOUT, claim.object, claim.statement)
    part = claim.object_type == "event"
    relation = TAKES_PART if part else claim.predicate
    what = _event(claim) if part else sentence(claim.subject_label, claim.predicate, claim.object_label)
    return Tie(claim.subject, relation, claim.object, claim.statement, what, denies(claim), against)


def _event(claim: Claim) -> str:
    """Return what is claimed to have happened; what is only planned or thought of is called so."""
    sure = claim.status in (None, EventStatus.HAPPENED, EventStatus.NEGATED)
    return f"{happening(claim.predicate)}: {claim.object_label}{'' if sure else f' ({claim.status})'}"


def _around(about: frozenset[str], ties: Sequence[Tie]) -> Iterator[Tie]:
    """Yield the ties of ``about``, and those among their neighbours that are more than talk."""
    near = {end for tie in ties for end in (tie.source, tie.target) if about & {tie.source, tie.target}}
    for tie in ties:
        ends = {tie.source, tie.target}
        if about & ends or (ends <= near and tie.relation != SPEAKS_ABOUT):
            yield tie


def _things(found: Iterable[Claim], sayings: Iterable[Saying], known: Names) -> Iterator[Thing]:
    roles = {saying.speaker: saying.role for saying in sayings if saying.role}
    ends = {
        (key, label, kind, _class(claim) if kind == "event" else roles.get(key, ""))
        for claim in found
        for key, label, kind in (
            (claim.subject, claim.subject_label, claim.subject_type),
            (claim.object, claim.object_label, claim.object_type),
        )
    }
    for key, label, kind, what in sorted(ends):
        yield Thing(key, label, kind, what, tuple(_aliases(known, key, label)))


def _class(claim: Claim) -> str:
    """Return of what class an event is; that somebody speaks about it does not tell."""
    return "" if claim.predicate == ABOUT else happening(claim.predicate)


def _aliases(known: Names, key: str, label: str) -> Iterator[str]:
    """Yield by what other names one is known; what is no name but an adjective, a capital … says so."""
    uses: dict[str, list[str]] = {}
    for use, name in known.names.get(key, ()):
        uses.setdefault(name, []).append(use)
    for name, found in sorted(uses.items()):
        if name != label:
            yield name if {"alias", "label"} & set(found) else f"{name} ({', '.join(found)})"
