"""The shipped weights, and the check that they are what was shipped."""

import hashlib
from functools import cache
from pathlib import Path

from kg.errors import KgError

HERE = Path(__file__).parent
ACCURATE, FAST = HERE / "accurate", HERE / "fast"
SUMS = "SHA256SUMS"


class WeightsError(KgError):
    """A file of the weights is missing, or is not the one that was shipped."""


@cache
def checked(folder: Path) -> Path:
    """Return the folder, once each of its files has the checksum that its list gives.

    Raises:
        WeightsError: a file is missing, or has another checksum.
    """
    sums = folder / SUMS
    if not sums.is_file():
        raise WeightsError(f"{folder}: no weights here ({SUMS} is missing); install dixit-kg anew")
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        _check(folder / name, expected)
    return folder


def _check(path: Path, expected: str) -> None:
    if not path.is_file():
        raise WeightsError(f"{path}: missing; install dixit-kg anew")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise WeightsError(f"{path}: sha256 is {found}, expected {expected}; install dixit-kg anew")


def write_sums(folder: Path) -> None:
    """Write the checksums of a folder's files, in the format of sha256sum."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in files
    ]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
