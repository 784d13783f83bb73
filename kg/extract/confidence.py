"""How likely an attribution is right, by who found it, how, and where: a logistic regression.

The weights are fitted by ``scripts/eval calibrate``, on the gold of scripts/eval and on PolNeAR's dev set;
docs/attribution.md shows how often what is said to be right with 0.8 is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from kg.extract.content import Attribution
from kg.extract.sources import SourceKind

LEAST = 0.4
"""The default of what is worth reading: below it more attributions are wrong than right."""
TURN, NARRATION, FLOATING = 0.97, 0.9, 0.7
"""Of turns, of the publisher's own words, and of quotations with no attribution beside them."""
THINGS = frozenset({"it", "this", "that", "which"})
"""Pronouns of things more often than of people."""
ACCORDING = "according to"
"""The lemma of formulas that need no verb."""
BACKWARD = 0.8
"""Of "This was stated by X": too few to count, set by hand."""
SHORT = 5
"""Words of content that say little."""
USUAL = 0.8
"""How sure the model is of most that it marks."""
WEIGHTS: Mapping[str, float] = {
    "bias": 0.58,
    "attitude": -0.71,
    "both": 0.81,
    "both_dialogue": 0.27,
    "both_named": 0.08,
    "both_public": -0.12,
    "both_sure": 3.26,
    "both_wordless": 0.55,
    "deed": -0.90,
    "dialogue": 0.41,
    "disputed": -0.24,
    "heading": -1.23,
    "marked": 0.24,
    "marked_dialogue": -1.16,
    "marked_named": -0.32,
    "marked_public": 0.10,
    "marked_sure": 2.26,
    "marked_wordless": -0.62,
    "named": 0.40,
    "none": -1.20,
    "pronoun": 0.62,
    "ruled": -1.04,
    "ruled_dialogue": 1.31,
    "ruled_named": 0.64,
    "ruled_public": 0.00,
    "ruled_within": -0.26,
    "short": -0.90,
    "thing": -0.13,
    "unnamed": -1.18,
    "within": 0.52,
    "wordless": -0.07,
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
    """Return the chance in [0, 1] that a careful reader agrees with who says what.

    Args:
        attribution: as found.
        speaker: entity id of who is meant.
        place: where it stands.
        words: how many words its content has.
    """
    if attribution.previous:
        return BACKWARD
    features = traits(attribution, speaker, place, words)
    return 1 / (1 + exp(-sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())))


def traits(attribution: Attribution, speaker: str, place: Place, words: int) -> dict[str, float]:
    """Return what tells right attributions from wrong ones, by name: 0 or 1, or how sure the model is.

    ``both`` stands for model and rules (and for "according to", "it is reported"), ``marked`` for the model alone, ``ruled`` for rules alone; a polity
    or a body that speaks is ``public``.
    """
    source = attribution.source
    kind = source.kind if source else None
    named = source is not None and source.mention is not None
    formula = attribution.lemma == ACCORDING or (source is None and attribution.ruled)
    alone = "marked" if attribution.sure else "ruled"
    by = "both" if formula or (attribution.sure and attribution.ruled) else alone
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
        "none": source is None and not attribution.ruled,
        "short": words < SHORT,
    }
    return {name: float(value) for name, value in found.items()}
