"""``python -m kg.training``: what scripts/train runs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from kg.nlp.pieces import load_tokenizer
from kg.nlp.tagset import LAYERS
from kg.nlp.weights import ACCURATE
from kg.training.batches import labels_of
from kg.training.corpora import Corpora, lemmas, training
from kg.training.export import export, load
from kg.training.loop import Plan, train
from kg.training.network import Net
from kg.training.start import start_weights

USUAL = Plan()


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, from the last checkpoint where there is one; then write what the product runs."""
    given = _parser().parse_args(arguments)
    base = start_weights()
    corpora = training(given.corpora, given.without)
    runs = given.mean or [_run(given, base, corpora)]
    export(load(base, *runs), base, given.export, lemmas(corpora.syntax))


def _run(given: argparse.Namespace, base: Path, corpora: Corpora) -> Path:
    """Train, and return the last checkpoint."""
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    tokenizer = load_tokenizer(base / "tokenizer.json")
    plan = Plan(
        steps=given.steps, seed=given.seed, body=given.rate * USUAL.body, head=given.rate * USUAL.head
    )
    torch.manual_seed(plan.seed)
    layers = [layer for layer in LAYERS if corpora.quoted or layer != "attributions"]
    net = Net(str(base), labels_of(corpora.syntax, layers)).to(given.device)
    if given.start:
        net.load_state_dict(load(base, given.start).state_dict())
    with (given.out / "log.jsonl").open("a", buffering=1, encoding="utf-8") as log:
        train(net, corpora, tokenizer, plan, given.out, lambda line: _tell(line, log))
    last: Path = given.out / "last.pt"
    return last


def _tell(line: str, log: object) -> None:
    print(line, file=log)  # type: ignore[call-overload]
    print(line, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/train", description="Train the encoder and its heads.")
    parser.add_argument(
        "--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the corpora"
    )
    parser.add_argument("--out", type=Path, default=Path("build/train"), help="folder of checkpoint and log")
    parser.add_argument("--export", type=Path, default=ACCURATE, help="folder of the runtime's files")
    parser.add_argument("--steps", type=int, default=USUAL.steps, help="updates in all (default %(default)s)")
    parser.add_argument("--seed", type=int, default=USUAL.seed)
    parser.add_argument(
        "--start", type=Path, metavar="last.pt", help="checkpoint of another run whose weights to begin with"
    )
    parser.add_argument(
        "--mean", type=Path, nargs="+", metavar="last.pt", help="train nothing: write the mean of these runs"
    )
    parser.add_argument(
        "--rate", type=float, default=1.0, help="share of the usual rates; 0.5 goes well with --start"
    )
    parser.add_argument("--threads", type=int, default=2, help="threads on a CPU (default %(default)s)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument(
        "--without", action="append", default=[], choices=["polnear"], help="leave a corpus out"
    )
    return parser


if __name__ == "__main__":
    main()
