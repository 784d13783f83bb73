"""Attributions: which source, cue and content belong together (PARC 3, Pareti 2016; PolNeAR, Newell 2018)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc, Span

from kg.nlp.bio import best_labels, spans
from kg.nlp.decode import Parsed
from kg.nlp.scores import Ints
from kg.nlp.tagset import ROLE_LABELS

KEY = "kg_attributions"
"""Where ``doc.user_data`` keeps them, as token numbers: spans would not survive a document's being saved."""
FAINT, SHARED, RESCUED, NEAR = 0.05, 0.20, 0.08, 0.08
"""Weights of a span's pointer to a cue: below the first it is not trusted and the nearest cue is taken; a
source that points to several cues belongs to those above the second; a cue left without a source takes one
above the third; what a content adds to the nearest cue in its paragraph. Tuned on PolNeAR's dev set; after a
change run scripts/eval-model."""
RELUCTANT = np.float32(-1.0)
"""Is added to the score of a word that begins a content: what somebody says is more often torn apart than run
together. On PolNeAR's dev set contents agree by F 75.0 with it and 73.8 without."""
BY_PLACE = 0.7
"""How sure a reading is in which nothing points: about the share of right contents of the fast model."""
STARTS = ROLE_LABELS.index("B-CONTENT")
Words = tuple[int, int]
"""First word and the one after the last."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says, thinks or feels something.

    Attributes:
        source: who; None where nobody is named.
        cue: the words that tell so ("said", "according to"); None where the layout tells.
        content: what, in its pieces.
        sure: how sure the reading is of the least sure of the three, in [0, 1]; not calibrated.
    """

    source: Span | None
    cue: Span | None
    content: list[Span]
    sure: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The spans of each role; of the cues also their starts, ends and paragraphs, to look them up quickly."""

    sources: Sequence[Words]
    cues: Sequence[Words]
    contents: Sequence[Words]
    starts: Ints
    ends: Ints
    paragraphs: Ints


class Found(NamedTuple):
    """An attribution as words, and how sure the reading is of it, in [0, 1]."""

    source: Words | None
    cue: Words | None
    contents: list[Words]
    sure: float = BY_PLACE


def moved(found: Found, place: Callable[[Words], Words]) -> Found:
    """Return an attribution with each of its spans where ``place`` puts it."""
    source, cue, contents, sure = found
    return Found(source and place(source), cue and place(cue), [place(words) for words in contents], sure)


def attributed(parsed: Parsed, breaks: Sequence[int]) -> Iterator[Found]:
    """Yield the attributions of a text as words, in the order of their cues.

    Args:
        parsed: what the heads say.
        breaks: the words that open a paragraph, in order.
    """
    found: tuple[list[Words], list[Words], list[Words]] = ([], [], [])
    scores = parsed.roles.copy()
    scores[:, STARTS] += RELUCTANT
    for start, end, role in spans(best_labels(scores).tolist()):
        found[role].append((start, end))
    parts = parts_of(*found, breaks)
    contents, orphans = _contents(parsed, parts, breaks)
    for one in _joined(parts, _sources(parsed, parts), contents, orphans):
        yield one._replace(sure=_sure(parsed, one))


def _sure(parsed: Parsed, found: Found) -> float:
    """How likely, on average over its words, the least likely of an attribution's parts has its role."""
    parts = [("SOURCE", found.source), ("CUE", found.cue), *(("CONTENT", words) for words in found.contents)]
    return min(_likely(parsed, role, words) for role, words in parts if words is not None)


def _likely(parsed: Parsed, role: str, words: Words) -> float:
    scores = parsed.roles[slice(*words)].astype(np.float64)
    shares = np.exp(scores - np.logaddexp.reduce(scores, 1, keepdims=True))
    inside = [ROLE_LABELS.index(f"{mark}-{role}") for mark in "BI"]
    return float(shares[:, inside].sum(1).mean())


def attributed_by_place(parts: Parts, breaks: Sequence[int]) -> Iterator[Found]:
    """Yield the attributions when nothing points: each span belongs to the nearest cue of its paragraph."""
    contents: dict[int, list[Words]] = {}
    orphans = []
    for content in parts.contents:
        near = _nearest(content, parts, breaks)
        if near is None:
            orphans.append(content)
        else:
            contents.setdefault(near, []).append(content)
    sources: dict[int, Words] = {}
    for source in parts.sources:
        near = _nearest(source, parts, breaks)
        if near is not None and _apart(source, parts.cues[near]) < _apart(
            sources.get(near), parts.cues[near]
        ):
            sources[near] = source
    yield from _joined(parts, sources, contents, orphans)


def _apart(words: Words | None, cue: Words) -> float:
    return max(cue[0] - words[1], words[0] - cue[1], 0) if words else float("inf")


def _joined(
    parts: Parts, sources: dict[int, Words], contents: dict[int, list[Words]], orphans: Sequence[Words]
) -> Iterator[Found]:
    for number, cue in enumerate(parts.cues):
        if number in contents:
            yield Found(sources.get(number), cue, contents[number])
    for content in orphans:
        yield Found(None, None, [content])


def parts_of(
    sources: Sequence[Words], cues: Sequence[Words], contents: Sequence[Words], breaks: Sequence[int]
) -> Parts:
    """Return the spans of a text by role; ``breaks`` are the words that open a paragraph, in order."""
    starts = np.array([start for start, _ in cues], dtype=np.int64)
    ends = np.array([end for _, end in cues], dtype=np.int64)
    return Parts(sources, cues, contents, starts, ends, np.searchsorted(breaks, starts, side="right"))


def _weights(parsed: Parsed, words: Words, parts: Parts) -> dict[int, float]:
    """The mean share of the pointers of some words that falls on each cue."""
    targets = parsed.cues[slice(*words)].ravel()
    weights = parsed.weights[slice(*words)].ravel() / (words[1] - words[0])
    numbers = np.searchsorted(parts.ends, targets, side="right")
    found: dict[int, float] = {}
    for number, target, weight in zip(numbers.tolist(), targets.tolist(), weights.tolist(), strict=True):
        if number < len(parts.cues) and parts.cues[number][0] <= target:
            found[number] = found.get(number, 0.0) + weight
    return found


def _contents(
    parsed: Parsed, parts: Parts, breaks: Sequence[int]
) -> tuple[dict[int, list[Words]], list[Words]]:
    by_cue: dict[int, list[Words]] = {}
    orphans = []
    for content in parts.contents:
        best = _best_cue(_weights(parsed, content, parts), _nearest(content, parts, breaks))
        if best is None:
            orphans.append(content)
        else:
            by_cue.setdefault(best, []).append(content)
    return by_cue, orphans


def _best_cue(weights: dict[int, float], near: int | None) -> int | None:
    if near is not None:
        weights[near] = weights.get(near, 0.0) + NEAR
    best = max(weights, key=lambda number: weights[number], default=None)
    return near if best is None or weights[best] < FAINT else best


def _nearest(words: Words, parts: Parts, breaks: Sequence[int]) -> int | None:
    """The nearest cue in the same paragraph: spans neither overlap nor cross, so it is one of two."""
    place = int(np.searchsorted(parts.starts, words[0]))
    paragraph = int(np.searchsorted(breaks, words[0], side="right"))
    around = range(max(0, place - 1), min(len(parts.cues), place + 1))
    same = [number for number in around if parts.paragraphs[number] == paragraph]
    return min(same, key=lambda number: _apart(words, parts.cues[number]), default=None)


def _sources(parsed: Parsed, parts: Parts) -> dict[int, Words]:
    """The source of each cue: the one that points to it most."""
    best: dict[int, tuple[float, Words]] = {}
    spare: dict[int, tuple[float, Words]] = {}
    for source in parts.sources:
        weights = _weights(parsed, source, parts)
        first = max(weights, key=lambda number: weights[number], default=None)
        for number, weight in weights.items():
            into = best if number == first or weight >= SHARED else spare
            if number == first or weight >= RESCUED:
                into[number] = max(into.get(number, (0.0, source)), (weight, source))
    return {number: source for number, (_, source) in (spare | best).items()}


def attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of a document; none before a component has set them."""
    return [
        Attribution(
            source=doc[source[0] : source[1]] if source else None,
            cue=doc[cue[0] : cue[1]] if cue else None,
            content=[doc[start:end] for start, end in contents],
            sure=sure,
        )
        for source, cue, contents, sure in doc.user_data.get(KEY, [])
    ]


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", getter=attributions)
