"""What the encoder answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.tagset import LAYERS

Ints = NDArray[np.int32] | NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of the treebank heads, in the order of the scores; the layers that were trained."""

    tag: Sequence[str]
    pos: Sequence[str]
    morph: Sequence[str]
    relation: Sequence[str]
    layers: Sequence[str] = LAYERS


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end``, of which ``mine`` to ``until`` are most central in this window."""

    start: int
    end: int
    mine: int
    until: int


@dataclass(frozen=True, slots=True)
class Read:
    """What the heads say of the w words of a window.

    Attributes:
        window: which words.
        scores: by head. ``tag``, ``pos``, ``morph``, ``opens``, ``names``, ``roles``: [w, labels], what each
            word is. ``cue``, ``antecedent``: [w, w+1], probabilities that a word points to another as the
            start of its cue, as an earlier mention; column 0 stands for none. ``arc``: [w, w+1], scores that
            another heads it; column 0 is the root. ``rel_from``: [w, d], ``rel_to``: [w+1, d], what a word,
            and the root or a word as its head, give to the label of the arc.
    """

    window: Window
    scores: dict[str, Floats]
