"""Windows of passages, and batches of windows as tensors."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.nlp.pieces import CLS, SEP, WINDOW, Pieces, cut_words
from kg.nlp.scores import Labels
from kg.nlp.shapes import shape
from kg.nlp.tagset import NAME_LABELS, ROLE_LABELS
from kg.training.passages import Passage, window

UNKNOWN = -100
"""A label that is not taught: the value that torch's losses leave out."""
ALONE = 0.4
"""Share of the windows of a treebank that are one sentence: the product is given single ones too."""
SHORTEST = 12
"""Word pieces. What is shorter at the end of an article is not worth a window."""


def labels_of(passages: Sequence[Passage], layers: Sequence[str]) -> Labels:
    """Return the labels of the treebanks."""
    rows = [row for passage in passages for row in passage.syntax]
    return Labels(
        tag=sorted({row.tag for row in rows}),
        pos=sorted({row.pos for row in rows}),
        morph=sorted({row.morph for row in rows}),
        relation=sorted({row.relation for row in rows}),
        layers=layers,
    )


@dataclass(frozen=True, slots=True)
class Window:
    """A passage with its word pieces."""

    passage: Passage
    pieces: Pieces


def cut(tokenizer: Tokenizer, passage: Passage, rng: random.Random) -> Iterator[Window]:
    """Yield the windows of a passage, cut at another place each time: at sentences where those are known.

    A sentence of more than ``WINDOW`` word pieces is left out: no tree could be taught from a part of it.
    """
    pieces = cut_words(tokenizer, passage.words, passage.breaks)
    starts = [i for i, row in enumerate(passage.syntax) if row.opens]
    places = _sentences(starts, pieces, rng) if starts else _anywhere(pieces, rng)
    for start, end in places:
        part = window(passage, start, end)
        found = Window(part, cut_words(tokenizer, part.words, part.breaks))
        if len(found.pieces.ids) <= WINDOW:
            yield found


def _sentences(starts: Sequence[int], pieces: Pieces, rng: random.Random) -> Iterator[tuple[int, int]]:
    ends = [*starts[1:], len(pieces.first)]
    i = 0
    while i < len(starts):
        room = 0 if rng.random() < ALONE else rng.randint(20, WINDOW)
        j = i + 1
        while j < len(starts) and pieces.last[ends[j] - 1] - pieces.first[starts[i]] < room:
            j += 1
        yield starts[i], ends[j - 1]
        i = j


def _anywhere(pieces: Pieces, rng: random.Random) -> Iterator[tuple[int, int]]:
    start, room = 0, rng.randint(40, WINDOW - 2)
    for i in range(len(pieces.first)):
        if pieces.last[i] - pieces.first[start] >= room:
            yield start, i
            start, room = i, WINDOW - 2
    if pieces.last[-1] - pieces.first[start] >= SHORTEST or start == 0:
        yield start, len(pieces.first)


def batches(windows: Sequence[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Return the windows in batches of about ``size`` word pieces, of like length, in random order."""
    if not windows:
        return []
    order = sorted(windows, key=lambda w: len(w.pieces.ids) + rng.random() * 8)
    found: list[list[Window]] = [[]]
    for one in order:
        if found[-1] and (len(one.pieces.ids) + 2) * (len(found[-1]) + 1) > size:
            found.append([])
        found[-1].append(one)
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[Window], labels: Labels) -> dict[str, Tensor]:
    """Return the inputs and the answers of a batch, padded."""
    n = max(len(one.pieces.ids) for one in batch) + 2
    m = max(len(one.passage.words) for one in batch)
    out = _empty(len(batch), n, m)
    for i, one in enumerate(batch):
        _inputs(out, i, one)
        if one.passage.syntax:
            _syntax(out, i, one.passage, labels)
        if one.passage.names:
            _names(out, i, one.passage)
        if one.passage.quoted:
            _attributions(out, i, one.passage)
        if one.passage.antecedents:
            _antecedents(out, i, one.passage)
    return out


def _empty(b: int, n: int, m: int) -> dict[str, Tensor]:
    labels = ("tag", "pos", "morph", "opens", "head", "relation", "roles", "cue", "cue2")
    zeros = {"ids": (b, n), "mask": (b, n), "first": (b, m), "last": (b, m), "shape": (b, m)}
    return (
        {name: torch.zeros(size, dtype=torch.long) for name, size in zeros.items()}
        | {name: torch.full((b, m), UNKNOWN) for name in labels}
        | {
            "words": torch.zeros(b, m + 1, dtype=torch.bool),
            "sentence": torch.zeros(b, m, dtype=torch.long),
            "names": torch.ones(b, m, len(NAME_LABELS), dtype=torch.bool),
            "antecedent": torch.zeros(b, m, m + 1, dtype=torch.bool),
        }
    )


def _inputs(out: Mapping[str, Tensor], i: int, one: Window) -> None:
    ids, k = [CLS, *one.pieces.ids.tolist(), SEP], len(one.passage.words)
    out["ids"][i, : len(ids)] = torch.tensor(ids)
    out["mask"][i, : len(ids)] = 1
    out["first"][i, :k] = torch.tensor(one.pieces.first) + 1
    out["last"][i, :k] = torch.tensor(one.pieces.last) + 1
    out["shape"][i, :k] = torch.tensor([shape(word) for word in one.passage.words])
    out["words"][i, : k + 1] = True


def _syntax(out: Mapping[str, Tensor], i: int, passage: Passage, labels: Labels) -> None:
    number = {
        name: {label: k for k, label in enumerate(getattr(labels, name))}
        for name in ("tag", "pos", "morph", "relation")
    }
    sentence = 0
    for k, row in enumerate(passage.syntax):
        sentence += row.opens
        out["sentence"][i, k] = sentence
        out["opens"][i, k] = int(row.opens)
        out["head"][i, k] = 0 if row.head == k else row.head + 1
        for name in ("tag", "pos", "morph", "relation"):
            out[name][i, k] = number[name].get(getattr(row, name), UNKNOWN)


NUMBER = {label: k for k, label in enumerate(NAME_LABELS)}
ROLE = {label: k for k, label in enumerate(ROLE_LABELS)}


def _names(out: Mapping[str, Tensor], i: int, passage: Passage) -> None:
    for k, allowed in enumerate(passage.names):
        if allowed:
            out["names"][i, k] = False
            out["names"][i, k, [NUMBER[label] for label in allowed]] = True


def _attributions(out: Mapping[str, Tensor], i: int, passage: Passage) -> None:
    """A word of several attributions points to the first and to the last of their cues."""
    out["roles"][i, : len(passage.words)] = 0
    for attributed in passage.attributions:
        cue = attributed.cue[0] + 1 if attributed.cue else 0
        for role, words in (
            ("CUE", attributed.cue),
            ("SOURCE", attributed.source),
            ("CONTENT", attributed.content),
        ):
            for k, before in zip(words, (None, *words), strict=False):
                out["roles"][i, k] = ROLE[("I-" if before == k - 1 else "B-") + role]
                if role != "CUE":
                    out["cue2"][i, k] = cue
                    if out["cue"][i, k] < 0:
                        out["cue"][i, k] = cue


def _antecedents(out: Mapping[str, Tensor], i: int, passage: Passage) -> None:
    for k, earlier in enumerate(passage.antecedents):
        out["antecedent"][i, k, [j + 1 for j in earlier] or [0]] = True
