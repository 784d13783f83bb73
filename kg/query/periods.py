"""ISO dates of different length, compared: a year holds its days, an interval those between."""

import re

from kg.errors import QueryError

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST, _LAST = "0000-01-01", "9999-12-31"


def check(limit: str | None) -> None:
    """Refuse a limit that is not a date.

    Raises:
        QueryError: it is not ``2025``, ``2025-11`` or ``2025-11-06``.
    """
    if limit is not None and not _ISO.fullmatch(limit):
        raise QueryError(f"a date reads 2025, 2025-11 or 2025-11-06, not {limit!r}")


def within(iso: str | None, since: str | None, until: str | None) -> bool:
    """Return whether the time ``iso`` may lie between the limits; no time lies in no limits.

    >>> within("2025", "2025-06", None), within("2025-05-31", "2025-06", None), within(None, None, "2025")
    (True, False, False)
    """
    if since is None and until is None:
        return True
    if iso is None:
        return False
    start, _, end = iso.partition("/")
    after = since is None or _last(end or start) >= _first(since)
    return after and (until is None or _first(start) <= _last(until))


def _first(iso: str) -> str:
    return iso + _FIRST[len(iso) :]


def _last(iso: str) -> str:
    return iso + _LAST[len(iso) :]
