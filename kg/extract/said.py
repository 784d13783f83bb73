"""What has been said so far: statements in the making, and the record of those made."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.about import Topics
from kg.extract.content import Attribution
from kg.extract.scene import Scene
from kg.extract.speakers import Discourse
from kg.model import Act, EntityType, Evidence, Mode, Span, Statement, Utterance, content_id, hull

EXTRACTOR = "statements/1"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in the making: whose words, how, and which words."""

    speaker: str
    mode: Mode
    content: tuple[Span, ...]
    act: Act
    key: str
    confidence: float
    source: Span | None = None
    cue: Span | None = None
    addressee: str | None = None
    inside: str | None = None


@dataclass
class Reader:
    """Goes through a document once and keeps what later sentences need of earlier ones.

    Attributes:
        document: id of the document.
        host: entity id of whose quotations stand in title and headings: the interviewee; None without one.
        least: attributions that are less likely are dropped.
        utterances, statements: those made so far, by id.
        told: by where a sentence begins, what it is about.
        digest: whether the answers are told in the third person.
        pending: attributions of the paragraph before, whose words may go on in this one.
    """

    scene: Scene
    document: str
    discourse: Discourse
    topics: Topics
    host: str | None
    least: float
    utterances: dict[str, Utterance] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    told: dict[int, tuple[str, ...]] = field(default_factory=dict)
    digest: bool = False
    pending: list[tuple[Attribution, str]] = field(default_factory=list)

    def add(self, said: Said, about: tuple[str, ...]) -> str:
        """Record a statement and its utterance; return the utterance's id."""
        id_ = content_id("utterance", self.document, said.key, said.speaker, said.mode, said.inside)
        span = hull(said.content)
        known = self.utterances.get(id_)
        whole = hull([known.span, span]) if known else span
        self.utterances[id_] = Utterance(
            id_, self.document, said.speaker, said.mode, whole, said.source, said.cue,
            addressee=said.addressee, reported_in=said.inside,
        )  # fmt: skip
        key = content_id("statement", id_, *(n for part in said.content for n in (part.start, part.end)))
        evidence = Evidence(span, span.of(self.scene.text), EXTRACTOR, said.confidence)
        self.statements[key] = Statement(key, id_, said.content, about, said.act, evidence)
        return id_


def reported(scene: Scene, attribution: Attribution, speaker: str, outer: str | None) -> Said:
    """Return the statement that an attribution makes; ``outer`` is the utterance that it stands in."""
    to = scene.of.get(attribution.addressee.span) if attribution.addressee else None
    source = attribution.source.span if attribution.source else None
    key = f"{attribution.mode} {attribution.cue.start}"
    act = attribution.act or Act.STATE
    outside = act in (Act.DENY, Act.DECLINE) or not attribution.speech
    if attribution.mode is Mode.DIRECT and outside:
        act = Act.STATE  # what he denies stands outside: X denies it: "Not one."
    return Said(
        speaker,
        attribution.mode,
        attribution.content,
        act,
        key,
        attribution.confidence,
        source,
        attribution.cue,
        to,
        outer,
    )


@dataclass
class Relay:
    """Whose report another report stands in: "X claimed that Y had demanded it" relays Y through X."""

    told: list[tuple[Attribution, str, str]] = field(default_factory=list)

    def outer(self, attribution: Attribution, speaker: str) -> str | None:
        """Return the utterance of the narrowest report that holds this one, by somebody else."""
        holding = [(a, u) for a, who, u in self.told if who != speaker and holds(a, attribution)]
        return min(holding, key=lambda pair: length(pair[0]))[1] if holding else None

    def add(self, attribution: Attribution, speaker: str, utterance: str) -> None:
        """Remember that a report makes an utterance."""
        self.told.append((attribution, speaker, utterance))


def length(attribution: Attribution) -> int:
    """Return how many code points of reported words there are."""
    return sum(part.end - part.start for part in attribution.content)


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Return whether one report stands in the reported words of another."""
    whole = all(any(part.contains(p) for part in outer.content) for p in inner.content)
    return outer is not inner and whole and length(outer) > length(inner)


def nested_sources(attributions: Sequence[Attribution]) -> set[Span]:
    """Return the mentions of those whose words somebody else reports: a sentence is about them, too."""
    pairs = ((outer, inner) for outer in attributions for inner in attributions if holds(outer, inner))
    named = ((o.source, i.source.mention) for o, i in pairs if i.source is not None)
    return {m.span for source, m in named if m is not None and (source is None or source.mention != m)}


def only_sources(attributions: Sequence[Attribution]) -> set[Span]:
    """Return the mentions that say who speaks, and to whom."""
    named = [m for a in attributions for m in (a.source.mention if a.source else None, a.addressee) if m]
    return {m.span for m in named} | {a.source.body for a in attributions if a.source and a.source.body}


def only_people(attributions: Sequence[Attribution]) -> set[Span]:
    """Return, of the mentions that say who speaks, the people; what a body says is what it does.

    Who tells that "Nairobi promised to pay" speaks about Nairobi.
    """
    named = (m for a in attributions for m in (a.source.mention if a.source else None, a.addressee))
    return {m.span for m in named if m is not None and m.type is EntityType.PERSON}
