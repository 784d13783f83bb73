"""Read a long document in pieces of whole paragraphs, so that memory does not grow with its length."""

from collections.abc import Callable, Iterator

import numpy as np
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_SPACE,
    LEMMA,
    MORPH,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from kg.nlp.attributions import KEY, Words, moved

PIECE = 5000
"""Tokens of a piece at most. What the small model makes of a word depends on the few around it."""
READ = (TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE)
"""What is taken over from the pieces."""


class InPieces(Pipe):
    """Sets what another pipeline sets. Needs: tokens; keeps to the sentence starts that are set."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.inner: Language | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read the document, a short one as it is."""
        bounds = list(pieces(doc))
        if len(bounds) == 1:
            return self._read(doc)
        columns, found = [], []
        for (start, _), part in zip(bounds, _parts(doc, bounds), strict=True):
            read = self._read(part)
            columns.append(read.to_array(list(READ)))
            found += [moved(one, _behind(start)) for one in read.user_data.get(KEY, [])]
        doc.from_array(list(READ), np.concatenate(columns))  # type: ignore[arg-type]  # spaCy's own calls do so
        doc.user_data[KEY] = found
        return doc

    def _read(self, doc: Doc) -> Doc:
        assert self.inner is not None  # noqa: S101 - whoever adds the component gives it a pipeline
        for _, pipe in self.inner.pipeline:
            doc = pipe(doc)
        return doc


def pieces(doc: Doc, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the pieces: as many paragraphs as fit; a longer paragraph is cut."""
    forms, spaces = doc.to_array([ORTH, IS_SPACE]).T
    strings = doc.vocab.strings
    breaks = {form for form in np.unique(forms[spaces == 1]).tolist() if "\n" in strings[form]}
    ends = np.flatnonzero(np.isin(forms, list(breaks))) + 1
    start = 0
    while len(doc) - start > size:
        fit = int(np.searchsorted(ends, start + size, side="right")) - 1
        end = int(ends[fit]) if fit >= 0 and ends[fit] > start else start + size
        yield start, end
        start = end
    yield start, len(doc)


def _behind(start: int) -> Callable[[Words], Words]:
    return lambda words: (words[0] + start, words[1] + start)


def _parts(doc: Doc, bounds: list[tuple[int, int]]) -> Iterator[Doc]:
    forms, spaced, starts = doc.to_array([ORTH, SPACY, SENT_START]).T
    known: list[bool | int | None] = [None, True, False]
    for start, end in bounds:
        part = slice(start, end)
        yield Doc(
            doc.vocab,
            words=[doc.vocab.strings[form] for form in forms[part].tolist()],
            spaces=spaced[part].astype(bool).tolist(),
            sent_starts=[known[i] for i in starts[part].view(np.int64).tolist()],
        )


@Language.factory("kg_in_pieces", assigns=["token.tag", "token.dep", "doc.ents", "doc._.attributions"])
def make_in_pieces(nlp: Language, name: str) -> InPieces:  # noqa: ARG001 - spaCy's signature of a factory
    """Return a component without a pipeline; who adds it gives it one."""
    return InPieces(name)
