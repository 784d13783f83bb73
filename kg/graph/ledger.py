"""What lies in a store and where it came from: a small SQLite table beside the graph, which no query sees.

The order of a replacement makes it safe to kill at any moment: first the ledger notes what is *going to* be
written (``sha256`` empty), then the graph changes in one transaction, then the ledger forgets the rest.
Killed in between, the location is without a hash; the next run reads it again and drops all noted for it.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from kg.errors import StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS origin (
    location TEXT NOT NULL, document TEXT NOT NULL, sha256 TEXT, stamp TEXT,
    PRIMARY KEY (location, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS origin_document ON origin (document);
CREATE TABLE IF NOT EXISTS shared (
    document TEXT NOT NULL, quad TEXT NOT NULL,
    PRIMARY KEY (quad, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shared_document ON shared (document);
"""


class Ledger:
    """Which document came from which location, and which shared quads it stands for."""

    def __init__(self, path: Path | None = None) -> None:
        self._base = sqlite3.connect(path or ":memory:", isolation_level=None)
        try:
            self._base.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise StoreError(f"{path}: the ledger is damaged ({error}); build the store anew") from error

    def close(self) -> None:
        """Close the file."""
        self._base.close()

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
        return [str(row[0]) for row in self._base.execute("SELECT DISTINCT location FROM origin ORDER BY 1")]

    def documents_only_at(self, location: str) -> set[str]:
        """Return the documents that were read there and nowhere else."""
        rows = self._base.execute(
            "SELECT document FROM origin WHERE location = ?1"
            " EXCEPT SELECT document FROM origin WHERE location <> ?1",
            (location,),
        )
        return {str(row[0]) for row in rows}

    def shared_only_by(self, documents: Iterable[str]) -> set[str]:
        """Return the shared quads that no other document stands for."""
        dropped = set(documents)
        found: set[str] = set()
        for document in dropped:
            quads = "SELECT quad FROM shared WHERE document = ?"
            rows = self._base.execute(
                f"SELECT quad, document FROM shared WHERE quad IN ({quads})",  # noqa: S608 - two constants
                (document,),
            ).fetchall()
            held = {quad for quad, holder in rows if holder not in dropped}
            found.update(quad for quad, _ in rows if quad not in held)
        return found

    def announce(self, location: str, document: str, shared: Iterable[str]) -> None:
        """Note what is going to be written."""
        with self._base:
            self._base.execute("BEGIN")
            self._base.execute(
                "INSERT INTO origin VALUES (?, ?, NULL, NULL)"
                " ON CONFLICT DO UPDATE SET sha256 = NULL, stamp = NULL",
                (location, document),
            )
            self._base.executemany(
                "INSERT OR IGNORE INTO shared VALUES (?, ?)", ((document, q) for q in shared)
            )

    def confirm(self, location: str, document: str, origin: tuple[str, str], shared: set[str]) -> None:
        """Note that ``document``, with its hash and the stamp of its reader, is all that came from there."""
        with self._base:
            self._base.execute("BEGIN")
            self._forget(self.documents_only_at(location) - {document})
            self._base.execute("DELETE FROM origin WHERE location = ?", (location,))
            self._base.execute("INSERT INTO origin VALUES (?, ?, ?, ?)", (location, document, *origin))
            old = self._base.execute("SELECT quad FROM shared WHERE document = ?", (document,)).fetchall()
            gone = ((document, quad) for (quad,) in old if quad not in shared)
            self._base.executemany("DELETE FROM shared WHERE document = ? AND quad = ?", gone)

    def remove(self, location: str) -> None:
        """Note that nothing is left of what was read there."""
        with self._base:
            self._base.execute("BEGIN")
            self._forget(self.documents_only_at(location))
            self._base.execute("DELETE FROM origin WHERE location = ?", (location,))

    def _forget(self, documents: Iterable[str]) -> None:
        self._base.executemany(
            "DELETE FROM shared WHERE document = ?", ((document,) for document in documents)
        )
