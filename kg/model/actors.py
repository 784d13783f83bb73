"""Who and what the text speaks of: mentions as found, entities as judged."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.text import Span

SHORTEST_IN_CAPITALS = 3
"""Letters; the capitals of a shorter name are as often an acronym."""


class EntityType(StrEnum):
    """What an entity is; a country, its government and its capital as a metonym are one ``polity``."""

    PERSON = "person"
    POLITY = "polity"
    ORG = "org"
    PLACE = "place"
    EVENT = "event"
    DOCUMENT = "document"
    GROUP = "group"
    FACILITY = "facility"
    PRODUCT = "product"


_RANK = (EntityType.POLITY, EntityType.ORG, EntityType.GROUP, EntityType.PERSON, EntityType.PLACE)
"""Georgia the state comes before the city."""
MEDIA = "group:media"
"""Entity id of the media at large; the registry lists news outlets under it."""


class NameUse(StrEnum):
    """What a name of an entity is good for."""

    LABEL = "label"
    ALIAS = "alias"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of an entity, and what it is good for."""

    text: str
    use: NameUse = NameUse.ALIAS


@dataclass(frozen=True, slots=True)
class Office:
    """A post held, such as head of state of Armenia since 2022-03-13.

    Attributes:
        title: as in "Deputy Foreign Minister".
        body: entity id of the polity or organisation.
        start: ISO prefix, inclusive, or None when unknown.
        end: ISO prefix, inclusive, or None when unknown or held still.
    """

    title: str
    body: str
    start: str | None = None
    end: str | None = None

    def held(self, when: str | None) -> bool:
        """Return whether it was held on a date or in a period, as far as is known; at an unknown time: still.

        >>> Office("President", "polity:norway", "2019", "2024-03").held("2024-02/2024-05")
        True
        """
        if when is None:
            return self.end is None
        first, _, last = when.partition("/")
        return (self.start or "") <= (last or first) + "~" and first <= (self.end or "9999") + "~"


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom we take a mention to be.

    Attributes:
        id: ``type:kebab-case-name``.
        label: UN English or best known English name.
        names: every other name, sorted.
        wikidata: ``Q`` number or None.
        offices: of a person, as far as the registry knows them.
        member_of: entity ids of the organisations that the registry lists this one under.
        known: whether it stands in the registry (ontology/actors) or only in documents.
    """

    id: str
    type: EntityType
    label: str
    names: tuple[Name, ...] = ()
    wikidata: str | None = None
    offices: tuple[Office, ...] = ()
    member_of: tuple[str, ...] = ()
    known: bool = False

    @property
    def is_media(self) -> bool:
        """Whether the registry knows it as a news outlet."""
        return MEDIA in self.member_of

    def bears(self, name: str, use: NameUse) -> bool:
        """Return whether it is called so in that use, be it in capitals."""
        return any(name in (own, in_capitals(own)) for own in self.called(use))

    def called(self, *uses: NameUse) -> list[str]:
        """Return the names of the given uses (all uses when none is given), without the label."""
        return [name.text for name in self.names if not uses or name.use in uses]


def in_capitals(name: str) -> str | None:
    """Return how a headline in capitals writes a name; None for what is written so or too short to tell.

    >>> in_capitals("Oslo"), in_capitals("NATO"), in_capitals("Li")
    ('OSLO', None, None)
    """
    capitals = name.upper()
    return capitals if len(name) >= SHORTEST_IN_CAPITALS and capitals != name else None


def rank(type_: str) -> int:
    """Return which of several bearers of a name is meant first when nothing else tells.

    >>> rank(EntityType.POLITY) < rank(EntityType.PLACE)
    True
    """
    return _RANK.index(type_) if type_ in _RANK else len(_RANK)


class MentionForm(StrEnum):
    """How words refer: by a name, by a phrase around one, or by a pronoun or role."""

    NAME = "name"
    NOMINAL = "nominal"
    ANAPHOR = "anaphor"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity, as found.

    Attributes:
        span: the words, without article or title.
        text: the words themselves.
        form: a name, a phrase ("the Ukrainian side") or an anaphor ("the diplomat", "he").
        type: what kind of thing the words look like.
        metonym: a city used for its government.
        anchor: within a phrase, the name or adjective that says whose side, ministry or crisis it is.
    """

    span: Span
    text: str
    form: MentionForm
    type: EntityType
    metonym: bool = False
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Mention so-and-so is entity so-and-so, says ``by``, with a score in [0, 1]."""

    mention: Span
    entity: str
    score: float
    by: str
