"""Numbers in answers: a graph that somebody wrote by hand may hold anything where one belongs."""

from math import isfinite


def number(value: object) -> float | None:
    """Return a value as a number; None for what is none.

    >>> number("0.5"), number("high"), number(float("nan")), number(None)
    (0.5, None, None, None)
    """
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):  # no number, or one of more than 308 digits
        return None
    return found if isfinite(found) else None


def whole(value: object) -> int | None:
    """Return a value as a whole number; None for what is no number.

    >>> whole(7), whole("7"), whole("seven")
    (7, 7, None)
    """
    if type(value) is int:  # as nearly always, and of any size
        return value
    found = number(value)
    return None if found is None else int(found)
