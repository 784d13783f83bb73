"""The documents on which systems are compared, each with its gold: PolNeAR's development set and ours."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

from kg.model import Document
from kg.readers import READERS, find_sources, read
from kg.training.conllu import lines
from tests.eval.peers_names import annotation
from tests.eval.peers_scores import Tally, against_gold, against_polnear, load_scorer
from tests.eval.peers_systems import Attribution, outermost, said
from tests.eval.run import SETS, SHARED, present
from tests.eval.score import Json, units_in

POLNEAR = "PolNeAR"
CORPUS = SHARED / "corpora" / "polnear_dev.jsonl.gz"
SCORER = SHARED / "eval" / "score_attribution.py"


class Case(Protocol):
    """A document of a set, and how what a system finds in it is scored."""

    of: str
    document: Document

    def peer(self, found: Sequence[Attribution]) -> Tally:
        """Score attributions whose sources are words of the text."""

    def product(self, read: Json) -> Tally:
        """Score an annotation of dixit's."""


@dataclass(frozen=True)
class Article:
    """An article of PolNeAR: its gold has words as sources, no entities."""

    of: str
    document: Document
    gold: Json
    scorer: ModuleType

    def peer(self, found: Sequence[Attribution]) -> Tally:
        """Score attributions whose sources are words of the text."""
        return against_polnear(self.scorer, self.gold, found)

    def product(self, read: Json) -> Tally:
        """Score an annotation of dixit's."""
        return self.peer(outermost(said(read["statements"])))


@dataclass(frozen=True)
class Standoff:
    """A document with stand-off gold in a folder; turns are left out, since no peer reads them."""

    of: str
    document: Document
    folder: Path
    doc: str

    def peer(self, found: Sequence[Attribution]) -> Tally:
        """Score attributions whose sources are words of the text: the names of the gold tell whom they mean."""
        units = units_in(self.folder, self.doc)
        facts = json.loads((self.folder / f"{self.doc}.facts.json").read_text(encoding="utf-8"))
        ours = annotation(self.doc, self.document.text, found, units, facts["entities"])
        return against_gold(self.folder, self.doc, units, ours, found)

    def product(self, read: Json) -> Tally:
        """Score an annotation of dixit's."""
        found = said(one for one in read["statements"] if one["mode"] != "turn")
        return against_gold(self.folder, self.doc, units_in(self.folder, self.doc), read, found)


def cases() -> Iterator[Case]:
    """Yield all documents that are here: PolNeAR and the shared gold lie beside the checkout or do not."""
    if has_polnear():
        yield from _polnear()
    for name in filter(present, SETS):
        yield from _standoff(name)


def has_polnear() -> bool:
    """Return whether the corpus and its scorer lie beside the checkout."""
    return CORPUS.is_file() and SCORER.is_file()


def _polnear() -> Iterator[Case]:
    scorer = load_scorer(SCORER)
    for line in lines(CORPUS):
        gold = json.loads(line)
        yield Article(POLNEAR, Document(source=gold["doc"], text=gold["text"], sha256=""), gold, scorer)


def _standoff(name: str) -> Iterator[Case]:
    folder, texts = SETS[name]
    for path in sorted(folder.glob("*.units.jsonl")):
        doc = path.name.removesuffix(".units.jsonl")
        (file,) = texts.glob(f"{doc}[._]*txt")
        (source,) = find_sources([str(file)], list(READERS))
        (document,) = read(source)
        yield Standoff(name, document, folder, doc)
