"""How damaged files of a store show, and what is said of them, whoever comes upon them."""

import json
import re
import sqlite3
from pathlib import Path

from kg.errors import StoreError

_OF_ENGINE = re.compile("^Corruption|checksum mismatch|^IO error: No such file")
"""What RocksDB says of files that are not as it wrote them: https://github.com/facebook/rocksdb/wiki"""
_OF_SQLITE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_OF_CONTENT = re.compile(
    "no such (table|column)|vtable constructor failed|invalid fts5 file format|malformed JSON"
)
"""What SQLite says, by a code that it has for much else, of tables and values that are not as written."""
_PRIMARY = 0xFF
"""Bits of an error code of SQLite without its details: https://www.sqlite.org/rescode.html"""


def damaged(path: Path | str | None, why: object) -> StoreError:
    """Return what to say of a store whose files are not what was written; None: its name is not known."""
    where = "" if path is None else f"{path}: "
    return StoreError(
        f"{where}the store is damaged ({' '.join(str(why).split())}); `kg store restore` puts a backup in its"
        " place, without one remove it and build anew"
    )


def tells_of_damage(error: BaseException) -> bool:
    """Return whether an error of the engine, of SQLite or in its rows means that files are not as written.

    Python cannot tell what SQLite says of them where that quotes bytes of theirs.
    """
    if isinstance(error, UnicodeDecodeError | json.JSONDecodeError):
        return True
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    if isinstance(error, sqlite3.DatabaseError):  # without a code it is a text that is none
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_ERROR:
            return bool(_OF_CONTENT.search(str(error)))
        return code is None or code & _PRIMARY in _OF_SQLITE
    return isinstance(error, RuntimeError | OSError) and bool(_OF_ENGINE.search(str(error)))
