"""What a sentence is about: not every mention, and what its pronouns and descriptions carry over.

An analyst asking "what was said about X" wants the sentence. Whoever it names, by name, by adjective or as
"we", and whatever the text has lately been about are candidates; features of each are weighed
(``prominence``, ``carried``), and the likeliest are taken.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log1p

from spacy.tokens import Token

from kg.extract.carried import BRIEF, Sentence, TopicMemory, fitting, joint
from kg.extract.descriptions import Named
from kg.extract.prominence import Features, clauses_above, governs, held, in_title, likely, of_noun, part_of
from kg.extract.scene import Scene
from kg.model import EntityType, Mention, MentionForm, SegmentKind, Span
from kg.nlp.lexicon import topic_weights

OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.I)
LIKELY, AT_LEAST, MOST = 0.4, 0.1, 4
"""From which likelihood on something is a topic; from which on the likeliest is, where nothing else is one
and the sentence is not brief; how many topics there are at most. After a change run scripts/eval."""
CROWD, FIRST = 8, 4
"""Candidates that are a crowd; names of a sentence that are not late in it."""
THINKING = re.compile(
    r"\bwe\b(?:\s+(?:also|all|have|had|do|can|would|will|are|not|still|always|never|ever|\w+ly|both|and|n['’]t"
    r"|see|feel|like|want))*\s+(?:to\s+)?(?:believe|think|hope|see|seen|say|said|tell|told|know|understand|proceed"
    r"|note|consider|expect|sure|feel|recall|remember|remind|want|assume|regard|stress|emphasi[sz]e|repeat"
    r"|monitor\w*|talking|aware|hear|heard|wish|welcome|pleased|happy|convinced)\b",
    re.I,
)
"""The "we" of an opinion, which says nothing about the side."""


def speaks_for_side(words: str) -> bool:
    """Whether "we" or "our" stands for the side that acts, not for who thinks.

    >>> speaks_for_side("We hope that they agree."), speaks_for_side("We will sign it.")
    (False, True)
    """
    return bool(OURS.search(THINKING.sub(" ", words)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a sentence may be about.

    Attributes:
        id: of the entity.
        way: how it comes into the sentence: ``named``, ``adjective``, ``we`` or ``carried``.
        features: what holds of it.
    """

    id: str
    way: str
    features: dict[str, float]


@dataclass
class Topics:
    """What the text has been about so far.

    Attributes:
        last: subjects of the sentence before.
        question: subjects of the question that is being answered.
        side: the polity for which "we" speaks in this turn, or None.
        named: who was named last, of each kind and by each noun.
        memory: what the last sentences were about.
        weights: by way, what each feature adds to being a topic.
    """

    scene: Scene
    last: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    side: str | None = None
    named: Named = field(init=False)
    memory: TopicMemory = field(default_factory=TopicMemory)
    weights: Mapping[str, Features] = field(default_factory=topic_weights)

    def __post_init__(self) -> None:
        """Nobody is named yet."""
        self.named = Named(self.scene)

    def of(
        self, content: Sequence[Span], skip: Collection[Span] = (), self_: str | None = None
    ) -> tuple[str, ...]:
        """Return what ``content`` is about, the most prominent first, and remember it.

        Args:
            content: the words.
            skip: mentions in them that only say who speaks.
            self_: entity id of the speaker.
        """
        best: dict[str, float] = {}
        for candidate in self.candidates(content, skip, self_):
            score = likely(self.weights[candidate.way], candidate.features)
            best[candidate.id] = max(score, best.get(candidate.id, 0.0))
        ranked = sorted(best, key=lambda id_: -best[id_])
        found = [id_ for id_ in ranked if best[id_] >= LIKELY]
        length = sum(len(span.of(self.scene.text).split()) for span in content)
        if not found and length > BRIEF:
            found = [id_ for id_ in ranked[:1] if best[id_] >= AT_LEAST]
        found = self._with_partner(found, self._tokens(content))[:MOST]
        self._remember(self._mentions(content), found)
        return tuple(found)

    def _with_partner(self, found: list[str], tokens: Sequence[Token]) -> list[str]:
        """Of "the two countries" both that were named last, if one is a topic."""
        two = [id_ for id_ in self.last if id_.startswith("polity:")][:2]
        if not joint(tokens) or not set(two) & set(found):
            return found
        return [*found, *(id_ for id_ in two if id_ not in found)]

    def candidates(
        self, content: Sequence[Span], skip: Collection[Span] = (), self_: str | None = None
    ) -> list[Candidate]:
        """Return what ``content`` may be about; one that is named twice is there twice."""
        tokens = self._tokens(content)
        mentions = self._mentions(content)
        owners = [pair for span in content for pair in self.scene.adjectives_in(span)]
        crowd = len({*(self.scene.of[m.span] for m in mentions), *(polity for _, polity in owners)})
        found = [*self._named(mentions, skip)]
        other = [pair for pair in owners if pair[1] not in {c.id for c in found}]
        found += self._by_adjectives(other, mentions)
        words = " ".join(span.of(self.scene.text) for span in content)
        named = dict.fromkeys(self.scene.of[m.span] for m in mentions if m.span not in skip)
        bare, here = not found, {c.id for c in found}
        if self.side and self.side not in here and OURS.search(words):
            found.append(Candidate(self.side, "we", self._we(words, tokens)))
            here.add(self.side)
        described = [*self.named.described(words, named), *self._talks(mentions)]
        sentence = Sentence(
            tokens, list(named), bare, bool(OURS.search(words)), described, opens=not self.last
        )
        found += [
            Candidate(id_, "carried", fitting(id_, sentence, self.memory, self.last, self.question))
            for id_ in self._known(described)
            if id_ not in here
        ]
        shared = held(crowd=min(crowd, CROWD), only_one=crowd == 1)
        for candidate in found:
            candidate.features.update(shared | self._known_of(candidate.id, self_))
        return found

    def _we(self, words: str, tokens: Sequence[Token]) -> dict[str, float]:
        """The features of "we" and "our"."""
        return held(
            acts=speaks_for_side(words),
            our=any(t.lower_ == "our" for t in tokens),
            us=any(t.lower_ == "us" for t in tokens),
            subject=any(t.lower_ == "we" and t.dep_ == "nsubj" and not clauses_above(t) for t in tokens),
            in_a_clause=any(t.lower_ == "we" and clauses_above(t) for t in tokens),
        )

    def _talks(self, mentions: Sequence[Mention]) -> list[str]:
        """Of "in Istanbul", the event that bears the place's name, when the document knows one."""
        places = (self.scene.of[m.span] for m in mentions if m.type is EntityType.PLACE)
        events = (f"event:{place.partition(':')[2]}-talks" for place in places)
        return [event for event in events if event in self.scene.named]

    def _tokens(self, content: Sequence[Span]) -> list[Token]:
        spans = (self.scene.doc.char_span(s.start, s.end, alignment_mode="expand") for s in content)
        return [token for span in spans if span is not None for token in span]

    def _mentions(self, content: Sequence[Span]) -> list[Mention]:
        return [m for span in content for m in self.scene.within(span)]

    def _known(self, described: Sequence[str]) -> list[str]:
        """Whatever a sentence may go on about, without naming it."""
        lately = (id_ for topics in self.memory.lately for id_ in topics)
        return list(dict.fromkeys([*self.last, *self.question, *described, *lately]))

    @cached_property
    def _often(self) -> Counter[str]:
        """How often the document names each."""
        return Counter([*self.scene.of.values(), *(polity for _, polity in self.scene.adjectives)])

    @cached_property
    def _titled(self) -> frozenset[str]:
        """Whom its title names."""
        titles = (s.span for s in self.scene.layout.segments if s.kind is SegmentKind.TITLE)
        return frozenset(self.scene.of[m.span] for span in titles for m in self.scene.within(span))

    def _known_of(self, id_: str, self_: str | None) -> dict[str, float]:
        """The features of an entity, in whichever way it comes into a sentence."""
        return {
            id_.partition(":")[0]: 1.0,
            **held(
                often=log1p(self._often[id_]),
                in_title=id_ in self._titled,
                speaker=id_ == self_,
                own_side=id_ == self.side,
                in_last=id_ in self.last,
                in_question=id_ in self.question,
            ),
        }

    def _named(self, mentions: Sequence[Mention], skip: Collection[Span]) -> Iterator[Candidate]:
        """Those who are named, and their part in the sentence."""
        counted = Counter(self.scene.of[m.span] for m in mentions)
        seen: dict[str, None] = {}
        for mention in mentions:
            entity, late = self.scene.entity(mention), len(seen) >= FIRST
            source = mention.span in skip
            known = held(
                titular=in_title(self.scene.text, mention, mentions),
                within_phrase=any(o is not mention and o.span.contains(mention.span) for o in mentions),
                media=entity.type is EntityType.ORG and entity.is_media,
                source=source,
                source_person=source and entity.type is EntityType.PERSON,
                phrase=mention.form is MentionForm.NOMINAL,
                metonym=mention.metonym,
                first=not seen,
                late=late,
                twice=counted[entity.id] > 1,
            )
            yield Candidate(entity.id, "named", known | part_of(self._head(mention.span), entity.type))
            seen[entity.id] = None

    def _head(self, span: Span) -> Token:
        """The head of some words in the tree."""
        found = self.scene.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None else self.scene.doc[0]

    def _by_adjectives(
        self, owners: Sequence[tuple[Span, str]], mentions: Sequence[Mention]
    ) -> Iterator[Candidate]:
        """Polities by their adjectives: "Russian-Moldovan relations", "the Transnistrian problem"."""
        for adjective, polity in owners:
            around = next((m for m in mentions if m.span.contains(adjective)), None)
            known = held(governs=governs(self.scene.text, adjective), within_name=around is not None)
            if around is not None:
                known[f"within {around.type}"] = 1.0
            yield Candidate(polity, "adjective", known | of_noun(self._head(adjective).head))

    def _remember(self, mentions: Sequence[Mention], found: Sequence[str]) -> None:
        self.named.read(mentions)
        self.memory.add(found)
        if found:
            self.last = tuple(found)
