"""Documents into the index and out of it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.graph.documents import documents_of
from kg.graph.index.page import Page
from kg.graph.index.tables import CLAIMS, Entities, clear
from kg.graph.questions import Row, rows_of, terms_of
from kg.graph.view import OxView
from kg.graph.vocab import KG, RDF, REGISTRY, entity_id, entity_iri, key_of, registry_graph

_BATCH = 50
"""Documents asked at once: fewer cost more questions, more cost memory."""


def put(db: sqlite3.Connection, documents: Mapping[str, tuple[Quad, ...]], base: str) -> None:
    """Put the rows of documents into the index, in place of those that it has of them.

    Args:
        db: has the tables; within a transaction of the caller.
        documents: content hash → its quads; those that it shares with others are passed over.
        base: under which things are named.
    """
    drop(db, documents)
    entities = Entities(db)
    waiting = iter(documents.values())
    while batch := list(islice(waiting, _BATCH)):
        _file(db, entities, _store(batch, base), base)


def drop(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Take the rows of documents (content hashes) out; those that it has not are passed over."""
    for document in documents:
        for number, anchors in db.execute(
            "SELECT id, anchors FROM ix_document WHERE key = ?", (document,)
        ).fetchall():
            _drop(db, number, json.loads(anchors))


def rebuild(db: sqlite3.Connection, graph: pyoxigraph.Store, base: str) -> None:
    """Make the index anew from all that a graph holds."""
    clear(db)
    entities = Entities(db)
    waiting = iter(sorted(documents_of(graph), key=str))
    while batch := list(islice(waiting, _BATCH)):
        quads = [tuple(_quads(graph, home)) for home in batch if home not in _shared(base)]
        _file(db, entities, _store(quads, base), base)


def _shared(base: str) -> tuple[NamedNode, NamedNode]:
    """Return the graphs that several documents give alike."""
    return registry_graph(base), entity_iri(REGISTRY, base)


def _quads(graph: pyoxigraph.Store, home: NamedNode) -> Iterator[Quad]:
    """Yield the quads of a document's graph and of those of its statements."""
    yield from graph.quads_for_pattern(None, None, None, home)
    for quad in graph.quads_for_pattern(None, KG.mode, None, home):
        if isinstance(quad.subject, NamedNode):
            yield from graph.quads_for_pattern(None, None, None, quad.subject)


def _store(documents: Iterable[Iterable[Quad]], base: str) -> pyoxigraph.Store:
    """Return a store of what documents say for themselves, as far as the questions ask for it."""
    store, shared, terms = pyoxigraph.Store(), _shared(base), terms_of("who-said", "chains", *CLAIMS)
    store.extend(
        quad
        for quads in documents
        for quad in quads
        if (quad.predicate in terms or (quad.predicate == RDF.type and quad.object in terms))
        and quad.graph_name not in shared
    )
    return store


def _drop(db: sqlite3.Connection, document: int, anchors: Iterable[Sequence[int]]) -> None:
    """Take one document out; ``anchors`` are the entities and links that lead to it."""
    said = "SELECT id FROM ix_statement WHERE document = ?"
    words = f"SELECT 'delete', id, words FROM ix_text WHERE id IN ({said})"  # noqa: S608 - constants
    db.execute(f"INSERT INTO ix_words (ix_words, rowid, words) {words}", (document,))
    db.execute(f"DELETE FROM ix_text WHERE id IN ({said})", (document,))  # noqa: S608 - constants
    for table in ("statement", "claim"):
        db.execute(f"DELETE FROM ix_{table} WHERE document = ?", (document,))  # noqa: S608 - names of ours
    places = [(entity, link, document) for entity, link in anchors]
    db.executemany("DELETE FROM ix_anchor WHERE entity = ? AND link = ? AND document = ?", places)
    db.executemany(
        "DELETE FROM ix_order WHERE entity = ?1 AND link = ?2 AND (published, source, key) ="
        " (SELECT published, source, key FROM ix_document WHERE id = ?3)",
        places,
    )
    db.execute("DELETE FROM ix_document WHERE id = ?", (document,))


def _file(db: sqlite3.Connection, entities: Entities, graph: pyoxigraph.Store, base: str) -> None:
    """Ask all questions of some documents, and keep the answers."""
    view = OxView(graph, base)
    said = _grouped(rows_of(view, "who-said"))
    chains = _grouped(rows_of(view, "chains"))
    claims = [(name, _grouped(rows_of(view, name))) for name in CLAIMS]
    for home in sorted(documents_of(graph), key=str):
        quads = graph.quads_for_pattern(None, KG.mode, None, home)
        statements = [
            entity_id(quad.subject.value, base) for quad in quads if isinstance(quad.subject, NamedNode)
        ]
        page = Page(db, entities, key_of(home.value, base))
        for statement in statements:
            if statement in said:
                page.say(said[statement], chains.get(statement, ()))
        for name, found in claims:
            for statement in statements:
                page.claim(name, found.get(statement, ()))
        page.file()


def _grouped(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """Return rows by statement."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["statement"])].append(row)
    return found
