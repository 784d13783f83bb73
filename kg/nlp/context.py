"""The layers under the span labels: a word's own vector, and for attributions what its sentence holds.

A word of a quotation is known by the cue ten or thirty words away, which the windows of the shared encoder do
not reach. So each word is also given, over a few learned features, the greatest values to its left and to its
right within the sentence, and those of the sentence before.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Maxout, Model, Softmax, chain, with_array

from kg.nlp.scores import Floats

OPENING, CLOSING, EITHER = frozenset("“ `` „ «".split()), frozenset("” '' »".split()), '"'
DASHES = frozenset("— – - --".split())
FINAL = frozenset(". ! ? … ...".split())
MARKS = 5
"""Features of quotation marks per word, see ``marks``."""
Back = Callable[[Any], Any]


@registry.architectures("kg.WordLabels.v1")
def word_labels(
    tok2vec: Model[list[Doc], list[Floats]], hidden: int, labels: int
) -> Model[list[Doc], list[Floats]]:
    """Return a model that scores the labels of each word by its vector."""
    width = tok2vec.get_dim("nO")
    head: Model[Any, Any] = chain(
        Maxout(nO=hidden, nI=width, nP=2, normalize=True, dropout=0.0), Softmax(nO=labels, nI=hidden)
    )
    model: Model[list[Doc], list[Floats]] = chain(tok2vec, with_array(head))
    return model


@registry.architectures("kg.SentenceLabels.v1")
def sentence_labels(
    tok2vec: Model[list[Doc], list[Floats]], features: int, hidden: int, labels: int
) -> Model[list[Doc], list[Floats]]:
    """Return a model that scores the labels of each word by its vector and its sentence."""
    width = tok2vec.get_dim("nO")
    learned = Maxout(nO=features, nI=width, nP=2, normalize=True, dropout=0.0)
    head: Model[Any, Any] = chain(
        Maxout(nO=hidden, nI=width + 4 * features + MARKS, nP=2, normalize=True, dropout=0.0),
        Softmax(nO=labels, nI=hidden),
    )
    return Model("sentence_labels", _forward, init=_init, layers=[tok2vec, learned, head])


def _init(
    model: Model[list[Doc], list[Floats]],
    X: list[Doc] | None = None,  # noqa: ARG001, N803 - Thinc's signature
    Y: object = None,  # noqa: ARG001, N803
) -> None:
    for layer in model.layers:
        layer.initialize()


def _forward(
    model: Model[list[Doc], list[Floats]],
    docs: list[Doc],
    is_train: bool,  # noqa: FBT001 - Thinc's signature
) -> tuple[list[Floats], Back]:
    tok2vec, learned, head = model.layers
    vectors, back_vectors = tok2vec(docs, is_train)
    lengths = [len(doc) for doc in docs]
    flat = np.concatenate(vectors) if vectors else np.zeros((0, tok2vec.get_dim("nO")), dtype="f")
    features, back_features = learned(flat, is_train)
    places = [place for doc in docs for place in _places(doc)]
    around, back_around = spread(features, _bounds([end for place in places for end in place[:1]]))
    seen = np.asarray([place[1:] for place in places], dtype="f").reshape(-1, MARKS)
    scores, back_scores = head(np.hstack([flat, features, around, seen]), is_train)

    def backprop(gradients: list[Floats]) -> list[Doc]:
        given = back_scores(np.concatenate(gradients))
        w, f = flat.shape[1], features.shape[1]
        d_features = given[:, w : w + f] + back_around(given[:, w + f : w + 4 * f])
        d_flat = given[:, :w] + back_features(np.ascontiguousarray(d_features))
        back_vectors(_split(np.ascontiguousarray(d_flat), lengths))
        return docs

    return _split(scores, lengths), backprop


def _split(rows: Floats, lengths: Sequence[int]) -> list[Floats]:
    return list(np.split(rows, np.cumsum(lengths)[:-1])) if lengths else []


def _bounds(firsts: Sequence[float]) -> list[tuple[int, int]]:
    starts = [i for i, first in enumerate(firsts) if first]
    return list(zip(starts, [*starts[1:], len(firsts)], strict=True))


def spread(rows: Floats, sentences: Sequence[tuple[int, int]]) -> tuple[Floats, Back]:
    """Return the greatest values left, right, and in the sentence before, of each row; and the way back."""
    n, f = rows.shape
    origin = np.zeros((n, 3 * f), dtype="i")
    before = np.full(f, -1, dtype="i")
    for start, end in sentences:
        part = rows[start:end]
        left = _reached(part) + start
        right = end - 1 - _reached(part[::-1])[::-1]
        origin[start:end, :f], origin[start:end, f : 2 * f], origin[start:end, 2 * f :] = left, right, before
        before = left[-1]
    columns = np.tile(np.arange(f), 3)
    found = np.where(origin < 0, 0, rows[origin, columns]) if n else np.zeros((0, 3 * f), dtype="f")

    def backprop(gradient: Floats) -> Floats:
        known = np.where(origin < 0, 0, gradient)
        places = (np.maximum(origin, 0) * f + columns).ravel()
        summed = np.bincount(places, weights=known.ravel(), minlength=n * f)
        return summed.reshape(n, f).astype("f")

    return np.ascontiguousarray(found, dtype="f"), backprop


def _reached(part: Floats) -> np.ndarray[Any, Any]:
    """Where, up to each row, the greatest value of each column stands."""
    top = np.maximum.accumulate(part, axis=0)
    here = np.where(part >= top, np.arange(len(part))[:, None], 0)
    reached: np.ndarray[Any, Any] = np.maximum.accumulate(here, axis=0)
    return reached


def _places(doc: Doc) -> Iterator[tuple[float, ...]]:
    """Yield per word: whether a sentence begins there, and its marks."""
    words = [token.text for token in doc]
    start, first = 0, True
    for i, word in enumerate((*words, "\n")):
        if "\n" in word or i == len(words):
            end = min(i + 1, len(words))
            for row in marks(words[start:end]):
                yield (float(first or row[0]), *row[1:])
                first = False
            start, first = end, True


def marks(words: Sequence[str]) -> Iterator[tuple[float, ...]]:
    """Yield per word of a paragraph: whether a sentence begins there, and what quotation marks tell.

    These are: within marks, after an opening mark that nothing closes, in a paragraph that begins with a
    dash, in a paragraph with marks, and a dash or mark itself. A sentence does not end within closed marks.
    """
    inside, unclosed = _quoted(words)
    dashed = float(bool(words) and words[0] in DASHES)
    any_ = float(any(inside) or any(unclosed))
    opens = True
    for i, word in enumerate(words):
        mark = float(word in OPENING or word in CLOSING or word == EITHER or word in DASHES)
        yield float(opens), float(inside[i]), float(unclosed[i]), dashed, any_, mark
        closes = word in CLOSING or word == EITHER
        over = word in FINAL or (closes and i > 0 and words[i - 1] in FINAL)
        follows = words[i + 1] if i + 1 < len(words) else ""
        opens = over and not (i + 1 < len(words) and inside[i + 1] and inside[i]) and follows not in CLOSING


def _quoted(words: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Whether each word lies within marks, or after a mark that nothing closes."""
    inside, unclosed = [False] * len(words), [False] * len(words)
    start = -1
    for i, word in enumerate(words):
        if start < 0 and (word in OPENING or word == EITHER):
            start = i
        elif start >= 0 and (word in CLOSING or word == EITHER):
            inside[start : i + 1] = [True] * (i + 1 - start)
            start = -1
    if start >= 0:
        unclosed[start:] = [True] * (len(words) - start)
    return inside, unclosed
