"""How likely an attribution is right, by who found it, how, and where: a logistic regression.

Its weights and the chances of what is no attribution lie in ``ontology/confidence.csv``. They are measured by
``scripts/eval calibrate --write``, on the gold of scripts/eval and on PolNeAR's dev set; docs/attribution.md
shows how often what is said to be right with 0.8 is right.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Literal

from kg.extract.content import Attribution
from kg.extract.sources import SourceKind
from kg.nlp.segments import Turn
from kg.resources import data

LEAST = 0.42
"""The default of what is worth reading: below it more attributions are wrong than right."""
NARRATION = 0.9
"""Of the publisher's own words. Set by hand: the gold does not list them, so that nothing can be counted."""
THINGS = frozenset({"it", "this", "that", "which"})
"""Pronouns of things more often than of people."""
FORMULAS = frozenset({"according to", ":", "–"})
"""The lemmas of what needs no verb: "according to X", and headlines with a colon or dash."""
BACKWARD = 0.8
"""Of "This was stated by X": too few to count, set by hand."""
SHORT = 5
"""Words of content that say little."""
USUAL = 0.8
"""How sure the model is of most that it marks."""


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


@cache
def measured(kind: Literal["weight", "chance"]) -> Mapping[str, float]:
    """Return what the gold taught: the ``weight`` of each trait, the ``chance`` of each kind of statement.

    A trait that was seldom seen has none.
    """
    lines = (data("ontology") / "confidence.csv").read_text(encoding="utf-8").splitlines()
    return {row["name"]: float(row["value"]) for row in csv.DictReader(lines) if row["kind"] == kind}


def floating() -> float:
    """Return how likely a quotation with no attribution beside it is theirs whom it is given to."""
    return measured("chance")["floating"]


def of_turn(turn: Turn) -> float:
    """Return how likely what is said in a turn is its speaker's."""
    return measured("chance")[turn_kind(turn)]


def turn_kind(turn: Turn) -> str:
    """Return how a turn begins: with a name, with a mark that names nobody ("Q:", a dash), or bare."""
    if turn.label is not None:
        return "named turn"
    return "marked turn" if turn.mark is not None and turn.mark.start < turn.mark.end else "unmarked turn"


def confidence(attribution: Attribution, speaker: str, place: Place, words: int) -> float:
    """Return the chance in [0, 1], to three digits, that a careful reader agrees with who says what.

    Args:
        attribution: as found.
        speaker: entity id of who is meant.
        place: where it stands.
        words: how many words its content has.
    """
    if attribution.previous:
        return BACKWARD
    weights = measured("weight")
    found = traits(attribution, speaker, place, words)
    return round(1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in found.items()))), 3)


def traits(attribution: Attribution, speaker: str, place: Place, words: int) -> dict[str, float]:
    """Return what tells right attributions from wrong ones, by name: 0 or 1, or how sure the model is.

    ``both`` stands for model and rules (and for "according to" and "it is reported"), ``marked`` for the
    model alone, ``ruled`` for rules alone; a polity or a body that speaks is ``public``.
    """
    source = attribution.source
    kind = source.kind if source else None
    named = source is not None and source.mention is not None
    formula = attribution.lemma in FORMULAS or (source is None and attribution.ruled)
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
