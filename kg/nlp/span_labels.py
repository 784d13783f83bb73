"""A trainable spaCy component that finds spans by one label per word."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model

from kg.nlp.attributions import KEY, attributed_by_place, parts_of
from kg.nlp.bio import best_labels, spans
from kg.nlp.scores import Floats
from kg.nlp.tagset import NAME_TYPES, OUTSIDE, ROLES

NAMES, ATTRIBUTIONS = "kg_entities", "kg_attributions"
"""Factories, and the usual names, of the two components that are made of this class."""
TINY = 1e-9
Spans = list[tuple[int, int, int]]
"""(start, end, type number) of spans of words."""


def decode(scores: Floats) -> Spans:
    """Return the most probable spans.

    Args:
        scores: per word, the probabilities of O, B-0, I-0, B-1, I-1, …
    """
    return list(spans(best_labels(np.log(scores + TINY)).tolist()))


class SpanLabels(TrainablePipe):
    """Finds spans of some types, over the vectors of an earlier component.

    Attributes:
        types: of the spans, in the order of the model's labels.
    """

    def __init__(
        self, vocab: Vocab, model: Model[list[Doc], list[Floats]], name: str, types: Sequence[str]
    ) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.types = tuple(types)
        self.cfg: dict[str, object] = {}

    @property
    def label_data(self) -> None:
        """What spaCy would want told again at a later ``initialize``: nothing."""
        return

    def predict(self, docs: Iterable[Doc]) -> list[Spans]:
        """Return the spans of each document as (start, end, type number)."""
        given = list(docs)
        return [decode(scores) if len(scores) else [] for scores in self.model.predict(given)]

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[Spans]) -> None:
        """Set ``doc.ents``, or what ``doc._.attributions`` gives."""
        for doc, found in zip(docs, scores, strict=True):
            kept = [one for one in found if not doc[one[0] : one[1]].text.isspace()]
            if self.types == ROLES:
                breaks = [token.i + 1 for token in doc if "\n" in token.text]
                sources, cues, contents = (
                    [(start, end) for start, end, kind in kept if kind == role] for role in range(len(ROLES))
                )
                parts = parts_of(sources, cues, contents, breaks)
                doc.user_data[KEY] = list(attributed_by_place(parts, breaks))
            else:
                doc.ents = tuple(Span(doc, start, end, label=self.types[kind]) for start, end, kind in kept)

    def get_loss(self, examples: Iterable[Example], scores: Sequence[Floats]) -> tuple[float, list[Floats]]:
        """Return loss and gradient; ``reference.user_data[name]`` holds which labels are open per word.

        The loss of a word is minus the logarithm of the probability of all its open labels together.
        """
        loss, gradients = 0.0, []
        for example, found in zip(examples, scores, strict=True):
            open_ = example.reference.user_data.get(self.name)
            if open_ is None:
                gradients.append(np.zeros_like(found))
                continue
            right = found * open_
            mass = right.sum(axis=1, keepdims=True) + TINY
            loss -= float(np.log(mass).sum())
            gradients.append(found - right / mass)
        return loss, gradients

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002 - spaCy's signature
    ) -> None:
        """Make the weights."""
        docs = [example.x for _, example in zip(range(10), get_examples(), strict=False)]
        self.model.initialize(X=docs, Y=[np.zeros((len(d), width(self.types)), dtype="f") for d in docs])


def width(types: Sequence[str]) -> int:
    """Return the number of labels: O, and B- and I- of each type."""
    return 2 * len(types) + 1


def labels(types: Sequence[str]) -> tuple[str, ...]:
    """Return the labels in the order of the scores.

    >>> labels(("X",))
    ('O', 'B-X', 'I-X')
    """
    return (OUTSIDE, *(f"{mark}-{kind}" for kind in types for mark in "BI"))


@Language.factory(NAMES, assigns=["doc.ents"])
def make_names(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> SpanLabels:
    """Return a component that sets ``doc.ents``."""
    return SpanLabels(nlp.vocab, model, name, NAME_TYPES)


@Language.factory(ATTRIBUTIONS, assigns=["doc._.attributions"])
def make_attributions(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> SpanLabels:
    """Return a component that sets what ``doc._.attributions`` gives."""
    return SpanLabels(nlp.vocab, model, name, ROLES)
