"""Places that took long are kept on this machine: one small file for each graph, without any name in it."""

import hashlib
import json
import math
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_cache_path

from kg.views.web.overlaps import Point
from kg.views.web.scope import Progress

FILES = 200  # kept; the oldest are dropped
_NAME = 40  # hexadecimal digits: what bears no such name is not ours to drop


def folder() -> Path:
    """Return where places are kept: under ``KG_CACHE``, or where caches belong on this machine."""
    return Path(os.environ.get("KG_CACHE") or user_cache_path("dixit")) / "layouts"


def key(parts: Iterable[object]) -> str:
    """Return the name under which places are kept: it stands for everything that they depend on."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_NAME]


def read(name: str, nodes: int) -> list[Point] | None:
    """Return the places of ``nodes`` nodes, or nothing if there is no such file or it is damaged."""
    try:
        found = json.loads((folder() / f"{name}.json").read_bytes())
        points = [(float(x), float(y)) for x, y in found]
    except (OSError, ValueError, TypeError):  # computed anew, which is all that a cache can lose
        return None
    return points if len(points) == nodes and all(math.isfinite(x + y) for x, y in points) else None


def write(name: str, points: Iterable[Point], progress: Progress) -> None:
    """Keep places; a folder that cannot be written is told, and no more."""
    where = folder()
    try:
        where.mkdir(parents=True, exist_ok=True)
        _replace(where / f"{name}.json", json.dumps(list(points), separators=(",", ":")))
        _drop_oldest(where)
    except OSError as error:
        progress(f"places are not kept for next time: {error}")


def _replace(path: Path, text: str) -> None:
    """Write a file that others see whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _drop_oldest(where: Path) -> None:
    ours = where.glob(f"{'[0-9a-f]' * _NAME}.json")
    files = sorted(ours, key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in files[:-FILES]:
        path.unlink(missing_ok=True)
