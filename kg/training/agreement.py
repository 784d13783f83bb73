"""How well attributions agree with annotated ones: as sets of words, so that marks decide nothing.

The measures are those of Newell et al. 2018 (PolNeAR) in the soft form: two contents agree when F over their
words is 0.8 or more; two sources agree when they share a word that tells something.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS

AGREED = 0.8
WORD = re.compile(r"\w+")
Fragments = Sequence[Sequence[int]]
"""Spans of characters: (start, end) each."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The words, by number, of what somebody says and of who it is."""

    content: frozenset[int]
    source: frozenset[int]


def claims(text: str, given: Sequence[Mapping[str, Fragments]]) -> list[Claim]:
    """Return the claims whose parts ``content`` and ``source`` are given as spans of characters."""
    places = [match.span() for match in WORD.finditer(text)]
    telling = {i for i, (a, b) in enumerate(places) if text[a:b].lower() not in STOP_WORDS}

    def words(fragments: Fragments) -> frozenset[int]:
        return frozenset(i for i, (a, b) in enumerate(places) for s, e in fragments if a < e and b > s)

    def source(fragments: Fragments) -> frozenset[int]:
        found = words(fragments)
        return found & telling or found

    return [Claim(words(one["content"]), source(one["source"])) for one in given]


def agreement(gold: Sequence[Claim], found: Sequence[Claim]) -> Counter[str]:
    """Count contents and, of those that agree, sources that agree; best pairs first, one to one."""
    pairs = list(_paired(gold, found))
    return Counter(
        {
            "content": len(pairs),
            "content gold": len(gold),
            "content found": len(found),
            "sourced": sum(bool(gold[i].source & found[j].source) for i, j in pairs),
            "sourced gold": _sourced(gold),
            "sourced found": _sourced(found),
        }
    )


def _sourced(side: Sequence[Claim]) -> int:
    return sum(bool(one.source) for one in side)


def _paired(gold: Sequence[Claim], found: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    scored = sorted(
        (-score, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (score := _word_f(one.content, other.content)) >= AGREED
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, j in scored:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield i, j


def _word_f(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
