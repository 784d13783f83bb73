"""Which person a name of a document is: in full, by family name, by a part of a longer name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.link.gazetteer import Gazetteer
from kg.link.spelling import folded, slug
from kg.model import Entity, EntityType, Mention
from kg.nlp.genders import of_name, of_title

SURE, LIKELY, FRESH = 0.95, 0.8, 0.6
"""Scores by hand, to be calibrated: a name of the registry, a short form resolved by context, a new name."""
COURTESY = re.compile(r"\b(\w+)\.?\s$")
COURTESY_NEAR = 16
"""Code points before a name in which "Mrs" stands."""
INITIAL = re.compile(r"\b\w\.")
Found = tuple[Entity, float, str]


class People:
    """The persons whom a document names in full, and whom its short names mean."""

    def __init__(self, mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> None:
        self._text, self._gazetteer = text, gazetteer
        self._families: dict[str, list[tuple[int, Entity]]] = defaultdict(list)
        self._parts: dict[str, dict[str, Entity]] = defaultdict(dict)
        people = [m for m in mentions if m.type is EntityType.PERSON and " " in m.text]
        for mention in sorted(people, key=lambda m: (bool(INITIAL.search(m.text)), -len(m.text.split()))):
            self._add(mention)

    def _add(self, mention: Mention) -> None:
        person = self._full(mention.text)
        for key in {folded(mention.text.split()[-1]), folded(person.label.split()[-1])}:
            self._families[key].append((mention.span.start, person))
        for word in mention.text.split()[:-1]:
            if not INITIAL.fullmatch(word):
                self._parts[folded(word)][person.id] = person

    def named(self, name: str, place: int) -> Found:
        """Return whom a name at a code point means, how sure that is, and by what."""
        if " " in name:
            person = self._full(name)
            return person, SURE if person.known else FRESH, "registry" if person.known else "own name"
        if bearers := self._families.get(folded(name)):
            return self._bearer(bearers, place), LIKELY, "family name in the document"
        parts = list(self._parts.get(folded(name), {}).values())
        if len(parts) == 1:
            return parts[0], LIKELY, "part of a name in the document"
        known = sorted(self._gazetteer.people(name), key=lambda e: (-len(e.offices), e.id))
        if known and known[0].offices:
            return known[0], LIKELY if len(known) == 1 else FRESH, "family name in the registry"
        return new_person(name), FRESH, "own name"

    def _bearer(self, bearers: Sequence[tuple[int, Entity]], place: int) -> Entity:
        """Of several of one family name whom "Mrs X" fits, and of those the one named last in full."""
        before = COURTESY.search(self._text[max(0, place - COURTESY_NEAR) : place])
        gender = of_title(before[1]) if before else ""
        fits = [b for b in bearers if gender and of_name(b[1].label) == gender] or bearers
        return max(fits, key=lambda b: (b[0] <= place, b[0] if b[0] <= place else -b[0]))[1]

    def _full(self, name: str) -> Entity:
        known = [e for e in self._gazetteer.named(name) if e.type is EntityType.PERSON]
        if known := known or self._gazetteer.people(name):
            return known[0]
        family = [e for _, e in self._families.get(folded(name.rsplit(maxsplit=1)[-1]), [])]
        if same := [e for e in family if same_person(e.label, name)]:
            return same[0]
        longer = {e.id: e for e in self._everybody(name) if is_part(e.label, name)}
        return next(iter(longer.values())) if len(longer) == 1 else new_person(name)

    def _everybody(self, name: str) -> Iterable[Entity]:
        """Those who share the first word of a name."""
        return self._parts.get(folded(name.split(maxsplit=1)[0]), {}).values()


def new_person(name: str) -> Entity:
    """Return a person whom only documents know."""
    label = name.title() if name.isupper() and " " in name else name
    return Entity(f"{EntityType.PERSON}:{slug(label)}", EntityType.PERSON, label)


def same_person(label: str, name: str) -> bool:
    """Whether two full names with one family name are one person's: equal in any spelling, or by an initial.

    >>> same_person("Khamla Phommasak", "K. Phommasak")
    True
    """
    first = re.match(r"(\w)\.", name)
    return folded(label) == folded(name) or bool(first and label.upper().startswith(first[1].upper()))


def is_part(label: str, name: str) -> bool:
    """Whether a full name leaves out words of a longer one, as those with two family names do.

    >>> is_part("Leticia Amarante Sobral", "Amarante Sobral"), is_part("Leticia Sobral", "Leticia Amarante")
    (True, False)
    """
    words, rest = [folded(word) for word in name.split()], iter(folded(word) for word in label.split())
    return len(words) < len(label.split()) and all(word in rest for word in words)
