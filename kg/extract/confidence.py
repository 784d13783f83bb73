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
    "attitude": -0.73,
    "both": 0.83,
    "both_dialogue": 0.39,
    "both_named": 0.02,
    "both_public": -0.13,
    "both_sure": 3.25,
    "both_wordless": 0.54,
    "deed": -0.91,
    "dialogue": 0.41,
    "disputed": -0.25,
    "heading": -1.23,
    "marked": 0.24,
    "marked_dialogue": -1.15,
    "marked_named": -0.33,
    "marked_public": 0.11,
    "marked_sure": 2.25,
    "marked_wordless": -0.62,
    "named": 0.42,
    "none": -1.20,
    "pronoun": 0.63,
    "ruled": -1.08,
    "ruled_dialogue": 1.17,
    "ruled_named": 0.74,
    "ruled_public": -0.09,
    "ruled_within": -0.23,
    "short": -0.91,
    "thing": -0.14,
    "unnamed": -1.18,
    "within": 0.66,
    "wordless": -0.08,
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

    ``both`` stands for model and rules, ``marked`` for the model alone, ``ruled`` for rules alone; a polity
    or a body that speaks is ``public``.
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
        "none": source is None and not attribution.ruled,
        f"{by}_formula": attribution.lemma == ACCORDING or (source is None and attribution.ruled),
        "short": words < SHORT,
    }
    return {name: float(value) for name, value in found.items()}
