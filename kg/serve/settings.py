"""How a server is set up."""

import os
from dataclasses import dataclass
from pathlib import Path

from kg.graph.store import is_remote

MIB = 1 << 20
CORES = max(2, os.cpu_count() or 2)
"""Workers, unless somebody says how many: one runaway query must not be all there is."""
_AFTERMATH = 10.0
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server does, and what it grants at most.

    Attributes:
        store: a folder, or the address of a SPARQL endpoint.
        host: the address to listen on, and a name the server may go by.
        port: 0 takes one that is free.
        token: what who updates must show; None: nobody may.
        timeout: seconds that a query or an update may run.
        workers: processes that answer queries.
        max_rows: rows or triples of an answer.
        max_bytes: bytes of an answer.
        memory: bytes of memory that a query may take.
        cache: bytes of answers kept; 0 keeps none.
        queue: queries that may wait for their turn.
        union: whether the default graph is the union of all graphs.
        cors: whether pages of other servers may ask.
    """

    store: str | Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    timeout: float = 30.0
    workers: int = CORES
    max_rows: int = 1_000_000
    max_bytes: int = 256 * MIB
    memory: int = 2048 * MIB
    cache: int = 64 * MIB
    queue: int = 200
    union: bool = True
    cors: bool = True

    @property
    def patience(self) -> float:
        """Return how many seconds a query may wait: as long as one may run, and a while."""
        return self.timeout + _AFTERMATH

    @property
    def location(self) -> str:
        """Return where the store lies as a text that means the same in another process."""
        return str(self.store) if self.remote else str(Path(self.store).absolute())

    @property
    def remote(self) -> bool:
        """Return whether the store lies on another server."""
        return is_remote(self.store)
