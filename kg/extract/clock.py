"""What "May", "last week" or "three years ago" mean on the day of publication."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FAR = 6
"""Months. A month without year further ahead than this is last year's, if no verb says more."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of publication as far as it is known, or only the year that a text is set in.

    Attributes:
        year: None when nothing is known.
        month: None when only the year is known.
        day: None when only year and month are known.
    """

    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def at(cls, published: str | None, year: str | None = None) -> "Clock":
        """Return the clock of an ISO prefix; ``year`` counts when there is none.

        >>> Clock.at("2025-11")
        Clock(year=2025, month=11, day=None)
        """
        parts = [int(p) for p in (published or year or "")[:10].split("-") if p.isdigit()]
        if not parts or not valid(*parts):
            return cls()
        day = date(parts[0], parts[1], parts[2]) if len(parts) == len(("y", "m", "d")) else None
        return cls(parts[0], parts[1] if len(parts) > 1 else None, day)

    def year_of(self, month: int, day: int | None, *, ahead: bool | None) -> int | None:
        """Return the year of a month named without one; ``ahead``: whether the verb looks forward.

        >>> Clock.at("2026-01-04").year_of(12, 28, ahead=False)
        2025
        >>> Clock.at("2025-12-29").year_of(6, None, ahead=True)
        2026
        """
        if self.year is None or self.month is None:
            return self.year
        distance = month - self.month
        if distance == 0 and day is not None and self.day is not None:
            distance = (day > self.day.day) - (day < self.day.day)
        if distance > 0 and (ahead is False or (ahead is None and distance > FAR)):
            return self.year - 1
        return self.year + 1 if distance < 0 and ahead else self.year

    def years(self, step: int) -> str | None:
        """Return the year so many years from now."""
        return None if self.year is None else f"{self.year + step:04}"

    def months(self, step: int) -> str | None:
        """Return the month so many months from now."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 12 + self.month - 1 + step
        return f"{count // 12:04}-{count % 12 + 1:02}" if count >= 0 else None

    def days(self, step: int) -> str | None:
        """Return the day so many days from now; today as exactly as it is known."""
        if self.day is None:
            return (self.months(0) or self.years(0)) if step == 0 else None
        return _shift(self.day, step)

    def week(self, step: int) -> str | None:
        """Return Monday to Sunday of the week so many weeks from now."""
        if self.day is None:
            return None
        monday = step * 7 - self.day.weekday()
        return span(_shift(self.day, monday), _shift(self.day, monday + 6))

    def weekday(self, number: int, step: int | None, *, ahead: bool | None) -> str | None:
        """Return the nearest such day: -1 before now, 1 after now, 0 in this week, None as the verb says."""
        if self.day is None:
            return None
        back = (self.day.weekday() - number) % 7
        if step == 0:
            return _shift(self.day, number - self.day.weekday())
        if step == 1 or (step is None and ahead):
            return _shift(self.day, (7 - back) % 7 or 7)
        return _shift(self.day, -(back or (7 if step == -1 else 0)))


def valid(year: int, month: int = 1, day: int = 1) -> bool:
    """Return whether there is such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return the ISO prefix, or None when there is no such day.

    >>> iso(2025, 2), iso(2025, 2, 29)
    ('2025-02', None)
    """
    if not valid(year, *(p for p in (month, day) if p is not None)):
        return None
    return "-".join([f"{year:04}", *(f"{p:02}" for p in (month, day) if p is not None)])


def span(first: str | None, last: str | None) -> str | None:
    """Return the interval of two ISO prefixes, in order, or the one when they are the same."""
    if first is None or last is None:
        return first or last
    return first if first == last else "/".join(sorted((first, last)))


def _shift(day: date, step: int) -> str | None:
    try:
        return (day + timedelta(days=step)).isoformat()
    except OverflowError:  # before year 1 or after 9999: no date that a newspaper means
        return None
