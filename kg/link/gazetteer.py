"""The registry's entities, found by id, by name and by family name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.link.spelling import folded
from kg.model import Entity, EntityType, NameUse, in_capitals, rank


class Gazetteer:
    """An index over the entities of the registry; built once, never changed."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        by_name: dict[str, list[Entity]] = defaultdict(list)
        people: dict[str, list[Entity]] = defaultdict(list)
        families: dict[str, list[Entity]] = defaultdict(list)
        for entity in sorted(self.by_id.values(), key=lambda e: (rank(e.type), e.id)):
            for name in {entity.label, *entity.called()}:
                for key in {name, name.lower()} if not name.isascii() else {name}:
                    by_name[key].append(entity)
                if entity.type is EntityType.PERSON:
                    people[folded(name)].append(entity)
                    families[folded(name.split()[-1])].append(entity)
        for name, bearers in list(by_name.items()):
            if capitals := in_capitals(name):
                by_name[capitals] = [*by_name[capitals], *bearers]
        self.by_name: Mapping[str, list[Entity]] = dict(by_name)
        self._people, self._families = dict(people), dict(families)

    def named(self, text: str) -> list[Entity]:
        """Return the entities that bear exactly this name, the likeliest first."""
        return self.by_name.get(text) or self.by_name.get(text.lower(), [])

    def people(self, name: str) -> list[Entity]:
        """Return the persons of that name in any transliteration: a full one, or a family name alone.

        Two words are never a family name: "Tem Rae" is nobody's, where "Orla Tem Rae" is listed.
        """
        return (self._people if " " in name.strip() else self._families).get(folded(name), [])

    def polity(self, text: str) -> Entity | None:
        """Return the polity (or organisation, or group) whose name, adjective or capital ``text`` is."""
        found = [
            e for e in self.named(text) if e.type in (EntityType.POLITY, EntityType.ORG, EntityType.GROUP)
        ]
        return found[0] if found else None

    def headed_by(self, person: Entity) -> Entity | None:
        """Return the polity in whose service a person stands, by the latest office in the registry."""
        bodies = [self.by_id[o.body] for o in person.offices if o.body in self.by_id]
        polities = [body for body in bodies if body.type is EntityType.POLITY]
        return polities[-1] if polities else None


def adjective(entity: Entity) -> str:
    """Return the adjective of a polity, or its label."""
    return next(iter(entity.called(NameUse.ADJECTIVE)), entity.label)
