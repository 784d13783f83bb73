"""Static word vectors: the word embeddings of the start weights, in fewer dimensions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from spacy.vectors import Vectors
from spacy.vocab import Vocab
from tokenizers import Tokenizer

from kg.nlp.compact import KEYED_BY, install, packed
from kg.nlp.scores import Floats
from kg.training.passages import Passage

TABLE = "embeddings.word_embeddings.weight"
SEEN = 3
"""A word of the corpora that is no piece of its own gets a vector when it was seen so often."""


def teach(vocab: Vocab, base: Path, passages: Iterable[Passage], size: int) -> None:
    """Give the vocabulary vectors of ``size`` dimensions: the pieces that are words, and common words."""
    from safetensors.numpy import load_file  # noqa: PLC0415 - only in the extra "train"

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    table = load_file(base / "model.safetensors")[TABLE].astype("f")
    pieces = {piece: i for piece, i in tokenizer.get_vocab().items() if _whole(piece)}
    counts = Counter(word.lower() for passage in passages for word in passage.words)
    common = sorted(word for word, n in counts.items() if n >= SEEN and word not in pieces)
    cut = [tokenizer.encode(word, add_special_tokens=False).ids for word in common]
    rows = [*([i] for i in pieces.values()), *cut]
    full = np.stack([table[ids].mean(axis=0) for ids in rows])
    keys = [vocab.strings.add(word) for word in (*pieces, *common)]
    made = Vectors(data=_reduced(full, size), keys=keys, name="kg_words", attr=KEYED_BY)
    install(vocab, packed(made))


def _whole(piece: str) -> bool:
    return not piece.startswith(("##", "[")) and piece.isascii()


def _reduced(rows: Floats, size: int) -> Floats:
    """Principal components, scaled so that a row's numbers are about one."""
    centred = rows - rows.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :size]
    found = centred @ (axes * _signs(axes))
    made: Floats = (found / found.std()).astype("f")
    return made


def _signs(axes: Floats) -> Sequence[float]:
    """Which way an axis points is left open by the mathematics; here its greatest number is positive."""
    signs: Sequence[float] = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return signs
