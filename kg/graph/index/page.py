"""One document on its way into the index."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kg.graph.index.days import first_day, last_day
from kg.graph.index.tables import CHAIN, CLAIMS, DOCUMENT, STATEMENT, Entities, Link
from kg.graph.numbers import number, whole
from kg.graph.questions import Row
from kg.graph.view import Value

UNDATED = "9999"
"""What a document without a date is ordered by."""
_TIED = {"events": ("participant", "place", "speaker"), "relations": ("subject", "object", "speaker")}
"""Whom a claim is found by; a figure is found by what its statement is about."""
Saying = tuple[int, int, str, Sequence[Row], Sequence[Row]]


class Page:
    """Gathers the rows of a document, then writes them in the order in which it is read."""

    def __init__(self, db: sqlite3.Connection, entities: Entities, key: str) -> None:
        self._db = db
        self._number = entities.number
        self._key = key
        self._said: list[Saying] = []
        self._claims: dict[tuple[str, str], tuple[str, Row]] = {}
        self._anchors: set[tuple[int, Link, int]] = set()

    def say(self, rows: Sequence[Row], chain: Sequence[Row]) -> None:
        """Take the rows of a statement: those of ``who-said``, one a topic, and those of ``chains``."""
        row = rows[0]
        place = whole(row["start"]) or 0, whole(row["end"]) or 0
        self._said.append((*place, str(row["statement"]), rows, chain))

    def claim(self, question: str, rows: Iterable[Row]) -> None:
        """Take rows of a question about claims."""
        for row in rows:
            self._claims[question, _json(row[column] for column in CLAIMS[question][1])] = question, row

    def file(self) -> None:
        """Write it all."""
        self._said.sort(key=lambda said: said[:3])
        first = self._said[0][3][0] if self._said else {}
        place = (str(first.get("published") or UNDATED), str(first.get("source") or ""), self._key)
        document = _next(self._db, "document")
        topics = self._file_statements(document)
        self._file_claims(document, topics)
        anchors = sorted({(entity, link) for entity, link, _ in self._anchors})
        self._db.execute(
            "INSERT INTO ix_document (id, published, source, key, row, anchors) VALUES (?, ?, ?, ?, ?, ?)",
            (document, *place, _json(first.get(column) for column in DOCUMENT), json.dumps(anchors)),
        )
        self._db.executemany(
            "INSERT INTO ix_anchor (entity, link, document, item) VALUES (?, ?, ?, ?)",
            ((entity, link, document, item) for entity, link, item in sorted(self._anchors)),
        )
        self._db.executemany(
            "INSERT INTO ix_order VALUES (?, ?, ?, ?, ?, ?)",
            ((entity, link, *place, document) for entity, link in anchors if link.leads_to_statements),
        )

    def _file_statements(self, document: int) -> dict[str, list[str]]:
        """Write the statements; return the topics of each."""
        statements, texts, topics = [], [], {}
        for item, (_, _, key, rows, chain) in enumerate(self._said, _next(self._db, "statement")):
            row = rows[0]
            about = topics[key] = sorted({str(row["topic"]) for row in rows if row["topic"] is not None})
            self._tie(Link.ABOUT, about, item)
            self._tie(Link.BY, (row["speaker"],), item)
            self._tie(Link.VIA, (level["speaker"] for level in chain), item)
            levels = dict.fromkeys(tuple(level[column] for column in CHAIN) for level in chain)
            values = [*(row[column] for column in STATEMENT), about, list(levels)]
            texts.append((item, str(row["words"]), _json(values)))
            statements.append((item, document, *self._sieved(row), bool(chain)))
        self._db.executemany("INSERT INTO ix_text VALUES (?, ?, ?)", texts)
        self._db.executemany(
            "INSERT INTO ix_words (rowid, words) VALUES (?, ?)", (said[:2] for said in texts)
        )
        self._db.executemany("INSERT INTO ix_statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", statements)
        return topics

    def _sieved(self, row: Row) -> tuple[Value, ...]:
        """Return what a statement is chosen by: speaker, mode, act, first and last day, confidence."""
        on = None if row["saidOn"] is None else str(row["saidOn"])
        days = (None, None) if on is None else (first_day(on), last_day(on))
        return (
            self._number(str(row["speaker"])),
            row["mode"],
            row["act"],
            *days,
            number(row["confidence"]) or 0,
        )

    def _file_claims(self, document: int, topics: dict[str, list[str]]) -> None:
        claims = []
        start = _next(self._db, "claim")
        for item, ((_, values), (question, row)) in enumerate(self._claims.items(), start):
            link = CLAIMS[question][0]
            event = self._number(str(row["event"])) if link is Link.EVENT else None
            claims.append((item, document, link, event, values))
            about: Iterable[Value] = topics.get(str(row["statement"]), ())
            self._tie(link, (row[name] for name in _TIED[question]) if question in _TIED else about, item)
        self._db.executemany("INSERT INTO ix_claim VALUES (?, ?, ?, ?, ?)", claims)

    def _tie(self, link: Link, entities: Iterable[Value], item: int) -> None:
        for entity in entities:
            if entity is not None:
                self._anchors.add((self._number(str(entity)), link, item))


def _next(db: sqlite3.Connection, table: str) -> int:
    """Return the first number that no row of a table has, nor any after it."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM ix_{table}").fetchone()[0])  # noqa: S608


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), separators=(",", ":"))
