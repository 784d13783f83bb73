"""From the encoder's scores, window by window, to one reading: labels, sentences, trees, pointers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.nlp.scores import Floats, Ints, Labels, Read, Window
from kg.nlp.tagset import NAME_LABELS, ROLE_LABELS
from kg.nlp.threads import one_thread
from kg.nlp.trees import ROOT, best_heads

LOOSE = "parataxis"
"""The label between the parts of a sentence that is longer than a window."""
PLAIN = ("tag", "pos", "morph")
NONE = -1
POINTED = 4
"""How many of the words that a word may point to are kept."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What is read of a text's words. Every number is the index of a word or, for labels, of a label.

    Attributes:
        plain: index of tag, pos and morph, by those names, each [words].
        opens: whether a sentence begins at the word.
        heads: head of each word; a root is its own.
        relations: label to the head.
        names: scores of ``NAME_LABELS``.
        roles: scores of ``ROLE_LABELS``.
        cues: the words that each most likely points to as the start of its cue [words, POINTED]; -1: none.
        weights: how likely, likewise.
        antecedents: the earlier word that mentions the same thing, or -1.
    """

    plain: dict[str, Ints]
    opens: NDArray[np.bool_]
    heads: Ints
    relations: Ints
    names: Floats
    roles: Floats
    cues: Ints
    weights: Floats
    antecedents: Ints


@dataclass(slots=True)
class _Progress:
    """Windows that some sentence still needs, and the first word that no tree covers yet."""

    windows: list[Read] = field(default_factory=list)
    parsed: int = 0


def decode(reads: Iterable[Read], fixed: NDArray[np.int8], labels: Labels, relation: Floats) -> Parsed:
    """Return the reading of a text.

    Memory does not grow with the square of the text: what holds for pairs of words is dropped sentence by
    sentence.

    Args:
        reads: of all windows, in order.
        fixed: per word 1 where a sentence must begin, -1 where none may, else 0.
        labels: of the treebank heads.
        relation: [labels, d, d], what labels an arc.
    """
    found = _empty(len(fixed))
    labeller = _Labeller(relation, labels.relation)
    progress = _Progress()
    for read in reads:
        _keep_words(found, read, fixed)
        _keep_pointers(found, read)
        progress.windows.append(read)
        _parse_ended(found, progress, read.window.until, labeller)
    return found


def _empty(n: int) -> Parsed:
    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int32)

    return Parsed(
        plain={name: ints(n) for name in PLAIN},
        opens=np.zeros(n, dtype=np.bool_),
        heads=ints(n),
        relations=ints(n),
        names=np.zeros((n, len(NAME_LABELS)), dtype=np.float32),
        roles=np.zeros((n, len(ROLE_LABELS)), dtype=np.float32),
        cues=ints(n, POINTED) + NONE,
        weights=np.zeros((n, POINTED), dtype=np.float32),
        antecedents=ints(n) + NONE,
    )


def _mine(window: Window) -> tuple[slice, slice]:
    """The window's own words, in the text and in the window."""
    return slice(window.mine, window.until), slice(window.mine - window.start, window.until - window.start)


def _keep_words(found: Parsed, read: Read, fixed: NDArray[np.int8]) -> None:
    here, there = _mine(read.window)
    for name in PLAIN:
        found.plain[name][here] = read.scores[name][there].argmax(1)
    opens = read.scores["opens"][there].argmax(1).astype(np.bool_)
    found.opens[here] = (opens | (fixed[here] > 0)) & (fixed[here] >= 0)
    if read.window.mine == 0:
        found.opens[0] = True
    found.names[here] = read.scores["names"][there]
    found.roles[here] = read.scores["roles"][there]


def _keep_pointers(found: Parsed, read: Read) -> None:
    here, there = _mine(read.window)
    scores = read.scores["cue"][there, 1:]
    many = min(POINTED, scores.shape[1])
    best = np.argpartition(-scores, many - 1, axis=1)[:, :many]
    found.cues[here, :many] = best + read.window.start
    found.weights[here, :many] = np.take_along_axis(scores, best, 1)
    antecedent = read.scores["antecedent"][there].argmax(1)
    found.antecedents[here] = np.where(antecedent > 0, antecedent - 1 + read.window.start, NONE)


def _parse_ended(found: Parsed, progress: _Progress, known: int, labeller: "_Labeller") -> None:
    """Parse the sentences that end before word ``known``: the next begins there, or the text is over."""
    total = len(found.opens)
    starts = np.flatnonzero(found.opens[progress.parsed + 1 : known]) + progress.parsed + 1
    for end in [*starts.tolist(), *([total] if known == total else [])]:
        for start, stop, read in _parts(progress, end):
            _parse(found, start, stop, read, labeller)
            if start > progress.parsed:
                found.heads[_root(found, start, stop)] = _root(found, progress.parsed, start)
                found.relations[_root(found, start, stop)] = labeller.loose
        progress.parsed = end
    progress.windows[:] = [read for read in progress.windows if read.window.end > progress.parsed]


def _parts(progress: _Progress, end: int) -> list[tuple[int, int, Read]]:
    """The sentence with the window in which it stands most centrally; cut up when no window holds it."""
    start = progress.parsed
    whole = [read for read in progress.windows if read.window.start <= start and end <= read.window.end]
    if whole:
        best = max(whole, key=lambda read: min(start - read.window.start, read.window.end - end))
        return [(start, end, best)]
    return [
        (max(start, read.window.mine), min(end, read.window.until), read)
        for read in progress.windows
        if max(start, read.window.mine) < min(end, read.window.until)
    ]


def _root(found: Parsed, start: int, end: int) -> int:
    places = np.arange(start, end)
    own = places[(found.heads[start:end] == places) | (found.heads[start:end] < start)]
    return int(own[0])


def _parse(found: Parsed, start: int, end: int, read: Read, labeller: "_Labeller") -> None:
    first = read.window.start
    rows = slice(start - first, end - first)
    columns = np.concatenate([[ROOT], np.arange(start - first, end - first) + 1])
    heads = best_heads(read.scores["arc"][rows][:, columns])
    found.relations[start:end] = labeller(
        read.scores["rel_from"][rows], read.scores["rel_to"][columns], heads
    )
    places = np.arange(start, end)
    found.heads[start:end] = np.where(heads == ROOT, places, heads - 1 + start)


class _Labeller:
    """Labels arcs: a form bilinear in what a word and its head are (Dozat and Manning 2017)."""

    def __init__(self, relation: Floats, names: Sequence[str]) -> None:
        self._shape = relation.shape
        self._form = np.ascontiguousarray(relation.transpose(1, 0, 2).reshape(relation.shape[1], -1))
        self._root = list(names).index("root")
        self.loose = list(names).index(LOOSE)

    def __call__(self, from_: Floats, to: Floats, heads: Ints) -> Ints:
        """Return the label of each arc; the root's is ``root``, and no other's."""
        with one_thread():
            half = (from_ @ self._form).reshape(len(from_), self._shape[0], self._shape[2])
        scores = np.einsum("wrd,wd->wr", half, to[heads])
        scores[:, self._root] = np.where(heads == ROOT, 1e9, -1e9)
        best: Ints = scores.argmax(1)
        return best
