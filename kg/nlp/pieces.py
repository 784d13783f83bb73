"""Cut words into the word pieces of the encoder."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS, SEP, UNKNOWN, MASK, PAUSE = 101, 102, 100, 103, 2
"""Pieces of BERT's vocabulary: begin, end, unknown word, hidden word, and ``[unused1]`` for a break between
paragraphs."""
WINDOW = 254
"""Word pieces of a window, in training and in use, without the two that begin and end it."""
LONGEST_WORD = 12
"""Pieces. Of a longer word (an address, a hash) only the first are looked at."""
AT_ONCE = 1000
"""Words handed to the tokenizer in one go; what it makes of a word is much larger than the word."""
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of some words.

    Attributes:
        ids: piece numbers, with ``PAUSE`` before a word that opens a paragraph.
        first: per word, where its first piece stands in ``ids``.
        last: per word, where its last piece stands.
    """

    ids: Ints
    first: Ints
    last: Ints


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer of a ``tokenizer.json``; windows bound the length, and nothing is padded."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut_words(tokenizer: Tokenizer, words: Sequence[str], breaks: frozenset[int]) -> Pieces:
    """Return the pieces of the words; ``breaks`` are the words that open a paragraph. Never an empty word."""
    known = _cut(tokenizer, sorted(set(words)))
    ids = array("i")
    first, last = array("i"), array("i")
    for i, word in enumerate(words):
        if i in breaks:
            ids.append(PAUSE)
        first.append(len(ids))
        ids.extend(known[word])
        last.append(len(ids) - 1)
    return Pieces(*(np.array(column, dtype=np.int32) for column in (ids, first, last)))


def _cut(tokenizer: Tokenizer, words: Sequence[str]) -> dict[str, Sequence[int]]:
    found: dict[str, Sequence[int]] = {}
    for start in range(0, len(words), AT_ONCE):
        some = words[start : start + AT_ONCE]
        for word, piece in zip(
            some, tokenizer.encode_batch_fast(some, add_special_tokens=False), strict=True
        ):
            found[word] = piece.ids[:LONGEST_WORD] or [UNKNOWN]
    return found
