"""Put the stages together: read → parse → extract → link → assert. The only place that knows them all."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from kg.errors import KgError, SettingsError
from kg.exporters.annotation import Json, annotation
from kg.extract import (
    LEAST,
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
from kg.graph.store import Store, Writer
from kg.link import Gazetteer, Links, new, resolve
from kg.model import Document, Entity, EntityType, Reading, SegmentKind, content_id
from kg.nlp import Language, document_pipeline
from kg.nlp.models import DEFAULT, model_stamp
from kg.nlp.segments import Layout
from kg.readers import READERS, Source, find_sources, is_gone
from kg.readers import read as read_source
from kg.readers.english import is_english
from kg.resources import fingerprint

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
FOREIGN = "this seems to be no English, which is all that can be read; little of it will be understood"
Progress = Callable[[str], None]
"""Told one line for each document."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read.

    Attributes:
        encoding: of text files.
        model: name of the language model (``load_model``).
        threads: how many the model uses.
        min_confidence: in [0, 1]; attributions that are less likely are dropped.

    Raises:
        SettingsError: ``min_confidence`` is no number between 0 and 1.
    """

    encoding: str = "utf-8"
    model: str = DEFAULT
    threads: int = 1
    min_confidence: float = LEAST

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:  # "nan" is refused too: it compares with nothing
            raise SettingsError(f"a confidence lies between 0 and 1, not {self.min_confidence}")


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of documents, and of statements in those added or replaced.

    ``gone`` counts the documents of the store whose file is no more: dropped with ``prune``, else kept.
    ``warnings`` name documents that were read, though hardly with sense.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0
    gone: int = 0
    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()

    @property
    def sources(self) -> int:
        """How many documents there were to read."""
        return self.added + self.replaced + self.unchanged + len(self.failures)


def _silent(line: str) -> None:
    """The progress of nobody."""


def build(
    patterns: Sequence[str],
    store: Store,
    *,
    settings: Settings = Settings(),
    prune: bool = False,
    progress: Progress = _silent,
) -> BuildReport:
    """Read what ``patterns`` mean into ``store``; what is unchanged since the last build is skipped.

    A document is written as a whole, so that stopping at any time leaves a usable store. One that fails is
    reported, and the others go on. With ``prune``, documents whose file is gone are dropped.

    Raises:
        UnknownModelError: there is no language model of that name.
    """
    report = BuildReport()
    with store.writer(_stamp(settings.model, settings.min_confidence)) as writer:
        for source in find_sources(patterns, list(READERS), settings.encoding):
            report = _build_one(source, writer, report, progress, settings)
        gone = [location for location in writer.locations() if is_gone(location)]
        for location in gone if prune else ():
            writer.forget(location)
    return replace(report, gone=len(gone))


def _build_one(
    source: Source, writer: Writer, report: BuildReport, progress: Progress, settings: Settings
) -> BuildReport:
    current = writer.current(source.location)
    try:
        documents = list(read_source(source))
        if current is not None and current == documents[0].sha256:
            progress(f"{source.name}: unchanged")
            return replace(report, unchanged=report.unchanged + 1)
        progress(f"{source.name}: reading")
        readings = [read(document, settings) for document in documents]
    except KgError as error:
        return replace(report, failures=(*report.failures, _failure(source, error)))
    foreign = [document for document in documents if not is_english(document.text)]
    known = source.location in writer.locations()
    for reading in readings:
        writer.replace(reading, source.location)
    return replace(
        report,
        added=report.added + (not known),
        replaced=report.replaced + known,
        statements=report.statements + sum(len(reading.statements) for reading in readings),
        warnings=(*report.warnings, *(Failure(source.name, FOREIGN) for _ in foreign)),
    )


def annotate(
    patterns: Sequence[str], *, settings: Settings = Settings(), progress: Progress = _silent
) -> Iterator[Json | Failure]:
    """Yield the annotation of each document, or why it could not be read.

    Raises:
        UnknownModelError: there is no language model of that name.
    """
    for source in find_sources(patterns, list(READERS), settings.encoding):
        progress(f"{source.name}: reading")
        try:
            yield from [annotation(read(document, settings)) for document in read_source(source)]
        except KgError as error:
            yield _failure(source, error)


def _failure(source: Source, error: KgError) -> Failure:
    return Failure(source.name, str(error).removeprefix(f"{source.name}: "))


@cache
def _engine(model: str, threads: int) -> tuple[Language, Gazetteer]:
    actors = load_actors()
    return document_pipeline(actors, model, threads), Gazetteer(actors)


@cache
def _stamp(model: str, min_confidence: float) -> str:
    """What a reading depends on besides the text: our version, ``ontology/``, the settings."""
    parts = (version("dixit-kg"), fingerprint("ontology"), model_stamp(model), str(float(min_confidence)))
    return content_id("stamp", *parts)


def read(document: Document, settings: Settings = Settings()) -> Reading:
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
