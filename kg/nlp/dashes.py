"""Dash dialogue: each turn opens with a dash, though some have lost theirs."""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, DASH, Block
from kg.nlp.labels import MAX_LABEL_WORDS, Label, silent
from kg.nlp.voices import lean

ASKS, ANSWERS = SegmentKind.QUESTION, SegmentKind.ANSWER
STAY, LOST, ON, ASKED = 2.0, 3.0, 1.5, 2.0
"""Costs: of two questions or two answers in a row; of a turn without its dash; of a question that goes on in
a second paragraph; of one that goes on although it has asked already, besides."""
OPENING_ANSWER = 1.5
"""Cost of opening with an answer."""
SECOND = 0.6
"""Weight of how a second paragraph sounds, beside the first.
All set by hand; after a change run scripts/eval and scripts/eval transcripts."""

Way = tuple[float, tuple[SegmentKind, ...]]
"""How well the paragraphs so far fit, and the kind of each of them."""


def dashes(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return a label where a dash opens a turn, and where one is missing."""
    marks = _marks(blocks)
    if not marks:
        return {}
    paragraphs = list(_paragraphs(blocks, marks))
    kinds = _kinds([blocks[i] for i in paragraphs], [i in marks for i in paragraphs])
    found: dict[int, Label] = {}
    last: SegmentKind | None = None
    for i, kind in zip(paragraphs, kinds, strict=True):
        if i in marks:
            found[i] = Label(marks[i], "—", kind)
        elif kind is not last:
            found[i] = silent(blocks[i], kind)
        last = kind
    return found


def _marks(blocks: Sequence[Block]) -> dict[int, Span]:
    """The dashes before what may be a turn: a sentence, and not the last step of a breadcrumb trail."""
    texts = {block.text for block in blocks}
    found = {}
    for i, block in enumerate(blocks):
        dash = DASH.match(block.text)
        if (
            dash
            and (block.closed or len(block.words) > MAX_LABEL_WORDS)
            and block.text[dash.end() :] not in texts
        ):
            found[i] = Span(block.span.start, block.span.start + len(dash[0].rstrip()))
    return found


def _paragraphs(blocks: Sequence[Block], marks: Mapping[int, Span]) -> Iterator[int]:
    """The blocks that may be speech, from the first dash on: behind a heading only a dash opens a turn."""
    speaks = False
    for i, block in enumerate(blocks):
        if i in marks:
            speaks = True
            yield i
        elif block.heading or (not block.closed and not CREDIT.match(block.plain)):
            speaks = False
        elif speaks and not CREDIT.match(block.plain):
            yield i


def _kinds(paragraphs: Sequence[Block], marked: Sequence[bool]) -> tuple[SegmentKind, ...]:
    """Tell questions from answers by content and alternation: the best path through two states (Viterbi)."""
    ways: dict[SegmentKind, Way] = {}
    for n, (block, mark) in enumerate(zip(paragraphs, marked, strict=True)):
        sounds = lean([block]) * (1.0 if mark else SECOND)
        before = paragraphs[n - 1] if n else None
        ways = {
            kind: _best(ways, kind, sounds if kind is ASKS else -sounds, before, mark=mark)
            for kind in (ASKS, ANSWERS)
        }
    return max(ways.values(), key=lambda way: way[0])[1]


def _best(
    ways: Mapping[SegmentKind, Way], kind: SegmentKind, fits: float, before: Block | None, *, mark: bool
) -> Way:
    """The best way to a paragraph of this kind."""
    if before is None:
        return fits - (OPENING_ANSWER if kind is ANSWERS else 0.0), (kind,)
    joined = {last: score - _cost(last, kind, before, mark=mark) for last, (score, _) in ways.items()}
    last = max(joined, key=lambda one: joined[one])
    return joined[last] + fits, (*ways[last][1], kind)


def _cost(last: SegmentKind, kind: SegmentKind, before: Block, *, mark: bool) -> float:
    """What it costs that a paragraph of one kind follows one of the ``last`` kind."""
    if mark:
        return STAY if last is kind else 0.0
    if last is not kind:
        return LOST
    return 0.0 if kind is ANSWERS else ON + (ASKED if before.asks else 0.0)
