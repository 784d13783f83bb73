"""What "May", "last week" or "three years ago" mean on the day of publication.

dateparser does the arithmetic. It gets only words that a rule has found, and a day to count from: left alone
it reads "may" and "now" as dates, and counts from the day of reading.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

FAR = 6
"""Months. A month without year further ahead than this is last year's, if no verb says more."""
_YEAR, _MONTH, _DAY = len("2025"), len("2025-11"), len("2025-11-06")
_SIDES = {True: "future", False: "past", None: "current_period"}
_SETTINGS = {"TIMEZONE": "UTC", "PARSERS": ["relative-time", "absolute-time"]}


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of publication as far as it is known.

    Attributes:
        now: ISO prefix of the day, the month or only the year; empty when nothing is known.
    """

    now: str = ""

    @classmethod
    def at(cls, published: str | None, year: str | None = None) -> "Clock":
        """Return the clock of an ISO prefix, also of a time; ``year`` counts when there is none.

        >>> Clock.at("2025-11-06T10:00"), Clock.at("2025-13")
        (Clock(now='2025-11-06'), Clock(now=''))
        """
        numbers = [int(n) for n in (published or year or "")[:_DAY].split("-") if n.isdecimal()]
        return cls((numbers and iso(*numbers)) or "")

    def relative(self, words: str) -> str | None:
        """Return what "yesterday", "last week" or "3 years ago" names; today as exactly as it is known.

        >>> Clock.at("2025-11-06").relative("last week"), Clock.at("2025").relative("last week")
        ('2025-10-27/2025-11-02', None)
        """
        if not self.now:
            return None
        today = _bounds(self.now)[0]
        value = _read(words, today)
        if value is None or len(value[:_DAY]) <= len(self.now):
            return value
        return self.now if value == today.isoformat() else None

    def weekday(self, name: str, step: str, *, ahead: bool | None) -> str | None:
        """Return the nearest such day: "last" before today, "next" after it, "this" in the week of today.

        Without a step it is after today if the verb looks ``ahead``, else today or before.
        """
        if len(self.now) < _DAY:
            return None
        today = date.fromisoformat(self.now)
        sides = {"last": (0, False), "next": (0, True), "this": (-today.weekday() - 1, True)}
        shift, forward = sides.get(step, (0, True) if ahead else (1, False))
        return _read(name, today, shift, ahead=forward)

    def named(self, month: str, day: str = "", year: str = "", *, ahead: bool | None = None) -> str | None:
        """Return the ISO prefix of a month or a day; without year, in the one that fits the clock.

        ``ahead`` says whether the verb looks forward. None when there is no such day or no clock.

        >>> Clock.at("2026-01-04").named("December", "28", ahead=False), Clock().named("June", year="2025")
        ('2025-12-28', '2025-06')
        """
        if not year and not self.now:
            return None
        length = _DAY if day else _MONTH
        first, last = _bounds((year or self.now)[:length])
        base, shift = (first, -1) if ahead else (last, 0)  # today itself counts on either side
        value = _read(
            f"{day or 1} {month} {year}", base, shift, ahead=ahead
        )  # no day: that of the base counts
        if value is None or len(value) < _DAY:  # "45 June" would be June 1945
            return None
        far = len(self.now) > _YEAR and int(value[_YEAR + 1 : _MONTH]) - first.month > FAR
        return self.named(month, day, ahead=False) if far and not year and ahead is None else value[:length]


def iso(year: int, *month_day: int) -> str | None:
    """Return the ISO prefix, or None when there is no such day.

    >>> iso(2025, 2), iso(2025, 2, 29)
    ('2025-02', None)
    """
    try:
        return date(year, *(*month_day, 1, 1)[:2]).isoformat()[: _YEAR + len("-11") * len(month_day)]
    except (ValueError, OverflowError):
        return None


def span(first: str | None, last: str | None) -> str | None:
    """Return the interval of two ISO prefixes, in order, or the one when they are the same."""
    if first is None or last is None:
        return first or last
    return first if first == last else "/".join(sorted((first, last)))


def _bounds(prefix: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO prefix."""
    first = date.fromisoformat(prefix + "0000-01-01"[len(prefix) :])
    if len(prefix) == _DAY:
        return first, first
    month = int(prefix[_YEAR + 1 :] or 12)
    return first, date(first.year, month, monthrange(first.year, month)[1])


def _read(words: str, base: date, shift: int = 0, *, ahead: bool | None = None) -> str | None:
    """Return the ISO prefix, or for a week the interval, that the words name ``shift`` days from ``base``."""
    return _parsed(" ".join(words.lower().split()), base, shift, _SIDES[ahead])


@lru_cache(maxsize=4096)
def _parsed(words: str, base: date, shift: int, side: str) -> str | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - takes 0.2 s, and not every text needs it

    try:
        now = datetime.combine(base + timedelta(days=shift), time())
        settings = _SETTINGS | {"RELATIVE_BASE": now, "PREFER_DATES_FROM": side}
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(words)
        day = found.date_obj and found.date_obj.date()
        if day and found.period == "week":
            monday = day - timedelta(days=day.weekday())
            return span(monday.isoformat(), (monday + timedelta(days=6)).isoformat())
    except (OverflowError, ValueError):  # before year 1 or after 9999: no date that a newspaper means
        return None
    lengths = {"year": _YEAR, "month": _MONTH, "day": _DAY}
    return day.isoformat()[: lengths[found.period]] if day and found.period in lengths else None
