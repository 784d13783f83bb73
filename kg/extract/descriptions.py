"""Whom a description means: "the organization", "the treaty", "the truce" are the last that fits."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.extract.scene import Scene
from kg.model import EntityType, Mention
from kg.nlp.lexicon import event_names

DEFINITE = re.compile(r"\b(?:the|this|that|these|our)\s+(?:\w+\s+){0,2}?(\w+)\b", re.I)
PEACE = re.compile(
    r"\b(?:cease-?fire|truce|settlement|hostilities|peace (?:treaty|plan|talks|deal)|fighting)\b", re.I
)
"""Words that speak of the war or crisis that the text has named."""
DOCUMENTS = frozenset(
    "agreement treaty declaration charter document agenda memorandum convention pact resolution "
    "accord".split()
)
HEADS = dict.fromkeys(
    "country republic state regime leadership authorities government".split(), EntityType.POLITY
) | dict.fromkeys(
    "organization organisation union alliance bloc association party commission".split(), EntityType.ORG
)
"""Nouns that stand for the last thing of their type."""


@dataclass
class Named:
    """Who was named last.

    Attributes:
        recent: the last entity of each type.
        conflict: the last war or crisis that was named.
        by_noun: the last entity whose name ends in a noun: "the mission", "the treaty".
    """

    scene: Scene
    recent: dict[EntityType, str] = field(default_factory=dict)
    conflict: str | None = None
    by_noun: dict[str, str] = field(default_factory=dict)

    def read(self, mentions: Sequence[Mention]) -> None:
        """Take in the names of a sentence."""
        for mention in mentions:
            entity = self.scene.entity(mention)
            self.recent[entity.type] = entity.id
            if " " in mention.text:
                self.by_noun[mention.text.lower().split()[-1]] = entity.id
            if entity.id.endswith("-conflict"):
                self.conflict = entity.id

    def described(self, words: str, named: Collection[str]) -> list[str]:
        """Return, of "the organization" and "the conflict", the last entity of that type.

        Args:
            words: of the sentence.
            named: entity ids that it names; no description is needed of a kind that it names.
        """
        kinds = {id_.partition(":")[0] for id_ in named}
        found = [self.conflict] if self.conflict and PEACE.search(words) and "event" not in kinds else []
        for match in DEFINITE.finditer(words):
            noun = match[1]
            type_ = _type_of(noun)
            if noun in self.by_noun:
                found.append(self.by_noun[noun])
            elif type_ and type_.value not in kinds and type_ in self.recent:
                found.append(self.recent[type_])
        return found


def _type_of(noun: str) -> EntityType | None:
    """The type of what a noun describes."""
    if noun in DOCUMENTS:
        return EntityType.DOCUMENT
    return HEADS.get(noun) or (EntityType.EVENT if noun in event_names() else None)
