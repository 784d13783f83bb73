"""Full-text search: what a person types as an expression of FTS5, and the ranks of words in no table."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

from kg.graph.index.tables import TOKENIZER

_PART = re.compile(r'"([^"]*)"|(\S+)')
_TYPOGRAPHIC = str.maketrans("“”„«»\0", '""""" ')


def expression(search: str) -> str | None:
    """Return the expression that all words and "quoted phrases" must match; None for one without words.

    Each part stands in quotes of its own, so that nothing in it is an operator. A quote that is not closed is
    left out.

    >>> expression('prisoner "cease fire" NEAR( a*')
    '"prisoner" "cease fire" "NEAR(" "a*"'
    """
    whole = search.translate(_TYPOGRAPHIC).encode("utf-8", "replace").decode()
    parts = (phrase or word.replace('"', "") for phrase, word in _PART.findall(whole))
    quoted = [f'"{part}"' for part in parts if part.strip()]
    return " ".join(quoted) or None


def ranked(search: str, words: Iterable[tuple[str, str]]) -> Mapping[str, float]:
    """Return those of the statements (id, words) that match, each with its rank: the lowest fits best.

    The same as an index over these statements would find.
    """
    wanted = expression(search)
    if wanted is None:
        return {}
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE statement (id INTEGER PRIMARY KEY, key TEXT)")
        db.execute(f"CREATE VIRTUAL TABLE said USING fts5 (words, tokenize='{TOKENIZER}')")
        for number, (key, text) in enumerate(words):
            db.execute("INSERT INTO statement VALUES (?, ?)", (number, key))
            db.execute("INSERT INTO said (rowid, words) VALUES (?, ?)", (number, text))
        found = db.execute(
            "SELECT key, bm25(said) FROM said JOIN statement ON id = said.rowid WHERE said MATCH ?",
            (wanted,),
        )
        return {str(key): float(rank) for key, rank in found}
