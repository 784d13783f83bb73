"""Where quads are kept: in memory or on disk, written by one, read by many.

A document is replaced as a whole; what it shares with others (entities, lines of the registry) stays as long
as one document stands for it. So a store that was built bit by bit equals one that was built at once.
"""

from collections.abc import Callable
from pathlib import Path

from kg.graph.store.disk import disk_store
from kg.graph.store.disk import generation as disk_generation
from kg.graph.store.local import LocalStore
from kg.graph.store.mark import SCHEMA
from kg.graph.store.memory import memory_store
from kg.graph.store.protocol import Filing, Store, Writer, filing
from kg.graph.store.remote.address import is_remote, name_of
from kg.registry import Registry

__all__ = [
    "SCHEMA", "STORES", "Filing", "LocalStore", "Opener", "Store", "Writer",
    "disk_store", "filing", "generation", "is_remote", "memory_store", "name_of", "open_store",
    "remote_store",
]  # fmt: skip

Opener = Callable[..., Store]
"""``(location, *, writable)`` → Store; raises StoreError."""


def remote_store(location: str | Path, *, writable: bool) -> Store:
    """Return the store at a URL, whose parts remote/address.py explains.

    Raises:
        StoreError: none there, no right to it, nothing in it to read, or a newer one.
    """
    from kg.graph.store.remote.store import remote_store as opened  # noqa: PLC0415 - httpx takes 0.1 s

    return opened(str(location), writable=writable)


STORES: Registry[Opener] = Registry(
    "kg.stores", {"disk": disk_store, "memory": memory_store, "remote": remote_store}
)


def open_store(location: str | Path, *, writable: bool) -> Store:
    """Return the store in the folder ``location``, or at that URL.

    Raises:
        StoreError: no store, none of ours, a newer one, locked by another writer, or damaged.
    """
    return STORES["remote" if is_remote(location) else "disk"](location, writable=writable)


def generation(location: str | Path) -> str:
    """Return what changes whenever something is published in the store there.

    Raises:
        StoreError: there is none.
    """
    if not is_remote(location):
        return disk_generation(location)
    from kg.graph.store.remote.store import remote_generation  # noqa: PLC0415 - as above

    return remote_generation(str(location))
