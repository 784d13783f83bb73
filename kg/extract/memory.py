"""What a reader keeps in mind: who was named and spoke so far, and how likely each is meant now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Span as Tokens

from kg.extract.dossiers import TITLE_NEAR, Dossiers, last_phrase
from kg.extract.salience import APART, FADING, SUBJECT, Foreground, root_of
from kg.extract.scene import Scene
from kg.extract.sources import SourceKind, find_sources, group_id
from kg.model import EntityType, Mention, SegmentKind, Span
from kg.nlp.lexicon import unnamed

SPOKE = 3.0
"""Weight of who spoke last."""
GOING_ON, PASSING = 0.85, 0.5
"""Factors of that for each sentence between, and for one that is about somebody else."""
MODEL = 1.5
"""Weight of the model's word on whom a pronoun means."""
KNOWN, SEEMS = 2.0, 0.2
"""Factors for a person known to be of the pronoun's gender, and one whose name sounds like the other."""
SUBJECTS = 2
"""Sentences back of which an office may be the subject."""
LONG_AGO = 30
"""Sentences after which who spoke counts for nothing."""
CHAIN = 8
"""Pronouns followed back to a name. All set by hand; after a change run scripts/eval."""


@dataclass
class Memory:
    """Fed in reading order, by code points; what was read once is not read again.

    Attributes:
        own: entity id of who says "I" here, or None outside of turns.
        last: entity id of the person who spoke last.
        last_at: in which sentence.
        last_group: entity id of the body or group that spoke last.
        group_at: in which sentence.
        turn_at: the sentence with which the turn begins.
        seen: the people named, and where each was named first.
        by_noun: the body that each noun means now: "the bank".
        single: by noun, the group of one who spoke without a name, and in which sentence.
        pairs: by type, those named last together in one sentence, and in which.
        resolved: whom the pronouns so far mean, by token.
    """

    scene: Scene
    own: str | None = None
    last: str | None = None
    last_at: int = 0
    last_group: str | None = None
    group_at: int = 0
    turn_at: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    by_noun: dict[str, str] = field(default_factory=dict)
    single: dict[str, tuple[str, int]] = field(default_factory=dict)
    pairs: dict[EntityType, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    resolved: dict[int, str] = field(default_factory=dict)
    _read: int = 0

    def __post_init__(self) -> None:
        """Open the dossiers."""
        self.dossiers = Dossiers(self.scene)
        self.foreground = Foreground(self.scene)

    def read_up_to(self, place: int) -> None:
        """Take in the sentences that begin before a place, as far as they are new."""
        sentences = self.foreground.sentences
        while self._read < len(sentences) and sentences[self._read].start_char < place:
            sentence = sentences[self._read]
            self._read += 1
            if self.foreground.kind_at(sentence.start_char) is not SegmentKind.BOILERPLATE:
                self._take_in(sentence, self.scene.within(Span(sentence.start_char, sentence.end_char)))

    def _take_in(self, sentence: Tokens, mentions: Sequence[Mention]) -> None:
        for type_ in (EntityType.POLITY, EntityType.PERSON):
            both = list(dict.fromkeys(self.scene.of[m.span] for m in mentions if m.type is type_))
            if len(both) > 1:
                self.pairs[type_] = (self._read - 1, tuple(both))
        for mention in mentions:
            id_ = self.scene.of[mention.span]
            if mention.type is EntityType.ORG:
                self._called(mention)
            if mention.type is EntityType.PERSON:
                self.seen.setdefault(id_, mention.span.start)
                self.dossiers.learn(sentence, mention, mentions)

    def _called(self, mention: Mention) -> None:
        """By which nouns a body can be meant: that of its name, and one beside it ("the bank CAF")."""
        before = self.scene.text[: mention.span.start][-TITLE_NEAR:]
        nouns = {mention.text.lower().split()[-1], *before.split()[-1:]}
        if before.endswith(", "):  # "the union of dockers, X"
            nouns |= set(last_phrase(before).lower().split()) & set(unnamed())
        if (head := root_of(self.scene, mention)) is not None:
            beside = (child for child in head.children if child.dep_ == "appos")
            nouns |= {head.lower_, *(child.lower_ for child in beside)}
        for noun in nouns:
            self.by_noun[noun] = self.scene.of[mention.span]

    def open_turn(self, speaker: str) -> None:
        """Begin a turn of somebody who says "I": "he" is another, whom the turn names."""
        self.own, self.turn_at = speaker or None, self._read

    def spoke(self, id_: str, place: int) -> None:
        """Remember who speaks at a place."""
        at = self.foreground.sentence_at(place)
        if id_.startswith("person:"):
            self.last, self.last_at = id_, at
        else:
            self.last_group, self.group_at = id_, at

    def since(self, sentence: int, place: int) -> int:
        """Return how many sentences before a place another one stands."""
        return self.foreground.sentence_at(place) - sentence

    def people(self, place: int, gender: str = "", token: int | None = None) -> dict[str, float]:
        """Return how likely each person is meant at a place by words that tell nothing but "m" or "f".

        Args:
            place: code point.
            gender: "m", "f", or nothing.
            token: of the pronoun or noun, so that the model has its say.
        """
        found = dict(self.foreground.prominence(place, EntityType.PERSON))
        for id_, weight in self._subjects(place):
            found[id_] = found.get(id_, 0.0) + weight
        if self.last is not None and (self.own is None or self.last_at >= self.turn_at):
            found[self.last] = found.get(self.last, 0.0) + SPOKE * self._fading(self.last, place)
        voted = self._antecedent(token) if token is not None else None
        if voted is not None and voted.startswith("person:"):
            found[voted] = found.get(voted, 0.0) + MODEL
        fits = ((id_, score, self.fit(id_, gender)) for id_, score in found.items())
        return {id_: score * fit for id_, score, fit in fits if fit > 0}

    def _subjects(self, place: int) -> Iterator[tuple[str, float]]:
        """Yield whom "the governor" means, the subject of a sentence shortly before, and its weight."""
        here = self.foreground.sentence_at(place)
        for back in range(1, min(here, SUBJECTS) + 1):
            noun = self.foreground.office(here - back)
            called = [id_ for id_ in self.before(place) if noun and self.dossiers.of(id_).called(noun) > 1]
            if len(called) == 1:
                yield called[0], SUBJECT * FADING**back

    def _fading(self, last: str, place: int) -> float:
        """How much of it is left that somebody spoke last."""
        here = self.foreground.sentence_at(place)
        others = {
            s.sentence
            for s, _ in self.foreground.before(place, reach=min(here - self.last_at, LONG_AGO))
            if s.subject and s.id != last and self.last_at < s.sentence < here
        }
        between = max(0, here - self.last_at - 1) - len(others)
        apart = self.foreground.paragraph_at(place) != self.foreground.paragraph_of(self.last_at)
        return GOING_ON**between * PASSING ** len(others) * (APART if apart else 1.0)

    def fit(self, id_: str, gender: str) -> float:
        """Return a factor for how well "he" (or "she") goes with a person: 0 when it cannot mean this one."""
        if not self.may_be(id_, gender):
            return 0.0
        known = self.dossiers.of(id_)
        seems = known.seems if not known.gender else ""
        return (
            KNOWN
            if gender and known.gender == gender
            else SEEMS
            if gender and seems not in ("", gender)
            else 1.0
        )

    def before(self, place: int) -> list[str]:
        """Return the people named before a place, the first named first."""
        return [id_ for id_, first in self.seen.items() if first < place]

    def may_be(self, id_: str, gender: str) -> bool:
        """Return whether "he" (or "she") can mean a person here: not who says "I", nor a woman (a man)."""
        known = self.dossiers.of(id_).gender
        return id_ != self.own and (not gender or not known or known == gender)

    def _antecedent(self, token: int) -> str | None:
        """Whom the model takes a word to mean, by way of other pronouns."""
        found = self.scene.doc[token]
        for _ in range(CHAIN):
            found = found._.antecedent
            if found is None:
                return None
            named = self._mentioned.get(found.idx)
            if named is not None or found.i in self.resolved:
                return named or self.resolved[found.i]
        return None

    @cached_property
    def _mentioned(self) -> Mapping[int, str]:
        """Who is named at each code point of a name."""
        places = ((at, m) for m in self.scene.mentions for at in range(m.span.start, m.span.end))
        return {at: self.scene.of[m.span] for at, m in places}

    def groups_in(self, sentence: int) -> Iterator[str]:
        """Yield the groups without a name that are the subject of a sentence."""
        if sentence < 0:
            return
        words, doc = self.foreground.sentences[sentence], self.scene.doc
        mentions = self.scene.within(Span(words.start_char, words.end_char))
        for source in find_sources(doc, words, mentions):
            head = doc[source.end - 1]
            if head.tag_ == "NNS" and head.dep_.startswith("nsubj") and source.text != "people":
                if source.mention is not None:
                    yield self.scene.of[source.mention.span]
                elif source.kind is SourceKind.GROUP:
                    yield group_id(source.text)
