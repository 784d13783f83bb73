"""Write what the product runs: the encoder and its heads as ONNX, quantised to int8, and their labels."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from kg.nlp.encoder import INPUTS, OUTPUTS
from kg.nlp.lemma_table import Known, Lemmas
from kg.nlp.scores import Labels
from kg.nlp.weights import write_sums
from kg.training.network import Net

OPSET = 17
MODEL = "model.onnx"


class _Ordered(nn.Module):
    """The network with its answers in the order of ``OUTPUTS``, pointers as probabilities."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, *given: Tensor) -> tuple[Tensor, ...]:
        found = dict(self.net(*given))
        for name in ("cue", "antecedent"):
            found[name] = found[name].softmax(-1)
        return tuple(found[name] for name in OUTPUTS)


def load(base: Path, *checkpoints: Path) -> Net:
    """Return the network of a run, or the mean of several that began with the same weights.

    Of each run it is the mean of its last weights that counts (Wortsman et al. 2022, "Model soups").
    """
    nets = [_load(base, path) for path in checkpoints]
    weights = [net.state_dict() for net in nets]
    nets[0].load_state_dict({name: _mean([one[name] for one in weights]) for name in weights[0]})
    return nets[0]


def _load(base: Path, checkpoint: Path) -> Net:
    kept = torch.load(checkpoint, weights_only=True, map_location="cpu")
    net = Net(str(base), Labels(**kept["inventory"]), attention="eager")
    mean = AveragedModel(net)
    mean.load_state_dict(kept["mean"])
    net.load_state_dict(mean.module.state_dict())
    net.eval()
    return net


def _mean(tensors: list[Tensor]) -> Tensor:
    return torch.stack(tensors).mean(0) if tensors[0].is_floating_point() else tensors[0]


def export(net: Net, base: Path, folder: Path, lemmas: Iterable[Known]) -> None:
    """Write the runtime's files into ``folder``; ``lemmas`` are those of the treebanks."""
    folder.mkdir(parents=True, exist_ok=True)
    _trace(net, folder / MODEL)
    _quantise(folder / MODEL)
    table = Lemmas("lemmas")
    table.learn(lemmas)
    table.to_disk(folder)
    np.save(folder / "relation.npy", net.relation.detach().numpy().astype(np.float16))
    labels = json.dumps(asdict(net.inventory), ensure_ascii=False, indent=0)
    (folder / "labels.json").write_text(labels + "\n", encoding="utf-8")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    write_sums(folder)


def _quantise(path: Path) -> None:
    plain = path.rename(path.with_suffix(".plain"))
    operations = ["MatMul", "Gather"]
    quantize_dynamic(
        plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=operations
    )
    plain.unlink()


def _trace(net: Net, path: Path) -> None:
    pieces, words = 24, 16
    ids = torch.randint(1000, 2000, (2, pieces))
    places = torch.arange(1, words + 1).repeat(2, 1)
    example = (ids, torch.ones_like(ids), places, places + 1, torch.zeros_like(places))
    batch = {name: {0: "b", 1: "n" if name in ("ids", "mask") else "m"} for name in INPUTS}
    answers: dict[str, dict[int, str]] = {name: {0: "b", 1: "m"} for name in OUTPUTS}
    for name in ("cue", "antecedent", "arc"):
        answers[name][2] = "heads"
    answers["rel_to"][1] = "heads"
    torch.onnx.export(
        _Ordered(net),
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=batch | answers,
        opset_version=OPSET,
        dynamo=False,
    )
