"""ISO dates of different length, compared: a year holds its days, an interval those between."""

import re

from kg.errors import QueryError
from kg.graph.index.days import first_day, last_day

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


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
    after = since is None or last_day(iso) >= first_day(since)
    return after and (until is None or first_day(iso) <= last_day(until))
