"""Stretches of a text sorted by where they stand, so that a question about one place looks at few of them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Span


class Places:
    """Stretches, by place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def overlapping(self, span: Span) -> list[Span]:
        """Return those that share at least one code point with ``span``, in order.

        >>> Places([Span(0, 3), Span(5, 9)]).overlapping(Span(2, 4))
        [Span(start=0, end=3)]
        """
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [other for other in self._spans[first:last] if other.overlaps(span)]

    def holding(self, span: Span) -> list[Span]:
        """Return those within which all of ``span`` lies, in order."""
        return [other for other in self.overlapping(span) if other.contains(span)]

    def cut(self, span: Span) -> bool:
        """Return whether ``span`` takes only a part of one of them.

        >>> Places([Span(0, 3)]).cut(Span(2, 9)), Places([Span(0, 3)]).cut(Span(0, 9))
        (True, False)
        """
        return any(not span.contains(other) for other in self.overlapping(span))


class Owners:
    """Whose stretches stand where: of things that have several stretches each, by number."""

    def __init__(self, owned: Iterable[Iterable[Span]]) -> None:
        self._owners: dict[Span, list[int]] = defaultdict(list)
        for number, spans in enumerate(owned):
            for span in spans:
                self._owners[span].append(number)
        self._places = Places(self._owners)

    def near(self, span: Span) -> list[int]:
        """Return the numbers of those with a stretch that shares a code point with ``span``, in order.

        >>> Owners([[Span(0, 3), Span(7, 9)], [Span(4, 6)]]).near(Span(2, 5))
        [0, 1]
        """
        return sorted({number for other in self._places.overlapping(span) for number in self._owners[other]})


def longest(spans: Iterable[Span]) -> set[Span]:
    """Return, of overlapping stretches, the longest, the first of equals.

    >>> sorted(longest([Span(0, 3), Span(2, 9), Span(9, 11)]))
    [Span(start=2, end=9), Span(start=9, end=11)]
    """
    kept: set[Span] = set()
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.add(span)
            taken.update(range(span.start, span.end))
    return kept
