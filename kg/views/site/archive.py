"""What the pages of a site are made of: a store read once, with everything found by the one it concerns."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.graph.view import View
from kg.graph.vocab import REGISTRY, key_of
from kg.query import (
    Claim,
    ClaimedFigure,
    Happening,
    HeldOffice,
    Saying,
    Text,
    claims,
    contrary,
    figures,
    items,
    named,
    offices,
    resolve,
    texts,
    timeline,
    who_said,
)
from kg.query.claims import ABOUT
from kg.query.names import Names, names_of
from kg.views.site.documents import heading
from kg.views.site.near import Near, near
from kg.views.web.scope import Scope


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as an index lists it; ``published`` is an ISO prefix, or None."""

    id: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A part of a store, read once. Entities and events go by id, documents and statements by content hash.

    Attributes:
        base: what the IRIs of things begin with.
        papers: the newest first, undated ones last.
        sayings: by statement, in reading order.
        by: speaker → statements, the newest first; so is ``about``: topic → statements.
        happenings: event → what is claimed of it.
        events: entity → events in which it takes part or that happen there, the newest first.
        relations: entity → claims that relate it to another; of the registry, too.
        near: who is tied to whom by claims of documents.
        against: claim → those that contradict it.
        figures: entity → numbers in statements by it or about it.
        offices: person → what the registry or a document says that it holds.
        items: entity → Wikidata item.
        holders: polity or organisation → those of the entities who hold an office in it, with the office.
        mentioned: entity → the documents that mention it, and how often, in the order of ``papers``.
        entities: ids of all that documents speak of, or that speak.
        within: document → its statements, in reading order.
    """

    base: str
    names: Names
    papers: tuple[Paper, ...]
    texts: Mapping[str, Text]
    sayings: Mapping[str, Saying]
    by: Mapping[str, Sequence[str]]
    about: Mapping[str, Sequence[str]]
    happenings: Mapping[str, Happening]
    events: Mapping[str, Sequence[str]]
    relations: Mapping[str, Sequence[Claim]]
    near: Near
    against: Mapping[Claim, Sequence[Claim]]
    figures: Mapping[str, Sequence[ClaimedFigure]]
    offices: Mapping[str, Sequence[HeldOffice]]
    items: Mapping[str, str]
    holders: Mapping[str, Sequence[tuple[str, HeldOffice]]]
    mentioned: Mapping[str, Sequence[tuple[Paper, int]]]
    entities: frozenset[str]
    within: Mapping[str, Sequence[Saying]]


def read(view: View, scope: Scope) -> Archive:
    """Read that part of a store; ``scope.about`` keeps what those say, relay, or are spoken about in.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    said = _said(view, scope)
    known = [claim for claim in claims(view, sieve=scope.sieve) if _counts(claim, said)]
    told = {event.event: event for event in timeline(view, sieve=scope.sieve, among=said)}
    counted = [figure for figure in figures(view, sieve=scope.sieve) if figure.statement in said]
    found = texts(view)
    papers = tuple(_papers(view, said, found, whole=_is_whole(scope)))
    read_texts = {paper.id: found[paper.id] for paper in papers if paper.id in found}
    mentioned = _mentioned(papers, read_texts)
    held = offices(view)
    related = [claim for claim in known if claim.predicate != ABOUT and claim.object_type != "event"]
    entities = frozenset({*_named(said, related, told), *mentioned} - {REGISTRY, *told})
    return Archive(
        base=view.base,
        names=names_of(view),
        papers=papers,
        texts=read_texts,
        sayings=said,
        by=_newest(said, {key: [saying.speaker] for key, saying in said.items()}),
        about=_newest(said, {key: [topic for topic, _ in saying.about] for key, saying in said.items()}),
        happenings=told,
        events=_events(told.values()),
        relations=_grouped((end, claim) for claim in related for end in {claim.subject, claim.object}),
        near=near(claim for claim in known if claim.statement in said),
        against=contrary(known),
        figures=_figures(counted, said),
        offices=held,
        items=items(view),
        holders=_holders(held, entities),
        mentioned=mentioned,
        entities=entities,
        within=_grouped((saying.document, saying) for saying in said.values()),
    )


def _is_whole(scope: Scope) -> bool:
    return not any((scope.about, scope.since, scope.until))


def _said(view: View, scope: Scope) -> dict[str, Saying]:
    found = who_said(view, scope.wanted())
    if scope.about is not None:
        wanted = {match.id for name in scope.about for match in resolve(view, name)}
        found = [saying for saying in found if not wanted.isdisjoint(_concerned(saying))]
    return {saying.statement: saying for saying in found}


def _concerned(saying: Saying) -> Iterator[str]:
    """Yield the ids of those who say it, relay it, and are spoken about."""
    yield from (level.speaker for level in saying.chain)
    yield from (topic for topic, _ in saying.about)


def _counts(claim: Claim, said: Mapping[str, Saying]) -> bool:
    """Return whether a claim is made in one of the statements, or by the registry of actors."""
    return claim.statement in said or claim.mode == "registry"


def _papers(
    view: View, said: Mapping[str, Saying], found: Mapping[str, Text], *, whole: bool
) -> Iterator[Paper]:
    """Yield the documents that hold one of the statements, or all."""
    counts = Counter(saying.document for saying in said.values())
    rows = named(view, "documents").rows
    for row in sorted(rows, key=lambda row: str(row["published"] or ""), reverse=True):
        key = key_of(str(row["document"]), view.base)
        title, publisher, published = (
            None if row[name] is None else str(row[name]) for name in ("title", "publisher", "published")
        )
        if whole or counts[key]:
            title = heading(found[key]) if key in found else title
            yield Paper(key, str(row["source"]), title, publisher, published, counts[key])


def _newest(
    said: Mapping[str, Saying], concerned: Mapping[str, Iterable[str]]
) -> Mapping[str, Sequence[str]]:
    """Return the statements that concern each, the newest first; those of one day in reading order."""
    order = sorted(said, key=lambda key: said[key].said_on or "", reverse=True)
    return _grouped((name, key) for key in order for name in concerned[key])


K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, Sequence[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _events(told: Iterable[Happening]) -> Mapping[str, Sequence[str]]:
    order = sorted(told, key=lambda event: (event.date or "", event.event), reverse=True)
    return _grouped((end, event.event) for event in order for end in sorted(_ends(event)))


def _ends(event: Happening) -> set[str]:
    """Return the ids of those who take part in an event, and of its places."""
    return {end for end, _ in (*event.participants, *event.places)}


def _figures(
    counted: Iterable[ClaimedFigure], said: Mapping[str, Saying]
) -> Mapping[str, Sequence[ClaimedFigure]]:
    order = sorted(counted, key=lambda figure: figure.date or figure.said_on or "", reverse=True)
    return _grouped(
        (end, figure)
        for figure in order
        for end in {figure.speaker, *(topic for topic, _ in said[figure.statement].about)}
    )


def _mentioned(
    papers: Iterable[Paper], found: Mapping[str, Text]
) -> Mapping[str, Sequence[tuple[Paper, int]]]:
    return _grouped(
        (entity, (paper, times))
        for paper in papers
        if paper.id in found
        for entity, times in Counter(mention.entity for mention in found[paper.id].mentions).items()
    )


def _holders(
    held: Mapping[str, Sequence[HeldOffice]], entities: Container[str]
) -> Mapping[str, Sequence[tuple[str, HeldOffice]]]:
    """Return who holds an office in what, himself apart."""
    return _grouped(
        (office.body, (person, office))
        for person in sorted(held)
        if person in entities
        for office in held[person]
        if office.body != person
    )


def _named(
    said: Mapping[str, Saying], related: Iterable[Claim], told: Mapping[str, Happening]
) -> Iterator[str]:
    """Yield the ids of all whom statements name, in whatever part."""
    for saying in said.values():
        yield from _concerned(saying)
        yield from (pair[0] for pair in (saying.venue, saying.addressee) if pair)
    yield from (end for claim in related if claim.statement in said for end in (claim.subject, claim.object))
    yield from (end for event in told.values() for end in _ends(event))
