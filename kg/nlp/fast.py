"""The small language model that comes with the package: convolutions, no GPU, no run time of its own.

Importing this module makes its components known to spaCy, so that ``spacy.load(FOLDER)`` works.
"""

from contextlib import AbstractContextManager

import spacy
from spacy.language import Language
from thinc.api import use_ops

from kg.nlp import compact, context, lemma_table, span_labels  # noqa: F401 - they register what the model is made of
from kg.nlp.weights import FAST, checked


def load_fast() -> Language:
    """Return the pipeline: tags, morphology, lemmas, dependencies, sentences, entities and attributions.

    Raises:
        WeightsError: the weights are not what was shipped.
    """
    with quick_products():
        return spacy.load(checked(FAST))


def quick_products() -> AbstractContextManager[None]:
    """Return within what models are made: numpy multiplies matrices about three times as fast as BLIS."""
    return use_ops("numpy", use_blis=False)
