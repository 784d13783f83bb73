"""From a store to a picture: the claims of documents, with the statements that make them."""

from collections.abc import Iterable, Iterator

from kg.graph.view import View
from kg.query import ABOUT, Claim, Saying, claims, resolve, who_said
from kg.views.web.picture import SPEAKS_ABOUT, TAKES_PART, Picture, Thing, Tie, compose
from kg.views.web.scope import Scope


def picture(view: View, scope: Scope) -> Picture:
    """Return the map of a store, or of what is tied to those called ``scope.about``.

    Claims of the registry (every state is a member of something) are left out: it shows what documents say.
    Whom a publisher tells of in his own voice is left out too; what he claims is not.
    """
    sayings = who_said(view, scope.wanted())
    spoken = {saying.statement for saying in sayings}
    made = (claim for claim in claims(view, sieve=scope.sieve) if claim.statement in spoken)
    found = [claim for claim in made if not _own_voice(claim)]
    ties = [_tie(claim) for claim in found]
    heading = "Who says what"
    if scope.about is not None:
        middle = {match.id: match.label for name in sorted(scope.about) for match in resolve(view, name)}
        ties = list(_around(frozenset(middle), ties))
        heading += f": {', '.join(middle.values())}"
    used = {tie.statement for tie in ties}
    shown = [saying for saying in sayings if saying.statement in used]
    return compose(heading, _things(found, shown), ties, shown, scope.max_nodes, scope.progress)


def _own_voice(claim: Claim) -> bool:
    """Whether a publisher's telling speaks about something: it would tie every outlet to everything."""
    return claim.predicate == ABOUT and claim.mode == "narration"


def _tie(claim: Claim) -> Tie:
    if claim.predicate == ABOUT:
        return Tie(claim.subject, SPEAKS_ABOUT, claim.object, claim.statement)
    what = f"{claim.subject_label} {claim.predicate} {claim.object_label}"
    if claim.object_type == "event":
        return Tie(
            claim.subject,
            TAKES_PART,
            claim.object,
            claim.statement,
            f"{claim.predicate}: {claim.object_label}",
        )
    return Tie(claim.subject, claim.predicate, claim.object, claim.statement, what)


def _around(about: frozenset[str], ties: Iterable[Tie]) -> Iterator[Tie]:
    """Yield the ties of ``about``, and those among their neighbours that are more than talk."""
    ties = list(ties)
    near = {end for tie in ties for end in (tie.source, tie.target) if about & {tie.source, tie.target}}
    for tie in ties:
        ends = {tie.source, tie.target}
        if about & ends or (ends <= near and tie.relation != SPEAKS_ABOUT):
            yield tie


def _things(found: Iterable[Claim], sayings: Iterable[Saying]) -> Iterator[Thing]:
    roles = {saying.speaker: saying.role for saying in sayings if saying.role}
    ends = {
        (key, label, kind, claim.predicate if kind == "event" else roles.get(key, ""))
        for claim in found
        for key, label, kind in (
            (claim.subject, claim.subject_label, claim.subject_type),
            (claim.object, claim.object_label, claim.object_type),
        )
    }
    for key, label, kind, what in sorted(ends):
        yield Thing(key, label, kind, what if what != ABOUT else "")
