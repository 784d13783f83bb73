"""Who holds the floor, as transcripts write it: ``Q:``, ``MR. SURNAME:``, a name alone on a line, a dash."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, DASH, Block

STAMP = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?\s*[-–—]?\s*)?"
"""The time at which a recording has the words."""
LABEL = re.compile(
    STAMP + r"(?P<open>[*_]{2,3}|#{2,6}\s+)?(?P<label>[^:\n]{1,90}?)\s*(?:[*_]{2,3})?:(?:[*_]{2,3})?(?=\s|$)"
)
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
QUESTION = re.compile(
    r"(?:the )?(?:questions?|q|questioner|interviewer|moderator|host|journalists?|reporter|correspondent"
    r"|presenter|anchor"
    r"|(?:member of the )?(?:press|media|audience)|(?:question )?from the (?:audience|floor)|participant)"
    r"\.?\s*(?:no\.?\s*)?\d*(?:\s*[,(–-].*|\s+(?:of|from|for|by)\s.*)?",
    re.I,
)
ANSWER = re.compile(r"(?:the )?(?:answers?|a|response|reply|respondent|interviewee)\.?\s*\d*", re.I)
RECORD = re.compile(
    r"(?P<label>(?:The |(?:Mr|Mrs|Ms|Dr|Sen|Rep|Hon|Gen)\. "
    r"|(?:Senator|Representative|Chairman|Ambassador|Minister|General|President|Secretary) )?"
    r"[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+)*(?: of [A-Z]\w+)?)\.(?=\s)"
)
"""The label of parliamentary records: "The CHAIRMAN.", "Ms. ARAUJO."."""
TITLE_QUOTE = re.compile(r"\s*[\"“«„][^\"”»]{10,200}[\"”»“]\s*")
"""What follows the name in a headline of an interview: X: "We do not choose"."""
BOLD = re.compile(r"(\*{1,3}|_{1,3})(?=\S)[^*_\n]+(?<=\S)\1")
QUOTING = re.compile(r",\s?[\"”»]\s*(?!,)\w[^.!?]{2,200}\.$")
"""The end of a quotation in an article: a closing mark and its source."""
FIRST_PERSON = frozenset("i we our my us me".split())
BARE_MIN, BARE_SHARE, BARE_WORDS = 3, 0.12, 90
"""Questions without any mark make an interview: so many, this share of the paragraphs, this brief."""
PERSONAL = 0.6
"""Share of the answers to unmarked questions that say "I" or "we"."""
ASKING, QUOTED = 0.25, 0.3
"""Of the paragraphs with a dash: the least share of questions in a dialogue, the largest of quotations."""
MIN_TURNS, MIN_SPEAKERS, NEAR_FIRST = 3, 2, 4
"""A transcript has so many labels; so many speakers who speak twice; who speaks once does so between
them, or so many blocks before the first. All set by hand; after a change run scripts/eval."""
PARTICLE = frozenset(
    "of the and de da di del la le van von der den bin ibn al el ben dos du y for to".split()
)
MAX_LABEL_WORDS, MAX_LABEL_LINE = 9, 200
"""Words, and characters of a line alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """A mark at the start of a block that somebody begins to speak.

    Attributes:
        span: the words of the label (of the dash, in dash dialogue).
        name: as compared with others: no titles' case, no remark in brackets.
        kind: question or answer where the mark says so, else None.
        named: whether the words name the speaker.
    """

    span: Span
    name: str
    kind: SegmentKind | None
    named: bool = False


def find_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return the label of each block that opens a turn, by the block's index.

    The forms are tried from the plainest to the vaguest; the first that a document uses twice is its form.
    """
    for form in (_colon_labels, _record_labels, _line_labels, _dash_labels, _bold_labels, _bare_labels):
        if labels := form(blocks):
            return labels
    return {}


def _colon_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    found = {i: label for i, block in enumerate(blocks) if (label := _colon_label(block))}
    counts = Counter(label.name for label in found.values())
    marked = {label.name for label in found.values() if label.kind or label.name.isupper()}
    kept = {i: label for i, label in found.items() if label.name in marked or counts[label.name] > 1}
    names = Counter(label.name for label in kept.values())
    talks = len(names) > 1 and len(kept) >= MIN_TURNS and max(names.values()) > 1
    return kept if talks or {"question", "answer"} <= set(names) else {}


def _colon_label(block: Block) -> Label | None:
    found = LABEL.match(block.text)
    if not found or CREDIT.match(block.plain) or TITLE_QUOTE.fullmatch(block.text, found.end()):
        return None
    words = found["label"].strip("*_ ")
    name = ASIDE.sub(" ", words).strip()
    start = block.span.start + found.start("label")
    span = Span(start, start + len(found["label"].rstrip("*_ ")))
    if QUESTION.fullmatch(name):
        return Label(span, "question", SegmentKind.QUESTION)
    if ANSWER.fullmatch(name):
        return Label(span, "answer", SegmentKind.ANSWER)
    if not _is_name(name):
        return None
    return Label(span, name if name.isupper() else name.casefold(), None, named=True)


def _is_name(words: str) -> bool:
    """Whether all words are capitalised, as in a name with its titles."""
    parts = words.replace(",", " ").split()
    return (
        0 < len(parts) <= MAX_LABEL_WORDS
        and all(part[0].isupper() or part.lower() in PARTICLE or not part[0].isalpha() for part in parts)
        and parts[0][0].isupper()
        and sum(c.isalpha() for c in words) > 1
    )


def _record_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Names in capitals with a full stop, as parliaments print them."""
    found = {i: m for i, block in enumerate(blocks) if (m := RECORD.match(block.text))}
    names = Counter(m["label"] for m in found.values())
    found = {i: m for i, m in found.items() if names[m["label"]] > 1 or not m["label"].isupper()}
    if len(found) < MIN_TURNS or len(names) == 1 or max(names.values()) == 1:
        return {}
    start = {i: blocks[i].span.start for i in found}
    return {
        i: Label(Span(start[i], start[i] + len(m["label"])), m["label"], None, named=True)
        for i, m in found.items()
    }


def _bold_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Questions set in bold (or italics), answers not."""
    bold = [i for i, block in enumerate(blocks) if BOLD.fullmatch(block.text)]
    asking = [i for i in bold if blocks[i].asks]
    return _asked(blocks, [i for i in bold if i >= asking[0]]) if len(asking) >= BARE_MIN - 1 else {}


def _bare_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Questions that nothing marks but their question mark; what follows speaks in the first person."""
    asking = [
        i
        for i, b in enumerate(blocks)
        if b.asks and len(b.words) <= BARE_WORDS and not re.match(r"[-—–#\d]", b.text)
    ]
    if len(asking) < BARE_MIN or len(asking) < BARE_SHARE * len(blocks):
        return {}
    answers = [blocks[i + 1] for i in asking if i + 1 < len(blocks)]
    personal = sum(bool(FIRST_PERSON & set(block.words)) for block in answers)
    return _asked(blocks, asking) if personal >= PERSONAL * len(answers) else {}


def _asked(blocks: Sequence[Block], questions: Sequence[int]) -> dict[int, Label]:
    """A turn at each question, and one at the paragraph behind it."""
    found: dict[int, Label] = {}
    asking = set(questions)
    for i in questions:
        start = blocks[i].span.start
        found[i] = Label(Span(start, start), "?", SegmentKind.QUESTION)
        if i + 1 < len(blocks) and i + 1 not in asking and not blocks[i + 1].heading:
            start = blocks[i + 1].span.start
            found[i + 1] = Label(Span(start, start), "!", SegmentKind.ANSWER)
    return found


def _line_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Names alone on a line: the same few lines come again and again, each before a paragraph."""
    lines = _name_lines(blocks)
    repeated = {name for name, places in lines.items() if len(places) > 1}
    if len(repeated) < MIN_SPEAKERS:
        return {}
    often = [i for name in repeated for i in lines[name]]
    first, last = min(often), max(often)
    return {
        i: Label(blocks[i].span, name, SegmentKind.QUESTION if QUESTION.fullmatch(name) else None, named=True)
        for name, places in lines.items()
        for i in places
        if name in repeated or first - NEAR_FIRST <= i < last  # between labels seen often: spoke once
    }


def _name_lines(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """The lines before a paragraph that look like names, by name."""
    lines: dict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks[:-1]):
        if not _brief(block) or block.closed or not _speech(blocks[i + 1]):
            continue
        name = ASIDE.sub(" ", block.plain).strip().rstrip(":")
        if _is_name(name):
            lines[name.casefold()].append(i)
    return lines


def _brief(block: Block) -> bool:
    return len(block.words) <= MAX_LABEL_WORDS and len(block.text) <= MAX_LABEL_LINE


def _speech(block: Block) -> bool:
    return block.closed or len(block.words) > 3 * MAX_LABEL_WORDS


def _dash_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Dash dialogue, if it is one: articles and lists have dashes too.

    A dialogue asks: several of its dash paragraphs end with a question mark. A quotation in an article closes
    with a quotation mark and its source, which turns never do.
    """
    texts = {block.text for block in blocks}
    dashed = [
        i
        for i, block in enumerate(blocks)
        if block.dashed
        and (block.closed or len(block.words) > MAX_LABEL_WORDS)
        and block.text[_dash_length(block) :] not in texts  # else the last step of a breadcrumb trail
    ]
    asking = [i for i in dashed if blocks[i].asks]
    quoting = [i for i in dashed if QUOTING.search(blocks[i].text)]
    if len(asking) < max(2, ASKING * len(dashed)) or len(quoting) > QUOTED * len(dashed):
        return {}
    return {i: Label(_dash_of(blocks[i]), "—", None) for i in dashed}


def _dash_length(block: Block) -> int:
    found = DASH.match(block.text)
    return len(found[0]) if found else 0


def _dash_of(block: Block) -> Span:
    return Span(block.span.start, block.span.start + len(block.text[: _dash_length(block)].rstrip()))
