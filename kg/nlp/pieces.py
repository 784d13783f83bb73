"""Cut words into the word pieces of the encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

CLS, SEP, UNKNOWN, PAUSE = 101, 102, 100, 2
"""Pieces of BERT's vocabulary: begin, end, unknown word, and ``[unused1]`` for a break between paragraphs."""
LONGEST_WORD = 12
"""Pieces. Of a longer word (an address, a hash) only the first are looked at."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of some words.

    Attributes:
        ids: piece numbers, with ``PAUSE`` before a word that opens a paragraph.
        first: per word, where its first piece stands in ``ids``.
        last: per word, where its last piece stands.
    """

    ids: Sequence[int]
    first: Sequence[int]
    last: Sequence[int]


def cut_words(tokenizer: Tokenizer, words: Sequence[str], breaks: frozenset[int]) -> Pieces:
    """Return the pieces of the words; ``breaks`` are the words that open a paragraph. Never an empty word."""
    ids: list[int] = []
    first, last = [], []
    for i, piece in enumerate(tokenizer.encode_batch_fast(list(words), add_special_tokens=False)):
        if i in breaks:
            ids.append(PAUSE)
        first.append(len(ids))
        ids += piece.ids[:LONGEST_WORD] or [UNKNOWN]
        last.append(len(ids) - 1)
    return Pieces(ids, first, last)
