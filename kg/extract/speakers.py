"""Who is meant by "he", "the diplomat", "the head of state": sources to entities, in reading order."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Span as Tokens

from kg.extract.described import meant_by_body, meant_by_group, meant_by_role
from kg.extract.memory import Memory
from kg.extract.pronouns import meant_by_pronoun
from kg.extract.scene import Scene
from kg.extract.sources import Source, SourceKind
from kg.model import EntityType

PAIRED: Mapping[str, Sequence[EntityType]] = {
    **dict.fromkeys(
        "parties sides delegations countries neighbours neighbors governments".split(), (EntityType.POLITY,)
    ),
    **dict.fromkeys("presidents leaders ministers".split(), (EntityType.PERSON, EntityType.POLITY)),
}
"""Words for two that were named last together, and what those are: people, else their polities."""
TWO = 2


class Discourse:
    """What has been read so far: the people, what they are, and who spoke last. Fed in reading order."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._memory = Memory(scene)

    @property
    def last(self) -> str | None:
        """Entity id of the person who spoke last."""
        return self._memory.last

    @property
    def own(self) -> str | None:
        """Entity id of who says "I" here; None outside of turns."""
        return self._memory.own

    @own.setter
    def own(self, speaker: str | None) -> None:
        self._memory.own = speaker

    def open_turn(self, speaker: str) -> None:
        """Begin a turn of somebody who says "I": "he" is another, whom the turn names."""
        self._memory.open_turn(speaker)

    def read(self, sentence: Tokens) -> None:
        """Take in the people of a sentence and the titles beside their names."""
        self._memory.read_up_to(sentence.end_char)

    def service(self, id_: str) -> str | None:
        """Return the body for which a person speaks, as titles and the registry tell."""
        bodies = self._memory.dossiers.of(id_).bodies
        return next((body for body in bodies if not body.startswith("place:")), None)

    def speakers(self, source: Source | None) -> tuple[str, ...]:
        """Return the entity ids of a source, of "both sides" two; none when nothing tells whom it means."""
        if source is None:
            return ()
        place = source.span.start
        self._memory.read_up_to(place)
        found = self._meant(source)
        for id_ in found:
            self._memory.spoke(id_, place)
        return found

    def _meant(self, source: Source) -> tuple[str, ...]:
        memory = self._memory
        if source.kind is SourceKind.NAME and source.mention is not None:
            return (self._scene.of[source.mention.span],)
        if source.kind is SourceKind.PRONOUN:
            return meant_by_pronoun(memory, source)
        if source.kind is SourceKind.GROUP and source.text in PAIRED:
            pairs = (memory.pairs[type_][1] for type_ in PAIRED[source.text] if type_ in memory.pairs)
            return next(pairs, ())[:TWO]
        if source.kind is SourceKind.GROUP:
            return (meant_by_group(memory, source),)
        found = (meant_by_role if source.kind is SourceKind.ROLE else meant_by_body)(memory, source)
        return (found,) if found is not None else ()
