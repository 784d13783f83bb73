"""Whether a store in a folder is what it should be: files as written, database and graph of one mind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph

from kg.errors import StoreError
from kg.graph import index
from kg.graph.damage import damaged, tells_of_damage
from kg.graph.documents import documents_of
from kg.graph.shapes import violations
from kg.graph.shapes.violation import short
from kg.graph.store import sums
from kg.graph.store.change import change
from kg.graph.store.disk import WriterHome, holding
from kg.graph.store.faults import naming
from kg.graph.store.ledger import Ledger, reckoned, tallied
from kg.graph.store.mark import DATABASE, base_of
from kg.graph.store.published import open_state
from kg.graph.view import OxView
from kg.graph.vocab import key_of


def check(path: Path) -> Iterator[str]:
    """Yield what is wrong with a store, one line each; every data file is read.

    Where files are not what was written the graph is not read, for the engine does not always stop there.

    Raises:
        StoreError: it is so damaged that it cannot be read, or an older one.
    """
    base = base_of(path)
    with naming(path), holding(path) as (database, number):
        readable = True
        for fault in sums.differing(database, path, number, whole=True):
            readable = False
            yield str(damaged(path, fault))
        for fault in of_database(database):
            yield str(damaged(path, fault))
        if readable:
            yield from _of_graph(path, open_state(path, number), database, base)


def _of_graph(path: Path, graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    """Yield what is wrong with a graph and what goes with it, the files being as written."""
    if sums.noted(database) is None:
        read_through(graph)
    for part in (
        _of_documents(graph, database, base),
        _of_shared(graph, database),
        _of_index(graph, database, base),
        _of_shapes(graph, base),
    ):
        yield from _as_far_as_readable(path, part)


def of_database(database: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the database of a store; of the index that is left to who knows the graph."""
    try:
        for (line,) in database.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"{DATABASE}: {line}"
        if sums.valid(database, sums.TALLY) and tallied(database) != reckoned(database):
            yield f"{DATABASE}: the ledger is not what was written"
    except (UnicodeDecodeError, sqlite3.DatabaseError) as error:
        if not tells_of_damage(error):
            raise
        yield f"{DATABASE}: {error}"


def _as_far_as_readable(path: Path, lines: Iterator[str]) -> Iterator[str]:
    """Yield lines until something cannot be read; that is the last of them."""
    try:
        with naming(path):
            yield from lines
    except StoreError as error:
        yield str(error)


def repair(path: Path) -> None:
    """Put back what is kept twice; documents that the graph lacks count as never read.

    Raises:
        StoreError: there is none, somebody writes to it, or it is damaged.
    """
    base_of(path)
    with naming(path), closing(WriterHome(path)) as home:
        home.database.execute("BEGIN IMMEDIATE")
        ledger = Ledger(home.database)
        ledger.keep_only(_documents(home.graph, home.base))
        change(home.graph, (), ledger.settle(), ())
        home.graph.extend([quad for _, quad in ledger.lacking(home.graph)])
        index.remake(home.database)
        index.rebuild(home.database, home.graph, home.base)
        home.publish()


def read_through(graph: pyoxigraph.Store) -> None:
    """Read a graph in three of the engine's orders; it compares checksums as it reads.

    Raises:
        RuntimeError: it cannot be read.
    """
    predicates = {quad.predicate for quad in graph}
    for predicate in predicates:
        for _ in graph.quads_for_pattern(None, predicate, None, None):
            pass
    for name in graph.named_graphs():
        for _ in graph.quads_for_pattern(None, None, None, name):
            pass
    if not predicates and graph:
        raise RuntimeError("the graph has quads that cannot be read")


def _documents(graph: pyoxigraph.Store, base: str) -> set[str]:
    return {key_of(node.value, base) for node in documents_of(graph)}


def _of_documents(graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    there = _documents(graph, base)
    for document in sorted(Ledger(database).documents() - there):
        yield f"the graph lacks the document {document}; after --repair the next kg build reads it again"


def _of_shared(graph: pyoxigraph.Store, database: sqlite3.Connection) -> Iterator[str]:
    for _, quad in Ledger(database).lacking(graph):
        yield f"the graph lacks {quad}"


def _of_index(graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    try:
        there = index.summed(database)
    except sqlite3.DatabaseError as error:
        if not tells_of_damage(error):
            raise
        yield f"the index cannot be read: {error}"
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute("BEGIN")
        index.create(fresh)
        index.rebuild(fresh, graph, base)
        for part, right in index.summed(fresh).items():
            if there[part] != right:
                yield f"the index has other {part} than the graph"


def _of_shapes(graph: pyoxigraph.Store, base: str) -> Iterator[str]:
    for found in violations(OxView(graph, base)):
        rule = f"{found.path} {found.constraint}".strip()
        yield f"{short(found.focus)} breaks the rule “{rule}”: {found.value or 'nothing there'}"
