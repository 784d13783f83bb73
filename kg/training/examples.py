"""Passages as spaCy's examples, cut anew and changed anew at each epoch."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from kg.nlp.span_labels import ATTRIBUTIONS, NAMES
from kg.nlp.tagset import NAME_LABELS, ROLE_LABELS, SPACE_POS, SPACE_RELATION, SPACE_TAG, NameTags
from kg.training.augment import augmented
from kg.training.corpora import Corpora
from kg.training.passages import Passage, Syntax, window

BREAK = "\n\n"
"""The word of white space between two paragraphs."""
ALONE = 0.3
"""Share of the pieces of a treebank that are one sentence."""
SENTENCES, WORDS = 8, 400
"""Longest piece: of a treebank, of an article."""
ARTICLES = 0.35
"""Share of the articles of an epoch: there are more than twice as many words of them as of treebanks."""
SYNTAX, ONLY_NAMES, QUOTED = "syntax", "names", "quoted"
"""Kinds of batches, by what there is to learn from them."""


def epoch(corpora: Corpora, size: int, rng: random.Random) -> list[tuple[str, list[Passage]]]:
    """Return batches of about ``size`` words, each of one kind, in random order."""
    articles = rng.sample(corpora.quoted, round(len(corpora.quoted) * ARTICLES))
    found: list[tuple[str, list[Passage]]] = []
    for kind, passages in ((SYNTAX, corpora.syntax), (ONLY_NAMES, corpora.names), (QUOTED, articles)):
        pieces = [piece for passage in passages for piece in _pieces(augmented(passage, rng), rng)]
        rng.shuffle(pieces)
        found += [(kind, batch) for batch in batches(pieces, size)]
    rng.shuffle(found)
    return found


def batches(pieces: Sequence[Passage], size: int) -> Iterator[list[Passage]]:
    """Yield the pieces in lists of about ``size`` words."""
    batch: list[Passage] = []
    words = 0
    for piece in pieces:
        batch.append(piece)
        words += len(piece.words)
        if words >= size:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _pieces(passage: Passage, rng: random.Random) -> Iterator[Passage]:
    """Cut at the starts of sentences where those are known, else at paragraphs."""
    starts = [i for i, row in enumerate(passage.syntax) if row.opens] or [0, *sorted(passage.breaks)]
    ends = [*starts[1:], len(passage.words)]
    i = 0
    while i < len(starts):
        last = i if passage.syntax and rng.random() < ALONE else _last(starts, ends, i, passage, rng)
        yield window(passage, starts[i], ends[last])
        i = last + 1


def _last(starts: Sequence[int], ends: Sequence[int], i: int, passage: Passage, rng: random.Random) -> int:
    if passage.syntax:
        return min(len(starts) - 1, i + rng.randint(1, SENTENCES - 1))
    room = rng.randint(40, WORDS)
    last = i
    while last + 1 < len(ends) and ends[last + 1] - starts[i] <= room:
        last += 1
    return last


def example(passage: Passage, vocab: Vocab) -> Example:
    """Return the passage as spaCy has it, each break between paragraphs a word of white space."""
    order = _order(passage)
    words = [BREAK if i is None else passage.words[i] for i in order]
    predicted = Doc(vocab, words=words, spaces=[True] * len(words))
    reference = _reference(passage, vocab, words, order) if passage.syntax else Doc(vocab, words=words)
    if passage.names:
        rows = [_open_names(frozenset() if i is None else passage.names[i]) for i in order]
        reference.user_data[NAMES] = np.stack(rows)
    if passage.quoted:
        roles = _roles(passage)
        reference.user_data[ATTRIBUTIONS] = np.stack([_role(0 if i is None else roles[i]) for i in order])
        _bridged(reference.user_data[ATTRIBUTIONS], order)
    return Example(predicted, reference)


def _order(passage: Passage) -> list[int | None]:
    """The words by index, None for a break."""
    found: list[int | None] = []
    for i in range(len(passage.words)):
        found += [None, i] if i in passage.breaks else [i]
    return found


def _reference(passage: Passage, vocab: Vocab, words: list[str], order: Sequence[int | None]) -> Doc:
    place = {i: k for k, i in enumerate(order) if i is not None}
    rows: list[Syntax | None] = [None if i is None else passage.syntax[i] for i in order]
    return Doc(
        vocab,
        words=words,
        spaces=[True] * len(words),
        tags=[row.tag if row else SPACE_TAG for row in rows],
        pos=[row.pos if row else SPACE_POS for row in rows],
        morphs=[row.morph if row else "" for row in rows],
        heads=[place[row.head] if row else k - 1 for k, row in enumerate(rows)],
        deps=[(_relation(row) if row else SPACE_RELATION) for row in rows],
        sent_starts=[1 if row and row.opens else -1 for row in rows],
    )


def _relation(row: Syntax) -> str:
    return "ROOT" if row.relation == "root" else row.relation


@cache
def _open_names(allowed: NameTags) -> np.ndarray[Any, Any]:
    return np.asarray([float(not allowed or label in allowed) for label in NAME_LABELS], dtype="f")


@cache
def _role(number: int) -> np.ndarray[Any, Any]:
    row: np.ndarray[Any, Any] = np.eye(len(ROLE_LABELS), dtype="f")[number]
    return row


def _roles(passage: Passage) -> list[int]:
    """The label of each word, by its number; a word of several attributions has that of the last."""
    found = [0] * len(passage.words)
    for attributed in passage.attributions:
        for k, words in enumerate((attributed.source, attributed.cue, attributed.content)):
            for i, before in zip(words, (None, *words), strict=False):
                found[i] = 2 * k + (2 if before == i - 1 else 1)
    return found


def _bridged(rows: np.ndarray[Any, Any], order: Sequence[int | None]) -> None:
    """A break within a quotation belongs to it, as the words around it do."""
    for k in range(1, len(order) - 1):
        if order[k] is None and rows[k + 1].argmax() in (2, 4, 6):
            rows[k] = rows[k + 1]
