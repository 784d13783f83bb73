"""The loop that trains the small model: one kind of batch at a time, resumable at every checkpoint."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2VecListener
from spacy.training import Example
from thinc.api import Adam, Model, Optimizer, fix_random_seed, set_dropout_rate, warmup_linear

from kg.nlp.span_labels import ATTRIBUTIONS, NAMES
from kg.training.corpora import Corpora
from kg.training.examples import ONLY_NAMES, QUOTED, SYNTAX, epoch, example
from kg.training.passages import Passage

TAGS, MORPH, PARSER, ENCODER = "tagger", "morphologizer", "parser", "tok2vec"
LEARNS: Mapping[str, Sequence[str]] = {
    SYNTAX: (TAGS, MORPH, PARSER, NAMES),
    ONLY_NAMES: (NAMES,),
    QUOTED: (ATTRIBUTIONS,),
}
"""Which heads learn from a batch of each kind."""
TRAINED = (ENCODER, TAGS, MORPH, PARSER, NAMES, ATTRIBUTIONS)
TOLD, KEPT = 50, 100
"""Updates between two lines of the log, and between two checkpoints."""
Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Course:
    """How to train.

    Attributes:
        steps: updates in all.
        words: in one update, about.
        rate: the greatest learning rate; it rises to it over ``warm`` updates, then falls to nothing.
        dropped: share of the numbers left out at random.
    """

    steps: int = 7000
    words: int = 1000
    rate: float = 0.002
    warm: int = 150
    dropped: float = 0.15
    seed: int = 1


@dataclass(slots=True)
class Progress:
    """How far training is: updates done, number of the epoch, and batches of it that were learned."""

    step: int = 0
    epoch: int = 0
    done: int = 0


def learn(nlp: Language, corpora: Corpora, course: Course, state: Path, tell: Tell) -> None:
    """Train the pipeline; whatever was interrupted, the weights at the end are the same."""
    optimizer = Adam(
        warmup_linear(course.rate, course.warm, course.steps + 1),  # type: ignore[arg-type]  # a schedule too
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
    )
    progress = _resumed(nlp, optimizer, state) if state.is_file() else Progress()
    tell(json.dumps(asdict(course) | asdict(progress)))
    losses: dict[str, float] = {}
    start = time.monotonic()
    for kind, batch in _batches(corpora, course, progress):
        fix_random_seed(course.seed + progress.step)
        update(nlp, kind, [example(one, nlp.vocab) for one in batch], optimizer, course.dropped, losses)
        optimizer.step_schedules()
        progress.step += 1
        progress.done += 1
        if progress.step % TOLD == 0:
            row = asdict(progress) | {"seconds": round(time.monotonic() - start)}
            tell(json.dumps(row | {name: round(float(loss)) for name, loss in losses.items()}))
            losses.clear()
        if progress.step % KEPT == 0:
            _keep(nlp, optimizer, progress, state)


def _batches(corpora: Corpora, course: Course, progress: Progress) -> Iterator[tuple[str, Sequence[Passage]]]:
    """Yield what is left to learn; an epoch is the same whenever it is made."""
    while progress.step < course.steps:
        rng = random.Random(f"{course.seed} {progress.epoch}")  # noqa: S311 - no secret
        for kind, batch in epoch(corpora, course.words, rng)[progress.done :]:
            if progress.step < course.steps:
                yield kind, batch
        progress.epoch, progress.done = progress.epoch + 1, 0


def update(
    nlp: Language,
    kind: str,
    examples: Sequence[Example],
    optimizer: Optimizer,
    drop: float,
    losses: dict[str, float],
) -> None:
    """One update of the encoder and of those heads that learn from this kind of batch.

    ``nlp.update`` would run every head on every batch; most of its time would go to heads without answers.
    """
    encoder: Any = nlp.get_pipe(ENCODER)
    docs = [one.predicted for one in examples]
    set_dropout_rate(encoder.model, drop)
    vectors, back = encoder.model.begin_update(docs)
    gradients = [np.zeros_like(rows) for rows in vectors]

    def gather(found: Sequence[Any]) -> list[Any]:
        for total, more in zip(gradients, found, strict=True):
            np.add(total, more, out=total)
        return []

    number = Tok2VecListener.get_batch_id(docs)
    heads: list[Any] = [nlp.get_pipe(name) for name in LEARNS[kind]]
    for head in heads:
        for node in head.model.walk():
            if isinstance(node, Tok2VecListener):
                node.receive(number, vectors, gather)
        head.update(examples, drop=drop, sgd=None, losses=losses)
    back(gradients)
    for trained in (*heads, encoder):
        trained.finish_update(optimizer)


def _parameters(nlp: Language) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Yield a name that stays the same, the layer and its own name, of each array of weights."""
    for pipe in TRAINED:
        component: Any = nlp.get_pipe(pipe)
        for i, node in enumerate(component.model.walk()):
            for name in node.param_names:
                if node.has_param(name):
                    yield f"{pipe}/{i}/{name}", node, name


def _keep(nlp: Language, optimizer: Optimizer, progress: Progress, state: Path) -> None:
    """Write a checkpoint; it takes the place of the last one at once."""
    rows = {}
    for key, node, name in _parameters(nlp):
        own = (node.id, name)
        rows[key] = {
            "weights": node.get_param(name),
            "mean": optimizer.mom1.get(own),
            "square": optimizer.mom2.get(own),
            "updates": optimizer.nr_update[own],
        }
    new = state.with_name(state.name + ".new")
    srsly.write_msgpack(new, {"progress": asdict(progress), "parameters": rows})
    new.replace(state)


def _resumed(nlp: Language, optimizer: Optimizer, state: Path) -> Progress:
    """Read a checkpoint into the pipeline and the optimizer."""
    kept = srsly.read_msgpack(state)
    for key, node, name in list(_parameters(nlp)):
        row, own = kept["parameters"][key], (node.id, name)
        weights: Any = np.array(row["weights"])
        node.set_param(name, weights)
        if row["mean"] is not None:
            means: Any = np.array(row["mean"]), np.array(row["square"])
            optimizer.mom1[own], optimizer.mom2[own] = means
        optimizer.nr_update[own] = row["updates"]
    for _ in range(kept["progress"]["step"]):
        optimizer.step_schedules()  # type: ignore[no-untyped-call]  # Thinc's own
    return Progress(**kept["progress"])
