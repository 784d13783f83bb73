"""Names of organisations that nobody has heard of, so that the way they are made is learned, not a list."""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from kg.training.names import called, demonyms

FIELDS = (
    "Energy Steel Transport Health Agriculture Education Justice Trade Labour Fisheries Mining Railway "
    "Aviation Security Migration Statistics Water Forestry Housing Innovation Heritage Maritime Pension"
).split()
"""What an organisation may be for."""
LEANINGS = (
    "Democratic Liberal Socialist People's Conservative National Green Progressive Republican Labour "
    "Workers' United Christian Popular Patriotic Agrarian Federal New Free Centre"
).split()
"""How a party may call itself."""
PARTIES = "Party Union Alliance Movement Front Bloc Congress League Coalition Forum".split()
BODIES = (
    "Ministry Agency Institute Council Committee Commission Fund Foundation Authority Bureau Federation "
    "Society Association Academy Centre Board Chamber Service"
).split()
COMPANIES = "Bank Group Holdings Industries Systems Airlines Media Motors Partners Logistics Capital".split()
NEWSPAPERS = (
    "Times Herald Post Tribune Gazette Courier Observer Chronicle Journal News Telegraph Star".split()
)
ENDINGS = "bank tel gaz news press corp".split()
CAPITALS = "ABCDEFGHIKLMNOPRSTUVZ"
Made = Callable[[random.Random], str]


def _place(rng: random.Random) -> str:
    return rng.choice(_places())


@cache
def _places() -> Sequence[str]:
    return sorted(
        name for name in called("polities", "cities") if name.isascii() and name.istitle() and " " not in name
    )


@cache
def _peoples() -> Sequence[str]:
    """Adjectives: "Kenyan", not "Kenyans"."""
    return sorted(name for name in demonyms() if not name.endswith("s"))


def _acronym(rng: random.Random) -> str:
    return "".join(rng.choices(CAPITALS, k=rng.randint(2, 5)))


MADE: Mapping[int, Sequence[Made]] = {
    1: (_acronym, lambda r: _place(r)[:5].rstrip("aeiou") + r.choice(ENDINGS)),
    2: (
        lambda r: f"{r.choice(LEANINGS)} {r.choice(PARTIES)}",
        lambda r: f"{_place(r)} {r.choice(NEWSPAPERS + COMPANIES)}",
        lambda r: f"{r.choice(FIELDS)} {r.choice(BODIES)}",
        lambda r: f"{r.choice(_peoples())} {r.choice(PARTIES + BODIES)}",
    ),
    3: (
        lambda r: f"{r.choice(LEANINGS)} {r.choice(LEANINGS)} {r.choice(PARTIES)}",
        lambda r: f"{r.choice(_peoples())} {r.choice(FIELDS)} {r.choice(BODIES)}",
        lambda r: f"{r.choice(PARTIES)} of {_place(r)}",
        lambda r: f"{r.choice(BODIES)} of {r.choice(FIELDS)}",
        lambda r: f"University of {_place(r)}",
        lambda r: f"{_place(r)} {r.choice(FIELDS)} {r.choice(COMPANIES)}",
    ),
    4: (
        lambda r: f"{r.choice(LEANINGS)} {r.choice(PARTIES)} of {_place(r)}",
        lambda r: f"{r.choice(_peoples())} {r.choice(BODIES)} of {r.choice(FIELDS)}",
        lambda r: f"{r.choice(_peoples())} {r.choice(LEANINGS)} {r.choice(LEANINGS)} {r.choice(PARTIES)}",
        lambda r: f"{r.choice(BODIES)} for {r.choice(FIELDS)} {r.choice(('Policy', 'Research', 'Affairs'))}",
    ),
    5: (
        lambda r: f"{r.choice(BODIES)} of {r.choice(FIELDS)} and {r.choice(FIELDS)}",
        lambda r: f"{r.choice(BODIES)} of {r.choice(FIELDS)} of {_place(r)}",
        lambda r: f"{r.choice(LEANINGS)} {r.choice(PARTIES)} for {r.choice(LEANINGS)} {_place(r)}",
    ),
}  # fmt: skip
"""Ways to make a name of so many words."""


def organisation(length: int, rng: random.Random) -> Sequence[str]:
    """Return an organisation's name of so many words, or nothing where none is made so long.

    >>> len(organisation(3, random.Random(1)))
    3
    """
    ways = MADE.get(length, ())
    return rng.choice(ways)(rng).split() if ways else ()
