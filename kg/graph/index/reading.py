"""Questions to the index."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph.damage import damaged, tells_of_damage
from kg.graph.index.choice import Choice, Stated
from kg.graph.index.choosing import chosen
from kg.graph.index.tables import CHAIN, CLAIMS, DOCUMENT, STATEMENT, Link, numbers_of
from kg.graph.questions import Row
from kg.graph.view import Value

_CHOSEN = """
    SELECT s.document, t.words, t.row FROM json_each(?) AS c
    CROSS JOIN ix_text AS t ON t.id = c.value CROSS JOIN ix_statement AS s ON s.id = t.id ORDER BY c.key
"""
_TIED = "SELECT item FROM ix_anchor WHERE entity IN (SELECT value FROM json_each(?)) AND link = ?"


class Index:
    """Answers the named questions from tables; rows are those of ``kg.graph.questions.rows_of``.

    All that is asked raises StoreError where the tables are damaged.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def statements(self, choice: Choice) -> Iterator[Stated]:
        """Yield the statements that fit.

        They come by date and name of the document, then in reading order; with a search, the best first.
        """
        with self._naming():
            items = chosen(self._db, choice)
            documents: dict[int, dict[str, Value]] = {}
            for number, words, row in self._db.execute(_CHOSEN, (json.dumps(items),)):
                if number not in documents:
                    documents[number] = self._document(number)
                *values, about, chain = json.loads(row)
                said = {**documents[number], **dict(zip(STATEMENT, values, strict=True)), "words": words}
                yield Stated(said, tuple(about), [dict(zip(CHAIN, level, strict=True)) for level in chain])

    def _document(self, number: int) -> dict[str, Value]:
        (row,) = self._db.execute("SELECT row FROM ix_document WHERE id = ?", (number,)).fetchone()
        return dict(zip(DOCUMENT, json.loads(row), strict=True))

    def claims(self, question: str, entities: Collection[str] | None = None) -> Iterator[Row]:
        """Yield the rows of a question about claims, without those of the registry, in no order.

        Args:
            question: ``events``, ``relations`` or ``figures``.
            entities: only rows that one of these ids is tied to: it takes part in the event (or it happens
                there), is subject or object, or says so; a figure is about it. None means all.
        """
        link, columns = CLAIMS[question]
        if entities is None:
            return self._rows("link = ?", (link,), columns)
        return self._rows(f"id IN ({_TIED})", (self._numbers(entities), link), columns)

    def events(self, entities: Collection[str]) -> Iterator[Row]:
        """Yield all rows of ``events`` that tell of those events that one of these ids is tied to."""
        where = f"event IN (SELECT event FROM ix_claim WHERE id IN ({_TIED}))"  # noqa: S608 - constants
        return self._rows(where, (self._numbers(entities), Link.EVENT), CLAIMS["events"][1])

    def _rows(self, where: str, values: tuple[str | int, ...], columns: tuple[str, ...]) -> Iterator[Row]:
        with self._naming():
            for (row,) in self._db.execute(f"SELECT row FROM ix_claim WHERE {where}", values):  # noqa: S608 - constants
                yield dict(zip(columns, json.loads(row), strict=True))

    def _numbers(self, entities: Collection[str]) -> str:
        with self._naming():
            return json.dumps(list(numbers_of(self._db, entities)))

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Name what goes wrong while the tables are read: rows that are none, tables that are not there.

        Raises:
            StoreError: they are damaged.
        """
        try:
            yield
        except (ValueError, TypeError) as error:
            raise damaged(self._place(), f"its index has a row that is none: {error}") from error
        except sqlite3.DatabaseError as error:
            if not tells_of_damage(error):
                raise
            raise damaged(self._place(), error) from error

    def _place(self) -> Path | None:
        """Return the folder of the store; None for one in memory."""
        file = self._db.execute("PRAGMA database_list").fetchone()[2]
        return Path(file).parent if file else None
