"""Read the columns of CoNLL-U, the format of Universal Dependencies treebanks.

https://universaldependencies.org/format.html
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)
"""Its columns."""
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
