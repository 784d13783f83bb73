"""Lemmas by table: what treebanks say of a word with this Penn tag, else of words that end so."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from kg.nlp.lemmas import lemma, script
from kg.nlp.shapes import UPPER, shape

LONGEST = 5
"""Letters of an ending."""
Known = tuple[str, str, str]
"""A word, its Penn tag and its lemma."""
Table = Mapping[tuple[str, str], str]
NAME = "NNP"
NAMES = frozenset((NAME, "NNPS"))
SHOUTED = "^"
"""Stands before the tag of a word in capitals: of "TALKS" the lemma is "talk", of "NATO" it is "NATO"."""
KEPT = "k0:"
"""The script of a lemma that is the word itself."""


def learned(words: Iterable[Known]) -> Table:
    """Return the script of each word and tag, and of the endings that tell those of other words.

    Endings have a hyphen before them.
    """
    whole: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word, tag, form in words:
        whole[word.lower(), _tag(word, tag)][_script(word, tag, form)] += 1
    best = {key: _first(counts) for key, counts in whole.items()}
    return _endings(best) | best


def _script(word: str, tag: str, form: str) -> str:
    """A name keeps its capitals, though the treebank saw it without any."""
    text = script(word, form)
    return "k" + text[1:] if tag in NAMES and word.islower() and text[0] == "l" else text


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


def _tag(word: str, tag: str) -> str:
    return SHOUTED + tag if shape(word) == UPPER else tag


def _endings(best: Table) -> dict[tuple[str, str], str]:
    """An ending is kept where it says something else than the shorter one does, but none of names."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (word, tag), text in best.items():
        if text[0] != "=" and tag.removeprefix(SHOUTED) != NAME:
            for n in range(min(LONGEST, len(word)) + 1):
                counts["-" + word[len(word) - n :], tag][text] += 1
    kept: dict[tuple[str, str], str] = {}
    for ending, tag in sorted(counts, key=lambda key: (len(key[0]), key)):
        text = _first(counts[ending, tag])
        if _by_ending(kept, ending[1:], tag) != text:
            kept[ending, tag] = text
    return kept


def _by_ending(table: Table, word: str, tag: str) -> str | None:
    for n in range(min(LONGEST, len(word)), -1, -1):
        text = table.get(("-" + word[len(word) - n :], tag))
        if text is not None:
            return text
    return None


class Lemmas(Pipe):
    """Sets the lemma of each word. Needs Penn tags."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._table: Table = {}
        self._seen: dict[tuple[str, str], str] = {}

    def learn(self, words: Iterable[Known]) -> None:
        """Take the place of what was known before."""
        self._table, self._seen = learned(words), {}

    def of(self, word: str, tag: str) -> str:
        """Return the lemma of a word with this Penn tag."""
        key = (word, tag)
        found = self._seen.get(key)
        if found is None:
            kind = _tag(word, tag)
            known = self._table.get((word.lower(), kind)) or self._table.get((word.lower(), tag))
            text = known or _by_ending(self._table, word.lower(), kind)
            found = lemma(word, text or (KEPT if tag in NAMES else "l0:"))
            self._seen[key] = found
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.lemma``."""
        for token in doc:
            token.lemma_ = self.of(token.text, token.tag_)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's own
        """Write the table: a line for each tag and script, with all that have them."""
        lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (word, tag), text in self._table.items():
            lines[tag, text].append(word)
        rows = sorted("\t".join((tag, text, *sorted(words))) for (tag, text), words in lines.items())
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lemmas.gz").write_bytes(gzip.compress("\n".join(rows).encode(), mtime=0))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Lemmas":  # noqa: ARG002
        """Read the table.

        Raises:
            FileNotFoundError: the folder has none.
        """
        text = gzip.decompress((Path(path) / "lemmas.gz").read_bytes()).decode()
        self._table, self._seen = dict(_rows(text)), {}
        return self


def _rows(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    for line in filter(None, text.split("\n")):
        tag, script_, *words = line.split("\t")
        for word in words:
            yield (word, tag), script_


@Language.factory("kg_lemmas", assigns=["token.lemma"], requires=["token.tag"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:  # noqa: ARG001 - spaCy's signature of a factory
    """Return a component without a table; it is learned, or read from disk."""
    return Lemmas(name)
