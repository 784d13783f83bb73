"""How a paragraph sounds: like somebody who asks, who answers, or who is quoted."""

import re
from collections.abc import Sequence

from kg.nlp.blocks import Block

FIRST_PERSON = frozenset("i we our my us me".split())
YOU = frozenset({"you", "your"})
REPLIES = re.compile(
    r"\W*(?:yes|no|well|indeed|you are right|of course|first of all|look|thank you|thanks)\b", re.I
)
QUOTING = re.compile(r"(?:,\s?[\"”»]\s*(?!,)\w[^.!?]{2,200}|,\s[—–-]\s?[a-z][^.!?]{2,100})\.$")
"""The end of a quotation in an article: a closing mark or a dash, and its source."""
MANY = 120
"""Words that make a turn long."""
BRIEF, BRIEF_MARKS = 60, 4
"""Words, and ends of sentences, that a question has at most."""
END = re.compile(r"[.!?…]+[\"”»’')\]*_]*(?=\s|$)")
"""The end of a sentence."""
WEIGHTS = {
    "asks": 2.5, "question inside": 0.5, "you": 0.7,
    "paragraphs": -1.5, "long": -1.0, "we": -1.0, "replies": -1.0,
}  # fmt: skip
BIAS = 0.5
"""What each sign says for a question, and what speaks against one anyway. All set by hand on the two gold
interviews and eight invented ones; after a change run scripts/eval and scripts/eval transcripts."""


def lean(turn: Sequence[Block]) -> float:
    """Return how much a turn reads like a question (> 0) or an answer (< 0)."""
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


def personal(block: Block, start: int = 0) -> bool:
    """Return whether somebody speaks for himself from ``start`` on: "I", "we", "you", "yes"."""
    return bool((FIRST_PERSON | YOU) & set(block.words)) or bool(REPLIES.match(block.text[start:]))


def addresses(block: Block) -> bool:
    """Return whether the words are addressed to somebody."""
    return not YOU.isdisjoint(block.words) or "Minister" in block.text


def brief(block: Block) -> bool:
    """Return whether the block is as short as questions are."""
    return len(block.words) <= BRIEF and len(END.findall(block.text)) <= BRIEF_MARKS


def quotes(block: Block) -> bool:
    """Return whether the block ends as quotations in articles do: with their source."""
    return bool(QUOTING.search(block.text))
