"""Whether a store in a folder is what it should be: files readable, database and graph of one mind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.graph import index
from kg.graph.index import Choice, Index, Stated
from kg.graph.index.tables import CLAIMS
from kg.graph.shapes import violations
from kg.graph.shapes.violation import short
from kg.graph.store.disk import ReaderHome, WriterHome
from kg.graph.store.faults import damaged, naming
from kg.graph.store.ledger import Ledger
from kg.graph.store.mark import read_mark
from kg.graph.view import OxView, Value
from kg.graph.vocab import KG, RDF, key_of


def check(path: Path) -> Iterator[str]:
    """Yield what is wrong with a store, one line each; every data file is read.

    Raises:
        StoreError: it is so damaged that it cannot be read.
    """
    _, base = read_mark(path)
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
        StoreError: somebody writes to it, or it is damaged.
    """
    read_mark(path)
    with naming(path), closing(WriterHome(path)) as home:
        home.database.execute("BEGIN IMMEDIATE")
        Ledger(home.database).keep_only(_documents(home.graph, home.base))
        home.graph.extend(_missing(home.graph, home.database))
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
    for quad in _missing(graph, database):
        yield f"the graph lacks {quad}"


def _of_index(graph: pyoxigraph.Store, database: sqlite3.Connection, base: str) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute("BEGIN")
        index.create(fresh)
        index.rebuild(fresh, graph, base)
        now, then = Index(fresh), Index(database)
        for one, other in zip_longest(now.statements(Choice()), then.statements(Choice())):
            if one != other:
                yield f"the index has another statement than the graph: {_named(other)}, not {_named(one)}"
                break
        for question in CLAIMS:
            if _rows(now, question) != _rows(then, question):
                yield f"the index has other {question} than the graph"


def _named(found: Stated | None) -> object:
    return None if found is None else found.row["statement"]


def _rows(found: Index, question: str) -> set[tuple[tuple[str, Value], ...]]:
    return {tuple(row.items()) for row in found.claims(question)}


def _missing(graph: pyoxigraph.Store, database: sqlite3.Connection) -> Iterator[Quad]:
    """Yield the shared quads that some document gives and the graph has not."""
    for (words,) in database.execute("SELECT words FROM quad ORDER BY words").fetchall():
        for quad in pyoxigraph.parse(f"{words} .", RdfFormat.N_QUADS):
            if quad not in graph:
                yield quad
