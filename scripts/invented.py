"""A world that is not: persons, polities, organisations, places, outlets and words, as many as wanted.

Each is known by its rank, 0 being the one most spoken of, and is the same in every run.
"""

from collections.abc import Mapping
from functools import cache
from math import isqrt
from random import Random

from kg.model import Entity, EntityType, Name, NameUse, Office

_ONSETS = "Bre Cal Dro Fel Gal Hul Jor Kel Lom Mur Nev Orl Pel Quar Ros Sil Tam Ulm Vel Wen Yar Zem".split()
_MIDDLES = "ba da ga la ma na ra ta va za dri kro lu mo ni po".split()
_GIVEN = "Ilva Tam Orsa Bren Keld Siri Anwe Dorn Lisk Petra Rufa Sten Ulla Varn Wim Yorra Zen Hild".split()
_ENDINGS = {
    EntityType.PERSON: "sk rel nov dan ven tor mik las".split(),
    EntityType.POLITY: "dvia zhia thonia mbria lvona rthea".split(),
    EntityType.PLACE: "burn wick dal ford mouth holm stad grund".split(),
    EntityType.ORG: "ndar lek sted vik".split(),
}
_KINDS_OF_ORG = "Union,Council,Bank,Institute,Agency,Commission,Party,League,Fund,Company".split(",")
_KINDS_OF_OUTLET = "Gazette,Herald,Courier,Observer,Messenger,Radio".split(",")
_POSTS = "Foreign Minister,Deputy Foreign Minister,Prime Minister,President,Spokesperson".split(",")
_FIRST = {EntityType.PERSON: 150, EntityType.POLITY: 40, EntityType.ORG: 50, EntityType.PLACE: 60}
_GROWTH = {EntityType.PERSON: 6, EntityType.POLITY: 1, EntityType.ORG: 2, EntityType.PLACE: 2}
_HOMES, _UNIONS = 37, 4
"""How many polities persons hold offices in, how many organisations polities are members of."""
OUTLETS = 30
"""How many news outlets there are; they never grow more."""
_EVERY_KNOWN = 3
"""Each third person holds an office in the registry."""

NOUNS = (
    "treaty border harbour budget pipeline election ceasefire grain tariff summit reform army railway"
    " fishery dam embargo parliament prisoner refugee satellite currency bridge corridor vaccine strike"
    " airport convoy mandate drought port missile audit quota lake ferry visa mine census orchard glacier"
    " tunnel lighthouse archive canal reactor mill delegation protocol envoy ministry court charter press"
    " school hospital market energy water fleet island forest road village factory loan debt pension wage"
    " price export import customs patrol garrison checkpoint drill airspace radar drone shipyard ferryman"
    " museum language anthem flag passport referendum coalition opposition cabinet decree amnesty verdict"
    " appeal tribunal inquiry witness sanction embassy consulate monitor mission observer donor shelter"
    " flood quake landslide wildfire harvest cattle timber copper lithium steel cement turbine grid cable"
    " server"
).split()
ADJECTIVES = (
    "new joint northern former planned regional secret disputed lasting costly southern mutual partial"
    " urgent public foreign military civilian annual interim coastal rural federal neutral final early"
    " broad narrow frozen eastern western modest fragile historic unilateral seasonal temporary binding"
    " overdue offshore alpine maritime"
).split()
VERBS = (
    "discuss restore suspend finance extend reject inspect rebuild open close guarantee revise renew sign"
    " postpone reduce expand cancel review monitor protect share ratify defend question abandon modernise"
    " halve publish accept replace dissolve escort fortify auction insulate evacuate subsidise dismantle"
    " nationalise digitise reroute"
).split()


def zipf(rng: Random, size: int) -> int:
    """Return a rank below ``size``; rank k is drawn about 1 / (k + 1) as often as the first."""
    return int((size + 1) ** rng.random()) - 1


def population(kind: EntityType, document: int) -> int:
    """Return how many of a kind are known by a document: the more the later, as the root of its number."""
    return _FIRST[kind] + _GROWTH[kind] * isqrt(document)


@cache
def invented_word(rank: int, kind: EntityType) -> str:
    """Return a word that no language has; no two ranks share one.

    >>> invented_word(0, EntityType.POLITY), invented_word(3, EntityType.PERSON)
    ('Bredvia', 'Fel')
    """
    endings = _ENDINGS[kind]
    rest, onset = divmod(rank, len(_ONSETS))
    rest, middle = divmod(rest, len(_MIDDLES))
    more, ending = divmod(rest, len(endings))
    word = (
        _ONSETS[onset]
        + _MIDDLES[(middle + 5 * onset) % len(_MIDDLES)]
        + endings[(ending + onset + middle) % len(endings)]
    )
    return f"{word}-{invented_word(more - 1, kind)}" if more else word


@cache
def entity(kind: EntityType, rank: int) -> Entity:
    """Return the person, polity, organisation or place of that rank."""
    word = invented_word(rank, kind)
    match kind:
        case EntityType.PERSON:
            return _person(rank, word)
        case EntityType.POLITY:
            return _polity(rank, word)
        case EntityType.ORG:
            label = f"{word} {_KINDS_OF_ORG[rank % len(_KINDS_OF_ORG)]}"
            return Entity(_id(kind, label), kind, label, known=True)
        case _:
            return Entity(_id(kind, word), kind, word)


@cache
def outlet(rank: int) -> Entity:
    """Return the news outlet of that rank, below ``OUTLETS``."""
    label = f"{invented_word(rank, EntityType.PLACE)} {_KINDS_OF_OUTLET[rank % len(_KINDS_OF_OUTLET)]}"
    return Entity(_id(EntityType.ORG, label), EntityType.ORG, label)


def office_of(person: Entity) -> str | None:
    """Return the office of a person in words, if the registry knows one."""
    if not person.offices:
        return None
    held = person.offices[0]
    return f"{held.title} of {held.body.partition(':')[2].title()}"


def bodies_of(one: Entity) -> tuple[Entity, ...]:
    """Return what the registry ties ``one`` to and in turn that, without which they would only be ids."""
    tied = [_registered()[key] for key in (*one.member_of, *(office.body for office in one.offices))]
    return tuple(tied) + tuple(further for body in tied for further in bodies_of(body))


@cache
def _registered() -> Mapping[str, Entity]:
    """Return by id what offices and memberships are in."""
    homes = [entity(EntityType.POLITY, rank) for rank in range(_HOMES)]
    unions = [entity(EntityType.ORG, rank) for rank in range(_UNIONS)]
    return {one.id: one for one in (*homes, *unions)}


def _person(rank: int, word: str) -> Entity:
    label = f"{_GIVEN[rank * 7 % len(_GIVEN)]} {word}"
    key, names = _id(EntityType.PERSON, label), (Name(word),)
    if rank % _EVERY_KNOWN:
        return Entity(key, EntityType.PERSON, label, names)
    since = f"{2012 + rank % 9}-{1 + rank % 12:02}"
    office = Office(_POSTS[rank % len(_POSTS)], entity(EntityType.POLITY, rank % _HOMES).id, since, None)
    return Entity(key, EntityType.PERSON, label, names, f"Q9999{rank}", (office,), known=True)


def _polity(rank: int, word: str) -> Entity:
    capital = invented_word(rank, EntityType.PLACE)
    names = (
        Name(capital, NameUse.CAPITAL),
        Name(f"{word}n", NameUse.ADJECTIVE),
        Name(f"{word}ns", NameUse.DEMONYM),
        Name(f"Republic of {word}"),
    )
    key, union = _id(EntityType.POLITY, word), entity(EntityType.ORG, rank % _UNIONS).id
    return Entity(key, EntityType.POLITY, word, tuple(sorted(names)), member_of=(union,), known=True)


def _id(kind: EntityType, label: str) -> str:
    return f"{kind}:{label.lower().replace(' ', '-')}"
