"""The small language model that comes with the package: convolutions, no GPU, no run time of its own.

Importing this module makes its components known to spaCy, so that ``spacy.load(FOLDER)`` works.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from kg.nlp import compact, context, lemma_table, span_labels  # noqa: F401 - they register what the model is made of
from kg.nlp.in_pieces import InPieces
from kg.nlp.scores import Floats
from kg.nlp.threads import one_thread
from kg.nlp.weights import FAST, checked


def load_fast() -> Language:
    """Return the pipeline: tags, morphology, lemmas, dependencies, sentences, entities and attributions.

    Raises:
        WeightsError: the weights are not what was shipped.
    """
    with quick_products():
        inner = spacy.load(checked(FAST))
    nlp = spacy.blank("en", vocab=inner.vocab)
    nlp.tokenizer = inner.tokenizer
    reader = nlp.add_pipe("kg_in_pieces")
    assert isinstance(reader, InPieces)  # noqa: S101 - the factory says so; tells mypy
    reader.inner = inner
    return nlp


class QuickOps(NumpyOps):
    """Thinc's operations with numpy's matrix products: about three times as fast as those of BLIS."""

    def gemm(
        self,
        x: Floats,
        y: Floats,
        out: Floats | None = None,
        trans1: bool = False,  # noqa: FBT001, FBT002 - Thinc's signature
        trans2: bool = False,  # noqa: FBT001, FBT002
    ) -> Floats:
        """Return the product of two matrices, each turned over first where that is asked for."""
        with one_thread():
            found: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return found


@contextmanager
def quick_products() -> Iterator[None]:
    """Models that are made within this multiply with ``QuickOps``."""
    usual = get_current_ops()
    set_current_ops(QuickOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(usual)
