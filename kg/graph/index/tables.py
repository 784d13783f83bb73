"""The tables of the index, all called ``ix_…`` to lie beside others."""

import sqlite3
from collections.abc import Iterable, Iterator
from enum import IntEnum

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""English stems, any script, no accents: https://www.sqlite.org/fts5.html#tokenizers"""

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS ix_entity (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS ix_document (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
    published TEXT NOT NULL, source TEXT NOT NULL, row TEXT NOT NULL, anchors TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_document_order ON ix_document (published, source, key);
CREATE TABLE IF NOT EXISTS ix_statement (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, speaker INTEGER NOT NULL, mode TEXT, act TEXT,
    first TEXT, last TEXT, confidence REAL, nested INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_statement_document ON ix_statement (document);
CREATE TABLE IF NOT EXISTS ix_text (id INTEGER PRIMARY KEY, words TEXT NOT NULL, row TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS ix_claim (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, link INTEGER NOT NULL, event INTEGER, row TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_claim_document ON ix_claim (document);
CREATE INDEX IF NOT EXISTS ix_claim_link ON ix_claim (link);
CREATE INDEX IF NOT EXISTS ix_claim_event ON ix_claim (event) WHERE event IS NOT NULL;
CREATE TABLE IF NOT EXISTS ix_anchor (
    entity INTEGER NOT NULL, link INTEGER NOT NULL, document INTEGER NOT NULL, item INTEGER NOT NULL,
    PRIMARY KEY (entity, link, document, item)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ix_order (
    entity INTEGER NOT NULL, link INTEGER NOT NULL,
    published TEXT NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (entity, link, published, source, key)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS ix_words
    USING fts5 (words, content='ix_text', content_rowid='id', tokenize='{TOKENIZER}');
"""
_TABLES = ("entity", "document", "statement", "text", "claim", "anchor", "order")

DOCUMENT = ("document", "source", "title", "publisher", "published")
"""What rows of ``who-said`` say of the document; kept once for all of its statements."""
STATEMENT = (
    "statement", "utterance", "speaker", "role", "saidOn", "mode", "act", "main", "confidence",
    "start", "end", "datedBy", "channel", "venue", "addressee",
    "by", "byStart", "byEnd", "cue", "cueStart", "cueEnd",
)  # fmt: skip
"""What else they say, without the words and the topics."""
CHAIN = (
    "statement", "outer", "depth", "speaker", "saidOn", "datedBy", "mode", "act", "role",
    "by", "byStart", "byEnd", "cue", "cueStart", "cueEnd", "around", "start", "end",
)  # fmt: skip
"""What rows of ``chains`` say, without labels: those differ with the documents that are in the store."""


class Link(IntEnum):
    """How an entity is tied to what it leads to: a statement, or a row of a question about claims."""

    ABOUT = 0
    BY = 1
    VIA = 2
    EVENT = 3
    RELATION = 4
    FIGURE = 5

    @property
    def leads_to_statements(self) -> bool:
        """Whether it leads to statements, not to claims."""
        return self <= Link.VIA


CLAIMS: dict[str, tuple[Link, tuple[str, ...]]] = {
    "events": (
        Link.EVENT,
        (
            "event", "statement", "type", "label", "status", "date", "place", "participant",
            "speaker", "mode", "act", "saidOn", "confidence", "words", "document", "source", "start", "end",
        ),
    ),
    "relations": (
        Link.RELATION,
        (
            "subject", "predicate", "object", "statement", "speaker", "mode", "act", "saidOn", "confidence",
            "words", "source", "start", "end",
        ),
    ),
    "figures": (
        Link.FIGURE,
        (
            "figure", "statement", "number", "unit", "what", "date",
            "speaker", "mode", "act", "saidOn", "confidence", "words", "document", "source", "start", "end",
        ),
    ),
}  # fmt: skip
"""The questions about claims, by name: what ties entities to their rows, and the columns of these."""


def create(db: sqlite3.Connection) -> None:
    """Make the tables where they are missing; statement by statement, for a script would commit."""
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)


def clear(db: sqlite3.Connection) -> None:
    """Make all tables empty; answers that are still being read do not stand in the way."""
    db.execute("INSERT INTO ix_words (ix_words) VALUES ('delete-all')")
    for table in _TABLES:
        db.execute(f"DELETE FROM ix_{table}")  # noqa: S608 - names of ours


def remake(db: sqlite3.Connection) -> None:
    """Make all tables anew, empty, whatever has become of them."""
    for table in ("words", *_TABLES):
        db.execute(f"DROP TABLE IF EXISTS ix_{table}")
    create(db)


class Entities:
    """The numbers that stand for the ids of entities; new ones are given as they come."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """Return the number of an id."""
        known = self._numbers.get(name)
        if known is None:
            self._db.execute("INSERT OR IGNORE INTO ix_entity (name) VALUES (?)", (_bytes(name),))
            known = self._numbers[name] = next(numbers_of(self._db, (name,)))
        return known


def numbers_of(db: sqlite3.Connection, names: Iterable[str]) -> Iterator[int]:
    """Yield the numbers of those ids that the index has, in the order of the alphabet."""
    for name in sorted(names):
        for (number,) in db.execute("SELECT id FROM ix_entity WHERE name = ?", (_bytes(name),)):
            yield int(number)


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")  # a name of a thing may hold what no text of SQLite can
