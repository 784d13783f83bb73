"""What lies in a store and where it came from: SQLite tables beside the graph, which no query sees.

They lie in one database with the index of the graph, which the store commits as a whole.
"""

import sqlite3
from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, parse

from kg.graph.store.protocol import Filing

TABLES = """
CREATE TABLE origin (
    location TEXT NOT NULL, document TEXT NOT NULL, sha256 TEXT, stamp TEXT,
    PRIMARY KEY (location, document)
) WITHOUT ROWID;
CREATE INDEX origin_document ON origin (document);
CREATE TABLE quad (id INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE);
CREATE TABLE shared (
    quad INTEGER NOT NULL REFERENCES quad (id), document TEXT NOT NULL,
    PRIMARY KEY (quad, document)
) WITHOUT ROWID;
CREATE INDEX shared_document ON shared (document);
"""
"""``origin``: what was read where; without a hash it is to be read again. ``shared``: which quads a document
gives that others may give alike, as N-Quads without the full stop; one stays while a document gives it."""


class Ledger:
    """Which document came from which location, and which shared quads it gives. It never commits."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._base = database
        self._released: set[int] = set()
        self._numbers: dict[Quad, int] = {}

    def sha256(self, location: str, stamp: str) -> str | None:
        """Return the hash of what was completely read there by the same reader, else None."""
        rows = self._base.execute(
            "SELECT sha256, stamp FROM origin WHERE location = ?", (location,)
        ).fetchall()
        if len(rows) != 1 or rows[0][1] != stamp:
            return None
        return None if rows[0][0] is None else str(rows[0][0])

    def locations(self) -> list[str]:
        """Return every location, sorted."""
        return _column(self._base.execute("SELECT DISTINCT location FROM origin ORDER BY 1"))

    def documents(self, location: str | None = None) -> set[str]:
        """Return the documents that were read there, or all."""
        return set(
            _column(
                self._base.execute(
                    "SELECT document FROM origin WHERE ?1 IS NULL OR location = ?1", (location,)
                )
            )
        )

    def holds(self, document: str) -> bool:
        """Return whether that document was read anywhere."""
        found = self._base.execute("SELECT 1 FROM origin WHERE document = ? LIMIT 1", (document,))
        return found.fetchone() is not None

    def record(self, filing: Filing, stamp: str) -> None:
        """Note that this document is what came from its location."""
        self.remove(filing.location)
        self._release(filing.document)
        self._base.execute(
            "INSERT INTO origin VALUES (?, ?, ?, ?)",
            (filing.location, filing.document, filing.sha256, stamp),
        )
        self._base.executemany(
            "INSERT INTO shared VALUES (?, ?)",
            ((self._number(quad), filing.document) for quad in filing.shared),
        )

    def remove(self, location: str) -> None:
        """Note that nothing is left of what was read there."""
        before = self.documents(location)
        self._base.execute("DELETE FROM origin WHERE location = ?", (location,))
        for document in before:
            if not self.holds(document):
                self._release(document)

    def keep_only(self, documents: Iterable[str]) -> None:
        """Note that of all documents these are left."""
        for document in sorted(self.documents() - set(documents)):
            self._base.execute("DELETE FROM origin WHERE document = ?", (document,))
            self._release(document)

    def lacking(self, graph: pyoxigraph.Store) -> Iterator[tuple[int, Quad]]:
        """Yield the shared quads that some document gives and the graph has not, with their numbers."""
        for number, words in self._base.execute("SELECT id, words FROM quad ORDER BY words").fetchall():
            for quad in parse(f"{words} .", RdfFormat.N_QUADS):
                if quad not in graph:
                    yield number, quad

    def let_go(self, graph: pyoxigraph.Store) -> None:
        """Forget the shared quads that the graph has no more; a document that is read brings them back."""
        gone = [(number,) for number, _ in self.lacking(graph)]
        self._base.executemany("DELETE FROM shared WHERE quad = ?", gone)
        self._base.executemany("DELETE FROM quad WHERE id = ?", gone)

    def settle(self) -> list[str]:
        """Return the shared quads that no document gives any more, and forget them."""
        gone = []
        for quad in sorted(self._released):
            found = self._base.execute(
                "DELETE FROM quad WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM shared WHERE quad = ?1)"
                " RETURNING words",
                (quad,),
            )
            gone += _column(found)
        self._released.clear()
        self._numbers.clear()
        return gone

    def _number(self, quad: Quad) -> int:
        """Return the number of a shared quad; the documents of one change share most of theirs."""
        known = self._numbers.get(quad)
        if known is None:
            words = (str(quad),)
            self._base.execute("INSERT OR IGNORE INTO quad (words) VALUES (?)", words)
            (known,) = self._base.execute("SELECT id FROM quad WHERE words = ?", words).fetchone()
            self._numbers[quad] = known
        return known

    def _release(self, document: str) -> None:
        """Note that the document gives nothing."""
        found = self._base.execute("DELETE FROM shared WHERE document = ? RETURNING quad", (document,))
        self._released.update(int(row[0]) for row in found)


def _column(rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [str(row[0]) for row in rows]
