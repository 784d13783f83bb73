"""Language models by name: ours, or any spaCy package that is installed."""

from collections.abc import Sequence
from importlib.util import find_spec

import spacy
from spacy.language import Language

from kg.errors import KgError
from kg.nlp.tagset import LAYERS
from kg.nlp.weights import ACCURATE, FAST, SUMS, checked

SHIPPED = {"accurate": ACCURATE, "fast": FAST}
LONGEST_TEXT = 300_000_000
"""Characters. The reader bounds the size of a document; no model of ours minds its length."""


class UnknownModelError(KgError):
    """There is no such model."""


def load_model(name: str = "accurate", *, threads: int = 1) -> Language:
    """Return a pipeline that sets tags, lemmas, morph, dependencies, sentences, entities and attributions.

    Args:
        name: ``accurate`` (the shipped encoder), ``fast`` (the shipped small network, no onnxruntime), or an
            installed spaCy package, to which the encoder adds what it lacks: attributions, coreference.
        threads: how many windows of a text the encoder reads at once.

    Raises:
        UnknownModelError: no model of that name is shipped or installed.
        WeightsError: the shipped weights are not what was shipped.
    """
    if name == "accurate":
        nlp = _with_encoder(spacy.blank("en"), threads, LAYERS)
    elif name == "fast":
        nlp = _fast()
    else:
        nlp = _installed(name)
        nlp = _with_encoder(nlp, threads, _lacking(nlp))
    nlp.max_length = LONGEST_TEXT
    return nlp


def model_stamp(name: str) -> str:
    """Return a text that changes when the model does: its checksums, or its name and version.

    Raises:
        UnknownModelError: no model of that name is shipped or installed.
    """
    if name in SHIPPED:
        return (checked(SHIPPED[name]) / SUMS).read_text(encoding="utf-8")
    meta = _installed(name).meta
    return f"{meta['name']} {meta['version']} {model_stamp('accurate')}"


def _with_encoder(nlp: Language, threads: int, layers: Sequence[str]) -> Language:
    from kg.nlp import component  # noqa: F401, PLC0415 - registers kg_encoder; loads onnxruntime only for who needs it

    nlp.add_pipe("kg_encoder", config={"threads": threads, "layers": list(layers)})
    return nlp


def _fast() -> Language:
    from kg.nlp.fast import load_fast  # noqa: PLC0415 - registers components that only this model has

    return load_fast()


def _installed(name: str) -> Language:
    if not name.isidentifier() or find_spec(name) is None:
        known = ", ".join((*SHIPPED, *spacy.util.get_installed_models()))
        raise UnknownModelError(f"no model {name!r}, only: {known}; spaCy packages can be installed")
    return spacy.load(name)


def _lacking(nlp: Language) -> tuple[str, ...]:
    has = {"names": "ner" in nlp.pipe_names, "syntax": "parser" in nlp.pipe_names}
    return tuple(layer for layer in LAYERS if not has.get(layer, False))
