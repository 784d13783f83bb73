"""All that the graph holds on one entity, on one card."""

from collections.abc import Mapping
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
        wikidata=items(view, match.id).get(match.id),
        offices=offices(view, match.id).get(match.id, ()),
        statements_by=_count(view, KG.speaker, node),
        statements_about=_count(view, KG.about, node),
        topics=_topics(view, match.id),
        events=tuple(timeline(view, (match.id,))),
        relations=_relations(view, match.id),
    )


def _aliases(names: tuple[tuple[str, str], ...], label: str) -> tuple[str, ...]:
    return tuple(sorted({name for use, name in names if use in ("label", "alias")} - {label}))


def items(view: View, entity: str | None = None) -> Mapping[str, str]:
    """Return the Wikidata item ("Q399") of the entity with that id, or of each that has one."""
    found: dict[str, str] = {}
    for row in ask(view, "identities", _given(view, "entity", entity)).rows:
        match, key = str(row["match"]), entity or entity_id(str(row["entity"]), view.base)
        if match.startswith(WIKIDATA):
            found[key] = min(match.removeprefix(WIKIDATA), found.get(key, "~"))
    return found


def offices(view: View, person: str | None = None) -> Mapping[str, tuple[HeldOffice, ...]]:
    """Return the offices of the person with that id, or of each that holds one, by date."""
    known = names_of(view)
    found: dict[str, set[HeldOffice]] = {}
    for row in ask(view, "offices", _given(view, "person", person)).rows:
        body, claimant = (entity_id(str(row[name]), view.base) for name in ("body", "speaker"))
        start, end = (None if row[name] is None else str(row[name]) for name in ("start", "end"))
        held = HeldOffice(str(row["title"]), body, known.label(body), start, end, known.label(claimant))
        found.setdefault(person or entity_id(str(row["person"]), view.base), set()).add(held)
    return {key: tuple(sorted(held, key=_since)) for key, held in found.items()}


def _since(office: HeldOffice) -> tuple[str, ...]:
    return office.start or "", office.title, office.body, office.end or "", office.claimant


def _given(view: View, variable: str, key: str | None) -> Mapping[str, NamedNode] | None:
    return None if key is None else {variable: entity_iri(key, view.base)}


def _count(view: View, link: NamedNode, anchor: NamedNode) -> int:
    return int(ask_of(view, "counts", link, anchor).rows[0]["count"] or 0)


def _topics(view: View, key: str) -> tuple[Topic, ...]:
    known = names_of(view)
    rows = ask(view, "co-topics", _given(view, "entity", key)).rows[:_TOP]
    found = [(entity_id(str(row["topic"]), view.base), int(row["count"] or 0)) for row in rows]
    return tuple(Topic(topic, known.label(topic), count) for topic, count in found)


def _relations(view: View, key: str) -> tuple[Claim, ...]:
    """Return claimed relations of the entity; its parts in events are on the card already."""
    return tuple(
        claim
        for claim in claims(view, (key,))
        if key in (claim.subject, claim.object) and claim.predicate != ABOUT and claim.object_type != "event"
    )
