"""What every corpus is turned into: words with the layers of annotation that the corpus has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.nlp.tagset import Attributed, NameTags

ANY: frozenset[str] = frozenset()
"""A name label about which the corpus says nothing."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The Universal Dependencies layer of one word.

    Attributes:
        tag: Penn tag.
        pos: universal tag.
        morph: features, ``Name=Value|…``, or an empty string.
        lemma: dictionary form.
        head: index of the head within the passage; the word's own for a root.
        relation: dependency label without subtype.
        opens: whether it is the first word of a sentence.
    """

    tag: str
    pos: str
    morph: str
    lemma: str
    head: int
    relation: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words, with those layers that its corpus annotates; an empty layer is unknown.

    Attributes:
        words: as written.
        breaks: the words before which a paragraph begins, not counting the first.
        syntax: per word.
        names: per word, the BIO labels that the annotation leaves open (``ANY``: all of them).
        attributions: each with the indices of its words.
        antecedents: per word, the earlier words that head a mention of the same thing; None: unknown.
        quoted: whether attributions are annotated, be there some or none.
    """

    words: Sequence[str]
    breaks: frozenset[int] = frozenset()
    syntax: Sequence[Syntax] = ()
    names: Sequence[NameTags] = ()
    attributions: Sequence[Attributed] = ()
    antecedents: Sequence[frozenset[int]] = ()
    quoted: bool = False


def window(passage: Passage, start: int, end: int) -> Passage:
    """Return words ``start`` to ``end``. What points out of the window points nowhere.

    A head outside (a window cut within a sentence) leaves the word a root; cut at sentences to avoid that.
    """
    inside = range(start, end)
    return replace(
        passage,
        words=passage.words[start:end],
        breaks=frozenset(b - start for b in passage.breaks if b in inside and b > start),
        syntax=[
            replace(row, head=(row.head if row.head in inside else i) - start)
            for i, row in enumerate(passage.syntax[start:end], start)
        ],
        names=passage.names[start:end],
        attributions=[part for a in passage.attributions if (part := _moved(a, start, end)).content],
        antecedents=[
            frozenset(j - start for j in row if j in inside) for row in passage.antecedents[start:end]
        ],
    )


def _moved(attributed: Attributed, start: int, end: int) -> Attributed:
    def part(words: Sequence[int]) -> tuple[int, ...]:
        return tuple(i - start for i in words if start <= i < end)

    return Attributed(part(attributed.source), part(attributed.cue), part(attributed.content))


def without(passage: Passage, dropped: frozenset[int]) -> Passage:
    """Return the passage without some words that nothing hangs on."""
    kept = [i for i in range(len(passage.words)) if i not in dropped]
    new = {old: i for i, old in enumerate(kept)}
    after = {
        b: next((new[i] for i in range(b, len(passage.words)) if i in new), None) for b in passage.breaks
    }
    return replace(
        passage,
        words=[passage.words[i] for i in kept],
        breaks=frozenset(b for b in after.values() if b),
        syntax=_kept_syntax(passage, new),
        names=[passage.names[i] for i in kept] if passage.names else (),
        attributions=[
            Attributed(*(tuple(new[i] for i in part if i in new) for part in (a.source, a.cue, a.content)))
            for a in passage.attributions
        ],
        antecedents=[frozenset(new[j] for j in passage.antecedents[i] if j in new) for i in kept]
        if passage.antecedents
        else (),
    )


def reordered(passage: Passage, order: Sequence[int]) -> Passage:
    """Return an article with its words in another order; ``order[i]`` is which word comes ``i``-th.

    Nothing crosses a paragraph's bound, and there is no other layer than attributions.
    """
    new = {old: i for i, old in enumerate(order)}
    return replace(
        passage,
        words=[passage.words[i] for i in order],
        attributions=[
            Attributed(*(tuple(sorted(new[i] for i in part)) for part in (a.source, a.cue, a.content)))
            for a in passage.attributions
        ],
    )


def _kept_syntax(passage: Passage, new: dict[int, int]) -> Sequence[Syntax]:
    if not passage.syntax:
        return ()
    opens, rows = False, []
    for i, row in enumerate(passage.syntax):
        opens = opens or row.opens
        if i in new:
            rows.append(replace(row, head=new[row.head], opens=opens))
            opens = False
    return rows
