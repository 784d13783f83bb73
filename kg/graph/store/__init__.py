"""Where quads are kept: in memory or on disk, written by one, read by many.

A document is replaced as a whole; what it shares with others (entities, lines of the registry) stays as long
as one document stands for it. So a store that was built bit by bit equals one that was built at once.
"""

from collections.abc import Callable
from pathlib import Path

from kg.graph.store.disk import disk_store, generation
from kg.graph.store.local import LocalStore, memory_store
from kg.graph.store.mark import SCHEMA
from kg.graph.store.protocol import Filing, Store, Writer, filing
from kg.registry import Registry

__all__ = [
    "SCHEMA", "STORES", "Filing", "LocalStore", "Opener", "Store", "Writer",
    "disk_store", "filing", "generation", "memory_store", "open_store",
]  # fmt: skip

Opener = Callable[..., Store]
"""``(location, *, writable)`` → Store; raises StoreError."""

STORES: Registry[Opener] = Registry("kg.stores", {"disk": disk_store, "memory": memory_store})


def open_store(location: str | Path, *, writable: bool) -> Store:
    """Return the store in the folder ``location``.

    Raises:
        StoreError: no store, none of ours, a newer one, locked by another writer, or damaged.
    """
    return STORES["disk"](location, writable=writable)
