"""Which turns of a dialogue ask and which answer."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from kg.model import SegmentKind
from kg.nlp.blocks import Block
from kg.nlp.labels import FIRST_PERSON, MAX_LABEL_LINE, MAX_LABEL_WORDS, Label

DECLARED = re.compile(
    r"(?:moderat(?:or|ed)|host(?:ed)?|interview(?:er|ed)|chaired|conducted|presenter)\b(?:\s+by)?\s*[:–—-]?\s+"
    r"(?P<a>[^\W\d_][^,.;:\n]{3,50})"
    r"|(?P<b>[^\W\d_][^,.;:\n]{3,50})(?:,| [(–—-])\s*(?:moderator|host|interviewer|presenter)\b",
    re.I,
)
"""Who asks, as the head of a page declares it: "Moderated by X", "X, host"."""
YOU = frozenset({"you", "your"})
REPLIES = re.compile(r"\W*(?:yes|no|well|indeed|you are right|of course|first of all|look)\b", re.I)
STAY, MANY = 2.0, 120
"""Cost of two questions or two answers in a row; words that make a turn long."""
WEIGHTS = {
    "asks": 2.5, "question inside": 0.5, "you": 0.7,
    "paragraphs": -1.5, "long": -1.0, "we": -1.0, "replies": -1.0,
}  # fmt: skip
BIAS, OPENING_ANSWER = 0.5, -1.5
"""What each sign says for a question; what speaks against one anyway, and against opening with an answer.
All set by hand on the two gold interviews and eight invented ones; after a change run scripts/eval."""


def decided(labels: dict[int, Label], blocks: Sequence[Block], ends: dict[int, int]) -> dict[int, Label]:
    """Return the labels with every ``kind`` decided; ``ends[i]`` is the index after the turn that i opens."""
    turns = {i: list(blocks[i : ends[i]]) for i in labels}
    if all(label.name == "—" for label in labels.values()):
        kinds = _alternating([turns[i] for i in sorted(labels)])
        return {i: replace(labels[i], kind=kind) for i, kind in zip(sorted(labels), kinds, strict=True)}
    names = {label.name for label in labels.values()}
    askers = _askers(labels, turns) | (_declared(blocks) & names)
    return {i: label if label.kind else _asking_or_not(label, askers) for i, label in labels.items()}


def _asking_or_not(label: Label, askers: Set[str]) -> Label:
    return replace(label, kind=SegmentKind.QUESTION if label.name in askers else SegmentKind.ANSWER)


def _short(block: Block) -> bool:
    return len(block.words) <= 2 * MAX_LABEL_WORDS and len(block.text) <= 2 * MAX_LABEL_LINE


def _declared(blocks: Sequence[Block]) -> set[str]:
    """The names that short lines declare to be the moderator's or interviewer's."""
    lines = [block.plain for block in blocks if _short(block)]
    return {
        (m["a"] or m["b"]).strip().casefold()
        for line in lines
        if (m := DECLARED.fullmatch(line) or DECLARED.match(line))
    }


def _askers(labels: dict[int, Label], turns: dict[int, list[Block]]) -> set[str]:
    """The named speakers who ask: half of their turns end in a question, they are brief, others answer."""
    asked, length = defaultdict(list), defaultdict(list)
    for i, label in labels.items():
        if label.kind is None:
            asked[label.name].append(any(block.asks for block in turns[i][-2:]))
            length[label.name].append(sum(len(block.words) for block in turns[i]))
    mean = {name: sum(many) / len(many) for name, many in length.items()}
    longest = max(mean.values(), default=0.0)
    return {name for name, many in asked.items() if 2 * sum(many) >= len(many) and mean[name] < longest}


def _alternating(turns: Sequence[list[Block]]) -> list[SegmentKind]:
    """Tell questions from answers by content and alternation: the best path through two states (Viterbi)."""
    scores = {SegmentKind.QUESTION: 0.0, SegmentKind.ANSWER: OPENING_ANSWER}
    before: list[dict[SegmentKind, SegmentKind]] = []
    for place, turn in enumerate(turns):
        lean = _lean(turn)
        scores[SegmentKind.QUESTION] += lean
        scores[SegmentKind.ANSWER] -= lean
        if place < len(turns) - 1:
            best = {kind: max(scores, key=lambda last: _joined(scores, last, kind)) for kind in scores}
            scores = {kind: _joined(scores, last, kind) for kind, last in best.items()}
            before.append(best)
    path = [max(scores, key=lambda kind: scores[kind])]
    for best in reversed(before):
        path.append(best[path[-1]])
    return path[::-1]


def _joined(scores: Mapping[SegmentKind, float], last: SegmentKind, kind: SegmentKind) -> float:
    """The score of a path that goes on with ``kind`` after ``last``."""
    return scores[last] - (STAY if last is kind else 0.0)


def _lean(turn: Sequence[Block]) -> float:
    """How much a turn reads like a question (> 0) or an answer (< 0)."""
    first, last = turn[0], turn[-1]
    words = [word for block in turn for word in block.words]
    signs = {
        "asks": last.asks,
        "question inside": "?" in first.text,
        "paragraphs": len(turn) > 1,
        "long": len(words) > MANY,
        "you": not YOU.isdisjoint(words),
        "we": not FIRST_PERSON.isdisjoint(words),
        "replies": bool(REPLIES.match(first.text)),
    }
    return sum(WEIGHTS[sign] for sign, seen in signs.items() if seen) - BIAS
