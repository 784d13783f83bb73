"""Stores on disk, as a reader who opens them now sees them."""

from kg.graph.store import open_store


def dump(path):
    """Return all quads of a store, as sorted N-Quads."""
    store = open_store(path, writable=False)
    try:
        return store.view().dump()
    finally:
        store.close()
