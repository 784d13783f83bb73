"""Cut running text into sentences by rule."""

import re
from collections.abc import Iterator

from kg.model import Span

END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”»’')\]*_]*+(?=\s+[\"“«„'‘(\[*_—–-]*\s?[^\W_a-z]|\s*$)|[:;](?=\s*\n)"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|prof|gen|col|lt|sgt|maj|capt|adm|rev|hon|sen|rep|gov|pres"
    r"|no|nos|vs|jr|sr|inc|ltd|co|corp"
    r"|art|fig|vol|pp?|approx|dept|est|etc|e\.g|i\.e|cf|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|u\.s|u\.k|u\.n|a\.m|p\.m)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$",
    re.I,
)
NUMBERED = re.compile(r"(?:nos?|art|pp?|fig|vol)\.", re.I)
ALONE = re.compile(r"(?:etc|a\.m|p\.m|u\.s|u\.k|u\.n|inc|ltd|co|jr|sr)\.$", re.I)
PLATFORM = re.compile(r"\bon X\.$")
"""The social network, no initial."""
OPENER = re.compile(r"\s+(?:the|a|an|in|it|he|she|they|we|this|that|but|and|on|at)\b", re.I)
LONGEST_ABBREVIATION = 12
"""Characters looked at before a full stop: "Messrs. U.S.S.R."; longer ones are no abbreviations."""
INITIAL = 2
"""Characters of an initial with its full stop."""
LONGEST = 4000
"""Characters. What goes on for longer is a table or a dump, and is cut between words, so that no rule over a
sentence takes for ever. The longest sentence of the interviews tried has 553."""


def split(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences within ``span``, without surrounding white space.

    >>> [s.of("He came. Mr. Oda left.") for s in split("He came. Mr. Oda left.", Span(0, 22))]
    ['He came.', 'Mr. Oda left.']
    """
    for sentence in _ended(text, span):
        yield from _bounded(text, sentence)


def _ended(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in END.finditer(text, span.start, span.end):
        if _abbreviates(text, start, end) or end.end() >= span.end:
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, span.end)


def _abbreviates(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or initial and the sentence goes on."""
    before = text[max(start, end.start() - LONGEST_ABBREVIATION) : end.start() + 1]
    if not end[0].startswith(".") or PLATFORM.search(before) or not (found := ABBREVIATION.search(before)):
        return False
    if NUMBERED.fullmatch(found[0]) and not re.compile(r"\s+\d").match(text, end.end()):
        return False  # "Nos. 3 and 4", but "He said no."
    if ALONE.search(before):  # may end a sentence: then a common sentence opener follows
        return not OPENER.match(text, end.end())
    return len(found[0]) > INITIAL or found[0][0].isupper()


def _bounded(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        end = space if space > 0 else start + LONGEST
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, sentence.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        yield Span(left, right)
