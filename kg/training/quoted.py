"""Read articles with attributions (PolNeAR, Newell et al. 2018): source, cue, content."""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Token

from kg.nlp.tagset import Attributed
from kg.training.passages import Passage

Fragments = Sequence[Sequence[int]]


def articles(path: Path) -> Iterator[Passage]:
    """Yield the articles, cut into words as the product cuts them."""
    nlp = spacy.blank("en")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            kept = [token for token in doc if not token.is_space]
            pauses = [token.i for token in doc if token.is_space and "\n" in token.text]
            order = [token.i for token in kept]
            starts = [token.idx for token in kept]
            yield Passage(
                words=[token.text for token in kept],
                breaks=frozenset(b for i in pauses if 0 < (b := bisect_left(order, i)) < len(kept)),
                attributions=[
                    Attributed(*(_words(starts, kept, a[part]) for part in ("source", "cue", "content")))
                    for a in row["attributions"]
                ],
                quoted=True,
            )


def _words(starts: Sequence[int], tokens: Sequence[Token], fragments: Fragments | None) -> tuple[int, ...]:
    """Return the indices of the words that the fragments (character offsets) touch."""
    found: set[int] = set()
    for start, end in fragments or ():
        first = max(0, bisect_right(starts, start) - 1)
        last = bisect_left(starts, end)
        found.update(i for i in range(first, last) if tokens[i].idx + len(tokens[i]) > start)
    return tuple(sorted(found))
