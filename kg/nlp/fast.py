"""The small language model that comes with the package: convolutions, no GPU, no run time of its own.

Importing this module makes its components known to spaCy, so that ``spacy.load(FOLDER)`` works.
"""

import spacy
from spacy.language import Language

from kg.nlp import compact, context, lemma_table, span_labels  # noqa: F401 - they register what the model is made of
from kg.nlp.weights import FAST, checked


def load_fast() -> Language:
    """Return the pipeline: tags, morphology, lemmas, dependencies, sentences, entities and attributions.

    Raises:
        WeightsError: the weights are not what was shipped.
    """
    return spacy.load(checked(FAST))
