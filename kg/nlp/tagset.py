"""The labels of the trained heads, and what a head's answer is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

PERSON, ORG, GPE, LOC, EVENT, PRODUCT, NORP, DATE, QUANTITY = (
    "PERSON", "ORG", "GPE", "LOC", "EVENT", "PRODUCT", "NORP", "DATE", "QUANTITY",
)  # fmt: skip
NAME_TYPES = (PERSON, ORG, GPE, LOC, EVENT, PRODUCT, NORP, DATE, QUANTITY)
"""Types of names, called as in OntoNotes. PRODUCT is any named thing made: goods, works, documents."""
OUTSIDE = "O"
ROLES = ("SOURCE", "CUE", "CONTENT")
"""The three parts of an attribution (PARC 3, Pareti 2016)."""
LAYERS = ("syntax", "names", "attributions", "coreference")
"""What a model can set; one trained without a corpus of attributions lacks those."""
NameTags = frozenset[str]
"""The labels of ``NAME_LABELS`` that an annotation allows for a word."""


SPACE_TAG, SPACE_POS, SPACE_RELATION = "_SP", "SPACE", "dep"
"""What white space is annotated as, as in spaCy's own models; it hangs on the word before it."""


def bio_labels(types: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of spans in the order of a head's scores.

    >>> bio_labels(("X",))
    ('O', 'B-X', 'I-X')
    """
    return (OUTSIDE, *(f"{mark}-{kind}" for kind in types for mark in "BI"))


NAME_LABELS, ROLE_LABELS = bio_labels(NAME_TYPES), bio_labels(ROLES)


@dataclass(frozen=True, slots=True)
class Attributed:
    """The words of one attribution, by index, in order; each part may be empty or have gaps."""

    source: Sequence[int]
    cue: Sequence[int]
    content: Sequence[int]
