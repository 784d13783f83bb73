"""What has been said so far: statements in the making, and the record of those made."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.about import Topics
from kg.extract.content import Attribution
from kg.extract.scene import Scene
from kg.extract.speakers import Discourse
from kg.model import EntityType, Evidence, Mode, Span, Statement, Utterance, content_id, hull

EXTRACTOR = "statements/1"
CONFIDENCE = {Mode.TURN: 0.95, Mode.DIRECT: 0.85, Mode.INDIRECT: 0.75, Mode.NARRATION: 0.9}
"""By hand from the precision on the gold, not calibrated yet."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in the making: whose words, how, and which words."""

    speaker: str
    mode: Mode
    content: tuple[Span, ...]
    act: str
    key: str
    source: Span | None = None
    cue: Span | None = None
    addressee: str | None = None
    inside: str | None = None


@dataclass
class Reader:
    """Goes through a document once and keeps what later sentences need of earlier ones."""

    scene: Scene
    document: str
    discourse: Discourse
    topics: Topics
    host: str | None
    utterances: dict[str, Utterance] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    told: dict[int, tuple[str, ...]] = field(default_factory=dict)
    digest: bool = False

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
        evidence = Evidence(span, span.of(self.scene.text), EXTRACTOR, CONFIDENCE[said.mode])
        self.statements[key] = Statement(key, id_, said.content, about, said.act, evidence)
        return id_


def reported(scene: Scene, attribution: Attribution, speaker: str, outer: str | None) -> Said:
    """Return the statement that an attribution makes; ``outer`` is the utterance that it stands in."""
    to = scene.of.get(attribution.addressee.span) if attribution.addressee else None
    source = attribution.source.span if attribution.source else None
    key = f"{attribution.mode} {attribution.cue.start}"
    quoted = attribution.mode is Mode.DIRECT and attribution.act in ("deny", "decline")
    return Said(
        speaker,
        attribution.mode,
        attribution.content,
        "state" if quoted else attribution.act,  # what he denies stands outside: X denies it: "Not one."
        key,
        source,
        attribution.cue,
        to,
        outer,
    )


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
