"""A store on the web: opened, written to by one, read by many."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.graph.store.faults import read_only
from kg.graph.store.protocol import Writer
from kg.graph.store.remote.address import address
from kg.graph.store.remote.client import Client
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.lease import Lease
from kg.graph.store.remote.ledger import LEDGER, SCHEMA, Names
from kg.graph.store.remote.view import RemoteView
from kg.graph.store.remote.writer import RemoteWriter
from kg.graph.vocab import BASE, KG, RDF

_LEDGERS = f"SELECT ?graph ?schema WHERE {{ GRAPH ?graph {{ ?graph {LEDGER.schema} ?schema }} }}"
_DOCUMENTS = f"ASK {{ GRAPH ?graph {{ ?document {RDF.type} {KG.Document} }} }}"


class RemoteStore:
    """A store on the web."""

    def __init__(self, connection: Connection, base: str, *, writable: bool) -> None:
        self._connection = connection
        self._names = Names(base)
        self._writable = writable

    @contextmanager
    def writer(self, stamp: str = "") -> Iterator[Writer]:
        """Open it for writing; nobody else can until the end, or until we are gone for ten minutes.

        Raises:
            StoreError: it was opened for reading, somebody else is writing, or it cannot be written to.
        """
        if not self._writable:
            raise read_only(self._connection.url)
        graph = self._names.graph
        self._connection.update(
            f"INSERT DATA {{ {self._names.within(f'{graph} {LEDGER.schema} {SCHEMA}')} }}"
        )
        lease = Lease(self._connection, self._names)
        writer = RemoteWriter(self._connection, self._names, lease, stamp)
        with ExitStack() as failed:
            failed.callback(_let_go, lease)
            yield writer
            failed.pop_all()
        writer.flush()
        lease.give_back()

    def view(self) -> RemoteView:
        """Open it for reading; a view sees what is written meanwhile."""
        return RemoteView(self._connection, self._names.base)

    def generation(self) -> str:
        """Return what changes whenever dixit writes there; changes by others it cannot know."""
        state = self._names.within(f"{self._names.graph} {LEDGER.generation} ?state")
        found = self._connection.rows(f"SELECT ?state WHERE {{ {state} }}")
        return " ".join(sorted(row["state"].value for row in found))

    def close(self) -> None:
        """Close the connections."""
        self._connection.client.close()


def remote_store(location: str, *, writable: bool) -> RemoteStore:
    """Return the store at a URL, whose parts address.py explains.

    Raises:
        StoreError: none there, no right to it, nothing in it to read, or a newer one.
    """
    client = Client(address(str(location)))
    with ExitStack() as failed:
        failed.callback(client.close)
        connection = Connection(client)
        base = _base(connection, writable=writable)
        failed.pop_all()
    return RemoteStore(connection, base, writable=writable)


def _let_go(lease: Lease) -> None:
    """Give back the lease, if that can be done: what went wrong first is told, and it runs out by itself."""
    with suppress(StoreError):
        lease.give_back()


def _base(connection: Connection, *, writable: bool) -> str:
    """Return under which base the things of the store are named: the name of its ledger without the end.

    A store without a ledger can be read if there are documents in it: dixit serves its own ones so.
    """
    found = list(connection.rows(_LEDGERS))
    if len(found) > 1:
        raise StoreError(
            f"{connection.url}: several stores of dixit lie there; give each a dataset of its own"
        )
    for row in found:
        graph, schema = row["graph"], row["schema"]
        if (
            not isinstance(graph, NamedNode)
            or not isinstance(schema, Literal)
            or not schema.value.isdecimal()
        ):
            raise StoreError(f"{connection.url}: the ledger of the store is damaged")
        if int(schema.value) > SCHEMA:
            raise StoreError(f"{connection.url}: written by a newer dixit; update dixit")
        return graph.value.removesuffix("ledger")
    if not writable and not connection.answer(_DOCUMENTS):
        raise StoreError(f"{connection.url}: no store there; run `kg build --store {connection.url} …` first")
    return BASE


def remote_generation(location: str) -> str:
    """Return what changes whenever dixit writes to the store at a URL.

    Raises:
        StoreError: there is none.
    """
    store = remote_store(location, writable=False)
    try:
        return store.generation()
    finally:
        store.close()
