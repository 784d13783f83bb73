"""What all homes of local stores have in common: a graph that they hold until they are closed."""

from pathlib import Path
from typing import NoReturn

import pyoxigraph

from kg.graph.store.faults import closed, read_only


class Holding:
    """Holds a graph; pyoxigraph lets go of its files when nobody holds it any more."""

    place: Path | str
    _graph: pyoxigraph.Store | None

    @property
    def graph(self) -> pyoxigraph.Store:
        """The graph.

        Raises:
            StoreError: the store is closed.
        """
        if self._graph is None:
            raise closed(self.place)
        return self._graph


class ReadOnly(Holding):
    """Holds a graph that nobody writes to here."""

    writable = False

    def publish(self) -> NoReturn:
        """Refuse: nothing is written here."""
        raise read_only(self.place)

    discard = publish
