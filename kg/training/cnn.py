"""Train the small model: one encoder of words, over which tagger, parser, names and attributions share."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from thinc.api import fix_random_seed

from kg.nlp.fast import quick_products
from kg.nlp.lemma_table import Lemmas
from kg.nlp.span_labels import ATTRIBUTIONS, NAMES
from kg.nlp.tagset import NAME_TYPES, ROLES, SPACE_POS, SPACE_RELATION, SPACE_TAG, bio_labels
from kg.nlp.weights import FAST, write_sums
from kg.training.corpora import Corpora, training
from kg.training.corpora import lemmas as known_lemmas
from kg.training.course import ENCODER, MORPH, PARSER, TAGS, Course, Tell, learn
from kg.training.examples import example
from kg.training.passages import Passage
from kg.training.start import start_weights
from kg.training.vectors import teach

WIDTH, DEPTH, VECTORS = 128, 4, 64
ROWS = {"NORM": 8000, "PREFIX": 500, "SUFFIX": 4000, "SHAPE": 1000}
"""Width and layers of the encoder, dimensions of the static vectors, rows of the tables of hashes."""


def blank() -> Language:
    """Return the untrained pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_tok2vec", name=ENCODER, config={"model": _encoder()})
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": _listener()}
    nlp.add_pipe(TAGS, config={"model": tagger})
    nlp.add_pipe(MORPH, config={"model": tagger})
    nlp.add_pipe(PARSER, config={"model": _parser(), "learn_tokens": False, "min_action_freq": 20})
    nlp.add_pipe(NAMES, config={"model": _head("kg.WordLabels.v1", NAME_TYPES, hidden=64)})
    roles = _head("kg.SentenceLabels.v1", ROLES, hidden=64, features=48)
    nlp.add_pipe(ATTRIBUTIONS, config={"model": roles})
    nlp.add_pipe("kg_lemmas")
    return nlp


def _encoder() -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": list(ROWS),
            "rows": list(ROWS.values()),
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": DEPTH,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": ENCODER}


def _parser() -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": _listener(),
    }


def _head(architecture: str, types: Sequence[str], **sizes: int) -> dict[str, Any]:
    return {"@architectures": architecture, "labels": len(bio_labels(types)), "tok2vec": _listener(), **sizes}


def train(corpora: Corpora, base: Path, course: Course, state: Path, tell: Tell) -> Language:
    """Return the trained pipeline.

    Args:
        corpora: what to learn from.
        base: folder of the weights that the word vectors are taken from.
        course: how to train.
        state: file of the last checkpoint; training goes on from there, where there is one.
        tell: is given each line of the log.
    """
    fix_random_seed(course.seed)
    with quick_products():
        nlp = blank()
    everything: list[Passage] = [*corpora.syntax, *corpora.names, *corpora.quoted]
    teach(nlp.vocab, base, everything, VECTORS)
    known = [example(passage, nlp.vocab) for passage in corpora.syntax]
    nlp.initialize(lambda: known)
    lemmas = nlp.get_pipe("kg_lemmas")
    assert isinstance(lemmas, Lemmas)  # noqa: S101 - the factory says so; tells mypy
    lemmas.learn(known_lemmas(corpora.syntax))
    learn(nlp, corpora, course, state, tell)
    return nlp


def save(nlp: Language, folder: Path) -> None:
    """Write the pipeline, of the vocabulary only the strings that labels are called by."""
    nlp.to_disk(folder, exclude=["vocab"])
    strings: set[str] = {SPACE_POS, SPACE_TAG, SPACE_RELATION, "ROOT"}
    for name in (TAGS, MORPH, PARSER):
        strings.update(nlp.get_pipe(name).labels)  # type: ignore[attr-defined]
    strings.update(label.rpartition("|POS=")[0] for label in tuple(strings))
    (folder / "vocab").mkdir(exist_ok=True)
    srsly.write_json(folder / "vocab" / "strings.json", sorted(strings - {""}))
    write_sums(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, from the last checkpoint where there is one, and write the pipeline."""
    given = _arguments().parse_args(arguments)
    given.state.parent.mkdir(parents=True, exist_ok=True)
    course = Course(steps=given.steps, seed=given.seed)
    nlp = train(training(given.corpora, given.without), start_weights(), course, given.state, _tell)
    given.out.mkdir(parents=True, exist_ok=True)
    save(nlp, given.out)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the log is what is printed here


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/train-fast", description="Train the small model.")
    parser.add_argument(
        "--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the corpora"
    )
    parser.add_argument("--out", type=Path, default=FAST, help="folder of the pipeline")
    parser.add_argument(
        "--state", type=Path, default=Path("build/fast/last"), help="checkpoint (default %(default)s)"
    )
    parser.add_argument("--steps", type=int, default=Course().steps, help="updates (default %(default)s)")
    parser.add_argument("--seed", type=int, default=Course().seed)
    parser.add_argument(
        "--without", action="append", default=[], choices=["polnear"], help="leave a corpus out"
    )
    return parser


if __name__ == "__main__":
    main()
