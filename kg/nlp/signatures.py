"""The line below a quotation that stands by itself: "— Mara Lind, Water Commissioner, Velm"."""

import re
from collections.abc import Sequence

from kg.nlp.blocks import Block

LINE = re.compile(r"(?:[—–]|-{1,2})\s?(?P<who>[^\W\d_][^\n!?]{3,140})")
QUOTED = re.compile(r"[>\s*_]*[\"“«„][^\n]+[\"”»“][.*_\s]*")
"""A block that is one quotation."""
MOST_WORDS, MOST_CLOSED = 20, 14
"""Words of such a line, and of one that ends with a full stop.
Set by hand; after a change run scripts/eval."""


def signatures(blocks: Sequence[Block]) -> set[int]:
    r"""Return which blocks say no more than whose the quotation above is.

    >>> from kg.nlp.blocks import cut
    >>> signatures(cut("“A dam is no wall.”\n— Mara Lind, Velm\n— She left.\n"))
    {1}
    """
    return {i for i in range(1, len(blocks)) if _quotation(blocks[i - 1]) and _signs(blocks[i])}


def _quotation(block: Block) -> bool:
    return bool(QUOTED.fullmatch(block.text)) or block.text.startswith(">")


def _signs(block: Block) -> bool:
    """Whether a line opens with a dash and a name, and has no verb."""
    found = LINE.fullmatch(block.text.lstrip("> "))
    if not found or block.has_verb or len(block.words) > MOST_WORDS:
        return False
    name, comma, _ = found["who"].partition(",")
    parts = name.split()
    named = parts[0][0].isupper() and (bool(comma) or (len(parts) > 1 and parts[1][0].isupper()))
    full = len(parts) > 1 and all(part[0].isupper() for part in parts)
    return named and (not block.closed or (bool(comma) and full and len(block.words) <= MOST_CLOSED))
