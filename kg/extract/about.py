"""What a sentence is about: not every mention, and what its pronouns and descriptions carry over.

An analyst asking "what was said about X" wants the sentence; so places where things happen, the source of the
words and the bodies that merely address them are left out, and a sentence without names of its own takes its
subject from what came before.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.extract.scene import Scene
from kg.model import EntityType, Mention, MentionForm, Span
from kg.nlp.lexicon import event_names

CARRIED = re.compile(
    r"\b(?:this|that|these|those|it|its|they|them|their|he|she|his|her|him|such|there|same|here|both"
    r"|the former|the latter)\b",
    re.I,
)
OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.I)
DEFINITE = re.compile(r"\b(?:the|this|that|these|our)\s+(?:\w+\s+){0,2}?(\w+)\b", re.I)
FEW, KEEP, MOST = 2, 1, 4
"""A sentence with fewer subjects than FEW and a pronoun takes over KEEP from the one before; MOST in all.
Swept over the gold of scripts/eval; carrying more gains on interviews of one topic and loses elsewhere."""
FADES = 2
"""Sentences without a subject of their own over which one is carried; then nobody knows any more."""
BRIEF = 3
"""Words: a sentence without a name that is not longer ("Thank you all.") is about nothing."""
PEACE = re.compile(
    r"\b(?:cease-?fire|truce|settlement|hostilities|peace (?:treaty|plan|talks|deal)|fighting)\b", re.I
)
"""Words that speak of the war or crisis that the text has named."""
DOCUMENTS = frozenset(
    "agreement treaty declaration charter document agenda memorandum convention pact resolution "
    "accord".split()
)
THINKING = re.compile(
    r"\bwe\b(?:\s+(?:also|all|have|had|do|can|would|will|are|not|still|always|never|ever|\w+ly|both|and|n['’]t"
    r"|see|feel|like|want))*\s+(?:to\s+)?(?:believe|think|hope|see|seen|say|said|tell|told|know|understand|proceed"
    r"|note|consider|expect|sure|feel|recall|remember|remind|want|assume|regard|stress|emphasi[sz]e|repeat"
    r"|monitor\w*|talking|aware|hear|heard|wish|welcome|pleased|happy|convinced)\b",
    re.I,
)
"""The "we" of an opinion, which says nothing about the side."""
HEADS = dict.fromkeys(
    "country republic state regime leadership authorities government".split(), EntityType.POLITY
) | dict.fromkeys(
    "organization organisation union alliance bloc association party commission".split(), EntityType.ORG
)
"""Nouns that stand for the last thing of their type."""


GOVERNED = re.compile(
    r"[-–—]\w|\s+(?:relations?|problem|issue|question|settlement|direction|society|statehood|elections?|economy"
    r"|market|exports?|imports?|trade|products?|goods|people|population|citizens|soldiers|troops|territory|law"
    r"|language|crisis)\b"
)
"""What follows an adjective whose polity the sentence is about."""
TITLE_NEAR = 60
"""Characters from a polity to the person whose title it is in. By hand; after a change run scripts/eval."""


def speaks_for_side(words: str) -> bool:
    """Whether "we" or "our" stands for the side that acts, not for who thinks.

    >>> speaks_for_side("We hope that they agree."), speaks_for_side("We will sign it.")
    (False, True)
    """
    return bool(OURS.search(THINKING.sub(" ", words)))


@dataclass
class Topics:
    """What the text has been about so far.

    Attributes:
        last: subjects of the sentence before.
        question: subjects of the question that is being answered.
        age: sentences since one had a subject of its own.
        recent: the last entity of each type.
        conflict: the last war or crisis that was named.
        by_noun: the last entity whose name ends in a noun: "the mission", "the treaty".
        side: the polity for which "we" speaks in this turn, or None.
    """

    scene: Scene
    last: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    side: str | None = None
    age: int = 0
    recent: dict[EntityType, str] = field(default_factory=dict)
    conflict: str | None = None
    by_noun: dict[str, str] = field(default_factory=dict)

    def of(
        self, content: Sequence[Span], skip: Collection[Span] = (), self_: str | None = None
    ) -> tuple[str, ...]:
        """Return what ``content`` is about, the most prominent first, and remember it.

        Args:
            content: the words.
            skip: mentions in them that only say who speaks.
            self_: entity id of the speaker, who is not carried over as a subject.
        """
        mentions = [m for span in content for m in self.scene.within(span) if m.span not in skip]
        words = " ".join(span.of(self.scene.text) for span in content)
        found = [id_ for m in mentions if (id_ := self._subject(m, mentions)) and id_ != self_]
        found += self._adjectives(content)
        found += self._described(words, found)
        if self.side and speaks_for_side(words):
            found.append(self.side)
        found = list(dict.fromkeys(found))
        fresh = bool(found)
        length = len(words.split())
        if len(found) < FEW and (length > BRIEF or found) and (CARRIED.search(words) or not found):
            found += [id_ for id_ in self.last or self.question if id_ not in found and id_ != self_][:KEEP]
        self._remember(mentions, found, fresh=fresh)
        return tuple(found[:MOST])

    def _remember(self, mentions: Sequence[Mention], found: Sequence[str], *, fresh: bool) -> None:
        for mention in mentions:
            entity = self.scene.entity(mention)
            self.recent[entity.type] = entity.id
            if " " in mention.text:
                self.by_noun[mention.text.lower().split()[-1]] = entity.id
            if entity.id.endswith("-conflict"):
                self.conflict = entity.id
        self.age = 0 if fresh else self.age + 1
        if self.age >= FADES:
            self.last = ()
        elif found:
            self.last = tuple(found[:MOST])

    def _subject(self, mention: Mention, mentions: Sequence[Mention]) -> str | None:
        """The entity of a mention if the sentence can be about it."""
        entity = self.scene.entity(mention)
        if entity.type is EntityType.ORG and self._before(mention).endswith(("at ", "at the ")):
            return None
        if entity.type is EntityType.PLACE and self._somewhere(mention):
            return self._talks_there(entity.id)
        if any(
            o is not mention and o.span.contains(mention.span) and o.form is not MentionForm.NAME
            for o in mentions
        ):
            return None
        if entity.type is EntityType.ORG and "group:media" in entity.member_of:
            return None
        return entity.id if not self._in_title(mention, mentions) else None

    def _before(self, mention: Mention) -> str:
        return self.scene.text[max(0, mention.span.start - 12) : mention.span.start]

    def _somewhere(self, mention: Mention) -> bool:
        return bool(re.search(r"\b(?:in|at|near|from|to|outside)\s+(?:the\s+)?$", self._before(mention)))

    def _talks_there(self, place: str) -> str | None:
        """Of "in Istanbul", the event that bears the place's name, when the document knows one."""
        event = f"event:{place.partition(':')[2]}-talks"
        return event if event in self.scene.named else None

    def _in_title(self, mention: Mention, mentions: Sequence[Mention]) -> bool:
        """Whether the mention only belongs to the title of the person named next ("US President X")."""
        after = next(
            (
                m
                for m in mentions
                if m.type is EntityType.PERSON and 0 < m.span.start - mention.span.end < TITLE_NEAR
            ),
            None,
        )
        if after is None or mention.type not in (EntityType.POLITY, EntityType.ORG):
            return False
        between = self.scene.text[mention.span.end : after.span.start]
        return bool(re.fullmatch(r"(?:\s+[\w’'-]+){0,6}[\s,]*", between)) and not re.search(
            r"\b(?:and|or|is|was|has|to|by|that)\b", between
        )

    def _adjectives(self, content: Sequence[Span]) -> list[str]:
        """Polities named by adjectives: "Russian-Moldovan relations", "the Transnistrian problem"."""
        inside = (pair for span in content for pair in self.scene.adjectives_in(span))
        return [polity for adjective, polity in inside if self._governs(adjective)]

    def _governs(self, adjective: Span) -> bool:
        """Whether an adjective says whose thing it is, or is half of a pair."""
        before = self.scene.text[max(0, adjective.start - 2) : adjective.start]
        return bool(GOVERNED.match(self.scene.text, adjective.end) or re.search(r"\w[-–—]$", before))

    def _described(self, words: str, found: Sequence[str]) -> list[str]:
        """Of "the organization" and "the conflict", the last entity of that type."""
        kinds = {e.partition(":")[0] for e in found}
        carried = [self.conflict] if self.conflict and PEACE.search(words) and "event" not in kinds else []
        for match in DEFINITE.finditer(words):
            noun = match[1]
            if noun in self.by_noun:
                carried.append(self.by_noun[noun])
                continue
            type_ = HEADS.get(noun) or (EntityType.EVENT if noun in event_names() else None)
            if noun in DOCUMENTS:
                type_ = EntityType.DOCUMENT
            if type_ and type_.value not in kinds and type_ in self.recent:
                carried.append(self.recent[type_])
        return carried
