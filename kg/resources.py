"""Where ``ontology/`` and ``seeds/`` lie: inside the wheel, else in the checkout."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data(folder: str) -> Traversable:
    """Return the folder ``ontology`` or ``seeds``.

    Read from it with ``read_text``/``read_bytes``: in a zipped install there is no path.
    """
    packaged = files("kg") / "_data" / folder
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / folder


def fingerprint(folder: str) -> str:
    """Return the SHA-256 over the names and contents of all files of a folder: what a reading depends on."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(data(folder), ""), key=lambda pair: pair[0]):
        digest.update(f"{name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        else:
            yield name, entry
