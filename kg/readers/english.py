"""Whether a text is English at all: the language model reads no other."""

import re

WORDS = frozenset("the of and to that is for with was by it from be are has this his they which were".split())
"""Frequent English words that few languages share."""
LEAST = 0.05
"""Of all words; English prose has a quarter of these, machine translations without articles an eighth."""
ENOUGH = 20
"""Words; a shorter text may be a list of names. All set by hand on ten languages."""


def is_english(text: str) -> bool:
    """Return False for a text with hardly any English words between its names.

    >>> is_english("La ministra dijo que el barco no saldría del puerto antes del lunes. " * 3)
    False
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) < ENOUGH or sum(word in WORDS for word in words) >= LEAST * len(words)
