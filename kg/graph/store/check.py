"""Whether a store in a folder is what it should be: files readable, database and graph of one mind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

from kg.graph import index
from kg.graph.index import sums
from kg.graph.shapes import violations
from kg.graph.shapes.violation import short
from kg.graph.store.change import change
from kg.graph.store.disk import ReaderHome, WriterHome
from kg.graph.store.faults import damaged, naming
from kg.graph.store.ledger import Ledger
from kg.graph.store.mark import base_of
from kg.graph.view import OxView
from kg.graph.vocab import KG, RDF, key_of


def check(path: Path) -> Iterator[str]:
    """Yield what is wrong with a store, one line each; every data file is read.

    Raises:
        StoreError: it is so damaged that it cannot be read, or an older one.
    """
    base = base_of(path)
    with naming(path), closing(ReaderHome(path, base)) as home:
        _read_through(path, home)
        yield from _of_database(home.database)
        yield from _of_documents(home.graph, home.database, base)
        yield from _of_shared(home.graph, home.database)
        yield from _of_index(home.graph, home.database, base)
        for found in violations(OxView(home.graph, base)):
            rule = f"{found.path} {found.constraint}".strip()
            yield f"{short(found.focus)} breaks the rule “{rule}”: {found.value or 'nothing there'}"


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
        index.rebuild(home.database, home.graph, home.base)
        home.publish()


def _read_through(path: Path, home: ReaderHome) -> None:
    """Read the graph in three of the engine's orders; it compares checksums as it reads."""
    graph = home.graph
    predicates = {quad.predicate for quad in graph}
    for predicate in predicates:
        for _ in graph.quads_for_pattern(None, predicate, None, None):
            pass
    for name in graph.named_graphs():
        for _ in graph.quads_for_pattern(None, None, None, name):
            pass
    if not predicates and graph:
        raise damaged(path, "the graph has quads that cannot be read")


def _of_database(database: sqlite3.Connection) -> Iterator[str]:
    for (line,) in database.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the database: {line}"


def _documents(graph: pyoxigraph.Store, base: str) -> set[str]:
    found = (quad.subject for quad in graph.quads_for_pattern(None, RDF.type, KG.Document, None))
    return {key_of(node.value, base) for node in found if isinstance(node, NamedNode)}


def _of_documents(graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    there = _documents(graph, base)
    for document in sorted(Ledger(database).documents() - there):
        yield f"the graph lacks the document {document}; after --repair the next kg build reads it again"


def _of_shared(graph: pyoxigraph.Store, database: sqlite3.Connection) -> Iterator[str]:
    for _, quad in Ledger(database).lacking(graph):
        yield f"the graph lacks {quad}"


def _of_index(graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    try:
        there = sums(database)
    except sqlite3.DatabaseError as error:
        yield f"the index cannot be read: {error}"
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute("BEGIN")
        index.create(fresh)
        index.rebuild(fresh, graph, base)
        for part, right in sums(fresh).items():
            if there[part] != right:
                yield f"the index has other {part} than the graph"
