"""What is said: utterances, their statements, and what these claim."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.actors import Entity, Judgement, Mention
from kg.model.text import Document, Segment, Span


class Mode(StrEnum):
    """How words reach us: a turn of a dialogue, a quotation, reported speech, or the publisher's voice."""

    TURN = "turn"
    DIRECT = "direct"
    INDIRECT = "indirect"
    NARRATION = "narration"


class Act(StrEnum):
    """What is done by saying it; the last three are no speech but attitudes that somebody reports."""

    STATE = "state"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    DEMAND = "demand"
    PROPOSE = "propose"
    PROMISE = "promise"
    WARN = "warn"
    ASK = "ask"
    PRAISE = "praise"
    DECLINE = "decline"
    BELIEVE = "believe"
    WISH = "wish"
    FEAR = "fear"


ATTITUDES = frozenset({Act.BELIEVE, Act.WISH, Act.FEAR})
"""What somebody is said to think, want or fear: he need not have said a word of it."""


class Channel(StrEnum):
    """By what means or on what kind of occasion words were said or written."""

    INTERVIEW = "interview"
    BRIEFING = "briefing"
    PRESS_CONFERENCE = "press conference"
    SPEECH = "speech"
    BROADCAST = "broadcast"
    SOCIAL_MEDIA = "social media"
    PHONE_CALL = "phone call"
    MEETING = "meeting"
    LETTER = "letter"
    STATEMENT = "statement"
    ARTICLE = "article"
    DOCUMENT = "document"


class DatedBy(StrEnum):
    """What tells when something was said: words of the text, or only that it was published then."""

    TEXT = "text"
    PUBLICATION = "publication"


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
        said_on: ISO prefix or interval; None when nothing tells, as of most that another speaker relays.
        dated_by: what tells so; None without a date.
        channel: by what means, or on what kind of occasion, it was said, or None.
        venue: entity id of the outlet, body, event or place where it was said, or None.
        role: the speaker's office at that date, or None.
        addressee: entity id of the one to whom it was said, or None.
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
    dated_by: DatedBy | None = None
    channel: Channel | None = None
    venue: str | None = None
    role: str | None = None
    addressee: str | None = None
    reported_in: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence of an utterance says: the unit of every claim and every answer.

    Attributes:
        content: extents in reading order; a split quotation has several.
        about: entity ids, most prominent first.
        act: a concept of the ontology's scheme of acts, by its notation.
    """

    id: str
    utterance: str
    content: tuple[Span, ...]
    about: tuple[str, ...]
    act: Act
    evidence: Evidence

    @property
    def span(self) -> Span:
        """The hull of the content."""
        return Span(self.content[0].start, self.content[-1].end)


class EventStatus(StrEnum):
    """Whether the claim says that the event took place."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


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
