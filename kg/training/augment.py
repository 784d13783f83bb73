"""Make of a passage what real input looks like. Every change keeps the layers true."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.nlp.lexicon import given_names, words
from kg.nlp.tagset import GPE, LOC, ORG, PERSON
from kg.training.invented import organisation
from kg.training.names import called
from kg.training.passages import Passage, Syntax, reordered, without

OPENING, CLOSING = frozenset({'"', "“", "``", "„", "«"}), frozenset({'"', "”", "''", "»"})
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "’s": "'s", "n’t": "n't"}
CURLY = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'m": "’m", "'d": "’d"}
DASHED, LEFT_OPEN, BARE, OTHER_MARKS = 0.30, 0.30, 0.12, 0.15
"""Share of the articles with dashes for opening marks; of their quotations without a closing mark; of the
articles without marks; of those with the other kind of marks. Near those of a prototype, measured on restyled
text (dash style: content 71.5, with 71.4 as is)."""
SHOUTED, WHISPERED, TERSE = 0.05, 0.03, 0.06
"""Share of the sentences in capitals (headlines), of those in small letters, of the passages without articles
(as translated from languages that have none)."""
GLUED, INVERTED = 0.15, 0.08
"""Share of the paragraphs that run on in the line before, as headings do in copied pages; of the attributions
whose verb comes before its subject, as translators leave it ("said the minister yesterday")."""
LONGEST_INVERTED = 4
"""Words of a source that changes places with its verb: longer ones carry relative clauses and asides."""
SWAPPED = {PERSON: 0.5, ORG: 0.5, GPE: 0.4, LOC: 0.4}
"""Share of the names that others take the place of."""
RESIZED, LENGTHS = 0.5, (1, 1, 2, 2, 3, 4, 5)
"""Share of the other names that may have another number of words, where there is no syntax; the numbers."""
INVENTED = 0.6
"""Share of the other names of organisations that are made up, not taken from the registry."""
PLACES = (GPE, GPE, GPE, LOC)
"""What takes the place of a name that is either: most such names are of countries and cities."""
Change = Callable[[Passage, random.Random], Passage]


def augmented(passage: Passage, rng: random.Random) -> Passage:
    """Return the passage as another source might have had it."""
    for change in (_swapped, _glued, _inverted, _restyled, _terse, _recased):
        passage = change(passage, rng)
    return passage


def _restyled(passage: Passage, rng: random.Random) -> Passage:
    """Change the marks of quotations."""
    draw = rng.random()
    if draw < DASHED:
        return _dashed(passage, rng) if passage.quoted else passage
    if draw < DASHED + BARE:
        marks = frozenset(i for i, word in enumerate(passage.words) if word in OPENING | CLOSING)
        return without(passage, marks) if passage.quoted else passage
    if draw < DASHED + BARE + OTHER_MARKS:
        table = STRAIGHT if rng.random() < 0.5 else CURLY  # noqa: PLR2004 - either kind
        return replace(passage, words=[table.get(word, word) for word in passage.words])
    return passage


def _dashed(passage: Passage, rng: random.Random) -> Passage:
    """Put a dash in place of the mark that opens a paragraph; sometimes the closing mark is missing too."""
    changed, dropped = list(passage.words), set()
    for start in (0, *sorted(passage.breaks)):
        if changed[start] in OPENING:
            changed[start] = "—"
            end = next((b for b in sorted(passage.breaks) if b > start), len(changed))
            closing = next((i for i in range(start + 1, end) if passage.words[i] in CLOSING), None)
            if closing is not None and rng.random() < LEFT_OPEN:
                dropped.add(closing)
    return without(replace(passage, words=changed), frozenset(dropped))


def _glued(passage: Passage, rng: random.Random) -> Passage:
    """Let some paragraphs go on in the line before."""
    return replace(passage, breaks=frozenset(b for b in sorted(passage.breaks) if rng.random() >= GLUED))


def _inverted(passage: Passage, rng: random.Random) -> Passage:
    """Put some verbs of saying before their subjects. Articles only: in a treebank the order is annotated."""
    order = list(range(len(passage.words)))
    if passage.syntax or passage.names:
        return passage
    for found in passage.attributions:
        source, cue = found.source, found.cue
        short = _adjacent(source, cue) and len(source) <= LONGEST_INVERTED
        if short and rng.random() < INVERTED and order[source[0] : cue[0] + 1] == [*source, *cue]:
            order[source[0] : cue[0] + 1] = [*cue, *source]
    return reordered(passage, order)


def _adjacent(source: Sequence[int], cue: Sequence[int]) -> bool:
    """Whether the words of a source stand together, right before a cue of one word."""
    return len(cue) == 1 and bool(source) and [*source, *cue] == list(range(source[0], cue[0] + 1))


def _terse(passage: Passage, rng: random.Random) -> Passage:
    """Leave out the articles."""
    if rng.random() >= TERSE or passage.antecedents:
        return passage
    governors = {row.head for i, row in enumerate(passage.syntax) if row.head != i}
    return without(
        passage,
        frozenset(
            i
            for i, word in enumerate(passage.words)
            if word.lower() in ("the", "a", "an") and i not in governors and _alone(passage, i)
        ),
    )


def _alone(passage: Passage, i: int) -> bool:
    """Whether a word is no part of a name, and no root."""
    free = not passage.names or "O" in passage.names[i]
    return free and not (passage.syntax and passage.syntax[i].head == i)


def _recased(passage: Passage, rng: random.Random) -> Passage:
    """Write some sentences in capitals and some in small letters."""
    changed = list(passage.words)
    for start, end in _stretches(passage):
        draw = rng.random()
        if draw < SHOUTED:
            changed[start:end] = [word.upper() for word in changed[start:end]]
        elif draw < SHOUTED + WHISPERED:
            changed[start:end] = [word.lower() for word in changed[start:end]]
    if not passage.syntax:
        return replace(passage, words=changed)
    rows = [
        _relemma(row, word, new)
        for row, word, new in zip(passage.syntax, passage.words, changed, strict=True)
    ]
    return replace(passage, words=changed, syntax=rows)


def _relemma(row: Syntax, word: str, new: str) -> Syntax:
    """A word in capitals has the lemma that it had; a name in small letters has one in small letters."""
    return replace(row, lemma=row.lemma.lower()) if word != new and new.islower() else row


def _stretches(passage: Passage) -> Iterator[tuple[int, int]]:
    """The sentences, where known; else the paragraphs."""
    opens = [i for i, row in enumerate(passage.syntax) if row.opens] or [0, *sorted(passage.breaks)]
    yield from zip(opens, [*opens[1:], len(passage.words)], strict=True)


def _swapped(passage: Passage, rng: random.Random) -> Passage:
    """Put other names in place of some; word for word where there is syntax, so that it stays true."""
    if not passage.names:
        return passage
    changed, rows, names = list(passage.words), list(passage.syntax), list(passage.names)
    for start, end, kinds in reversed(list(_names(passage))):
        kind = rng.choice(PLACES) if len(kinds) > 1 else min(kinds)
        length = end - start if rows or rng.random() >= RESIZED else rng.choice(LENGTHS)
        if rng.random() < SWAPPED[kind] and (new := _name(kind, length, rng)):
            changed[start:end] = new
            names[start:end] = [frozenset({("B-" if i == 0 else "I-") + kind}) for i in range(len(new))]
            rows[start:end] = [
                replace(row, lemma=word if row.pos == "PROPN" else row.lemma)
                for row, word in zip(rows[start:end], new, strict=bool(rows))
            ]
    return replace(passage, words=changed, syntax=rows, names=names)


def _names(passage: Passage) -> Iterator[tuple[int, int, frozenset[str]]]:
    i = 0
    while i < len(passage.names):
        kinds = _sure(passage.names[i])
        end = i + 1
        while (
            kinds
            and end < len(passage.names)
            and all(t.startswith("I-") for t in passage.names[end] or ("O",))
        ):
            end += 1
        if kinds:
            yield i, end, kinds
        i = end


def _sure(allowed: frozenset[str]) -> frozenset[str]:
    """The types that a name which begins here may have, if it can be swapped, else none."""
    kinds = frozenset(label.partition("-")[2] for label in allowed if label.startswith("B-"))
    sure = len(kinds) == len(allowed) and (kinds == {GPE, LOC} or len(kinds) == 1)
    return kinds if sure and kinds <= SWAPPED.keys() else frozenset()


def _name(kind: str, length: int, rng: random.Random) -> Sequence[str]:
    """Return a name of so many words, or nothing."""
    if kind == PERSON:
        given, family = rng.choice(_given()), rng.choice(_family())
        middle = [rng.choice(_given()) for _ in range(length - 2)]
        return [family] if length == 1 else [given, *middle, family]
    if kind == ORG and rng.random() < INVENTED:
        return organisation(length, rng)
    known = _known(kind).get(length, ())
    return rng.choice(known).split() if known else ()


@cache
def _given() -> Sequence[str]:
    return sorted(name for name in given_names() if " " not in name)


@cache
def _family() -> Sequence[str]:
    return sorted(name for line in words("family_names") for name in line.split() if name[0].isupper())


@cache
def _known(kind: str) -> dict[int, list[str]]:
    """Names of the registry by how many words they have."""
    files = {ORG: ("organizations", "media"), GPE: ("polities", "cities"), LOC: ("regions",)}
    found: dict[int, list[str]] = {}
    for name in sorted(called(*files[kind])):
        if name.isascii() and name[0].isupper():
            found.setdefault(len(name.split()), []).append(name)
    return found
