"""Read Universal Dependencies treebanks: EWT with the names of Universal NER, GUM with its entities."""

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.nlp.tagset import NameTags
from kg.training.gum import names_and_antecedents
from kg.training.names import uner_sentences, uner_tags
from kg.training.passages import Passage, Syntax

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, _, MISC = range(10)
UNTAUGHT = frozenset("Abbr Typo Style ExtPos NumForm Foreign".split())
"""Features that EWT and GUM annotate differently, or hardly at all."""
Row = Sequence[str]


@dataclass(slots=True)
class Sentence:
    """The rows of one sentence, without empty nodes and ranges; whether it opens a document or paragraph."""

    rows: list[Row] = field(default_factory=list)
    text: str = ""
    document: bool = False
    paragraph: bool = False


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file in CoNLL-U, gzipped or not."""
    sentence = Sentence()
    for line in lines(path):
        if line.startswith("#"):
            sentence.document |= line.startswith("# newdoc")
            sentence.paragraph |= bool(re.match(r"# newpar\b(?!_)", line))
            if line.startswith("# text = "):
                sentence.text = line.removeprefix("# text = ")
        elif line:
            row = line.split("\t")
            if row[ID].isdigit():
                sentence.rows.append(row)
        elif sentence.rows:
            yield sentence
            sentence = Sentence()
    if sentence.rows:
        yield sentence


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, gzipped or not, without their ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def documents(path: Path) -> Iterator[list[Sentence]]:
    """Yield the sentences of each document."""
    found: list[Sentence] = []
    for sentence in read_conllu(path):
        if sentence.document and found:
            yield found
            found = []
        found.append(sentence)
    if found:
        yield found


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
