"""Read Universal Dependencies treebanks: EWT with the names of Universal NER, GUM with its entities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.nlp.tagset import NameTags
from kg.training.conllu import DEPREL, FEATS, FORM, HEAD, LEMMA, UPOS, XPOS, Row, Sentence, documents
from kg.training.gum import names_and_antecedents
from kg.training.names import uner_sentences, uner_tags
from kg.training.passages import Passage, Syntax

UNTAUGHT = frozenset("Abbr Typo Style ExtPos NumForm Foreign".split())
"""Features that EWT and GUM annotate differently, or hardly at all."""


def ewt(path: Path, names: Path) -> Iterator[Passage]:
    """Yield the documents of EWT with the names of Universal NER, which annotates the same words.

    A sentence that the two cut into words differently has no names.
    """
    tagged = {tuple(sentence.words): sentence.tags for sentence in uner_sentences(names)}
    for document in documents(path):
        passage = _passage(document)
        yield replace(passage, names=_uner(document, tagged))


def _uner(document: Sequence[Sentence], tagged: Mapping[tuple[str, ...], Sequence[str]]) -> list[NameTags]:
    found: list[NameTags] = []
    for sentence in document:
        words = tuple(row[FORM] for row in sentence.rows)
        found += uner_tags(words, tagged[words]) if words in tagged else [frozenset[str]()] * len(words)
    return found


def gum(path: Path) -> Iterator[Passage]:
    """Yield the documents of GUM, with names and antecedents read from its entities."""
    for document in documents(path):
        passage = _passage(document)
        rows = [row for sentence in document for row in sentence.rows]
        names, antecedents = names_and_antecedents(rows, passage.syntax)
        yield replace(passage, names=names, antecedents=antecedents)


def _passage(document: Sequence[Sentence]) -> Passage:
    words: list[str] = []
    syntax: list[Syntax] = []
    breaks = set()
    for sentence in document:
        start = len(words)
        if sentence.paragraph and start:
            breaks.add(start)
        words += [row[FORM] for row in sentence.rows]
        syntax += [_syntax(row, i, start) for i, row in enumerate(sentence.rows)]
    return Passage(words=words, breaks=frozenset(breaks), syntax=syntax)


def _syntax(row: Row, index: int, start: int) -> Syntax:
    head = int(row[HEAD])
    return Syntax(
        tag=row[XPOS],
        pos=row[UPOS],
        morph=features(row[FEATS]),
        lemma=row[LEMMA] if row[LEMMA] != "_" else row[FORM],
        head=start + (head - 1 if head else index),
        relation=row[DEPREL].partition(":")[0],
        opens=index == 0,
    )


def features(column: str) -> str:
    """Return the features that are taught, as they stand in the column."""
    kept = [pair for pair in column.split("|") if "=" in pair and pair.partition("=")[0] not in UNTAUGHT]
    return "|".join(kept)
