"""On which day it was said, by the dates among the circumstances of a cue."""

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from kg.extract.circumstances import cases
from kg.extract.dates import Dated, document_year, find_dates
from kg.extract.scene import Scene
from kg.model import Span

NOT_THEN = frozenset("since until till by before after about for regarding concerning ahead".split())
"""Before a date: it is not the one on which something was said."""
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = len("2025-11-06")
"""Characters of a full date."""


def date_said(
    scene: Scene, circumstances: Sequence[Token], regions: Sequence[Span], now: str | None
) -> str | None:
    """Return the ISO prefix or interval that the circumstances name; the most exact, then the nearest.

    A date after ``now`` is none on which anything was said; an interval ends with it.

    Args:
        scene: the document.
        circumstances: the nearest to the cue first.
        regions: the stretches of text to look for dates in.
        now: ISO prefix of the day on which the one who reports it speaks or writes, or None.
    """
    place = {token.i: n for n, token in enumerate(circumstances)}
    found: list[tuple[int, int, str]] = []
    year = document_year(scene.text)
    for region in regions:
        for dated in find_dates(scene.text, region, now, year):
            if not (now or year) and dated.value[: len("2025")] not in dated.span.of(scene.text):
                continue  # a year that is only named nearby
            token = _head(scene, dated)
            value = _by(now, dated.value)
            if token is not None and token.i in place and value and cases(token).isdisjoint(NOT_THEN):
                found.append((-min(len(value), DAY), place[token.i], value))
    if not found:
        years = (t.text for t in circumstances if YEAR.fullmatch(t.text) and t.head.i in place)
        return next((year for year in years if _by(now, year)), None)  # "in a 2024 report"
    return min(found)[2]


def _head(scene: Scene, dated: Dated) -> Token | None:
    span = scene.doc.char_span(dated.span.start, dated.span.end, alignment_mode="expand")
    return span.root if span is not None else None


def _by(now: str | None, value: str) -> str | None:
    """The part of a period that is not after ``now``."""
    start, slash, end = value.partition("/")
    if now is None:
        return value
    if _after(start, now):
        return None
    return f"{start}/{now}" if slash and _after(end, now) and start < now else value


def _after(prefix: str, other: str) -> bool:
    length = min(len(prefix), len(other))
    return prefix[:length] > other[:length]


def is_recent(scene: Scene, said_on: str, *, days: int) -> bool:
    """Return whether a full date lies at most so many days before that of the publication."""
    published = scene.published or ""
    if len(published) != DAY or len(said_on) != DAY:
        return False
    return (date.fromisoformat(published) - date.fromisoformat(said_on)).days <= days
