"""Find quotations in a paragraph, the broken ones of machine translation too."""

import re
from collections.abc import Iterator

from kg.model import Span
from kg.nlp.blocks import DASH
from kg.nlp.sentences import split

QUOTES = '"“”«»„'
DOUBLED, GRAVES = "''", "``"
"""How plain text writes a quotation mark; some open with grave accents."""
PAIRS = {"“": "”", "«": "»", "„": "“”", GRAVES: DOUBLED}
MARK = re.compile(f"[{QUOTES}]|{DOUBLED}|{GRAVES}")
ALIKE = ('"', DOUBLED)
"""Marks that open and close."""
CLOSING = re.compile(r"(?<=[,.?!…'’])(?:[\"”»]|(?<!')'')(?=\s+\S|\s*$)")
ASIDE = re.compile(r",\s[—–-]\s")
AGAIN = re.compile(r"\.\s[—–-]\s(?=\w)")
"""Behind "— a, — said X" what begins the rest of X's words: ". — b"."""
FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my)\b", re.I)
MIN_WORDS = 3
"""Shorter quotations are single words set in quotation marks, not speech."""


def find_quotes(text: str, paragraph: Span, *, dashes: bool = True, least: int = MIN_WORDS) -> list[Span]:
    """Return the quoted stretches of a paragraph, marks left out, in order.

    Besides matched pairs: a paragraph that opens with a dash and closes with a mark nobody opened; a
    closing mark with a comma whose opening is missing (from the start of the paragraph); an opening mark that
    is never closed (to the end: the quotation goes on in the next paragraph). In a dialogue, where a dash
    opens a turn, ``dashes`` is off.
    """
    found = [span for span in _pairs(text, paragraph) if _speech(text, span, least)]
    dash = DASH.match(text, paragraph.start, paragraph.end) if dashes else None
    if dash and not any(span.start == dash.end() for span in found):
        found = _dashed(text, Span(dash.end(), paragraph.end), found)
    return found


def opens(text: str) -> bool:
    """Return whether a quotation mark within the text is still open, so that a last one closes it."""
    odd = text.count('"') % 2 or text.count(DOUBLED) % 2
    return bool(odd) or text.count("“") > text.count("”") or text.count("«") > text.count("»")


def _speech(text: str, span: Span, least: int) -> bool:
    return len(re.findall(r"\w+", span.of(text))) >= least


def _pairs(text: str, paragraph: Span) -> Iterator[Span]:
    opened: tuple[int, str] | None = None
    last = paragraph.start
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        at, sign = mark.start(), mark[0]
        if opened is None:
            if _opening(text, mark, paragraph):
                opened = (mark.end(), sign)
            elif text[at - 1 : at] in ",.?!…" and at > paragraph.start:
                yield Span(_opened(text, last, at), at)  # its opening mark is missing
                last = mark.end()
        elif _closes(opened[1], sign) or (sign in ALIKE and not _opening(text, mark, paragraph)):
            yield Span(opened[0], at)
            opened, last = None, mark.end()
    if opened is not None:
        yield Span(opened[0], paragraph.end)


def _closes(opened: str, sign: str) -> bool:
    return (sign == opened and sign in ALIKE) or sign in PAIRS.get(opened, "") or sign in "”»"


def _opened(text: str, start: int, end: int) -> int:
    """Where a quotation without an opening mark begins: back over the sentences that say "I" or "we"."""
    sentences = list(split(text, Span(start, end)))
    first = len(sentences) - 1
    while first > 0 and FIRST_PERSON.search(sentences[first - 1].of(text)):
        first -= 1
    own = first > 0 and any(FIRST_PERSON.search(s.of(text)) for s in sentences[first:])
    return sentences[first].start if own else start


def _opening(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    sign = mark[0]
    if sign not in ALIKE:
        return sign in PAIRS
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return (before.isspace() or before in "([—–-*_") and not after.isspace()


def _dashed(text: str, rest: Span, pairs: list[Span]) -> list[Span]:
    """The speech of a paragraph that opens with a dash: up to a closing mark, or to ", — said X"."""
    closing = [m.start() for m in CLOSING.finditer(text, rest.start + 1, rest.end)]
    if closing:
        return [Span(rest.start, closing[-1])]
    aside = ASIDE.search(text, rest.start, rest.end)
    if aside is None:
        return [*pairs] or [rest]
    again = AGAIN.search(text, aside.end(), rest.end)
    return [Span(rest.start, aside.start()), *([Span(again.end(), rest.end)] if again else [])]
