"""The days on which a time may begin and end at most: ISO dates of different length, made comparable.

They are compared as text; what is no date stays what it is.
"""

_FIRST, _LAST = "0000-01-01", "9999-12-31"


def first_day(iso: str) -> str:
    """Return the first day of a year, month, day or interval.

    >>> first_day("2031-04/2032")
    '2031-04-01'
    """
    start = iso.partition("/")[0]
    return start + _FIRST[len(start) :]


def last_day(iso: str) -> str:
    """Return the last day of a year, month, day or interval; every month ends on the 31st.

    >>> last_day("2031-04/2032"), last_day("2031-04")
    ('2032-12-31', '2031-04-31')
    """
    start, _, end = iso.partition("/")
    last = end or start
    return last + _LAST[len(last) :]
