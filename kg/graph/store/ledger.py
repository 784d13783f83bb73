"""What lies in a store and where it came from: SQLite tables beside the graph, which no query sees.

They lie in one database with the index of the graph, which the store commits as a whole.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b

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
CREATE TABLE tally (sum TEXT NOT NULL);
INSERT INTO tally VALUES ('0');
"""
"""``origin``: what was read where; without a hash it is to be read again. ``shared``: which quads a document
gives that others may give alike, as N-Quads without the full stop; one stays while a document gives it.
``tally``: the sum of the checksums of all rows, kept as they come and go: the graph does not tell them."""
_ROWS = (
    "SELECT 'origin', location, document, sha256, stamp FROM origin",
    "SELECT 'quad', id, words FROM quad",
    "SELECT 'shared', quad, document FROM shared",
)
_BITS = 128
Row = tuple[object, ...]


def reckoned(database: sqlite3.Connection) -> str:
    """Return the tally of a ledger as its rows give it."""
    return _sum(0, (row for rows in _ROWS for row in database.execute(rows)), 1)


def tallied(database: sqlite3.Connection) -> str:
    """Return the tally as it was kept."""
    return "".join(str(row[0]) for row in database.execute("SELECT sum FROM tally"))


def tally(database: sqlite3.Connection) -> None:
    """Keep a tally from now on, of the ledger as it is; within a transaction of the caller."""
    database.execute("CREATE TABLE IF NOT EXISTS tally (sum TEXT NOT NULL)")
    database.execute("DELETE FROM tally")
    database.execute("INSERT INTO tally VALUES (?)", (reckoned(database),))


def _sum(before: int, rows: Iterable[Row], sign: int) -> str:
    """Return a sum with checksums of rows added to it, or taken from it, in hexadecimal."""
    for row in rows:
        said = repr(row).encode(errors="surrogatepass")
        before += sign * int.from_bytes(blake2b(said, digest_size=_BITS // 8).digest())
    return f"{before % (1 << _BITS):x}"


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
        origin = (filing.location, filing.document, filing.sha256, stamp)
        new: list[Row] = [("origin", *origin)]
        shared = [(self._number(quad, new), filing.document) for quad in filing.shared]
        self._base.execute("INSERT INTO origin VALUES (?, ?, ?, ?)", origin)
        self._base.executemany("INSERT INTO shared VALUES (?, ?)", shared)
        self._count([*new, *(("shared", *row) for row in shared)], 1)

    def remove(self, location: str) -> None:
        """Note that nothing is left of what was read there."""
        before = self.documents(location)
        self._take("origin", "location", location)
        for document in before:
            if not self.holds(document):
                self._release(document)

    def keep_only(self, documents: Iterable[str]) -> None:
        """Note that of all documents these are left."""
        for document in sorted(self.documents() - set(documents)):
            self._take("origin", "document", document)
            self._release(document)

    def lacking(self, graph: pyoxigraph.Store) -> Iterator[tuple[int, Quad]]:
        """Yield the shared quads that some document gives and the graph has not, with their numbers.

        Raises:
            RuntimeError: the ledger is damaged.
        """
        for number, words in self._base.execute("SELECT id, words FROM quad ORDER BY words").fetchall():
            try:
                (quad,) = parse(f"{words} .", RdfFormat.N_QUADS)
            except (SyntaxError, ValueError) as error:
                raise RuntimeError(f"the ledger has what is no quad: {error}") from error
            if quad not in graph:
                yield number, quad

    def let_go(self, graph: pyoxigraph.Store) -> None:
        """Forget the shared quads that the graph has no more; a document that is read brings them back."""
        for number in [number for number, _ in self.lacking(graph)]:
            self._take("shared", "quad", number)
            self._take("quad", "id", number)

    def settle(self) -> list[str]:
        """Return the shared quads that no document gives any more, and forget them."""
        gone: list[Row] = []
        for quad in sorted(self._released):
            gone += self._base.execute(
                "DELETE FROM quad WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM shared WHERE quad = ?1)"
                " RETURNING 'quad', id, words",
                (quad,),
            )
        self._count(gone, -1)
        self._released.clear()
        self._numbers.clear()
        return [str(row[-1]) for row in gone]

    def _number(self, quad: Quad, new: list[Row]) -> int:
        """Return the number of a shared quad, whose row goes to the ``new`` ones if it is.

        The documents of one change share most of theirs.
        """
        known = self._numbers.get(quad)
        if known is None:
            words = (str(quad),)
            added = self._base.execute("INSERT OR IGNORE INTO quad (words) VALUES (?)", words).rowcount
            (known,) = self._base.execute("SELECT id FROM quad WHERE words = ?", words).fetchone()
            if added:
                new.append(("quad", known, *words))
            self._numbers[quad] = known
        return known

    def _release(self, document: str) -> None:
        """Note that the document gives nothing."""
        self._released.update(int(str(row[1])) for row in self._take("shared", "document", document))

    def _take(self, table: str, column: str, value: str | int) -> list[Row]:
        """Take rows out of a table of the ledger, and return them with its name."""
        gone: list[Row] = [
            (table, *row)
            for row in self._base.execute(f"DELETE FROM {table} WHERE {column} = ? RETURNING *", (value,))  # noqa: S608 - names of ours
        ]
        self._count(gone, -1)
        return gone

    def _count(self, rows: list[Row], sign: int) -> None:
        """Keep the tally of rows that came, or went.

        Raises:
            RuntimeError: there is none, so that the ledger is damaged.
        """
        if not rows:
            return
        try:
            before = int(tallied(self._base), 16)
        except ValueError as error:
            raise RuntimeError("its ledger has no tally") from error
        self._base.execute("UPDATE tally SET sum = ?", (_sum(before, rows, sign),))


def _column(rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [str(row[0]) for row in rows]
