"""All that an index holds, so that two can be compared, in whatever order they were filed."""

import sqlite3
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType

_DOCUMENT = "(SELECT key FROM ix_document WHERE id = document)"
_EVENT, _NAME, _SPEAKER = (
    f"(SELECT name FROM ix_entity WHERE id = {column})"  # noqa: S608 - constants
    for column in ("event", "entity", "speaker")
)
_LED, _BY = (
    "(SELECT name FROM ix_entity WHERE id = json_extract(value, '$[0]'))",
    "json_extract(value, '$[1]')",
)
"""An entity that leads to a document, and the link by which it does."""
_ITEM = (
    "CASE WHEN link < 3 THEN (SELECT row FROM ix_text WHERE id = item)"
    " ELSE (SELECT row FROM ix_claim WHERE id = item) END"
)
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.ix_term USING fts5vocab(main, ix_words, row)"
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "documents": "key, published, source, row FROM ix_document",
        "names of documents": f"ix_document.key, {_LED}, {_BY} FROM ix_document, json_each(anchors)",
        "statements": (
            f"{_DOCUMENT}, {_SPEAKER}, mode, act, first, last, confidence, nested, words, row"
            " FROM ix_statement LEFT JOIN ix_text USING (id)"
        ),
        "claims": f"{_DOCUMENT}, link, {_EVENT}, row FROM ix_claim",
        "names in documents": f"{_NAME}, link, {_DOCUMENT}, {_ITEM} FROM ix_anchor",
        "dates of names": f"{_NAME}, link, published, source, key, {_DOCUMENT} FROM ix_order",
        "words": "term, doc, cnt FROM ix_term",
        "lengths": (
            "row, sz FROM ix_words_docsize LEFT JOIN ix_text USING (id)"
            " UNION ALL SELECT NULL, block FROM ix_words_data WHERE id = 1 AND ltrim(hex(block), '0') <> ''"
        ),
    }
)
"""What is selected for each, with keys for the numbers that an index gives."""


def contents(db: sqlite3.Connection) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield each row with the name of its part, in no order; equal indexes have the same.

    Of words it is in how many statements, and how often, each of them is; of lengths, in words, those of the
    statements and their sum (https://www.sqlite.org/fts5.html#fts5_data_structures), which ranks rest upon.
    """
    db.execute(_WORDS)
    for part, selected in _PARTS.items():
        yield from ((part, row) for row in db.execute(f"SELECT {selected}"))


def summed(db: sqlite3.Connection) -> Mapping[str, int]:
    """Return a checksum of each part: the sum of those of its rows, so that none has to be kept."""
    found = dict.fromkeys(_PARTS, 0)
    for part, row in contents(db):
        found[part] += int.from_bytes(
            blake2b(repr(row).encode(errors="surrogatepass"), digest_size=16).digest()
        )
    return found
