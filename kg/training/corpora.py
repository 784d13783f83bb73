"""The corpora that the encoder is trained on, and which of them each part of the work uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.training.names import CROSSNER, RE3D, WIKIGOLD, iob
from kg.training.passages import Passage
from kg.training.quoted import articles
from kg.training.treebanks import ewt, gum

POLITICS_FOR_DEV = 120
"""Sentences of CrossNER's small development set kept for development; the others are trained on."""


class MissingCorpusError(KgError):
    """A corpus is not where it was said to be."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """Passages to learn from: with syntax (and names), with names only, with attributions only."""

    syntax: Sequence[Passage]
    names: Sequence[Passage]
    quoted: Sequence[Passage]


def training(folder: Path, without: Sequence[str] = ()) -> Corpora:
    """Return what is learned from; ``without`` names corpora to leave out (``polnear``).

    Raises:
        MissingCorpusError: when a file is not in the folder.
    """
    politics = list(iob(_file(folder, "crossner-politics-dev.iob.gz"), CROSSNER))
    return Corpora(
        syntax=[
            *ewt(_file(folder, "ewt-train.conllu.gz"), _file(folder, "uner-ewt-train.iob2.gz")),
            *gum(_file(folder, "gum-train.conllu.gz")),
        ],
        names=[
            *iob(_file(folder, "crossner-politics-train.iob.gz"), CROSSNER),
            *politics[:-POLITICS_FOR_DEV],
            *iob(_file(folder, "wikigold-all.iob.gz"), WIKIGOLD),
            *iob(_file(folder, "re3d-nonNC-all.iob.gz"), RE3D),
        ],
        quoted=[] if "polnear" in without else list(articles(_file(folder, "polnear_train.jsonl.gz"))),
    )


def lemmas(passages: Sequence[Passage]) -> Iterator[tuple[str, str, str]]:
    """Yield each word of treebanks with its Penn tag and its lemma."""
    for passage in passages:
        for word, row in zip(passage.words, passage.syntax, strict=True):
            yield word, row.tag, row.lemma


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise MissingCorpusError(f"{path}: no such corpus; the folder of corpora is given by --corpora")
    return path
