"""On what occasion the turns of a dialogue were spoken, as its title and lead tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.circumstances import cases, circumstances, means_of
from kg.extract.dates import find_dates
from kg.extract.dating import DAY, date_said
from kg.extract.scene import Scene
from kg.extract.surroundings import mention_at, venue
from kg.model import Channel, EntityType, SegmentKind, Span
from kg.nlp.lexicon import Means, word_set

STAGED = (Channel.PRESS_CONFERENCE, Channel.BRIEFING, Channel.INTERVIEW)
"""Channels that make a dialogue; in a title the first named counts."""
SEVERAL = 2
"""So many who answer make what the text calls a debate or a hearing a meeting."""
TRANSCRIBED = frozenset({"of", "from"})
"""As in "transcript of the briefing"."""
TOLD = frozenset({"tell", "speak", "talk", "answer", "give"})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What title and lead tell of the occasion of the turns; None for what they leave open.

    Attributes:
        answering: entity ids of those who take turns.
    """

    channel: Channel | None = None
    venue: str | None = None
    said_on: str | None = None
    answering: frozenset[str] = frozenset()


def dialogue(scene: Scene, answering: frozenset[str]) -> Dialogue:
    """Return the occasion of the turns of those ``answering`` (entity ids); an empty one without any."""
    if not answering:
        return Dialogue()
    nouns = list(_staged(scene))
    noun = nouns[0] if nouns else None
    verbs = [token for token in _tokens(scene) if token.lemma_ in TOLD and token.tag_.startswith("VB")]
    told = [verb for verb in verbs if _outlet(scene, verb) and _speaker(scene, verb) in answering]
    around = [*(_around(noun) if noun else ()), *(t for verb in told[:1] for t in _beside(verb))]
    regions = [Span(token.sent.start_char, token.sent.end_char) for token in [*nouns[:1], *told[:1]]]
    known = means_of(noun) if noun else None
    where = venue(scene, _around(noun), "") if noun else None
    return Dialogue(
        known.channel if known else _by_parts(scene, answering),
        where or next((o for verb in told if (o := _outlet(scene, verb))), None),
        date_said(scene, around, regions, scene.published) or (_titled(scene) if noun else None),
        answering,
    )


def _by_parts(scene: Scene, answering: frozenset[str]) -> Channel | None:
    """What questions and answers make where title and lead name nothing: of one person an interview."""
    asked = any(turn.kind is SegmentKind.QUESTION for turn in scene.layout.turns)
    one = len(answering) == 1 and next(iter(answering)).startswith(EntityType.PERSON)
    if one and asked:
        return Channel.INTERVIEW
    meeting = any(token.lower_ in word_set("debates") for token in _tokens(scene))
    return Channel.MEETING if len(answering) >= SEVERAL and meeting else None


def _head(scene: Scene) -> list[Span]:
    """The title, then what runs before the first turn."""
    first = min(turn.parts[0].start for turn in scene.layout.turns)
    kinds = (SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.NARRATION)
    before = [s for s in scene.layout.segments if s.kind in kinds and s.span.end <= first]
    return [s.span for s in sorted(before, key=lambda s: (s.kind is not SegmentKind.TITLE, s.span))]


def _tokens(scene: Scene) -> Iterator[Token]:
    for span in _head(scene):
        for sentence in scene.sentences(span):
            yield from (token for token in sentence if span.start <= token.idx < span.end)


def _staged(scene: Scene) -> Iterator[Token]:
    """Yield the nouns of title and lead that name the occasion: those of the title, then interviews first."""
    found = [(token, known) for token in _tokens(scene) if (known := means_of(token))]
    kept = [(t, k.channel) for t, k in found if k.channel in STAGED and _there(t, k) and not _other(t)]
    title = [span for span in _head(scene) if _kind(scene, span) is SegmentKind.TITLE]
    first = [t for t, _ in kept if any(span.start <= t.idx < span.end for span in title)]
    yield from first
    yield from (t for t, c in kept if c is Channel.INTERVIEW and t not in first)
    yield from (t for t, c in kept if c is not Channel.INTERVIEW and t not in first)


def _kind(scene: Scene, span: Span) -> SegmentKind:
    return next(s.kind for s in scene.layout.segments if s.span == span)


def _there(noun: Token, known: Means) -> bool:
    """Whether it is where they speak: not "written answers to questions for the press conference"."""
    before = cases(noun) or _preposition(noun)
    return not before or not before.isdisjoint(known.prepositions | TRANSCRIBED)


def _preposition(noun: Token) -> frozenset[str]:
    """The preposition before the names and nouns that lead up to a noun; a title is hard on the tree."""
    for token in reversed(noun.doc[noun.sent.start : noun.i]):
        if token.tag_ in ("IN", "TO"):
            return frozenset({token.lower_})
        if not (token.tag_.startswith(("N", "J", "P")) or token.tag_ == "DT"):
            break
    return frozenset()


def _other(noun: Token) -> bool:
    """Whether it is "an earlier interview", not the one that follows."""
    return any(child.lower_ in word_set("times unknown") for child in noun.children)


def _around(noun: Token) -> list[Token]:
    """The circumstances of a noun, and of the clause that it stands in."""
    verb = noun.head
    return [noun, *_beside(noun), *(_beside(verb) if verb.tag_.startswith("VB") else ())]


def _beside(token: Token) -> list[Token]:
    return circumstances(token.doc[token.i : token.i + 1], ())


def _speaker(scene: Scene, verb: Token) -> str | None:
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    mention = mention_at(scene, who) if who is not None else None
    return scene.of[mention.span] if mention else None


def _outlet(scene: Scene, verb: Token) -> str | None:
    """The outlet that somebody told something: of the media, or one that nobody knows."""
    heard = [c for c in verb.children if c.dep_ in ("iobj", "obj", "obl")]
    for mention in (m for c in heard if (m := mention_at(scene, c))):
        entity = scene.entity(mention)
        if mention.type is EntityType.ORG and (entity.is_media or not entity.known):
            return entity.id
    return None


def _titled(scene: Scene) -> str | None:
    """The one full date in the title."""
    titles = [s.span for s in scene.layout.segments if s.kind is SegmentKind.TITLE]
    values = {d.value for span in titles for d in find_dates(scene.text, span, scene.published)}
    full = [value for value in values if len(value) == DAY]
    return full[0] if len(full) == 1 and full[0] <= (scene.published or full[0]) + "~" else None
