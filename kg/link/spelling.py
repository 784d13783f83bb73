"""Compare names over transliterations."""

import re
import unicodedata
from functools import lru_cache

FOLDS = (
    (r"^ye|(?<=\s)ye", "e"), (r"^ju|^yu|(?<=\s)yu", "u"), (r"^ya|(?<=\s)ya", "a"), (r"kh|gh|g", "h"),
    (r"w", "v"), (r"ks", "x"), (r"(?:iy|yi|yy|ii|ij|yj|ey|ei|ie|ye|y|j)", "i"), (r"ph", "f"),
    (r"ck|c(?=[aoukrlt])|q", "k"),
    (r"ts|tz|z", "z"), (r"ou", "u"), (r"(.)\1", r"\1"),
)  # fmt: skip
"""Spellings that differ between transliterations of one name: Yevgenia/Evgenia, Sergey/Sergii."""
SLUG_MAX = 80
"""Characters; a longer name makes no longer id."""


def plain(name: str) -> str:
    """Return the name in lower case without accents, punctuation and article.

    >>> plain("The Élysée")
    'elysee'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", letters.casefold()).strip()
    return re.sub(r"^(?:the|a|an) ", "", words)


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """Return a key that is equal for the usual transliterations of one name.

    >>> folded("Yevgenia Horlenko") == folded("Evgenia Gorlenko")
    True
    """
    key = plain(name)
    for pattern, to in FOLDS:
        key = re.sub(pattern, to, key)
    return key


def slug(name: str) -> str:
    """Return the kebab-case form of a name, as entity ids have it; never empty.

    >>> slug("5+2 mechanism")
    '5-plus-2-mechanism'
    """
    words = plain(name.replace("+", " plus ").replace("’", "'").replace("'s ", "s "))
    return re.sub(r"[\s_]+", "-", words)[:SLUG_MAX].strip("-") or "unnamed"
