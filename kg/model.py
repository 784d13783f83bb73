"""The nouns of dixit. Standard library only; every other room imports this one.

Conventions that hold everywhere: offsets are Unicode code points into ``Document.text``, half-open;
dates are ISO 8601 prefixes (``2025``, ``2025-11``, ``2025-11-06``) or intervals ``start/end`` of two such;
confidences lie in [0, 1]; entity ids read ``type:kebab-case-name``; all other ids are content hashes.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What an entity is; a country, its government and its capital as a metonym are one ``polity``."""

    PERSON = "person"
    POLITY = "polity"
    ORG = "org"
    PLACE = "place"
    EVENT = "event"
    DOCUMENT = "document"
    GROUP = "group"
    FACILITY = "facility"
    PRODUCT = "product"


class SegmentKind(StrEnum):
    """What a stretch of a document is for."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    QUESTION = "question"
    ANSWER = "answer"
    NARRATION = "narration"


class Mode(StrEnum):
    """How words reach us: a turn of a dialogue, a quotation, reported speech, or the publisher's own voice."""

    TURN = "turn"
    DIRECT = "direct"
    INDIRECT = "indirect"
    NARRATION = "narration"


class NameUse(StrEnum):
    """What a name of an entity is good for."""

    LABEL = "label"
    ALIAS = "alias"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"


class MentionForm(StrEnum):
    """How words refer: by a name, by a phrase around one, or by a pronoun or role."""

    NAME = "name"
    NOMINAL = "nominal"
    ANAPHOR = "anaphor"


class EventStatus(StrEnum):
    """Whether the claim says that the event took place."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers.

        >>> Span(4, 7).of("who said")
        'sai'
        """
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether all of ``other`` lies within."""
        return self.start <= other.start and other.end <= self.end


def content_id(*parts: str | int | None) -> str:
    """Return the id of a thing made of ``parts``: 16 hexadecimal digits of SHA-256.

    Each part is length-prefixed, so that no two lists of parts run together.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{'-' if part is None else len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One source, exactly as read.

    Attributes:
        source: the name it was read under (a file name, a URL, ``-``), no machine-specific path.
        text: never changed after reading.
        sha256: of the bytes as found.
        publisher: name as given, or None when the input does not say.
        published: ISO prefix, or None.
        language: BCP 47 tag of the text.
    """

    source: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """Content hash over source name and text: wire copy in two papers stays two documents."""
        return content_id("document", self.source, self.text)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one kind; ``speaker`` is the entity id of the answering person, for answers."""

    span: Span
    kind: SegmentKind
    speaker: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of an entity, and what it is good for."""

    text: str
    use: NameUse = NameUse.ALIAS


@dataclass(frozen=True, slots=True)
class Office:
    """A post held: the head of state of Armenia since 2022-03-13 …

    Attributes:
        title: as in "Deputy Foreign Minister".
        body: entity id of the polity or organisation.
        start: ISO prefix, inclusive, or None when unknown.
        end: ISO prefix, inclusive, or None when unknown or held still.
    """

    title: str
    body: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom we take a mention to be.

    Attributes:
        id: ``type:kebab-case-name``.
        label: UN English or best known English name.
        names: every other name, sorted.
        wikidata: ``Q`` number or None.
        offices: of a person, as far as the registry knows them.
        member_of: entity ids of the organisations that the registry lists this one under.
        known: whether it stands in the registry (ontology/actors) or only in documents.
    """

    id: str
    type: EntityType
    label: str
    names: tuple[Name, ...] = ()
    wikidata: str | None = None
    offices: tuple[Office, ...] = ()
    member_of: tuple[str, ...] = ()
    known: bool = False

    def called(self, *uses: NameUse) -> list[str]:
        """Return the names of the given uses (all uses when none is given), without the label."""
        return [name.text for name in self.names if not uses or name.use in uses]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity, as found.

    Attributes:
        span: the words, without article or title.
        text: the words themselves.
        form: a name, a phrase ("the Ukrainian side") or an anaphor ("the diplomat", "he").
        type: what kind of thing the words look like.
        metonym: a city used for its government.
        anchor: within a phrase, the name or adjective that says whose side, ministry or crisis it is.
    """

    span: Span
    text: str
    form: MentionForm
    type: EntityType
    metonym: bool = False
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Mention so-and-so is entity so-and-so, says ``by``, with a score in [0, 1]."""

    mention: Span
    entity: str
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we believe that we read it: the words, and the extractor (``name/version``) that read them."""

    span: Span
    quote: str
    extractor: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn, quotation or stretch of reported speech (PARC: source, cue, content).

    Attributes:
        speaker: entity id of the source; the publisher's for narration.
        span: hull of the content.
        source: the words that name the source, or None (in a turn the label need not be near).
        cue: the words that signal the attribution, or None.
        said_on: ISO prefix or None.
        role: the speaker's office at that date, or None.
        addressee: entity id or None.
        reported_in: id of the outer utterance, or None.
    """

    id: str
    document: str
    speaker: str
    mode: Mode
    span: Span
    source: Span | None = None
    cue: Span | None = None
    said_on: str | None = None
    role: str | None = None
    addressee: str | None = None
    reported_in: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence of an utterance says: the unit of every claim and every answer.

    Attributes:
        content: extents in reading order; a split quotation has several.
        about: entity ids, most prominent first.
        act: ``state``, ``deny``, ``accuse`` … (concepts of the ontology).
    """

    id: str
    utterance: str
    content: tuple[Span, ...]
    about: tuple[str, ...]
    act: str
    evidence: Evidence

    @property
    def span(self) -> Span:
        """The hull of the content."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True, order=True)
class Participation:
    """An entity takes part in an event, in a role (``actor``, ``host``, ``target`` …)."""

    entity: str
    role: str = "actor"


@dataclass(frozen=True, slots=True)
class Event:
    """What a statement claims to happen. Two statements that claim the same share ``id``."""

    id: str
    stated_in: str
    type: str
    label: str
    date: str | None
    place: str | None
    participants: tuple[Participation, ...]
    status: EventStatus
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a statement claims, e.g. ``polity:armenia memberOf org:eaeu``."""

    stated_in: str
    subject: str
    predicate: str
    object: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a statement claims.

    Attributes:
        number: the value in ``unit`` (2.3 thousand soldiers: 2300).
        unit: what is counted or measured.
        what: the words around it that say of what it is the figure.
        date: ISO prefix or None.
    """

    id: str
    stated_in: str
    number: float
    unit: str
    what: str
    date: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document. ``entities`` holds every entity that any part refers to."""

    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    judgements: tuple[Judgement, ...]
    entities: tuple[Entity, ...]
    utterances: tuple[Utterance, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    figures: tuple[Figure, ...]


def hull(spans: Iterable[Span]) -> Span:
    """Return the shortest span that covers all of ``spans``.

    >>> hull([Span(4, 7), Span(1, 2)])
    Span(start=1, end=7)
    """
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))
