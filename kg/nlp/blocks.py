"""Cut a text into blocks: paragraphs, headings, buttons, whatever stands by itself."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.model import Span
from kg.nlp.lexicon import words

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*$", re.S | re.M)
LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
DASH = re.compile(r"[—–―‒-]\s?(?=[^\s—–―‒>-])")
MARKUP = re.compile(r"^(?:#{1,6}\s+|>\s+|[*_]{1,3}(?=\S)|\|)")
TERMINAL = re.compile(r"[.!?…][\"”»’')\]*_]*$")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
CREDIT = re.compile(
    r"\W*(?:(?:(?:in|on) the )?(?:photo(?:graph)?s?|images?|picture|video|illustration|infographics?|credits?"
    r"|фото|foto)\b(?:\s+(?:by|credit|courtesy)\b|\s*[:/©|])"
    r"|©(?!\s*\d{4}|.*reserved))|.*\b(?:getty images|file photo|handout)\W*$"
    r"|.{20,}[.!?\"”]\s+©\s*(?!\d{4})[^©.!?]{3,50}$",
    re.I,
)
"""A line about a picture: who made it, perhaps behind what it shows."""
WRAP_MIN, WRAP_MAX = 50, 110
"""Lines of hard-wrapped text have about this many characters; pages and dumps have one line a paragraph."""
WRAP_LINES, WRAP_FULL, WRAP_SHARE = 4, 3, 0.6
"""A text is wrapped when it has so many lines, so many of them with a successor, and this share of
these full. Set by hand; after a change run scripts/eval."""
SHORTEST_PAST = 5
"""Letters of a word on -ed that is a verb: "met" and "bed" are told by the list."""
SCRIPT_SAMPLE = 400
"""Letters that tell the script of a block."""


@dataclass(frozen=True)
class Block:
    """A stretch between line ends (or blank lines, in hard-wrapped text).

    Attributes:
        span: without surrounding white space.
        text: its words.
        heading: level of a Markdown heading, else 0.
    """

    span: Span
    text: str
    heading: int = 0

    def within(self, start: int, end: int) -> Span:
        """Return where the characters ``start`` to ``end`` of the block stand in the document."""
        return Span(self.span.start + start, self.span.start + end)

    @cached_property
    def plain(self) -> str:
        """The text without Markdown marks at its ends."""
        return MARKUP.sub("", self.text).strip("*_ \t")

    @cached_property
    def words(self) -> list[str]:
        """Its words, lower case."""
        return _lower_words(self.text)

    @cached_property
    def closed(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(TERMINAL.search(self.text))

    @cached_property
    def dashed(self) -> bool:
        """Whether it opens with a dash, as turns and quotations do."""
        return bool(DASH.match(self.text))

    @cached_property
    def asks(self) -> bool:
        """Whether its last sentence is a question."""
        return bool(re.search(r"\?[\"”»’')\]*_]*$", self.text))

    @cached_property
    def has_verb(self) -> bool:
        """Whether a word looks like a finite verb."""
        return _any_verb(self.words)

    @cached_property
    def script(self) -> str:
        """The script of most of its letters (``LATIN``, ``CYRILLIC`` …), or an empty string."""
        scripts = Counter(
            unicodedata.name(char, "").partition(" ")[0]
            for char in self.text[:SCRIPT_SAMPLE]
            if char.isalpha()
        )
        return scripts.most_common(1)[0][0] if scripts else ""


def has_verb(text: str) -> bool:
    """Return whether a word of ``text`` looks like a finite verb.

    >>> has_verb("The two sides met"), has_verb("On a cold morning")
    (True, False)
    """
    return _any_verb(_lower_words(text))


def _any_verb(lower_words: Sequence[str]) -> bool:
    """There is no tagger: a word list and one suffix tell."""
    verbs = words("verbs")
    return any(word in verbs or "n't" in word or "n’t" in word or _past(word) for word in lower_words)


def _past(word: str) -> bool:
    return word.endswith("ed") and len(word) >= SHORTEST_PAST and not word.endswith("eed")


def _lower_words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def cut(text: str) -> list[Block]:
    """Return the blocks of a text, in order."""
    front = FRONT_MATTER.match(text)
    start = front.end() if front else 0
    lines = [_stripped(text, m.start(), m.end()) for m in LINE.finditer(text, start)]
    lines = [span for span in lines if span.start < span.end]
    spans = list(_joined(text, lines)) if _wrapped(text, lines) else lines
    blocks = [Block(span, span.of(text), _level(span.of(text))) for span in spans]
    return [Block(Span(0, front.end()), front[0]), *blocks] if front else blocks


def _stripped(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return Span(start + left, max(start + left, start + len(line.rstrip())))


def _level(text: str) -> int:
    marks = re.match(r"#{1,6}(?=\s)", text)
    return len(marks[0]) if marks else 0


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the text was wrapped at a column: no long lines, and most that have a successor are full."""
    lengths = [span.end - span.start for span in lines]
    if len(lines) < WRAP_LINES or max(lengths) > WRAP_MAX:
        return False
    inner = [
        n for n, a, b in zip(lengths, lines, lines[1:], strict=False) if text.count("\n", a.end, b.start) == 1
    ]
    return len(inner) >= WRAP_FULL and sum(n >= WRAP_MIN for n in inner) >= WRAP_SHARE * len(inner)


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    """Join each line to the one above unless a blank line, a dash, a label or a short line parts them."""
    current = lines[0]
    for line in lines[1:]:
        above = text[text.rfind("\n", 0, current.end) + 1 : current.end]
        apart = text.count("\n", current.end, line.start) > 1
        opens = DASH.match(line.of(text)) or re.match(r"[#>*|]|\d+[.)]\s|[A-Z][\w. ]{0,40}:", line.of(text))
        if apart or opens or len(above.strip()) < WRAP_MIN:
            yield current
            current = line
        else:
            current = Span(current.start, line.end)
    yield current
