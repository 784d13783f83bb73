"""Put the stages together: read → parse → extract → link → assert. The only place that knows them all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.extract import Scene, find_mentions, find_statements
from kg.graph.actors import load_actors
from kg.graph.store import Store
from kg.link import Gazetteer, Links, resolve
from kg.link.resolve import new
from kg.model import Document, Entity, EntityType, Reading, Span
from kg.nlp import load_pipeline
from kg.readers import READERS, Source, find_sources
from kg.readers import read as read_source

Progress = Callable[[str], None]
"""Told one line for each document."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of documents, and of statements in those added or replaced."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0
    failures: tuple[Failure, ...] = ()


@cache
def _engine() -> tuple[Language, Gazetteer]:
    actors = load_actors()
    return load_pipeline(actors), Gazetteer(actors)


def read(document: Document) -> Reading:
    """Return all that is read in a document: deterministic, whatever was read before."""
    nlp, gazetteer = _engine()
    doc = nlp(document.text)
    mentions = find_mentions(doc, gazetteer.by_name)
    links = resolve(mentions, document.text, gazetteer)
    publisher = _publisher(document, links, gazetteer)
    scene = Scene(
        doc=doc,
        mentions=mentions,
        of=links.of,
        entities={**gazetteer.by_id, **links.entities, publisher.id: publisher},
        adjectives=_adjectives(doc, gazetteer),
        published=document.published,
        publisher=publisher.id,
    )
    utterances, statements, segments = find_statements(scene, document.id)
    used = {*links.entities, publisher.id, *(u.speaker for u in utterances), *(a for s in statements for a in s.about)}
    return Reading(
        document, tuple(segments), mentions, links.judgements, _entities(used, scene.entities),
        tuple(utterances), tuple(statements), (), (), (),
    )  # fmt: skip


def _entities(used: Iterable[str], known: dict[str, Entity]) -> tuple[Entity, ...]:
    """The entities of the ids; a group that only a rule named ("experts") is made here."""
    return tuple(known.get(id_) or new(EntityType(id_.partition(":")[0]), id_.partition(":")[2].replace("-", " ")) for id_ in sorted(used))


def _adjectives(doc: Doc, gazetteer: Gazetteer) -> list[tuple[Span, str]]:
    found = ((Span(s.start_char, s.end_char), gazetteer.polity(s.text)) for s in doc.spans["adjectives"])
    return [(span, polity.id) for span, polity in found if polity is not None]


def _publisher(document: Document, links: Links, gazetteer: Gazetteer) -> Entity:
    """Who speaks in the narration: as declared, else the outlet named most, else nobody known."""
    if document.publisher:
        known = [e for e in gazetteer.named(document.publisher) if e.type is EntityType.ORG]
        return known[0] if known else new(EntityType.ORG, document.publisher)
    media = Counter(id_ for id_ in links.of.values() if gazetteer.is_media(links.entities[id_]))
    if media:
        return links.entities[max(sorted(media), key=lambda id_: media[id_])]
    return new(EntityType.ORG, f"publisher of {document.source}")
