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
from kg.nlp.tagset import NAME_LABELS, NAME_TYPES, ROLE_LABELS, ROLES

NAMES, ATTRIBUTIONS = "kg_entities", "kg_attributions"
"""Factories, and the usual names, of the two components that are made of this class."""
TINY = 1e-9
Spans = list[tuple[int, int, int]]
"""(start, end, type number) of spans of words."""
Setter = Callable[[Doc, Spans], None]
"""Writes the spans of a document where others look for them."""


def decode(scores: Floats) -> Spans:
    """Return the most probable spans.

    Args:
        scores: per word, the probabilities of O, B-0, I-0, B-1, I-1, …
    """
    return list(spans(best_labels(np.log(scores + TINY)).tolist()))


class SpanLabels(TrainablePipe):
    """Finds spans of some types, over the vectors of an earlier component."""

    def __init__(
        self, vocab: Vocab, model: Model[list[Doc], list[Floats]], name: str, labels: int, setter: Setter
    ) -> None:
        """Score so many labels for each word, and hand the spans that are found to ``setter``."""
        self.vocab = vocab
        self.model = model
        self.name = name
        self._labels = labels
        self._setter = setter
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
        """Set the spans, but those of nothing but white space."""
        for doc, found in zip(docs, scores, strict=True):
            self._setter(doc, [one for one in found if not doc[one[0] : one[1]].text.isspace()])

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
        self.model.initialize(X=docs, Y=[np.zeros((len(doc), self._labels), dtype="f") for doc in docs])


def set_names(doc: Doc, found: Spans) -> None:
    """Set ``doc.ents``."""
    doc.ents = tuple(Span(doc, start, end, label=NAME_TYPES[kind]) for start, end, kind in found)


def set_attributions(doc: Doc, found: Spans) -> None:
    """Set what ``doc._.attributions`` gives."""
    breaks = [token.i + 1 for token in doc if "\n" in token.text]
    sources, cues, contents = (
        [(start, end) for start, end, kind in found if kind == role] for role in range(len(ROLES))
    )
    doc.user_data[KEY] = list(attributed_by_place(parts_of(sources, cues, contents, breaks), breaks))


@Language.factory(NAMES, assigns=["doc.ents"])
def make_names(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> SpanLabels:
    """Return a component that sets ``doc.ents``."""
    return SpanLabels(nlp.vocab, model, name, len(NAME_LABELS), set_names)


@Language.factory(ATTRIBUTIONS, assigns=["doc._.attributions"])
def make_attributions(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> SpanLabels:
    """Return a component that sets what ``doc._.attributions`` gives."""
    return SpanLabels(nlp.vocab, model, name, len(ROLE_LABELS), set_attributions)
