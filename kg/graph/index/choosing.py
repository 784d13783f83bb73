"""Which statements fit, found in SQL: the order is read off the tables, so that a limit ends the search."""

import json
import sqlite3
from collections.abc import Iterator

from kg.graph.index.choice import Choice
from kg.graph.index.days import first_day, last_day
from kg.graph.index.tables import Link, numbers_of
from kg.graph.index.words import expression

Filter = tuple[str, tuple[object, ...]]
"""A condition on the row ``s`` of a statement, and its parameters."""
_ALL = -1
"""Of SQLite: no limit."""
_TIED = """EXISTS (
    SELECT 1 FROM ix_anchor AS x WHERE x.entity IN (SELECT value FROM json_each(?))
    AND x.link = ? AND x.document = s.document AND x.item = s.id
)"""
_BY_WORDS = """
    SELECT s.id FROM ix_words CROSS JOIN ix_statement AS s ON s.id = ix_words.rowid
    CROSS JOIN ix_document AS d ON d.id = s.document
    WHERE ix_words MATCH ? AND {filters}
    ORDER BY bm25(ix_words), d.published, d.source, d.key, s.id LIMIT ?
"""
_BY_ANCHOR = """
    SELECT o.published, o.source, o.key, s.id FROM ix_order AS o
    CROSS JOIN ix_anchor AS a ON a.entity = o.entity AND a.link = o.link AND a.document = o.document
    CROSS JOIN ix_statement AS s ON s.id = a.item
    WHERE o.entity = ? AND o.link = ? AND {filters}
    ORDER BY o.published, o.source, o.key, a.item LIMIT ?
"""
_BY_DOCUMENT = """
    SELECT s.id FROM ix_document AS d CROSS JOIN ix_statement AS s ON s.document = d.id
    WHERE {filters}
    ORDER BY d.published, d.source, d.key, s.id LIMIT ?
"""


def chosen(db: sqlite3.Connection, choice: Choice) -> list[int]:
    """Return the numbers of the statements that fit, in their order."""
    tied = {link: list(numbers_of(db, names)) for link, names in _entities(choice)}
    if not all(tied.values()):
        return []
    limit = _ALL if choice.limit is None else choice.limit
    if choice.search is None and tied:
        first = min(tied, key=lambda link: _count(db, link, tied[link]))
        rest = {link: numbers for link, numbers in tied.items() if link is not first}
        return _by_anchor(db, (first, tied[first]), [*_filters(choice), *_ties(rest)], limit)
    where, values = _where([*_filters(choice), *_ties(tied)])
    if choice.search is None:
        found = db.execute(_BY_DOCUMENT.format(filters=where), (*values, limit))
    elif (wanted := expression(choice.search)) is not None:
        found = db.execute(_BY_WORDS.format(filters=where), (wanted, *values, limit))
    else:
        return []
    return [int(item) for (item,) in found]


def _entities(choice: Choice) -> Iterator[tuple[Link, frozenset[str]]]:
    for link, names in ((Link.ABOUT, choice.about), (Link.BY, choice.by), (Link.VIA, choice.via)):
        if names is not None:
            yield link, names


def _count(db: sqlite3.Connection, link: Link, numbers: list[int]) -> int:
    """Return how many statements are so tied to one of these entities, roughly."""
    counted = "SELECT count(*) FROM ix_anchor WHERE link = ? AND entity IN (SELECT value FROM json_each(?))"
    return int(db.execute(counted, (link, json.dumps(numbers))).fetchone()[0])


def _by_anchor(
    db: sqlite3.Connection, anchor: tuple[Link, list[int]], filters: list[Filter], limit: int
) -> list[int]:
    """Return what is tied to one of some entities and fits, in its order; each is asked for by itself."""
    link, numbers = anchor
    where, values = _where(filters)
    asked = _BY_ANCHOR.format(filters=where)
    found = {row for number in numbers for row in db.execute(asked, (number, link, *values, limit))}
    return [int(row[-1]) for row in sorted(found)][: None if limit == _ALL else limit]


def _where(filters: list[Filter]) -> Filter:
    conditions = " AND ".join(condition for condition, _ in filters)
    return conditions or "true", tuple(value for _, values in filters for value in values)


def _ties(tied: dict[Link, list[int]]) -> Iterator[Filter]:
    for link, numbers in tied.items():
        yield _TIED, (json.dumps(numbers), link)


def _filters(choice: Choice) -> Iterator[Filter]:
    if choice.since is not None:
        yield "s.last >= ?", (first_day(choice.since),)
    if choice.until is not None:
        yield "s.first <= ?", (last_day(choice.until),)
    if choice.mode is not None:
        yield "s.mode = ?", (choice.mode,)
    if choice.acts is not None:
        yield "s.act IN (SELECT value FROM json_each(?))", (json.dumps(sorted(choice.acts)),)
    if choice.not_acts:
        yield "s.act NOT IN (SELECT value FROM json_each(?))", (json.dumps(sorted(choice.not_acts)),)
    if choice.nested is False:
        yield "NOT s.nested", ()
    if choice.min_confidence:
        yield "s.confidence >= ?", (choice.min_confidence,)
