"""Who is meant by "he", "the diplomat", "the head of state": sources to entities, in reading order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens

from kg.extract.scene import Scene
from kg.extract.sources import Source, SourceKind
from kg.model import Entity, EntityType, Mention, Span
from kg.nlp.lexicon import reporting_verbs, roles, titles, words

PRESS = frozenset({"media"})
"""The kind of "the journalist" and "the correspondent": nobody else named, they are the publisher's."""
OUTLETS = frozenset("newspaper outlet publication magazine daily weekly website portal".split())
"""In the singular with an article these are the publisher himself."""
NEAR = 2
"""Sentences over which "they" can point back to a group that spoke."""
TITLE_NEAR = 120
"""Characters before a name in which its title stands."""
BEHIND = re.compile(r",\s([^.;]{3,120})")
LONGEST_TITLE = 6
"""Words. All set by hand; after a change run scripts/eval."""
PAIRED: Mapping[str, Sequence[EntityType]] = {
    **dict.fromkeys(
        "parties sides delegations countries neighbours neighbors governments".split(), (EntityType.POLITY,)
    ),
    **dict.fromkeys("presidents leaders ministers".split(), (EntityType.PERSON, EntityType.POLITY)),
}
"""Words for two that were named last together, and what those are: people, else their polities."""
HEADS = frozenset({"leader", "head", "head of state", "ruler", "chief"})
FIRST = frozenset({"president", "king", "supreme leader"})
"""Of several heads of a state, the one that "the leader" means."""


@dataclass
class Discourse:
    """What has been read so far: the people, what they are, and who spoke last. Fed sentence by sentence."""

    scene: Scene
    kinds: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, dict[str, None]] = field(default_factory=dict)
    titles: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    last: str | None = None
    last_group: str | None = None
    group_at: int = 0
    clock: int = 0
    sentence: Sequence[Mention] = ()
    by_noun: dict[str, str] = field(default_factory=dict)
    own: str | None = None
    earlier: str | None = None
    pairs: dict[EntityType, tuple[str, ...]] = field(default_factory=dict)

    def open_turn(self, speaker: str) -> None:
        """Begin a turn of somebody who says "I": "he" is another, whom the turn names."""
        self.own, self.earlier = speaker, self.last

    def read(self, sentence: Tokens, mentions: Sequence[Mention]) -> None:
        """Take in the people of a sentence and the titles beside their names."""
        self.sentence = mentions
        self.clock += 1
        for type_ in (EntityType.POLITY, EntityType.PERSON):
            both = list(dict.fromkeys(self.scene.of[m.span] for m in mentions if m.type is type_))
            if len(both) > 1:
                self.pairs[type_] = tuple(both[:2])
        for mention in mentions:
            if mention.type is EntityType.ORG:
                self._called(mention)
            if mention.type is EntityType.PERSON:
                id_ = self.scene.of[mention.span]
                self.seen.pop(id_, None)  # the last one named stands last
                self.seen[id_] = None
                self._learn(id_, sentence, mention, mentions)

    def _called(self, mention: Mention) -> None:
        """By which nouns a body can be meant: that of its name, and one right before it ("the bank CAF")."""
        before = self.scene.text[: mention.span.start][-TITLE_NEAR:].split()
        for noun in {mention.text.lower().split()[-1], *before[-1:]}:
            self.by_noun[noun] = self.scene.of[mention.span]

    def _learn(self, id_: str, sentence: Tokens, mention: Mention, mentions: Sequence[Mention]) -> None:
        kinds, bodies = self.kinds.setdefault(id_, set()), self.bodies.setdefault(id_, {})
        for region in self._beside(sentence, mention):
            if found := _titles_in(region.of(self.scene.text).lower()):
                kinds.update(titles()[title].kind for title in found)
                self.titles.setdefault(id_, set()).update(found)
                bodies.update(dict.fromkeys(self._named_in(region, mentions)))
        entity = self.scene.entities.get(id_)
        if entity is not None and entity.known:
            held = {o.title.lower() for o in entity.offices} & set(titles())
            kinds.update(titles()[title].kind for title in held)
            self.titles.setdefault(id_, set()).update(held)
            bodies.update(dict.fromkeys(o.body for o in entity.offices))

    def _beside(self, sentence: Tokens, mention: Mention) -> Iterator[Span]:
        """Where the titles of a person stand: right before the name, or behind a comma after it."""
        text = self.scene.text
        before = text[max(sentence.start_char, mention.span.start - TITLE_NEAR) : mention.span.start]
        yield Span(mention.span.start - len(_last_phrase(before)), mention.span.start)
        if after := BEHIND.match(text, mention.span.end, sentence.end_char):
            yield Span(*after.span(1))

    def _named_in(self, region: Span, mentions: Sequence[Mention]) -> list[str]:
        """The bodies that a title names: "of the African Union", "Timor-Leste's", "Chadian"."""
        named = [
            m for m in mentions if region.contains(m.span) and m.type in (EntityType.POLITY, EntityType.ORG)
        ]
        named.sort(key=lambda m: m.anchor is not None or m.type is not EntityType.ORG)
        return [self.scene.of[m.span] for m in named] + [p for _, p in self.scene.adjectives_in(region)]

    def service(self, id_: str) -> str | None:
        """Return the body for which a person speaks, as titles and the registry tell."""
        return next(iter(self.bodies.get(id_, {})), None)

    def speakers(self, source: Source | None) -> tuple[str, ...]:
        """Return the entity ids of a source: of "both sides" two."""
        if source is not None and source.kind is SourceKind.GROUP and source.text in PAIRED:
            return next((self.pairs[type_] for type_ in PAIRED[source.text] if type_ in self.pairs), ())
        found = self.speaker(source)
        return (found,) if found else ()

    def speaker(self, source: Source | None) -> str | None:
        """Return the entity id of a source, or None when nothing tells; the speaker is then the last one."""
        if source is None:
            return None
        found = self._resolve(source)
        if found is not None:
            self._spoke(found)
        return found

    def _spoke(self, id_: str) -> None:
        if id_.startswith("person:"):
            self.last, self.earlier = id_, None
        else:
            self.last_group, self.group_at = id_, self.clock

    def _resolve(self, source: Source) -> str | None:
        if source.kind is SourceKind.NAME and source.mention is not None:
            return self.scene.of[source.mention.span]
        if source.kind is SourceKind.GROUP and source.span.of(self.scene.text).lower() in OUTLETS:
            return self.scene.publisher
        if source.kind is SourceKind.GROUP:
            return f"group:{_slug(source.text)}"
        if source.kind is SourceKind.ROLE:
            return self._role(source)
        if source.kind is SourceKind.BODY:
            return self._named_body(source)
        return self._pronoun(source)

    def _body(self, source: Source) -> str | None:
        if source.body is None:
            return None
        return self.scene.of.get(source.body) or self.scene.owners.get(source.body)

    def _named_body(self, source: Source) -> str | None:
        """Of "the bank", the last body so called; of "the hydrocarbons ministry" one of that name."""
        noun = source.text.split()[-1]
        if source.text == noun:
            return self.by_noun.get(noun)
        return f"org:{_slug(source.text)}"

    def _pronoun(self, source: Source) -> str | None:
        word = source.text
        if word in ("he", "she"):
            people = (m for m in self.sentence if m.type is EntityType.PERSON)
            here = [self.scene.of[m.span] for m in people if m.span.end <= source.span.start]
            here = [id_ for id_ in here if id_ != self.own]
            last = None if self.own is not None and self.last == self.earlier else self.last
            if here and last not in here:
                return here[-1]
            return last or next((id_ for id_ in reversed(self.seen) if id_ != self.own), None)
        return self.last_group if word == "they" and self.clock - self.group_at <= NEAR else None

    def _role(self, source: Source) -> str | None:
        body = self._body(source)
        wanted = _kinds(source.text)
        recent = [id_ for id_ in reversed(self.seen) if self._fits(id_, wanted, body)]
        if body is not None:
            holders = self._holders(source.text, body)
            return (
                next((id_ for id_ in recent if id_ in holders), None)
                or next(iter(holders), None)
                or next(iter(recent), None)
                or f"person:{body.partition(':')[2]}-{_slug(source.text)}"
            )
        called = [id_ for id_ in recent if source.text in self.titles.get(id_, ())]
        if called and self.last not in called:  # "the Prime Minister" is who the text calls so
            return called[0]
        if self.last is not None and self._fits(self.last, wanted, None):
            return self.last
        if wanted == PRESS:
            return next(iter(recent), None) or self.scene.publisher
        unknown = (
            self.last is not None and not self.kinds.get(self.last) and not _kinds_are_strict(source.text)
        )
        return next(iter(recent), None) or (self.last if unknown else None)

    def _fits(self, id_: str, wanted: frozenset[str], body: str | None) -> bool:
        kinds = self.kinds.get(id_, set())
        here = body is None or body in self.bodies.get(id_, {})
        return here and (not wanted or bool(kinds & wanted))

    def _holders(self, title: str, body: str) -> list[str]:
        """The entity ids of those who hold such an office in a body, the first in rank first."""
        if title in HEADS:
            return [e.id for e in sorted(self.scene.heads(body), key=lambda e: not _is_first(e))]
        held = ((e, o) for e in self.scene.holders(title, body) for o in e.offices)
        return list(dict.fromkeys(e.id for e, o in held if o.title.lower() == title and o.body == body))


def _slug(words: str) -> str:
    """Words in lower case as a part of an id: letters, and hyphens for all between them.

    >>> _slug("u.s. attachés")
    'u-s-attachés'
    """
    return re.sub(r"[\W\d_]+", "-", words).strip("-")


def _is_first(entity: Entity) -> bool:
    return any(office.title.lower() in FIRST for office in entity.offices)


def _titles_in(phrase: str) -> set[str]:
    """All titles in a phrase, by its runs of up to five words."""
    parts = re.findall(r"[\w’'-]+|\|", phrase)
    ends = ((i, j) for i in range(len(parts)) for j in range(i + 1, min(i + LONGEST_TITLE, len(parts)) + 1))
    runs = (" ".join(parts[i:j]) for i, j in ends)
    return {run for run in runs if run in titles()}


def _last_phrase(before: str) -> str:
    """The words since the last break or verb: titles stand right before a name."""
    phrase = re.split(r"[.;:—]|\b(?:with|by|that)\b|(?<!,)\sand\s(?=the\s)", before)[-1]
    verbs = [m.end() for m in re.finditer(r"[\w’']+", phrase) if _acts(m[0].lower())]
    return phrase[verbs[-1] :] if verbs else phrase


def _acts(word: str) -> bool:
    verb = reporting_verbs().get(word)  # "state" and "report" may be nouns, "mentions" is hardly one
    return (word in words("verbs") or (verb is not None and word != verb.lemma)) and word not in titles()


def _kinds(word: str) -> frozenset[str]:
    if role := roles().get(word):
        return role.kinds
    return frozenset({titles()[word].kind}) if word in titles() else frozenset()


def _kinds_are_strict(word: str) -> bool:
    """Whether the word names one office ("the president"), so that nobody else will do."""
    return word in titles() and titles()[word].head
