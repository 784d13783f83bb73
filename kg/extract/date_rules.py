"""The grammar of dates: one rule for each way to write one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.clock import Clock, iso, span
from kg.extract.numerals import NUMERAL, numeral
from kg.model import Span

MONTHS = (
    "January Jan February Feb March Mar April Apr May June Jun July Jul August Aug September Sept Sep"
    " October Oct November Nov December Dec"
).split()
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_SEASONS = {"spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"), "fall": ("09", "11")}
_STEPS = {
    "past": "last",
    "previous": "last",
    "current": "this",
    "same": "this",
    "the": "this",
    "coming": "next",
}
"""Words → the one of last, this and next that says the same."""
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
_DAYS = (
    r"the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|last\s+night"
    r"|this\s+(?:morning|afternoon|evening)"
)

_M = rf"\b({'|'.join(sorted([*MONTHS, *map(str.upper, MONTHS)], key=len, reverse=True))})\b\.?"
_D = r"\b(\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d|\s(?:[mb]illion|thousand|percent|per cent|[ap]\.?m\b))"
_YEAR = r"((?:1[5-9]|20)[0-9]{2})(?![\w%]|[.,:]\d)"
_SAID = r"(?i:(this|last|next|past|previous)\s+year)\b"
_Y = rf"(?:(?:\s*,\s*|\s+(?:of\s+|in\s+)?){_YEAR}|,?\s+(?:of\s+)?{_SAID})?"
_TO = r"\s*(?:[-–—‑]|\b(?:to|till|until|through)\b)\s*"
_AND = r"\s*(?:[-–—‑]|\b(?:to|through|and)\b)\s*"
_PART = r"(?i:(?:the\s+)?(?:early|late|mid|beginning of|end of)[\s-]+)?"
_WHEN = rf"(?:{_YEAR}|(?i:(this|last|next|the)\s+year)\b)"
_N = rf"({NUMERAL}|an?\b|couple of)"
_APPROX = r"(?:(?:about|almost|nearly|some|more than|over)\s+)?"
_LEAD = re.compile(
    r"\b(?:in|of|by|since|until|till|from|through|during|before|after|late|early|mid|the"
    r"|around)[\s-]+$",
    re.I,
)
_IN = re.compile(r"\bin\s+$", re.I)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|year|from|between|before|after|early|late|mid|the|past"
    r"|spring|summer|autumn"
    r"|fall|winter|of|his|her|its|our|your|their|to|and|or|as of|through|for|back in|s)|['’]s"
    r"|[-–—(\[])[\s-]*$", re.I
)  # fmt: skip
_COUNTED = re.compile(r"\s+(?:[a-z]+\s+)?(?:[a-z]+s|people|men|women|children|troops)\b")
_AHEAD = re.compile(
    r"\b(?:(?:will|would|shall|may|might|could|can|to|must|should|won['’]t)(?:\s+\w+)?\s+be(?:\s+\w+)?"
    r"|will|shall|scheduled|planned|slated|expected|expects?|upcoming|next|going to|plans?|intends?"
    r"|(?<!\bfell )(?<!\bcame )(?<!\bwas )(?<!\bwere )due"
    r"|ready to|invited"
    r"|hopes?)\b|['’]ll\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:was|were|had|has|have|did|took|held|met|said|told|began|came|went|gave|made|got|saw|left"
    r"|lost|won|put|spoke|fell"
    r"|since|following|\w{3,}ed)\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a rule has found, and what the rule may ask about them."""

    match: re.Match[str]
    clock: Clock
    area: Span

    def __getitem__(self, group: int) -> str:
        return self.match[group] or ""

    def ahead(self) -> bool | None:
        """Say whether the verb next to the date looks forward or back; None when there is none."""
        text, start, end = self.match.string, self.match.start(), self.match.end()
        before = re.split(r"[;:—(\n]|[.?!]\s", text[max(self.area.start, start - 90) : start])[-1]
        after = re.split(r"[;:—)\n]|[.?!]\s", text[end : min(self.area.end, end + 60)])[0]
        found = [(-m.end(), forward) for cues, forward in _CUES for m in cues.finditer(before)]
        found = found or [(m.start(), forward) for cues, forward in _CUES for m in cues.finditer(after)]
        return min(found, key=lambda cue: (cue[0], not cue[1]))[1] if found else None

    def lead(self, cues: re.Pattern[str]) -> bool:
        """Return whether one of the cues stands right before."""
        return (
            cues.search(self.match.string[max(0, self.match.start() - 20) : self.match.start()]) is not None
        )

    def year(self, digits: str, said: str) -> str | None:
        """Return the year as written or as said ("last year"); empty when neither."""
        return self.clock.relative(f"{_step(said)} year") if said else digits

    def on(self, month: str, day: str, digits: str, said: str) -> str | None:
        """Return the ISO prefix of a month or a day."""
        year = self.year(digits, said)
        if year is None:
            return None
        return self.clock.named(month, day, year, ahead=None if year else self.ahead())


_CUES = ((_AHEAD, True), (_BACK, False))


def _step(word: str) -> str:
    return _STEPS.get(word.lower(), word.lower())


def _numbers(w: Words) -> str | None:
    return iso(*(int(n) for n in w.match.groups() if n))


def _dotted(w: Words) -> str | None:
    return iso(int(w[3]), int(w[2]), int(w[1]))


def _interval(w: Words, first: tuple[str, str], last: tuple[str, str], digits: str, said: str) -> str | None:
    """Read "June 30 – July 1" from the end: the start is the last such day, or month, before it."""
    end = w.on(*last, digits, said) or ""
    start = Clock(end).named(*first, ahead=False) or ""
    backwards = start[4:7] == end[4:7] and start[:4] != end[:4]  # "June 5-3"
    return span(start, end) if start and not backwards else None


def _day(w: Words) -> str | None:
    if w[2] and not w[3] and not w[4] and w.lead(_IN):
        return None  # "In June 14 people died"
    return w.on(w[1], w[2], w[3], w[4])


def _bare_month(w: Words) -> str | None:
    """Read a month without a day; the names that are other words too need a preposition."""
    step, name, digits, said = w[1].lower(), w[2], w[3], w[4]
    if re.match(r"\s\d{1,2}\b", w.match.string[w.match.end() : w.area.end]) and not w.lead(_IN):
        return None  # "February 30"
    if step and not digits and not said:
        if step == "this":
            return w.clock.named(name, year=w.clock.now[: len("2025")])
        return Clock.at(w.clock.relative(f"{_step(step)} month")).named(name, ahead=step == "next")
    sure = digits or said or (len(name) > len("August") and name.istitle())
    return w.on(name, "", digits, said) if sure or w.lead(_LEAD) else None


def _lone_year(w: Words) -> str | None:
    """Read four digits as a year where a year can stand."""
    after = w.match.string[w.match.end() : w.area.end]
    if not w.lead(_YEAR_LEAD):
        opens = w.match.string[w.area.start : w.match.start()].strip(" \t\r\n\"“'‘*—–-#") == ""
        return w[1] if opens and re.match(r"\s+(?:was|is|will|has|saw|marks|did)\b|[,:]", after) else None
    counting = w.lead(re.compile(r"\b(?:of|from|to|and|or|for|by|between)[\s-]+$", re.I)) and _COUNTED.match(
        after
    )
    return None if counting or w.lead(re.compile(r"\w[-/]$|\d[-–]$")) else w[1]


def _years(w: Words) -> str | None:
    last = w[2] if len(w[2]) == len("2025") else w[1][:2] + w[2]
    return span(w[1], last) if w[1] < last else None


def _season(w: Words) -> str | None:
    year, (first, last) = w.year(w[2], w[3]), _SEASONS[w[1].lower()]
    return year and span(f"{year}-{first}", f"{year}-{last}")


def _portion(w: Words) -> str | None:
    """Read "the first half of 2025", "the third quarter", "the first ten months of this year"."""
    year = w.year(w[4], w[5])
    part, many, unit = _PARTS[w[1].lower()], numeral(w[2]) or 1.0, w[3].lower()
    length = {"half": 6, "quarter": 3, "month": 1}[unit.rstrip("s")] * int(many)
    end = part * length or 12
    if year is None or not 0 < length <= end <= 12:  # noqa: PLR2004 - months
        return None
    return span(f"{year}-{end - length + 1:02}", f"{year}-{end:02}")


def _weekday(w: Words) -> str | None:
    return w.clock.weekday(w[2], _step(w[1]), ahead=w.ahead())


def _period(w: Words) -> str | None:
    """Read "last week", "this month", "by the end of the year"."""
    return w.clock.relative(f"{_step(w[1])} {w[2]}")


def _count(words: str) -> int | None:
    value = 2.0 if words.lower() == "couple of" else 1.0 if words.lower() in ("a", "an") else numeral(words)
    return int(value) if value is not None and value < 2000 and value == int(value) else None  # noqa: PLR2004


def _ago(w: Words) -> str | None:
    return None if (count := _count(w[1])) is None else w.clock.relative(f"{count} {w[2]} ago")


def _the_last(w: Words) -> str | None:
    """Read "over the past three years" as an interval that ends now."""
    count, unit = _count(w[1]), w[2].lower().rstrip("s")
    if count is None:
        return None
    if unit == "week":
        count, unit = 7 * count, "day"
    start, end = w.clock.relative(f"{count} {unit} ago"), w.clock.relative(f"0 {unit} ago")
    return span(start, end) if start and end else None


def _nth(w: Words) -> str | None:
    """Read "on the 20th" after a month in the same sentence."""
    text = w.match.string
    before = list(re.finditer(rf"{_M}{_Y}", text[w.area.start : w.match.start()]))
    return w.on(before[-1][1], w[1], before[-1][2] or "", before[-1][3] or "") if before else None


Rule = Callable[[Words], str | None]
RULES: Sequence[tuple[re.Pattern[str], Rule]] = [
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"(?<![\w./-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\w/-])", _numbers),
        (r"(?<![\w./-])(\d\d?)\.(\d\d?)\.((?:19|20)\d\d)(?![\w/-])", _dotted),
        (
            rf"{_M}\s+{_D}{_TO}{_M}\s+{_D}{_Y}",
            lambda w: _interval(w, (w[1], w[2]), (w[3], w[4]), w[5], w[6]),
        ),
        (
            rf"{_D}\s+{_M}{_TO}{_D}\s+{_M}{_Y}",
            lambda w: _interval(w, (w[2], w[1]), (w[4], w[3]), w[5], w[6]),
        ),
        (rf"{_M}\s+(\d\d?){_AND}{_D}{_Y}", lambda w: _interval(w, (w[1], w[2]), (w[1], w[3]), w[4], w[5])),
        (
            rf"\b(\d\d?){_AND}{_D}\s+(?:of\s+)?{_M}{_Y}",
            lambda w: _interval(w, (w[3], w[1]), (w[3], w[2]), w[4], w[5]),
        ),
        (rf"{_M}\s+{_D}{_Y}", _day),
        (rf"{_D}\s+(?:of\s+)?{_M}{_Y}", lambda w: w.on(w[2], w[1], w[3], w[4])),
        (rf"{_M}{_TO}{_PART}{_M}{_Y}", lambda w: _interval(w, (w[1], ""), (w[2], ""), w[3], w[4])),
        (rf"(?:\b(?i:(last|past|this|next))\s+)?{_M}{_Y}", _bare_month),
        (rf"(?<![\w.,/-]){_YEAR}{_TO}{_PART}((?:19|20)[0-9][0-9]|[0-9][0-9])(?![\w%]|[.,:]\d)", _years),
        (rf"(?i:\bbetween)\s+{_YEAR}\s+and\s+((?:19|20)[0-9][0-9])\b", _years),
        (rf"(?<![\w.,/$€£]){_YEAR}", _lone_year),
        (r"\b((?:1[5-9]|20)[0-9])0['’]?s\b", lambda w: span(w[1] + "0", w[1] + "9")),
        (rf"\b((?i:spring|summer|autumn|fall))\s+(?:of\s+)?{_WHEN}", _season),
        (
            rf"\b((?i:first|second|third|fourth|last))\s+(?:({NUMERAL})\s+)?"
            rf"((?i:half|quarters?|months?))\s+of\s+{_WHEN}",
            _portion,
        ),
        (rf"\b(?i:{_DAYS})\b", lambda w: w.clock.relative(w[0])),
        (rf"\b(?:((?i:last|this|next|coming|past))\s+)?((?i:{WEEKDAYS}))\b(?!['’]?s?-)", _weekday),
        (r"\b((?i:this|last|next|previous|current|coming|past|same))\s+((?i:week|month|year))\b", _period),
        (r"\b(?i:(?:end|beginning|start|close|middle|turn)\s+of\s+(the)\s+(week|month|year))\b", _period),
        (r"\b(?i:the\s+(week|month|year)\s+before\s+last)\b", lambda w: w.clock.relative(f"2 {w[1]} ago")),
        (rf"(?i:\b{_APPROX}{_N}\s+(days?|weeks?|months?|years?)\s+(?:ago|earlier|back)\b)", _ago),
        (rf"(?i:\b(?:past|last|previous)\s+{_APPROX}{_N}\s+(days?|weeks?|months?|years?)\b)", _the_last),
        (r"\b(?i:on|until|by|from)\s+the\s+(\d\d?)(?:st|nd|rd|th)\b(?!\s+\w+(?:ary|day)\b)", _nth),
    )
]
