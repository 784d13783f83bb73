"""What the sides of the bench load and are asked: generated documents as one file, and whom to ask about."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.graph.parcels import parsed
from kg.graph.store import Filing, filing
from kg.graph.vocab import entity_iri
from kg.model import Reading
from scripts.generated import location, reading
from scripts.invented import NOUNS

SEED = 6
_MARK = "#dixit "
_HEAD = ("location", "document", "sha256", "statements")


@dataclass(frozen=True, slots=True)
class Data:
    """A file of N-Quads, and what is known of it.

    Attributes:
        path: the file, with a line of JSON before the quads of each document.
        quads: how many distinct ones.
        documents: how many.
        ranked: by ``topics``, ``speakers``, ``actors`` and ``words``: keys, the hottest first.
    """

    path: Path
    quads: int
    documents: int
    ranked: Mapping[str, list[str]]


def make(folder: Path, size: int) -> Data:
    """Return about ``size`` quads in ``folder``, made unless they are there already."""
    path, known = folder / f"{size}.nq", folder / f"{size}.json"
    if not known.exists():
        folder.mkdir(parents=True, exist_ok=True)
        described = _write(path, size)
        known.write_text(json.dumps(described), encoding="utf-8")
    return read(folder, size)


def read(folder: Path, size: int) -> Data:
    """Return what was made in ``folder``."""
    return Data(folder / f"{size}.nq", **json.loads((folder / f"{size}.json").read_text(encoding="utf-8")))


def filings(path: Path) -> Iterator[Filing]:
    """Yield the documents of the file, as a store takes them."""
    head: dict[str, Any] | None = None
    lines: list[bytes] = []
    with path.open("rb") as stream:
        for line in stream:
            if line.startswith(_MARK.encode()):
                if head is not None:
                    yield _filing(head, b"".join(lines))
                head, lines = json.loads(line.removeprefix(_MARK.encode())), []
            else:
                lines.append(line)
    if head is not None:
        yield _filing(head, b"".join(lines))


def _write(path: Path, size: int) -> dict[str, object]:
    """Write documents until there are so many quads; return what is known of them."""
    count, number = 0, 0
    shared: set[Quad] = set()
    counts: Mapping[str, Counter[str]] = {name: Counter() for name in ("topics", "speakers", "actors")}
    with path.open("wb") as stream:
        while count + len(shared) < size:
            made = reading(SEED, number)
            filed = filing(made, location(made))
            head = {name: getattr(filed, name) for name in _HEAD} | {"own": len(filed.own)}
            stream.write(f"{_MARK}{json.dumps(head)}\n".encode())
            stream.write(pyoxigraph.serialize([*filed.own, *filed.shared], format=RdfFormat.N_QUADS) or b"")
            count, number = count + len(filed.own), number + 1
            shared.update(filed.shared)
            _count(made, counts)
    ranked = {name: _hottest_first(counted) for name, counted in counts.items()}
    return {"quads": count + len(shared), "documents": number, "ranked": {**ranked, "words": NOUNS}}


def _count(made: Reading, counts: Mapping[str, Counter[str]]) -> None:
    speakers = {utterance.id: utterance.speaker for utterance in made.utterances}
    for statement in made.statements:
        counts["topics"].update(statement.about)
        counts["speakers"][speakers[statement.utterance]] += 1
    counts["actors"].update(part.entity for event in made.events for part in event.participants)


def _hottest_first(counted: Mapping[str, int]) -> list[str]:
    """Return the IRIs of entities by how often they were counted."""
    return [entity_iri(key).value for key in sorted(counted, key=lambda key: (-counted[key], key))]


def _filing(head: Mapping[str, Any], written: bytes) -> Filing:
    quads = tuple(parsed(written))
    own = head["own"]  # so many, before those that others may give alike
    return Filing(*(head[name] for name in _HEAD), quads[:own], quads[own:], written)
