"""Whether "he" or "she" can mean somebody: by given name, patronymic, courtesy title, and words of kin."""

import re

from kg.nlp.lexicon import given_names, roles, word_set, words

GENDERED = {"he": "m", "she": "f"}
"""What a pronoun tells of whom it means; "they" tells nothing."""
PATRONYMIC = {
    "f": re.compile(r".{2,}(?:ovna|evna|ichna|ivna)$"),
    "m": re.compile(r".{2,}(?:ovich|evich|ovych)$"),
}
FAMILY = {
    "f": re.compile(r".{2,}(?:[oe]va|skaya|skaia|cka|ská|ová|d[óo]ttir)$"),
    "m": re.compile(r".{2,}(?:[oe]v|skiy|skyi|sk[iyý]|cki)$"),
}
"""How family names end that differ for a woman and a man."""


def of_name(name: str) -> str:
    """Return "m", "f", or nothing when a full name does not tell.

    >>> of_name("Anna Vollmark"), of_name("Oskar Brun"), of_name("Kim Rae"), of_name("A. Petrova")
    ('f', 'm', '', 'f')
    """
    parts = [part.title() if part.isupper() else part for part in name.split()]
    if not parts:
        return ""
    given = _given(parts[0]) if len(parts) > 1 else ""
    return given or _ending(parts[1:-1], PATRONYMIC) or _ending(parts[-1:], FAMILY)


def sound(name: str) -> str:
    """Return "f" for a full name whose first word is on no list and ends in -a, as most women's names do."""
    first, _, rest = name.partition(" ")
    return "f" if rest and first.endswith("a") and first not in given_names() else ""


def _given(name: str) -> str:
    for form in (name, name.split("-", maxsplit=1)[0]):
        if form in words("feminine_names"):
            return "f"
        if form in words("masculine_names"):
            return "m"
    return ""


def _ending(parts: list[str], known: dict[str, re.Pattern[str]]) -> str:
    return next((g for part in parts for g, ending in known.items() if ending.match(part)), "")


def of_title(title: str) -> str:
    """Return "m" or "f" for a title that only men or only women bear: "king", "spokeswoman", "Mrs".

    >>> of_title("spokeswoman"), of_title("Mr."), of_title("minister")
    ('f', 'm', '')
    """
    word = title.lower().rstrip(".")
    role = roles().get(word)
    if role is not None and role.gender != "any":
        return role.gender
    return next((g for g, known in (("f", "women"), ("m", "men")) if word in word_set(known)), "")
