"""The forms in which talk is printed. Each proposes where turns begin; ``dialogue`` chooses among them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.model import SegmentKind
from kg.nlp.blocks import CREDIT, Block
from kg.nlp.dashes import dash_answers, dashes
from kg.nlp.labels import (
    CLOCK,
    MAX_LABEL_LINE,
    MAX_LABEL_WORDS,
    Label,
    colon_label,
    label_of,
    loose_label,
    one_name_each,
    record_label,
    silent,
)
from kg.nlp.layout import is_remark
from kg.nlp.lexicon import given_names, is_honorific, words
from kg.nlp.mixed import mixed
from kg.nlp.voices import brief

BOLD = re.compile(r"(\*{1,3}|_{1,3})(?=\S)[^*_\n]+(?<=\S)\1")
BRACKETED = re.compile(r"\([^()]+\)|\[[^\[\]]+\]")
NUMBER = re.compile(r"(?:#{1,6}\s+)?[*_]{0,3}\d{1,2}[.)]\s+(?=\S)")
MARKED = re.compile(r"[-—–#\d*_\[(]")
TIME = re.compile(rf"^{CLOCK}\s*[-–—|]?\s*|\s*[-–—|,]?\s*{CLOCK}$")
NAMED = re.compile(r"(?<=[^\W\d_] )[A-Z][\w'’-]+")
"""A capitalised word within a sentence."""
SET_OFF = "*"
"""What questions are called that their type or brackets set off."""
NEAR = 4
"""Who is labelled once speaks between those labelled often, or so many blocks before the first."""
BARE_MIN, BARE_SHARE = 3, 0.15
"""Questions without any mark: at least so many, and this share of the paragraphs; essays ask less often.
All set by hand; after a change run scripts/eval."""

Labels = dict[int, Label]
Form = Callable[[Sequence[Block]], Labels]
"""Returns the label of each block that would open a turn, by the block's index."""


def colons(blocks: Sequence[Block]) -> Labels:
    """Marks and names before a colon, or in square brackets."""
    return _regular(_each(blocks, colon_label), blocks)


def breaks(blocks: Sequence[Block]) -> Labels:
    """Marks and names before a dash, letters before a full stop: only if each comes again."""
    return _regular(_each(blocks, loose_label), blocks, once=False)


def records(blocks: Sequence[Block]) -> Labels:
    """Names in capitals with a full stop, as parliaments print them."""
    found = _each(blocks, record_label)
    titled = {i: label for i, label in found.items() if not label.words_in(blocks[i]).isupper()}
    return _regular(titled, blocks) if titled else _regular(found, blocks, once=False)


def _each(blocks: Sequence[Block], label: Callable[[Block], Label | None]) -> Labels:
    return {i: found for i, block in enumerate(blocks) if (found := label(block))}


def lines(blocks: Sequence[Block]) -> Labels:
    """Names alone on a line, each before a paragraph, perhaps with the office on the next."""
    found: Labels = {}
    for i, block in enumerate(blocks[:-1]):
        if _may_be_name(block) and _speech(blocks, i) and (label := _line_label(block)):
            found[i] = label
    heads = {
        label.name for i, label in found.items() if i - 1 not in found
    }  # an office is always below a name
    return _regular({i: label for i, label in found.items() if label.name in heads}, blocks)


def _line_label(block: Block) -> Label | None:
    start = block.text.find(block.plain)
    name = TIME.sub("", block.plain.rstrip(":")).strip("[]*_ ")
    at = block.text.find(name, max(start, 0))
    named = at >= 0 and name and ":" not in name
    return label_of(block.within(at, at + len(name)), name) if named else None


def _may_be_name(block: Block) -> bool:
    return len(block.words) <= 2 * MAX_LABEL_WORDS and len(block.text) <= MAX_LABEL_LINE and not block.closed


def _speech(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph follows block i, or a line of few words (the office) and then a paragraph."""
    below = blocks[i + 1]
    if below.closed or len(below.words) > 3 * MAX_LABEL_WORDS:
        return True
    office = len(below.words) <= MAX_LABEL_WORDS and not below.heading and i + 2 < len(blocks)
    return office and blocks[i + 2].closed


def _regular(found: Labels, blocks: Sequence[Block], *, once: bool = True) -> Labels:
    """Those that mark, or come again; ``once``: between them also who speaks once."""
    names = one_name_each(label.name for label in found.values() if label.who)
    merged = {i: replace(label, name=names.get(label.name, label.name)) for i, label in found.items()}
    counts = Counter(label.name for label in merged.values())
    often = [i for i, label in merged.items() if counts[label.name] > 1 and not _common(label.name)]
    sure = [*often, *(i for i, label in merged.items() if label.kind)]
    if not sure:
        return {}
    known = frozenset(word for block in blocks for word in NAMED.findall(block.text))
    near = range(min(sure) - NEAR, max(sure) + NEAR)
    return {
        i: label
        for i, label in merged.items()
        if i in sure or (once and i in near and _person(label.words_in(blocks[i]), known))
    }


def _common(name: str) -> bool:
    """Whether all its words are often capitalised without being names: "First", "Note"."""
    return set(name.split()) <= words("not_names")


def _person(name: str, known: frozenset[str]) -> bool:
    """Whether a label names a person: by a given name, a title, capitals, or a name of the text."""
    parts = re.findall(r"[^\W\d_][\w'’-]*\.?", name)
    return bool(
        (name.isupper() and len(name) > 1)
        or any(map(is_honorific, parts))
        or given_names() & {part.title() for part in parts}
        or (known & set(parts) and not _common(name.casefold()))
    )


def bolds(blocks: Sequence[Block]) -> Labels:
    """Questions set in bold (or italics), answers not."""
    return _asked(blocks, [i for i, block in enumerate(blocks) if BOLD.fullmatch(block.text)], SET_OFF)


def brackets(blocks: Sequence[Block]) -> Labels:
    """Questions in brackets."""
    return _asked(
        blocks,
        [i for i, block in enumerate(blocks) if block.asks and BRACKETED.fullmatch(block.plain)],
        SET_OFF,
    )


def headings(blocks: Sequence[Block]) -> Labels:
    """Questions as headings of Markdown."""
    return _asked(blocks, [i for i, block in enumerate(blocks) if block.heading and block.asks])


def numbers(blocks: Sequence[Block]) -> Labels:
    """Questions with their numbers."""
    return _asked(blocks, [i for i, block in enumerate(blocks) if block.asks and NUMBER.match(block.text)])


def bare(blocks: Sequence[Block]) -> Labels:
    """Questions that nothing marks but their question mark."""
    questions = [i for i, b in enumerate(blocks) if b.asks and brief(b) and not MARKED.match(b.text)]
    paragraphs = sum(block.closed for block in blocks)
    return _asked(blocks, questions) if len(questions) >= max(BARE_MIN, BARE_SHARE * paragraphs) else {}


def _asked(blocks: Sequence[Block], questions: Sequence[int], name: str = "") -> Labels:
    """A turn at each of these sentences from the first that asks, and one at the paragraph behind it."""
    asking = [i for i in questions if blocks[i].asks]
    if not asking:
        return {}
    first = asking[0]
    while first - 1 in questions and blocks[first - 1].closed:
        first -= 1
    chosen = [i for i in questions if i >= first and blocks[i].closed]
    return answered(blocks, {i: silent(blocks[i], SegmentKind.QUESTION, name) for i in chosen})


def answered(blocks: Sequence[Block], questions: Mapping[int, Label]) -> Labels:
    """The labels of questions, and of the answers that follow them without a mark."""
    found = dict(questions)
    for i in questions:
        below = next((j for j in range(i + 1, len(blocks)) if not _aside(blocks[j])), i)
        if below not in questions and not blocks[below].heading:
            found[below] = silent(blocks[below], SegmentKind.ANSWER)
    return found


def _aside(block: Block) -> bool:
    """Whether a block stands beside what is said: a picture's credit, a stage direction."""
    return bool(CREDIT.match(block.plain)) or (is_remark(block) and not block.asks)


FORMS: Mapping[str, Form] = {
    "colons": colons, "breaks": breaks, "records": records, "lines": lines, "dashes": dashes, "bolds": bolds,
    "brackets": brackets, "headings": headings, "numbers": numbers, "bare": bare,
    "mixed": mixed, "dash answers": dash_answers,
}  # fmt: skip
"""By name, from the plainest to the vaguest."""
