"""Tell the text of a page from what surrounds it: furniture, title, headings, captions."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from kg.model import SegmentKind
from kg.nlp.blocks import CREDIT, FRONT_MATTER, Block
from kg.nlp.lexicon import name_heads, words
from kg.nlp.signatures import signatures

STAMPED = re.compile(r"(?:published|updated|posted|last modified)", re.I)
STAMP_WORD = re.compile(
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun|day|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
    r"|uary|ruary|ch|il|ust|ember|ober|wed|thu|sat|am|pm|utc|gmt|[a-z]{2,4}t|at|min|read|views?|th|st|nd|rd)+",
    re.I,
)
"""The words of a date and time, and parts of them."""
CLOCK, YEAR = re.compile(r"\d:\d"), re.compile(r"\b\d{4}\b")
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
LONGEST_STAMP_WORD = 16
"""Letters: more than "Wednesday" and "September" have."""
TRAIL = re.compile(r"[^/>»›→|]{2,40}(?:\s[/>»›→|]\s[^/>»›→|]{2,80})+|[^·•]{1,60}(?:\s[·•]\s[^·•]{1,40}){2,}")
LINK = re.compile(r"(?:[-*•]\s+|\d+[.)]\s+)?\[[^\]]*\]\([^)\s]*\)")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S[^\s@]*+@(?=\S+\.\S)\S++", re.I)
BYLINE = re.compile(
    r"(?:by|author|text|reported by|edited by|translat(?:ed|ion|or)\b[^.]*|переведено\b.*)\s*:?\s.{2,60}",
    re.I,
)
ENTRY = re.compile(r"\d{1,3}[.)]\s+\S")
QUOTED = re.compile(r"\"[^\"]+\"|“[^“”]+”|«[^«»]+»|„[^„“”]+[“”]")
REMARK = re.compile(r"\([^()]{2,200}\)|\[[^\[\]]{2,200}\]")
SHORT, TITLE_MIN, HEADING_MAX, CAPTION_MAX = 4, 5, 22, 60
"""Words: most buttons have at most SHORT; fewer than TITLE_MIN are no title unless they stand alone."""
FOREIGN_MAX, LINE_MAX, TOLD = 12, 400, 12
"""Words of a note in another script than the text's; characters of a line of the page's furniture; words of a
credit, of which a longer one says itself what the picture shows, and of a heading of two sentences.
All set by hand; after a change run scripts/eval."""
COOKIES = (
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "all rights reserved",
)

Kind = SegmentKind


def kinds(blocks: Sequence[Block], turns: Collection[int]) -> list[Kind]:
    """Return the kind of each block; ``narration`` stands for running text. ``turns`` open a turn."""
    if not blocks:
        return []
    found: list[Kind | None] = [Kind.ANSWER if i in turns else None for i in range(len(blocks))]
    scripts = Counter(block.script for block in blocks for _ in block.words)
    home = scripts.most_common(1)[0][0] if scripts else ""
    _mark_captions(blocks, found, home)
    for i in signatures(blocks) - set(turns):
        found[i] = Kind.CAPTION
    repeated = {text for text, n in Counter(block.text for block in blocks).items() if n > 1}
    for i, block in enumerate(blocks):
        if found[i] is None and (_furniture(block, home) or _repeats(block, repeated)):
            found[i] = Kind.BOILERPLATE
    body = [
        i
        for i, block in enumerate(blocks)
        if found[i] in (None, Kind.ANSWER)
        and (i in turns or _running(block) or _below_name(blocks, i, turns))
    ]
    first, last = (body[0], body[-1]) if body else (0, len(blocks) - 1)
    _mark_head(blocks, found, min(first, len(blocks) - 1))
    for i in range(first, len(blocks)):
        if found[i] is None:
            office = i - 2 in turns and not blocks[i - 1].closed  # a line between a name and the speech
            near = (i - 1 in turns or office, i + 1 in turns)
            said = _below_name(blocks, i, turns)
            found[i] = Kind.NARRATION if said else _inner(blocks, i, last, near)
    return [Kind.NARRATION if kind in (None, Kind.ANSWER) else kind for kind in found]


def _below_name(blocks: Sequence[Block], i: int, turns: Collection[int]) -> bool:
    """Whether a block is what somebody says whose name has the line above."""
    return i - 1 in turns and blocks[i].closed and not blocks[i - 1].closed


def _running(block: Block) -> bool:
    """Whether a block is running text: it ends like a sentence and is long enough for one."""
    if block.heading or not block.closed or _title_in_quotes(block):
        return False
    return len(block.words) > SHORT + 3 or (block.has_verb and len(block.words) > SHORT)


def _title_in_quotes(block: Block) -> bool:
    """Whether the whole block is one quotation without a source: a heading of an interview."""
    plain = block.plain.lstrip("-–—• ").rstrip(".!?… ")
    longest = TOLD if re.search(r"[.!?]\s", plain) else HEADING_MAX + 6  # two sentences are hardly a heading
    return bool(QUOTED.fullmatch(plain)) and len(block.words) <= longest


def is_remark(block: Block) -> bool:
    """Whether the whole block is a remark in brackets: a stage direction, no speech.

    >>> from kg.nlp.blocks import cut
    >>> is_remark(cut("(Laughter)")[0])
    True
    """
    return bool(REMARK.fullmatch(block.plain))


def _furniture(block: Block, home: str) -> bool:
    """Whether a line belongs to the page: a date, an address, a trail, a byline, a button."""
    if _wordless(block):
        return True
    if len(block.words) > HEADING_MAX or len(block.text) > LINE_MAX or block.heading:
        return False
    text = block.plain.lower()
    if text.startswith(("©", "(c) ", "copyright ")) or _stamp(text) or _button(block):
        return True
    foreign = block.script != home and len(block.words) <= FOREIGN_MAX
    return foreign or (not block.closed and bool(BYLINE.fullmatch(text) or TRAIL.fullmatch(block.plain)))


def _wordless(block: Block) -> bool:
    """Whether a block has no words but an address or numbers."""
    text = block.plain.lower()
    return bool(
        not block.words
        or FRONT_MATTER.match(block.text)
        or ADDRESS.fullmatch(text)
        or LINK.fullmatch(block.text)
        or re.fullmatch(r"[\d\W]+", text)
    )


def _stamp(text: str) -> bool:
    """Whether a line is nothing but a date or time: "Published: 12 May 2025, 10:30 GMT".

    >>> _stamp("updated 3 march 2025 at 10:30"), _stamp("may 5 people")
    (True, False)
    """
    prefix = STAMPED.match(text)
    named = re.findall(r"[^\W\d]+", text[prefix.end() :] if prefix else text)
    dated = all(len(word) <= LONGEST_STAMP_WORD and STAMP_WORD.fullmatch(word) for word in named)
    return dated and any(c.isdigit() for c in text)


def _button(block: Block) -> bool:
    """Whether the line is a button or note of the page: it begins with one's words and is short."""
    text, furniture = " ".join(block.words), words("furniture")
    if text in furniture or text.startswith(COOKIES):
        return True
    starts = [" ".join(block.words[:n]) for n in (2, 3, 4)]
    brief = not block.closed and len(block.words) <= HEADING_MAX
    return brief and any(start in furniture for start in starts)


def _repeats(block: Block, repeated: Collection[str]) -> bool:
    entry = block.heading or ENTRY.match(block.text)  # contents name the headings
    return block.text in repeated and not block.closed and len(block.words) <= SHORT + 2 and not entry


def _mark_captions(blocks: Sequence[Block], found: list[Kind | None], home: str) -> None:
    """Mark credits, and before each the caption and the alternative text of its picture."""
    for i, block in enumerate(blocks):
        if not CREDIT.match(block.plain) or len(block.words) > CAPTION_MAX or found[i]:
            continue
        found[i] = Kind.CAPTION
        if len(block.words) > TOLD:
            continue
        above = i - 1
        if above >= 0 and found[above] is None and _caption(blocks, above, home):
            found[above] = Kind.CAPTION
            above -= 1
        if (
            above >= 0
            and found[above] is None
            and _alternative(blocks[above], home)
            and len(blocks) > above + 1
        ):
            found[above] = Kind.CAPTION


def _alternative(block: Block, home: str) -> bool:
    return block.script != home and len(block.words) <= SHORT + 2 and not block.closed


def _caption(blocks: Sequence[Block], i: int, home: str) -> bool:
    block = blocks[i]
    if block.heading or len(block.words) > CAPTION_MAX or block.dashed or _button(block):
        return False
    under_picture = i > 0 and _alternative(blocks[i - 1], home)
    return under_picture or _alternative(block, home) or (not block.closed and not _title_in_quotes(block))


def _mark_head(blocks: Sequence[Block], found: list[Kind | None], first: int) -> None:
    """Of what stands above the running text, say what is the title; the rest is furniture."""
    marked = [i for i in range(first + 1) if found[i] is None and blocks[i].heading == 1]
    open_ = [i for i in range(first) if found[i] is None]
    titles = set(marked) or set(_titles(blocks, open_))
    if not titles and open_ and open_[-1] == first - 1 and _lone_title(blocks[open_[-1]]):
        titles = {open_[-1]}
    top = min(titles, default=first)
    if marked and top + 1 in open_ and _subtitle(blocks[top + 1]):
        titles.add(top + 1)
    signed = {i for i in range(top + 1, first) if found[i] is Kind.BOILERPLATE and _signed(blocks[i])}
    for i in signed if titles else ():
        found[i] = Kind.NARRATION
    for i in open_:
        found[i] = Kind.TITLE if i in titles else _above_text(blocks, i) if i > top else Kind.BOILERPLATE


def _above_text(blocks: Sequence[Block], i: int) -> Kind | None:
    """The kind of a line between title and text: a dateline and a list of those present are left open."""
    if blocks[i].heading or _entry(blocks, i) or blocks[i].text.endswith(":"):
        return Kind.HEADING
    return None if re.search(r"[,;:]|\d", blocks[i].text) else Kind.HEADING


def _subtitle(block: Block) -> bool:
    """Whether a heading right below the title is a sentence, not the first section's."""
    return bool(block.heading) and len(block.words) > 2 * SHORT


def _signed(block: Block) -> bool:
    """Whether a line below the title says who wrote the text, or on which day, and no more."""
    text = block.plain.lower()
    day = _stamp(text) and not STAMPED.match(text) and not CLOCK.search(text) and YEAR.search(text)
    return text.startswith("by ") or bool(day and MONTH.search(text))


def _titles(blocks: Sequence[Block], open_: Sequence[int]) -> list[int]:
    """The title, and the subtitle right below it. Breadcrumbs end in the title once more: take the second."""
    fit = [i for i in open_ if _titular(blocks[i])]
    last = {blocks[i].plain: i for i in fit}
    fit = [i for i in fit if last.get(blocks[i].plain.strip("-•>/ "), i) <= i]
    if len(fit) > 1 and _letterhead(blocks[fit[0]]):
        fit = fit[1:]
    return fit[:1] + [i for i in fit[1:2] if blocks[i].has_verb and not ENTRY.match(blocks[i].text)]


def _titular(block: Block) -> bool:
    enough = len(block.words) >= TITLE_MIN and (
        block.has_verb or _capitals(block) or ":" in block.text or len(block.words) > SHORT + 2
    )
    return enough and not ENTRY.match(block.text)


def _letterhead(block: Block) -> bool:
    """Whether a line is nothing but the name of an institution."""
    told = block.has_verb or bool(re.search(r'[:"“«\d]', block.text))
    return not told and len(block.words) <= 2 * SHORT and not name_heads().keys().isdisjoint(block.words)


def _capitals(block: Block) -> bool:
    return any(word[0].isupper() for word in re.findall(r"[^\W\d_]+", block.text)[1:])


def _lone_title(block: Block) -> bool:
    return len(block.words) >= SHORT - 1 or (len(block.words) == SHORT - 2 and _capitals(block))


def _entry(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i is an entry of a table of contents: numbered, among others of its kind."""
    near = blocks[max(0, i - 1) : i + 2]
    return bool(ENTRY.match(blocks[i].text)) and sum(bool(ENTRY.match(b.text)) for b in near) > 1


def _inner(blocks: Sequence[Block], i: int, last: int, near: tuple[bool, bool]) -> Kind:
    """The kind of a block among or below the running text; ``near``: a turn opens above, one opens below."""
    block, (after_turn, before_turn) = blocks[i], near
    if block.heading or _quoted_heading(block, before_turn=before_turn):
        return Kind.HEADING
    if i > last:
        return Kind.BOILERPLATE if not block.closed or len(block.words) <= SHORT else Kind.NARRATION
    if is_remark(block):
        return Kind.NARRATION
    if block.asks and ENTRY.match(block.text) and not _entry(blocks, i):
        return Kind.QUESTION
    open_end = not block.closed and not block.text.endswith((":", ",", ";", "—", '"', "”", "»"))
    brief = len(block.words) <= HEADING_MAX and not block.dashed
    return Kind.HEADING if brief and (open_end or (block.asks and not after_turn)) else Kind.NARRATION


def _quoted_heading(block: Block, *, before_turn: bool) -> bool:
    open_ = before_turn or not block.closed or block.plain[-1] not in '"”»'
    return _title_in_quotes(block) and open_
