"""A shared encoder of words that takes half the room on disk: halves for weights, bytes for word vectors."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Doc
from spacy.vectors import Vectors
from spacy.vocab import Vocab
from thinc.api import Model

from kg.nlp.scores import Floats

KEYED_BY = "LOWER"
"""What of a word the vectors are looked up by: the encoder that they come from does not know capitals."""
STEPS = 127.0


class CompactTok2Vec(Tok2Vec):
    """spaCy's ``tok2vec``, whose folder also holds the static word vectors of the vocabulary."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy's own
        """Write weights and vectors."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        state = self.model.to_dict()
        state["params"] = [_with(row, np.float16) for row in state["params"]]
        srsly.write_msgpack(folder / "model", state)
        srsly.write_msgpack(folder / "vectors", packed(self.vocab.vectors))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "CompactTok2Vec":  # noqa: ARG002
        """Read them again.

        Raises:
            FileNotFoundError: one of the two files is not in the folder.
        """
        folder = Path(path)
        install(self.vocab, srsly.read_msgpack(folder / "vectors"))
        state = srsly.read_msgpack(folder / "model")
        state["params"] = [_with(row, np.float32) for row in state["params"]]
        self.model.from_dict(state)
        return self


def _with(row: dict[str, Any], kind: Any) -> dict[str, Any]:  # noqa: ANN401 - numpy's own type of types
    """Real numbers in the other precision; the seeds of hash tables are whole and stay."""
    return {
        name: value.astype(kind) if value is not None and value.dtype.kind == "f" else value
        for name, value in row.items()
    }


def packed(vectors: Vectors) -> dict[str, Any]:
    """Return the vectors as bytes, with one scale for each dimension."""
    keys = np.asarray(sorted(vectors.key2row), dtype=np.uint64)
    data = vectors.data[[vectors.key2row[int(key)] for key in keys]]
    scale = np.abs(data).max(axis=0) / STEPS
    return {"keys": keys, "scale": scale.astype("f"), "data": np.round(data / scale).astype(np.int8)}


def install(vocab: Vocab, state: dict[str, Any]) -> None:
    """Give the vocabulary the packed vectors."""
    data = state["data"].astype("f") * state["scale"]
    vocab.vectors = Vectors(data=data, keys=state["keys"].tolist(), name="kg_words", attr=KEYED_BY)


@Language.factory("kg_tok2vec", assigns=["doc.tensor"])
def make_tok2vec(nlp: Language, name: str, model: Model[list[Doc], list[Floats]]) -> CompactTok2Vec:
    """Return the component; others listen to it."""
    return CompactTok2Vec(nlp.vocab, model, name)
