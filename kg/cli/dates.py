"""Dates at the end of a question, in words, → the options ``--since`` and ``--until``."""

import re
from datetime import date, timedelta

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
    "|september sept sep|october oct|november nov|december dec"
)
_MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DATE = (
    r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_BETWEEN = re.compile(
    rf"[, ]*\b(?:between|from) (?P<first>{_DATE}) (?:and|to|until|till) (?P<last>{_DATE})$", re.IGNORECASE
)
_WHEN = re.compile(
    r"[, ]*\b(?P<how>in|on|during|since|from|after|before|until|till|up to|as of)(?: the year)?"
    rf" (?P<date>{_DATE})(?: onwards?)?$",
    re.IGNORECASE,
)


def take_dates(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the question without its closing dates, and the options that these stand for.

    >>> take_dates("what did Nemyr say in March 2025")
    ('what did Nemyr say', ('--since', '2025-03', '--until', '2025-03'))
    """
    found = _BETWEEN.search(text)
    if found:
        return text[: found.start()], ("--since", iso(found["first"]), "--until", iso(found["last"]))
    options: tuple[str, ...] = ()
    while found := _WHEN.search(text):
        text, options = text[: found.start()], (*_limits(found["how"].lower(), iso(found["date"])), *options)
    return text, options


def _limits(how: str, day: str) -> tuple[str, ...]:
    match how:
        case "since" | "from" | "as of":
            return ("--since", day)
        case "after":
            return ("--since", beside(day, 1))
        case "before":
            return ("--until", beside(day, -1))
        case "until" | "till" | "up to":
            return ("--until", day)
    return ("--since", day, "--until", day)


def iso(words: str) -> str:
    """Return the ISO prefix of a date in words.

    >>> iso("March 5, 2025"), iso("5th March 2025"), iso("Sept. 2024"), iso("2025-03"), iso("2025")
    ('2025-03-05', '2025-03-05', '2024-09', '2025-03', '2025')
    """
    if words[:4].isdigit():
        return words
    numbers = re.findall(r"\d+", words)
    month = next(_MONTHS[word] for word in re.findall(r"[a-z]+", words.lower()) if word in _MONTHS)
    days = [f"{int(number):02}" for number in numbers if len(number) <= len("31")]
    return "-".join([numbers[-1], f"{month:02}", *days])


def beside(day: str, step: int) -> str:
    """Return the year, month or day after or before ``day``, as exact as ``day`` is.

    >>> beside("2025", -1), beside("2025-01", -1), beside("2024-02-28", 1)
    ('2024', '2024-12', '2024-02-29')
    """
    year, month, number = [int(part) for part in f"{day}-00-00".split("-")[:3]]
    if not month:
        return f"{year + step:04}"
    if not number:
        months = year * 12 + month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    first = date(year, month, 1)  # counted from the first, so that a 30 February is no error here
    return (first + timedelta(days=number - 1 + step)).isoformat()
