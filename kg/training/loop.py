"""The training loop: deterministic, logged, resumable."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from kg.nlp.pieces import CLS, MASK, PAUSE, SEP
from kg.training.augment import augmented
from kg.training.batches import UNKNOWN, Window, batches, cut, tensors
from kg.training.corpora import Corpora
from kg.training.network import Net
from kg.training.passages import Passage
from kg.training.quantised import round_inputs

WEIGHT = {
    "tag": 1.0, "pos": 0.5, "morph": 0.5, "opens": 0.5, "arc": 1.0, "relation": 1.0,
    "names": 1.0, "roles": 1.0, "cue": 0.3, "antecedent": 0.2,
}  # fmt: skip
"""What each head's loss counts. Set by hand, after prototypes that had 1 for tags, arcs, labels, names and
roles and 0.3 for the pointer. After a change, train and compare on the development sets."""
CLIP, WARM, LAST = 1.0, 0.06, 0.01
"""Largest norm of the gradients; share of the steps in which the rate grows; share of it left at the end."""
MASKED = 0.08
"""Share of the word pieces that are hidden, so that the words around them are learned from too."""
KEPT = 0.999
"""How much of the mean of the weights an update leaves as it was: what ships is that mean."""
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        steps: updates in all.
        size: word pieces of a batch.
        body: peak rate of the encoder.
        head: peak rate of the heads.
        passes: how often a corpus of syntax, names, attributions is seen, against each other.
        seed: of every draw.
        save: seconds between checkpoints.
    """

    steps: int = 8000
    size: int = 2000
    body: float = 2e-4
    head: float = 1e-3
    passes: tuple[int, int, int] = (12, 16, 12)
    seed: int = 1
    save: int = 300


def losses(net: Net, given: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the loss of each head for which the batch has answers."""
    scores = {
        k: v.float() for k, v in net(*(given[k] for k in ("ids", "mask", "first", "last", "shape"))).items()
    }
    found = {}
    for name in ("tag", "pos", "morph", "opens", "roles"):
        found[name] = _entropy(scores[name], given[name])
    if (given["cue"] != UNKNOWN).any():
        outside = scores["cue"].masked_fill(~given["words"][:, None, :], -1e4)
        found["cue"] = (_entropy(outside, given["cue"]) + _entropy(outside, given["cue2"])) / 2
    if (given["head"] != UNKNOWN).any():
        found["arc"] = _entropy(scores["arc"].masked_fill(~_reachable(given), -1e4), given["head"])
        labels = net.relations(scores, given["head"].clamp(min=0))
        found["relation"] = _entropy(labels, given["relation"])
    found["names"] = _partial(scores["names"], given["names"])
    found["antecedent"] = _partial(
        scores["antecedent"].masked_fill(~given["words"][:, None, :], -1e4), given["antecedent"]
    )
    return {name: loss for name, loss in found.items() if loss.isfinite()}


def _entropy(scores: Tensor, answers: Tensor) -> Tensor:
    """The mean cross entropy over known answers; not a number where none is known."""
    return functional.cross_entropy(scores.flatten(0, 1), answers.flatten(), ignore_index=UNKNOWN)


def _reachable(given: Mapping[str, Tensor]) -> Tensor:
    """Which words may head which [b, m, m+1]: those of the same sentence, and the root."""
    sentence = given["sentence"]
    same = sentence[:, :, None] == sentence[:, None, :]
    root = torch.ones_like(same[..., :1])
    return torch.cat([root, same], -1) & given["words"][:, None, :]


def _partial(scores: Tensor, allowed: Tensor) -> Tensor:
    """The mean negative log of the probability of all allowed labels, over the words that are not free."""
    told = allowed.any(-1) & ~allowed.all(-1)
    if not told.any():
        return torch.tensor(float("nan"))
    scores, allowed = scores[told], allowed[told]
    return (scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e9).logsumexp(-1)).mean()


def rounds(corpora: Corpora, plan: Plan, tokenizer: Tokenizer, number: int) -> list[list[Window]]:
    """Return the batches of round ``number``: an even mix; each corpus' passes are spread over ``rounds``."""
    rng = random.Random(plan.seed * 1000 + number)  # noqa: S311 - for training, not for secrets
    found = []
    for passages, passes in zip((corpora.syntax, corpora.names, corpora.quoted), plan.passes, strict=True):
        windows: list[Window] = []
        for passage in _share(passages, passes, max(plan.passes), rng):
            windows += cut(tokenizer, augmented(passage, rng), rng)
        found += batches(windows, plan.size, rng)
    rng.shuffle(found)
    return found


def _share(passages: Sequence[Passage], passes: int, of: int, rng: random.Random) -> list[Passage]:
    """A random share of the passages, so that in ``of`` rounds each is seen about ``passes`` times."""
    return rng.sample(passages, len(passages) * passes // of)


@dataclass(slots=True)
class State:
    """Where a run is: what a checkpoint keeps beside the weights."""

    step: int = 0
    number: int = 0
    done: int = 0
    seconds: float = 0.0


def train(net: Net, corpora: Corpora, tokenizer: Tokenizer, plan: Plan, folder: Path, log: Log) -> None:
    """Train from the last checkpoint in ``folder``, or from the start; leave ``last.pt`` there."""
    torch.manual_seed(plan.seed)
    optimizer = _optimizer(net, plan)
    mean = AveragedModel(net, avg_fn=_averaged)
    state = _resumed(net, mean, optimizer, folder, log)
    began, saved = time.monotonic() - state.seconds, time.monotonic()
    means: dict[str, float] = {}
    round_inputs(net)
    net.train()
    for batch in _from(state, corpora, plan, tokenizer):
        rate = _rate(state.step / plan.steps)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate
        for name, loss in _update(net, optimizer, tensors(batch, net.inventory)).items():
            means[name] = 0.97 * means.get(name, loss) + 0.03 * loss
        mean.update_parameters(net)
        state.seconds = time.monotonic() - began
        if state.step % 20 == 0:
            log(
                json.dumps(
                    asdict(state) | {"rate": round(rate, 3)} | {k: round(v, 3) for k, v in means.items()}
                )
            )
        if time.monotonic() - saved > plan.save or state.step == plan.steps:
            _save(net, mean, optimizer, state, folder)
            saved = time.monotonic()


def _averaged(mean: Tensor, new: Tensor, seen: Tensor | int) -> Tensor:
    """The moving mean; of the first updates it forgets more, lest the start weights stay in a short run."""
    kept = min(KEPT, (1 + float(seen)) / (10 + float(seen)))
    return mean + (1 - kept) * (new - mean)


def _from(state: State, corpora: Corpora, plan: Plan, tokenizer: Tokenizer) -> Iterator[list[Window]]:
    while state.step < plan.steps:
        found = rounds(corpora, plan, tokenizer, state.number)
        for batch in found[state.done :]:
            state.step += 1
            state.done += 1
            yield batch
            if state.step >= plan.steps:
                return
        state.number, state.done = state.number + 1, 0


def _update(net: Net, optimizer: torch.optim.Optimizer, given: Mapping[str, Tensor]) -> dict[str, float]:
    device = next(net.parameters()).device
    given = {**given, "ids": _hidden(given["ids"])}
    with torch.autocast(device.type, dtype=torch.bfloat16):
        found = losses(net, {name: tensor.to(device) for name, tensor in given.items()})
    total = sum(WEIGHT[name] * loss for name, loss in found.items())
    optimizer.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], CLIP)
    optimizer.step()
    return {name: loss.item() for name, loss in found.items()}


def _hidden(ids: Tensor) -> Tensor:
    """Hide some word pieces; the marks of begin, end, and paragraph stay."""
    free = (ids != 0) & (ids != CLS) & (ids != SEP) & (ids != PAUSE)
    return torch.where(free & (torch.rand(ids.shape) < MASKED), MASK, ids)


def _rate(done: float) -> float:
    return done / WARM if done < WARM else max(LAST, (1 - done) / (1 - WARM))


def _optimizer(net: Net, plan: Plan) -> torch.optim.Optimizer:
    for parameter in net.encoder.embeddings.parameters():
        parameter.requires_grad = False
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    head = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": body, "base": plan.body}, {"params": head, "base": plan.head}],
        lr=plan.body,
        weight_decay=0.01,
    )


def _save(
    net: Net, mean: AveragedModel, optimizer: torch.optim.Optimizer, state: State, folder: Path
) -> None:
    """Write beside and rename, so that a run killed while saving leaves the checkpoint before."""
    beside = folder / "last.pt.new"
    torch.save(
        {
            "net": net.state_dict(),
            "mean": mean.state_dict(),
            "optimizer": optimizer.state_dict(),
            "state": asdict(state),
            "inventory": asdict(net.inventory),
            "random": torch.get_rng_state(),
        },
        beside,
    )
    beside.replace(folder / "last.pt")


def _resumed(
    net: Net, mean: AveragedModel, optimizer: torch.optim.Optimizer, folder: Path, log: Log
) -> State:
    path = folder / "last.pt"
    if not path.is_file():
        return State()
    kept = torch.load(path, weights_only=True)
    net.load_state_dict(kept["net"])
    mean.load_state_dict(kept["mean"])
    optimizer.load_state_dict(kept["optimizer"])
    torch.set_rng_state(kept["random"])
    state = State(**kept["state"])
    log(f"resumed at step {state.step}")
    return state
