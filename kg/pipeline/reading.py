"""Put the stages together over one document: parse → extract → link."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from kg.extract import (
    Scene,
    adjectives,
    dateline,
    events,
    figures,
    find_happenings,
    find_mentions,
    find_statements,
    in_office,
    on_occasion,
    open_page,
    performed,
    relations,
)
from kg.graph.actors import load_actors
from kg.link import Gazetteer, Links, new, resolve
from kg.model import Document, Entity, EntityType, Reading, SegmentKind
from kg.nlp import Language, document_pipeline
from kg.nlp.segments import Layout
from kg.pipeline.settings import USUAL, Settings

CREDIT = re.compile(r"\b(?:photo|image|picture|фото)s?\b[^\n]*$", re.I)
"""An agency named behind this took the picture; it did not publish the text."""
TOLD = re.compile(
    r"\b(?:told|tells?|telling|assured|reminded|(?:interview|conversation|comment\w*|spoke|speaking|talk\w*|answer\w*)"
    r"\s(?:with|to|for|of)|correspondents?\s(?:of|from)|readers\sof|material\sof)\s(?:the\s)?(?:newspaper\s)?$",
    re.I,
)
"""Before the name of an outlet that somebody speaks to."""
NEAR = 40
"""Characters before a name."""


@cache
def _engine(model: str, threads: int) -> tuple[Language, Gazetteer]:
    actors = load_actors()
    return document_pipeline(actors, model, threads), Gazetteer(actors)


def read(document: Document, settings: Settings = USUAL) -> Reading:
    """Return all that is read in a document: deterministic, whatever was read before."""
    nlp, gazetteer = _engine(settings.model, settings.threads)
    document = replace(document, published=document.published or dateline(document.text))
    doc = nlp(document.text)
    mentions = find_mentions(doc, gazetteer.by_name)
    links = resolve(mentions, document.text, gazetteer)
    publisher = _publisher(document, links, gazetteer, doc._.layout)
    owners = [(span, gazetteer.polity(span.of(document.text))) for span in adjectives(doc)]
    scene = Scene(
        doc=doc,
        mentions=mentions,
        of=links.of,
        entities={**gazetteer.by_id, **links.entities, publisher.id: publisher},
        adjectives=[(span, polity.id) for span, polity in owners if polity is not None],
        published=document.published,
        publisher=publisher.id,
        unnamed=new(EntityType.PERSON, f"interviewee of {_called(document)}").id,
    )
    return _extracted(document, scene, links, settings.min_confidence)


def _extracted(document: Document, scene: Scene, links: Links, least: float) -> Reading:
    utterances, found, segments = find_statements(scene, document.id, least)
    statements = list(performed(scene, found, utterances))
    page, offices = open_page(scene, statements, utterances)
    utterances = list(in_office(scene, on_occasion(scene, utterances, statements), offices))
    happenings = find_happenings(page, offices)
    found_events = tuple(events(page, happenings))
    found_relations = tuple(relations(page, offices, happenings))
    used = {
        *links.entities,
        scene.publisher,
        *(id_ for u in utterances for id_ in (u.speaker, u.venue, u.addressee) if id_),
        *(id_ for statement in statements for id_ in statement.about),
        *(p.entity for event in found_events for p in event.participants),
        *(event.place for event in found_events if event.place),
        *(id_ for relation in found_relations for id_ in (relation.subject, relation.object)),
    }
    return Reading(
        document=document,
        segments=tuple(segments),
        mentions=tuple(scene.mentions),
        judgements=links.judgements,
        entities=tuple(_entities(used, scene.entities)),
        utterances=tuple(utterances),
        statements=tuple(statements),
        events=found_events,
        relations=found_relations,
        figures=tuple(figures(scene, statements, utterances)),
    )


def _entities(used: Iterable[str], known: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield the entities of the ids; a group that only a rule named ("experts") is made here."""
    for id_ in sorted(used):
        kind, _, name = id_.partition(":")
        yield known.get(id_) or new(EntityType(kind), name.replace("-", " "))


def _publisher(document: Document, links: Links, gazetteer: Gazetteer, layout: Layout) -> Entity:
    """Who speaks in the narration: as declared, else the outlet that the text shows as its own, or nobody.

    Its own is one in the furniture of the page or its title, and one that somebody told; one that is
    only cited may be anybody's.
    """
    if document.publisher:
        known = [e for e in gazetteer.named(document.publisher) if e.type is EntityType.ORG]
        return known[0] if known else new(EntityType.ORG, document.publisher)
    text = document.text
    furniture = [s.span for s in layout.segments if s.kind in (SegmentKind.BOILERPLATE, SegmentKind.TITLE)]
    media = Counter(
        id_
        for span, id_ in links.of.items()
        if links.entities[id_].is_media
        and not CREDIT.search(text[max(0, span.start - NEAR) : span.start])
        and (
            TOLD.search(text[max(0, span.start - NEAR) : span.start])
            or any(part.contains(span) for part in furniture)
        )
    )
    if media:
        return links.entities[max(sorted(media), key=lambda id_: media[id_])]
    return new(EntityType.ORG, f"publisher of {_called(document)}")


def _called(document: Document) -> str:
    return "standard input" if document.source == "-" else document.source
