"""Train with the rounding that the shipped model has: inputs of its matrix products in bytes.

After Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference": rounded on the way forward, passed through unchanged on the way back.
"""

import torch
from torch import Tensor, nn

LEVELS = 255


def rounded(rows: Tensor) -> Tensor:
    """Return what is left of the numbers when each window's [b, m, d] are bytes between its extremes."""
    exact = rows.float()
    with torch.no_grad():
        low = exact.amin((1, 2), keepdim=True).clamp(max=0)
        high = exact.amax((1, 2), keepdim=True).clamp(min=0)
        step = ((high - low) / LEVELS).clamp(min=1e-8)
        zero = (-low / step).round()
        kept = (((exact / step).round() + zero).clamp(0, LEVELS) - zero) * step
    return (exact + (kept - exact).detach()).to(rows.dtype)


def round_inputs(net: nn.Module) -> None:
    """Round, from now on, what each layer is given while it is trained."""
    for layer in net.modules():
        if isinstance(layer, nn.Linear):
            layer.register_forward_pre_hook(_rounded_input)


def _rounded_input(layer: nn.Module, given: tuple[Tensor, ...]) -> tuple[Tensor, ...] | None:
    return (rounded(given[0]), *given[1:]) if layer.training and given[0].dim() == 3 else None  # noqa: PLR2004
