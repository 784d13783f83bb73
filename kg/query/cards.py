"""All that the graph holds on one entity, on one card."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.view import View
from kg.graph.vocab import KG, WIKIDATA, entity_id, entity_iri
from kg.query.claims import ABOUT, Claim, claims
from kg.query.happenings import Happening, timeline
from kg.query.named import ask, ask_of
from kg.query.names import names_of, resolve

_TOP = 10


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office, since and until when (None: unknown, or still), and the label of who says so."""

    title: str
    body: str
    body_label: str
    start: str | None
    end: str | None
    claimant: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Another entity, and in how many statements it comes up together with this one."""

    id: str
    label: str
    statements: int


@dataclass(frozen=True, slots=True)
class Card:
    """One entity: what it is called and holds, how often it speaks and is spoken about, what is claimed."""

    id: str
    label: str
    type: str
    aliases: tuple[str, ...]
    wikidata: str | None
    offices: tuple[HeldOffice, ...]
    statements_by: int
    statements_about: int
    topics: tuple[Topic, ...]
    events: tuple[Happening, ...]
    relations: tuple[Claim, ...]


def show(view: View, entity_id: str) -> Card:
    """Return the card of the entity with that id (or the first that bears that name).

    Raises:
        UnknownEntityError: nothing has that id or name.
    """
    match = resolve(view, entity_id)[0]
    known = names_of(view)
    node = entity_iri(match.id, view.base)
    return Card(
        id=match.id,
        label=match.label,
        type=match.type,
        aliases=_aliases(known.names[match.id], match.label),
        wikidata=_wikidata(view, node),
        offices=_offices(view, node),
        statements_by=_count(view, KG.speaker, node),
        statements_about=_count(view, KG.about, node),
        topics=_topics(view, node),
        events=tuple(timeline(view, (match.id,))),
        relations=_relations(view, match.id),
    )


def _aliases(names: tuple[tuple[str, str], ...], label: str) -> tuple[str, ...]:
    return tuple(sorted({name for use, name in names if use in ("label", "alias")} - {label}))


def _wikidata(view: View, node: NamedNode) -> str | None:
    matches = [str(row["match"]) for row in ask(view, "identities", {"entity": node}).rows]
    items = sorted(match.removeprefix(WIKIDATA) for match in matches if match.startswith(WIKIDATA))
    return items[0] if items else None


def _offices(view: View, node: NamedNode) -> tuple[HeldOffice, ...]:
    known = names_of(view)
    found = set()
    for row in ask(view, "offices", {"person": node}).rows:
        body, claimant = (entity_id(str(row[name]), view.base) for name in ("body", "speaker"))
        start, end = (None if row[name] is None else str(row[name]) for name in ("start", "end"))
        found.add(HeldOffice(str(row["title"]), body, known.label(body), start, end, known.label(claimant)))
    return tuple(sorted(found, key=lambda office: (office.start or "", office.title, office.body)))


def _count(view: View, link: NamedNode, anchor: NamedNode) -> int:
    return int(ask_of(view, "counts", link, anchor).rows[0]["count"] or 0)


def _topics(view: View, node: NamedNode) -> tuple[Topic, ...]:
    known = names_of(view)
    rows = ask(view, "co-topics", {"entity": node}).rows[:_TOP]
    keys = [(entity_id(str(row["topic"]), view.base), int(row["count"] or 0)) for row in rows]
    return tuple(Topic(key, known.label(key), count) for key, count in keys)


def _relations(view: View, key: str) -> tuple[Claim, ...]:
    """Return claimed relations of the entity; its parts in events are on the card already."""
    return tuple(
        claim
        for claim in claims(view, (key,))
        if key in (claim.subject, claim.object) and claim.predicate != ABOUT and claim.object_type != "event"
    )
