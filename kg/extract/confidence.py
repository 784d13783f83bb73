"""How likely an attribution is right, by who found it, how, and where: a logistic regression.

The weights are fitted by ``scripts/eval calibrate``, on the gold of scripts/eval and on PolNeAR's dev set;
docs/attribution.md shows how often what is said to be right with 0.8 is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from kg.extract.content import Attribution
from kg.extract.sources import SourceKind

LEAST = 0.5
"""The default of what is worth reading: below it more attributions are wrong than right."""
TURN, NARRATION, FLOATING = 0.97, 0.9, 0.7
"""Of turns, of the publisher's own words, and of quotations with no attribution beside them."""
THINGS = frozenset({"it", "this", "that", "which"})
"""Pronouns of things more often than of people."""
SHORT = 5
"""Words of content that say little."""
USUAL = 0.8
"""How sure the model is of most that it marks."""
WEIGHTS: Mapping[str, float] = {
    "bias": 0.28,
    "attitude": -0.73,
    "both": 0.72,
    "both_dialogue": 0.14,
    "both_named": 0.46,
    "both_public": -0.18,
    "both_sure": 2.13,
    "both_within": 1.00,
    "both_wordless": 0.95,
    "deed": -0.79,
    "dialogue": 0.13,
    "disputed": -0.45,
    "heading": -1.05,
    "marked": 0.52,
    "marked_dialogue": -1.45,
    "marked_named": -0.36,
    "marked_public": 0.20,
    "marked_sure": 2.12,
    "marked_wordless": -0.87,
    "named": 0.62,
    "none": -1.59,
    "pronoun": 0.85,
    "ruled": -1.24,
    "ruled_dialogue": 1.45,
    "ruled_named": 0.52,
    "ruled_public": 0.53,
    "ruled_within": -0.38,
    "short": -1.01,
    "thing": -0.09,
    "unnamed": -2.41,
    "within": 0.20,
    "wordless": 0.08,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribution stands.

    Attributes:
        dialogue: in a turn or a question.
        heading: in a title, a heading or a caption.
        within: in the words of somebody else.
    """

    dialogue: bool
    heading: bool
    within: bool


def confidence(attribution: Attribution, speaker: str, place: Place, words: int) -> float:
    """Return the chance in [0, 1], to three digits, that a careful reader agrees with who says what.

    Args:
        attribution: as found.
        speaker: entity id of who is meant.
        place: where it stands.
        words: how many words its content has.
    """
    features = traits(attribution, speaker, place, words)
    return round(1 / (1 + exp(-sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items()))), 3)


def traits(attribution: Attribution, speaker: str, place: Place, words: int) -> dict[str, float]:
    """Return what tells right attributions from wrong ones, by name: 0 or 1, or how sure the model is.

    ``both`` stands for model and rules, ``marked`` for the model alone, ``ruled`` for rules alone; a
    polity or a body that speaks is ``public``.
    """
    source = attribution.source
    kind = source.kind if source else None
    named = source is not None and source.mention is not None
    by = "ruled" if not attribution.sure else "both" if attribution.ruled else "marked"
    found = {
        "bias": True,
        by: True,
        f"{by}_sure": attribution.sure - USUAL if attribution.sure else 0,
        f"{by}_dialogue": place.dialogue,
        f"{by}_wordless": not attribution.act,
        f"{by}_within": place.within,
        f"{by}_named": named,
        f"{by}_public": speaker.startswith(("polity:", "org:")),
        "within": place.within,
        "dialogue": place.dialogue,
        "heading": place.heading,
        "wordless": not attribution.act,
        "attitude": not attribution.speech,
        "deed": attribution.deed,
        "disputed": attribution.disputed,
        "named": named,
        "pronoun": kind is SourceKind.PRONOUN,
        "thing": source is not None and source.text in THINGS,
        "unnamed": speaker.endswith(":unnamed"),
        "none": source is None,
        "short": words < SHORT,
    }
    return {name: float(value) for name, value in found.items()}
