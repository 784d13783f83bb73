"""Dates in running text → ISO prefixes and intervals, by a small grammar of our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.clock import Clock
from kg.extract.date_rules import RULES, Words
from kg.model import Span

HEAD_LINES = 25
"""A dateline stands within so many lines that hold text, from the top."""
DATELINE_WORDS = 8
REACH = 400
"""Code points before a span in which a year still counts for dates that lack one."""
STAMP_REACH = 600
_STAMP = re.compile(r"^(?:\d{1,6}[-–/ ])?(?P<day>[0-3]\d)[-.](?P<month>[01]\d)[-.](?P<year>20\d\d)\W*$", re.M)
"""A line of nothing but numbers that ends in day, month and year, as ministries number their papers."""
_WIRE = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}(?:, [A-Z][\w. ]+)?,\s$")
_TAG = re.compile(r",?\s*(?:\([^)\n]{2,40}\)\s*)?[-–—]\s")
"""What stands around the date of an agency report: "KELMAR, Sept 3, 2024 (Northern Wire) - "."""
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_LATER = re.compile(r"\b(?:may|might|could|can|would|until|till|by|before|expect|hope|plan)\b", re.I)
_YEARED = re.compile(r"\d{4}(?:-\d\d)*")


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that name a date, and the date: an ISO prefix or an interval ``start/end``."""

    span: Span
    value: str


def find_dates(text: str, span: Span, published: str | None, year: str | None = None) -> list[Dated]:
    """Return the dates that the words in ``span`` name, in order, none within another.

    Args:
        text: of the whole document.
        span: usually a sentence.
        published: ISO prefix of the document.
        year: as ``document_year`` has it; counts only when ``published`` is None. Without either, relative
            dates stay unread, and a date without a year takes the year named shortly before, if any.

    >>> [d.value for d in find_dates("On Monday, and on June 14, 2024", Span(0, 31), "2025-11-06")]
    ['2025-11-03', '2024-06-14']
    """
    clock = Clock.at(published, year)
    if not clock.now:
        clock = Clock.at(None, _year_before(text, span))
    found = sorted(_matches(text, span, clock), key=lambda d: (d.span.start, -d.span.end))
    kept: list[Dated] = []
    for dated in found:
        if not kept or dated.span.start >= kept[-1].span.end:
            kept.append(dated)
    return kept


def dateline(text: str) -> str | None:
    r"""Return the full date that stands in a line of its own, or nearly so, at the top of a text.

    >>> dateline("News\nLusaka, 14 May 2026\nThe talks ended.")
    '2026-05-14'
    """
    if stamp := _STAMP.search(text[:STAMP_REACH]):
        return f"{stamp['year']}-{stamp['month']}-{stamp['day']}"
    lines = list(re.finditer(r"\S[^\n]*", text[:20_000]))[:HEAD_LINES]
    for line in lines:
        span = Span(line.start(), line.end())
        full = [d for d in _matches(text, span, Clock()) if _FULL.fullmatch(d.value)]
        words = re.findall(r"[^\W\d_]+", line.group())
        if (
            full
            and _WIRE.match(text[line.start() : full[0].span.start])
            and _TAG.match(text, full[0].span.end)
        ):
            return full[0].value
        if (
            len(full) == 1
            and len(words) <= DATELINE_WORDS
            and not line.group().rstrip().endswith((".", "?", "!"))
        ):
            return full[0].value
    return None


@lru_cache(maxsize=4)
def document_year(text: str) -> str | None:
    """Return the year that a text is set in, or None when it is not clear.

    That is the year of its dateline, else the latest year named as past, if named twice or with a month.

    >>> document_year("In 2025, elections were held. The house will close in July 2026. In 2025, he left.")
    '2025'
    """
    line = dateline(text)
    if line is not None:
        return line[:4]
    found = [
        (w, value) for w, value in _readings(text, Span(0, len(text)), Clock()) if _YEARED.fullmatch(value)
    ]
    past = [(w.match.start(), value) for w, value in found if not _looks_ahead(w)]
    latest = max((value[:4] for _, value in past), default=None)
    named = {start: value for start, value in past if value[:4] == latest}
    return latest if len(named) > 1 or any("-" in value for value in named.values()) else None


def _matches(text: str, span: Span, clock: Clock) -> Iterator[Dated]:
    for words, value in _readings(text, span, clock):
        yield Dated(Span(*words.match.span()), value)


def _readings(text: str, span: Span, clock: Clock) -> Iterator[tuple[Words, str]]:
    for pattern, rule in RULES:
        for match in pattern.finditer(text, span.start, span.end):
            words = Words(match, clock, span)
            value = rule(words)
            if value is not None:
                yield words, value


def _year_before(text: str, span: Span) -> str | None:
    """The one year named in the span or shortly before it; of several none is sure."""
    area = Span(max(0, span.start - REACH), span.end)
    years = {d.value[:4] for d in _matches(text, area, Clock()) if _YEARED.fullmatch(d.value)}
    return years.pop() if len(years) == 1 else None


def _looks_ahead(words: Words) -> bool:
    """Whether the clause before a date may speak of the time to come."""
    start = words.match.start()
    before = re.split(r"[.;:\n]", words.match.string[max(0, start - REACH) : start])[-1]
    return words.ahead() is True or _LATER.search(before) is not None
