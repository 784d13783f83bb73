"""Language models by name: ours, or any spaCy package that is installed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import SettingsError
from kg.nlp.tagset import LAYERS
from kg.nlp.weights import ACCURATE, FAST, SUMS, checked

DEFAULT = "accurate"
"""The model of whoever names none."""
LONGEST_TEXT = 300_000_000
"""Characters. The reader bounds the size of a document; no model of ours minds its length."""
PARSER, UNIVERSAL = "parser", "obl"
"""A pipe of spaCy's; a relation of Universal Dependencies that spaCy's own English packages do not have:
theirs are "prep" and "pobj"."""


class UnknownModelError(SettingsError):
    """There is no such model."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A model that comes with the package: where its weights lie, and how to load it with so many threads."""

    folder: Path
    load: Callable[[int], Language]


def load_model(name: str = DEFAULT, *, threads: int = 1) -> Language:
    """Return a pipeline that sets tags, lemmas, morph, dependencies, sentences, entities and attributions.

    Args:
        name: ``accurate`` (the shipped encoder), ``fast`` (the shipped small network, no onnxruntime), or an
            installed spaCy package. To that the encoder adds what it lacks: attributions, coreference; names
            where it finds none; and where its parser does not speak Universal Dependencies, which the rules
            read, tags, lemmas, sentences and trees in place of its own.
        threads: how many windows of a text the encoder reads at once; ``fast`` has one in any case.

    Raises:
        UnknownModelError: no model of that name is shipped or installed.
        WeightsError: the shipped weights are not what was shipped.
    """
    nlp = SHIPPED[name].load(threads) if name in SHIPPED else _completed(name, threads)
    nlp.max_length = LONGEST_TEXT
    return nlp


def model_stamp(name: str) -> str:
    """Return a text that changes when the model does: its checksums, or its name and version.

    Raises:
        UnknownModelError: no model of that name is shipped or installed.
    """
    if name in SHIPPED:
        return (checked(SHIPPED[name].folder) / SUMS).read_text(encoding="utf-8")
    version = spacy.util.get_package_version(_installed(name))
    return f"{name} {version} {model_stamp(DEFAULT)}"


def _accurate(threads: int) -> Language:
    return _with_encoder(spacy.blank("en"), threads, LAYERS)


def _fast(_threads: int) -> Language:
    from kg.nlp.fast import load_fast  # noqa: PLC0415 - registers components that only this model has

    return load_fast()


SHIPPED: Mapping[str, Shipped] = {
    "accurate": Shipped(ACCURATE, _accurate),
    "fast": Shipped(FAST, _fast),
}


def _completed(name: str, threads: int) -> Language:
    nlp = spacy.load(_installed(name))
    layers = _lacking(nlp)
    if "syntax" in layers and nlp.has_pipe(PARSER):
        nlp.disable_pipe(PARSER)
    return _with_encoder(nlp, threads, layers)


def _with_encoder(nlp: Language, threads: int, layers: Sequence[str]) -> Language:
    from kg.nlp import component  # noqa: F401, PLC0415 - registers kg_encoder; loads onnxruntime only for who needs it

    nlp.add_pipe("kg_encoder", config={"threads": threads, "layers": list(layers)})
    return nlp


def _installed(name: str) -> str:
    """The name, if a package that says of itself that it is a model for spaCy has it."""
    models = spacy.util.get_installed_models()
    if name not in models:
        known = ", ".join((*SHIPPED, *sorted(models)))
        raise UnknownModelError(f"no model {name!r}, only: {known}; spaCy packages can be installed")
    return name


def _lacking(nlp: Language) -> tuple[str, ...]:
    """The layers that the pipeline does not set, or not as the rules read them."""
    has = {"names": "ner" in nlp.pipe_names, "syntax": UNIVERSAL in nlp.pipe_labels.get(PARSER, ())}
    return tuple(layer for layer in LAYERS if not has.get(layer, False))
