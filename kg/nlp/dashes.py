"""Dash dialogue: each turn opens with a dash, though some have lost theirs."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, DASH, Block
from kg.nlp.labels import MAX_LABEL_WORDS, Label, colon_label, silent
from kg.nlp.signatures import signatures
from kg.nlp.voices import lean

ASKS, ANSWERS = SegmentKind.QUESTION, SegmentKind.ANSWER
STAY, LOST, ON, ASKED = 2.0, 3.0, 1.5, 2.0
"""Costs: of two questions or two answers in a row; of a turn without its dash; of a question that goes on in
a second paragraph; of one that goes on although it has asked already, besides."""
OPENING_ANSWER = 1.5
"""Cost of opening with an answer."""
SECOND = 0.6
"""Weight of how a second paragraph sounds, beside the first."""
SURE = 100.0
"""What a label that says so counts for a question.
All set by hand; after a change run scripts/eval and scripts/eval transcripts."""

Way = tuple[float, tuple[SegmentKind, ...]]
"""How well the paragraphs so far fit, and the kind of each of them."""


def dashes(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return a label where a dash opens a turn, and where one is missing."""
    return _dialogue(blocks, _marks(blocks), {})


def dash_answers(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return the labels of questions that are marked or name an outlet, and the answers with a dash."""
    marks = _marks(blocks)
    asked = {i: label for i in range(len(blocks) - 1) if i + 1 in marks and (label := _asked(blocks[i]))}
    asked |= {i: label for i, block in enumerate(blocks) if asked and (label := _marked_question(block))}
    return _dialogue(blocks, {i: mark for i, mark in marks.items() if i not in asked}, asked) if asked else {}


def _marked_question(block: Block) -> Label | None:
    label = colon_label(block)
    return label if label and label.kind is ASKS else None


def _asked(block: Block) -> Label | None:
    """The label of a question whose words may name but the outlet that asks."""
    label = colon_label(block)
    return replace(label, kind=ASKS) if label and (block.asks or label.kind is ASKS) else None


def _dialogue(
    blocks: Sequence[Block], marks: Mapping[int, Span], asked: Mapping[int, Label]
) -> dict[int, Label]:
    """The labels of a dialogue with dashes at ``marks``; ``asked`` are questions that a label opens."""
    if not marks:
        return {}
    paragraphs = list(_paragraphs(blocks, {*marks, *asked}))
    kinds = _kinds(
        [blocks[i] for i in paragraphs],
        [i in marks or i in asked for i in paragraphs],
        [i in asked for i in paragraphs],
    )
    found: dict[int, Label] = {}
    last: SegmentKind | None = None
    for i, kind in zip(paragraphs, kinds, strict=True):
        if i in asked:
            found[i] = asked[i]
        elif i in marks:
            found[i] = Label(marks[i], "—", kind)
        elif kind is not last:
            found[i] = silent(blocks[i], kind)
        last = kind
    return found


def _marks(blocks: Sequence[Block]) -> dict[int, Span]:
    """The dashes before what may be a turn: a sentence, no signature, no last step of a breadcrumb trail."""
    signed = signatures(blocks)
    texts = {block.text for block in blocks}
    found = {}
    for i, block in enumerate(blocks):
        dash = DASH.match(block.text)
        if (
            dash
            and i not in signed
            and (block.closed or len(block.words) > MAX_LABEL_WORDS)
            and block.text[dash.end() :] not in texts
        ):
            found[i] = Span(block.span.start, block.span.start + len(dash[0].rstrip()))
    return found


def _paragraphs(blocks: Sequence[Block], marks: Set[int]) -> Iterator[int]:
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


def _kinds(
    paragraphs: Sequence[Block], marked: Sequence[bool], asked: Sequence[bool]
) -> tuple[SegmentKind, ...]:
    """Tell questions from answers by content and alternation: the best path through two states (Viterbi).

    Args:
        paragraphs: those that may be speech.
        marked: whether each opens a turn.
        asked: whether each is a question for certain.
    """
    ways: dict[SegmentKind, Way] = {}
    for n, (block, mark, sure) in enumerate(zip(paragraphs, marked, asked, strict=True)):
        sounds = SURE if sure else lean([block]) * (1.0 if mark else SECOND)
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
