"""Run the shipped encoder over a text of any length: one pass, every head (ONNX)."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions

from kg.nlp.pieces import CLS, SEP, WINDOW, Pieces, cut_words, load_tokenizer
from kg.nlp.scores import Floats, Ints, Labels, Read, Window
from kg.nlp.shapes import shape

OVERLAP = 64
"""Word pieces that two windows share, so that no word is read without what stands before and after it."""
INPUTS = ("ids", "mask", "first", "last", "shape")
OUTPUTS = (
    "tag", "pos", "morph", "opens", "names", "roles", "cue", "antecedent",
    "arc", "rel_from", "rel_to",
)  # fmt: skip


class Encoder:
    """The shipped encoder: words in, scores out."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self.labels = Labels(**json.loads((folder / "labels.json").read_text(encoding="utf-8")))
        self.relation: Floats = np.load(folder / "relation.npy", allow_pickle=False).astype(np.float32)
        self._threads = threads

    def read(self, words: Sequence[str], breaks: frozenset[int]) -> Iterator[Read]:
        """Yield what the heads say, window by window, in order.

        Windows are read one by one, never padded together: the quantised encoder's answers depend on all that
        is in one call, and a text must read the same whatever is read with it.

        Args:
            words: none empty.
            breaks: the words that open a paragraph, the first not counted.
        """
        pieces = cut_words(self._tokenizer, words, breaks)
        shapes = np.array([shape(word) for word in words], dtype=np.int64)
        found = windows(pieces)
        if self._threads == 1 or len(found) == 1:
            yield from (self._run(pieces, shapes, window) for window in found)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(lambda window: self._run(pieces, shapes, window), found)

    def _run(self, pieces: Pieces, shapes: Ints, window: Window) -> Read:
        first = pieces.first[window.start]
        inner = pieces.ids[first : pieces.last[window.end - 1] + 1].astype(np.int64)
        ids = np.concatenate([[CLS], inner, [SEP]])
        inside = slice(window.start, window.end)
        given = (
            ids[None],
            np.ones((1, len(ids)), dtype=np.int64),
            pieces.first[None, inside].astype(np.int64) - first + 1,
            pieces.last[None, inside].astype(np.int64) - first + 1,
            shapes[None, inside],
        )
        scores = self._session.run(OUTPUTS, dict(zip(INPUTS, given, strict=True)))
        return Read(window, {name: score[0] for name, score in zip(OUTPUTS, scores, strict=True)})


def windows(pieces: Pieces, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Return windows over all words; each word belongs to the window in which it stands most centrally."""
    bounds: list[tuple[int, int]] = []
    start, total = 0, len(pieces.first)
    while True:
        end = int(np.searchsorted(pieces.last, pieces.first[start] + size))
        bounds.append((start, end))
        if end == total:
            break
        start = _back(pieces, end, overlap)
    middles = [_middle(pieces, a[1], b[0]) for a, b in pairwise(bounds)]
    edges = [0, *middles, total]
    return [Window(s, e, edges[i], edges[i + 1]) for i, (s, e) in enumerate(bounds)]


def _back(pieces: Pieces, end: int, overlap: int) -> int:
    """The first word within ``overlap`` pieces before word ``end``."""
    return int(np.searchsorted(pieces.first, pieces.last[end - 1] - overlap, side="right"))


def _middle(pieces: Pieces, end: int, start: int) -> int:
    """The word in the middle of what two windows share: words ``start`` to ``end``."""
    half = (int(pieces.first[start]) + int(pieces.last[end - 1])) / 2
    return start + int(np.searchsorted(pieces.first[start:end], half))
