"""A stream that counts the rows and bytes of an answer while it is written, and refuses what is too much."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import QueryResultsFormat

from kg.errors import QueryError

Counter = Callable[[bytes], int]
"""Returns how many rows ended, or began, in the next piece of an answer."""
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_RESULT = b"<result>"


class TooLargeError(QueryError):
    """There is an answer, but it is larger than the server gives."""


class SpoolError(QueryError):
    """There is an answer, but no room to write it down."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may have at most."""

    rows: int
    size: int
    """Bytes."""


class Counted:
    """Writes on to ``stream``; what the engine writes is told apart by a ``counter`` of its format.

    Raises:
        TooLargeError: at a write beyond the limits.
        SpoolError: the disk is full.
    """

    def __init__(self, stream: BinaryIO, limits: Limits, counter: Counter) -> None:
        self._stream = stream
        self._limits = limits
        self._counter = counter
        self._digest = hashlib.blake2b(digest_size=16)
        self.size = 0
        self.rows = 0

    def write(self, piece: bytes) -> int:
        """Write and count a piece."""
        self.size += len(piece)
        self.rows += self._counter(piece)
        if self.rows > self._limits.rows:
            raise TooLargeError(f"the answer has more than {self._limits.rows:,} rows; add a LIMIT")
        if self.size > self._limits.size:
            raise TooLargeError(f"the answer has more than {self._limits.size:,} bytes; add a LIMIT")
        self._digest.update(piece)
        try:
            self._stream.write(piece)
        except OSError as error:
            raise SpoolError(f"the answer cannot be written down: {error.strerror or error}") from error
        return len(piece)

    def flush(self) -> None:
        """Do nothing: who reads the stream flushes it."""

    def digest(self) -> str:
        """Return a hash of all that was written."""
        return self._digest.hexdigest()


def none(piece: bytes) -> int:
    """Return 0: there are no rows, or they are counted elsewhere."""
    del piece
    return 0


def _tsv() -> Counter:
    head = 1

    def count(piece: bytes) -> int:
        nonlocal head
        lines = piece.count(b"\n")  # none stands in a value: there it is written \n
        skipped = min(head, lines)
        head -= skipped
        return lines - skipped

    return count


def _csv() -> Counter:
    head, quoted = 1, 0

    def count(piece: bytes) -> int:
        nonlocal head, quoted
        parts = piece.split(b'"')  # doubled within quotes: out and in again
        lines = sum(part.count(b"\n") for part in parts[quoted::2])
        quoted = (quoted + len(parts) - 1) % 2
        skipped = min(head, lines)
        head -= skipped
        return lines - skipped

    return count


def _xml() -> Counter:
    rest = b""

    def count(piece: bytes) -> int:
        nonlocal rest
        text = rest + piece
        rest = text[-(len(_RESULT) - 1) :]  # shorter than the tag, so none is counted twice
        return text.count(_RESULT)

    return count


def _json() -> Counter:
    quoted, rest = 0, b""
    last = b""

    def count(piece: bytes) -> int:
        nonlocal quoted, rest, last
        text = _ESCAPED.sub(b"", rest + piece)
        rest = b"\\" if text.endswith(b"\\") else b""
        parts = text.removesuffix(b"\\").split(b'"')
        outside = last + b"".join(parts[quoted::2])
        quoted = (quoted + len(parts) - 1) % 2
        last = outside[-1:]
        # Without its strings a row begins after a comma or the bracket, and nothing else does.
        return outside.count(b",{") + outside.count(b"[{")

    return count


def counter(kind: QueryResultsFormat) -> Counter:
    """Return what counts the rows of results as pyoxigraph writes them in that format."""
    made = {
        QueryResultsFormat.JSON: _json,
        QueryResultsFormat.XML: _xml,
        QueryResultsFormat.CSV: _csv,
        QueryResultsFormat.TSV: _tsv,
    }
    return made[kind]()
