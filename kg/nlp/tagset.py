"""The labels of the trained heads, and what a head's answer is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

PERSON, ORG, GPE, LOC, EVENT, PRODUCT, NORP, DATE, QUANTITY = (
    "PERSON", "ORG", "GPE", "LOC", "EVENT", "PRODUCT", "NORP", "DATE", "QUANTITY",
)  # fmt: skip
NAME_TYPES = (PERSON, ORG, GPE, LOC, EVENT, PRODUCT, NORP, DATE, QUANTITY)
"""Types of names, called as in OntoNotes. PRODUCT is any named thing made: goods, works, documents."""
OUTSIDE = "O"
NAME_LABELS = (OUTSIDE, *(f"{mark}-{kind}" for kind in NAME_TYPES for mark in "BI"))
ROLES = ("SOURCE", "CUE", "CONTENT")
"""The three parts of an attribution (PARC 3, Pareti 2016)."""
ROLE_LABELS = (OUTSIDE, *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
LAYERS = ("syntax", "names", "attributions", "coreference")
"""What a model can set; one trained without a corpus of attributions lacks those."""
NameTags = frozenset[str]
"""The labels of ``NAME_LABELS`` that an annotation allows for a word."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """The words of one attribution, by index, in order; each part may be empty or have gaps."""

    source: Sequence[int]
    cue: Sequence[int]
    content: Sequence[int]
