"""Which turns of a dialogue ask and which answer."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from kg.model import SegmentKind
from kg.nlp.blocks import Block
from kg.nlp.labels import MAX_LABEL_LINE, MAX_LABEL_WORDS, Label

DECLARED = re.compile(
    r"(?:moderat(?:or|ed)|host(?:ed)?|interview(?:er|ed)|chaired|conducted|presenter)\b(?:\s+by)?\s*[:–—-]?\s+"
    r"(?P<a>[^\W\d_][^,.;:\n]{3,50})"
    r"|(?P<b>[^\W\d_][^,.;:\n]{3,50})(?:,| [(–—-])\s*(?:moderator|host|interviewer|presenter)\b",
    re.I,
)
"""Who asks, as the head of a page declares it: "Moderated by X", "X, host"."""

PARLIAMENT = re.compile(
    r"\b(?:chair(?:man|woman|person)?|senator|sen|representative|rep|congress(?:man|woman)|lord)\b"
)
"""Labels of those who sit in a parliament, or preside."""
MEMBER, HALF = 0.25, 0.5
"""Share of the turns of a member, and of an interviewer, that end in a question: at least.
Set by hand; after a change run scripts/eval and scripts/eval transcripts."""


def decided(labels: dict[int, Label], blocks: Sequence[Block], ends: dict[int, int]) -> dict[int, Label]:
    """Return the labels with every ``kind`` decided; ``ends[i]`` is the index after the turn that i opens."""
    turns = {i: list(blocks[i : ends[i]]) for i in labels}
    names = {label.name for label in labels.values()}
    if any(PARLIAMENT.search(name) for name in names):
        asking = {name for name, often in _asking(labels, turns).items() if often >= MEMBER}
        return {
            i: label if label.kind else _in_session(label, turns[i], asking) for i, label in labels.items()
        }
    askers = _askers(labels, turns) | (
        _declared([b for i, b in enumerate(blocks) if i not in labels]) & names
    )
    return {i: label if label.kind else _by_role(label, askers) for i, label in labels.items()}


def _by_role(label: Label, askers: Set[str]) -> Label:
    return replace(label, kind=SegmentKind.QUESTION if label.name in askers else SegmentKind.ANSWER)


def _in_session(label: Label, turn: Sequence[Block], asking: Set[str]) -> Label:
    """In a parliament who asks also makes statements, so that each turn tells for itself."""
    asks = label.name in asking and any(block.asks for block in turn[-2:])
    return replace(label, kind=SegmentKind.QUESTION if asks else SegmentKind.ANSWER)


def _asking(labels: Mapping[int, Label], turns: Mapping[int, list[Block]]) -> dict[str, float]:
    """The share of the turns of each name that end in a question."""
    asked: dict[str, list[bool]] = defaultdict(list)
    for i, label in labels.items():
        asked[label.name].append(any(block.asks for block in turns[i][-2:]))
    return {name: sum(many) / len(many) for name, many in asked.items()}


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


def _askers(labels: Mapping[int, Label], turns: Mapping[int, list[Block]]) -> set[str]:
    """The named speakers who ask: half of their turns end in a question, they are brief, or alone in it."""
    length: dict[str, list[int]] = defaultdict(list)
    for i, label in labels.items():
        length[label.name].append(sum(len(block.words) for block in turns[i]))
    mean = {name: sum(many) / len(many) for name, many in length.items()}
    longest = max(mean.values(), default=0.0)
    often = _asking(labels, turns)
    alone = sum(share > 0 for share in often.values()) == 1 < len(often)
    return {name for name, share in often.items() if share >= HALF and (alone or mean[name] < longest)}
