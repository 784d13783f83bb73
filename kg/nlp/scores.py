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
    """What the heads say of a window's words: scores by head."""

    window: Window
    scores: dict[str, Floats]
