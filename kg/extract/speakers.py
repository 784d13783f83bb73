"""Who is meant by "he", "the diplomat", "the head of the White House": sources to entities, in reading order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens

from kg.extract.scene import Scene
from kg.extract.sources import Source, SourceKind
from kg.model import Entity, EntityType, Mention
from kg.nlp.lexicon import roles, titles

MALE_ONLY, FEMALE_ONLY = frozenset({"m"}), frozenset({"f"})


@dataclass
class Discourse:
    """What has been read so far: the people, what they are, and who spoke last. Fed sentence by sentence."""

    scene: Scene
    kinds: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    last: str | None = None
    last_group: str | None = None
    host: str | None = None

    def read(self, sentence: Tokens, mentions: Sequence[Mention]) -> None:
        """Take in the people of a sentence and the titles beside their names."""
        for mention in mentions:
            if mention.type is EntityType.PERSON:
                id_ = self.scene.of[mention.span]
                self.seen.append(id_)
                self._learn(id_, sentence, mention, mentions)

    def _learn(self, id_: str, sentence: Tokens, mention: Mention, mentions: Sequence[Mention]) -> None:
        text = self.scene.text
        before = text[max(sentence.start_char, mention.span.start - 120) : mention.span.start]
        after = re.match(r",\s([^.;]{3,120})", text[mention.span.end : sentence.end_char])
        words = f"{_last_phrase(before)} | {after[1] if after else ''}".lower()
        found = _title_kinds(words)
        self.kinds.setdefault(id_, set()).update(found)
        near = (mention.span.start - 80, mention.span.end + 80)
        self.bodies.setdefault(id_, set()).update(
            self.scene.of[m.span] for m in mentions if m.type in (EntityType.POLITY, EntityType.ORG) and near[0] <= m.span.start <= near[1]
        )
        entity = self.scene.entities.get(id_)
        if entity is not None and entity.known:
            self.kinds[id_].update(titles()[o.title.lower()].kind for o in entity.offices if o.title.lower() in titles())
            self.bodies[id_].update(o.body for o in entity.offices)

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
            self.last = id_
        else:
            self.last_group = id_

    def _resolve(self, source: Source) -> str | None:
        if source.kind is SourceKind.NAME and source.mention is not None:
            return self.scene.of[source.mention.span]
        if source.kind is SourceKind.GROUP:
            return f"group:{source.text.replace(' ', '-')}"
        if source.kind is SourceKind.ROLE:
            return self._role(source)
        return self._pronoun(source.text)

    def _pronoun(self, word: str) -> str | None:
        if word in ("he", "she"):
            return self.last or (self.seen[-1] if self.seen else None)
        if word == "they":
            return self.last_group
        if word in ("i", "we"):
            return self.host
        return self.seen[-1] if word == "who" and self.seen else None

    def _role(self, source: Source) -> str | None:
        body = self.scene.of[source.mention.span] if source.mention is not None else None
        wanted = _kinds(source.text)
        recent = [id_ for id_ in [*reversed(self.seen)] if self._fits(id_, wanted, body)]
        if body is not None:
            holders = self._holders(source.text, body)
            return next((id_ for id_ in recent if id_ in holders), None) or next(iter(holders), None) or next(iter(recent), None)
        if self.last is not None and self._fits(self.last, wanted, None):
            return self.last
        return next(iter(recent), None) or (self.last if not _kinds_are_strict(source.text) else None)

    def _fits(self, id_: str, wanted: frozenset[str], body: str | None) -> bool:
        kinds = self.kinds.get(id_, set())
        here = body is None or body in self.bodies.get(id_, set())
        return here and (not wanted or bool(kinds & wanted))

    def _holders(self, title: str, body: str) -> list[str]:
        if title in ("leader", "head", "head of state", "ruler", "chief"):
            found: list[Entity] = self.scene.heads(body)
            found.sort(key=lambda e: not any(o.title.lower() in ("president", "king", "supreme leader") for o in e.offices))
        else:
            found = [e for e in self.scene.holders(title, body) if any(o.title.lower() == title and o.body == body for o in e.offices)]
        return [e.id for e in found]


def _title_kinds(phrase: str) -> set[str]:
    """The kinds of all titles in a phrase, by its runs of up to five words."""
    words = re.findall(r"[\w’'-]+|\|", phrase)
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 6, len(words)) + 1))
    return {titles()[run].kind for run in runs if run in titles()}


def _last_phrase(before: str) -> str:
    """The words since the last sentence-internal break: titles stand right before a name."""
    return re.split(r"[.;:—]|\b(?:and|with|by|that|said|told|of the)\b", before)[-1]


def _kinds(word: str) -> frozenset[str]:
    if role := roles().get(word):
        return role.kinds
    return frozenset({titles()[word].kind}) if word in titles() else frozenset()


def _kinds_are_strict(word: str) -> bool:
    """Whether the word names one office ("the president"), so that nobody else will do."""
    return word in titles() and titles()[word].head
