"""Who stands where in a sentence: its actors in order, what "we" and "he" mean, and whose statement it is.

The shared ground of the extractors of events and relations.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from kg.extract.places import Places
from kg.extract.scene import Scene, interviewee
from kg.model import EntityType, Mention, Mode, SegmentKind, Span, Statement, Utterance
from kg.nlp.lexicon import word_set

LONGEST = 400
"""Tokens. What is longer is a list or a table, not a sentence; its words stand in no such order."""
ACTING = frozenset({EntityType.PERSON, EntityType.POLITY, EntityType.ORG, EntityType.GROUP})
POINTING = frozenset("he she i my me we our us you".split())
"""Pronouns that mean somebody here."""
HUMANS = word_set("humans")
"""Nouns that make an actor of a polity's adjective before them: "our Armenian friends"."""
BOTH = re.compile(
    r"\b(?:the|both|the two|our) "
    r"(?:parties|sides|delegations|countries|neighbou?rs|presidents|leaders|governments)\b(?! of)",
    re.I,
)
"""Words for the two polities named last together."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can act, at the place where the sentence names or points to them."""

    span: Span
    id: str
    mention: Mention | None = None

    @property
    def kind(self) -> str:
        """The entity type, as the id tells it."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its actors.

    Attributes:
        statement: the narrowest that holds all of it.
        pair: the two polities that were named together last, here or before.
        words: the tokens in lower case.
        starts: where each of them begins.
    """

    tokens: Tokens
    span: Span
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    statement: Statement
    pair: tuple[str, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> list[str]:
        """Return the lower-case tokens that lie between two character offsets."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if last > first and self.starts[last - 1] + len(self.words[last - 1]) > end:
            last -= 1
        return [word for word in self.words[first:last] if not word.isspace()]

    def at(self, span: Span) -> Actor | None:
        """Return the actor who stands at ``span``."""
        return next((actor for actor in self.actors if actor.span == span), None)


class Page:
    """A document's statements sentence by sentence."""

    def __init__(
        self, scene: Scene, statements: Sequence[Statement], utterances: Sequence[Utterance]
    ) -> None:
        """Sort the statements by the sentences that hold them."""
        self.scene = scene
        self.text = scene.text  # once: spaCy puts it together anew each time
        self._adjectives = sorted(scene.adjectives)
        self.utterances: Mapping[str, Utterance] = {u.id: u for u in utterances}
        self.sources = frozenset(u.source for u in utterances if u.source is not None)
        self.host = interviewee(scene)
        self._statements = sorted(statements, key=lambda s: (s.span.start, s.span.end))
        self._starts = [s.span.start for s in self._statements]
        self._longest = max((s.span.end - s.span.start for s in self._statements), default=0)
        self._owners = {adjective.of(self.text): polity for adjective, polity in scene.adjectives}
        self._questions = Places(s.span for s in scene.layout.segments if s.kind is SegmentKind.QUESTION)
        self._sides: dict[str, str] = {}
        self.lines = tuple(self._lines())

    def learn(self, sides: Mapping[str, str]) -> None:
        """Let those whose office the document names speak for their country, and read "we" again."""
        self._sides = dict(sides)
        self.lines = tuple(self._lines())

    def mode(self, statement: Statement) -> Mode:
        """Return how the words of a statement reach us."""
        return self.utterances[statement.utterance].mode

    def speaker(self, statement: Statement) -> str:
        """Return whose words a statement is."""
        return self.utterances[statement.utterance].speaker

    def statement(self, span: Span) -> Statement | None:
        """Return the innermost statement that claims the words of ``span``."""
        first = bisect_left(self._starts, span.start - self._longest)
        near = self._statements[first : bisect_left(self._starts, span.end)]
        holding = [s for s in near if any(part.contains(span) for part in s.content)]
        holding = holding or [s for s in near if any(part.overlaps(span) for part in s.content)]
        return min(holding, key=self._depth, default=None)

    def _depth(self, statement: Statement) -> tuple[int, int]:
        """Reports lie within turns and narration, whatever their length."""
        outer = self.mode(statement) in (Mode.TURN, Mode.NARRATION)
        return int(outer), sum(part.end - part.start for part in statement.content)

    def adjectives(self, span: Span) -> list[tuple[Span, str]]:
        """Return the adjectives of polities within ``span``, and whose they are."""
        found = self._adjectives
        first = bisect_left(found, span.start, key=lambda a: a[0].start)
        return list(found[first : bisect_left(found, span.end, key=lambda a: a[0].start)])

    def side(self, speaker: str) -> str | None:
        """Return the polity in whose name someone says "we"."""
        if speaker in self._sides:
            return self._sides[speaker]
        entity = self.scene.entities.get(speaker)
        if entity is None:
            return None
        bodies = [office.body for office in reversed(entity.offices)]
        owned = next((b for b in bodies if b.startswith("polity:")), None) or self._owner(bodies)
        return owned or (self._owner([speaker]) if entity.type is EntityType.ORG else None)

    def _owner(self, bodies: Sequence[str]) -> str | None:
        """The polity whose adjective opens a body's name: "Russian Foreign Ministry"."""
        labels = [self.scene.entities[body].label for body in bodies if body in self.scene.entities]
        return next(
            (p for label in labels for a, p in self._owners.items() if label.startswith(f"{a} ")), None
        )

    def _lines(self) -> Iterator[Line]:
        last: str | None = None
        pair: tuple[str, ...] = ()
        outermost = [s for s in self._statements if self.mode(s) in (Mode.TURN, Mode.NARRATION)]
        for tokens in self._sentences(outermost):
            span = Span(tokens.start_char, tokens.end_char)
            statement = self.statement(span)
            if statement is None or len(tokens) > LONGEST:
                continue
            mentions = tuple(self.scene.within(span))
            actors = tuple(
                sorted(self._actors(tokens, span, mentions, statement, last, pair), key=lambda a: a.span)
            )
            people = [a.id for a in actors if a.kind == "person" and a.mention is not None]
            last = people[-1] if people else last
            polities = list(dict.fromkeys(a.id for a in actors if a.kind == "polity"))
            pair = tuple(polities[:2]) if len(polities) > 1 else pair
            words, starts = tuple(t.lower_ for t in tokens), tuple(t.idx for t in tokens)
            yield Line(tokens, span, mentions, actors, statement, pair, words, starts)

    def _sentences(self, statements: Sequence[Statement]) -> list[Tokens]:
        found = {t.start: t for s in statements for t in self.scene.sentences(s.span)}
        return [found[start] for start in sorted(found)]

    def _actors(
        self,
        tokens: Tokens,
        span: Span,
        mentions: Sequence[Mention],
        statement: Statement,
        last: str | None,
        pair: tuple[str, ...],
    ) -> Iterator[Actor]:
        named = [m for m in mentions if m.type in ACTING]
        for mention in named:
            yield Actor(mention.span, self.scene.of[mention.span], mention)
        for adjective, polity in self.adjectives(span):
            if not any(m.span.overlaps(adjective) for m in mentions):
                after = self.text[adjective.end : adjective.end + 40].split()[:1]
                if after and after[0].lower().strip(".,;:") in HUMANS:
                    yield Actor(adjective, polity)
        yield from self._pronouns(tokens, named, statement, last)
        for match in BOTH.finditer(span.of(self.text)):
            at = Span(span.start + match.start(), span.start + match.end())
            yield from (Actor(at, id_) for id_ in pair)

    def _pronouns(
        self, tokens: Tokens, named: Sequence[Mention], statement: Statement, last: str | None
    ) -> Iterator[Actor]:
        for token in tokens:
            if token.lower_ not in POINTING:
                continue
            at = Span(token.idx, token.idx + len(token))
            inner = self.statement(at) or statement
            before = [
                self.scene.of[m.span] for m in named if m.type is EntityType.PERSON and m.span.end <= at.start
            ]
            if who := self._meant(token.lower_, inner, before[-1] if before else last):
                yield Actor(at, who)

    def _meant(self, word: str, statement: Statement, person: str | None) -> str | None:
        speaker = self.speaker(statement) if self.mode(statement) is not Mode.NARRATION else None
        if word in ("he", "she"):
            return person
        if word in ("i", "my", "me"):
            return speaker
        if word in ("we", "our", "us") and speaker is not None:
            return self.side(speaker) or speaker
        return self.host if word == "you" and self._questions.overlapping(statement.span) else None
