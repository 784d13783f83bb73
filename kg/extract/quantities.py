"""Numbers in a sentence that are figures: each with its unit, and without those that only look like one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.counting import Counted, unit_after, unit_before
from kg.extract.numerals import NUMERAL, numeral
from kg.model import Span
from kg.nlp.lexicon import uncounted

LONGEST = 40
"""Code points; a longer row of digits is a key or an account, no figure."""
FEW = 3
NEAR = 60
"""Code points before a number that can say something about it."""

_NUMERAL = re.compile(NUMERAL, re.I)
_APPROX = (
    r"(?:about|around|approximately|some|roughly|nearly|almost|over|under|up to|at least|at most"
    r"|more than|less than"
    r"|fewer than|as many as|as much as|no|only|just|another|an additional|additional|barely|exceeded)"
)
_BEFORE = re.compile(rf"(?:\b{_APPROX}\s+)+$", re.I)
_SMALL = r"(?:\d[\d.]{0,9}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_MASKS = re.compile(
    r"\b\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\b|GMT|UTC|MSK|CET)|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b\d{1,2}\s*[ap]\.?m\b|\b24/7\b"
    r"|\b\w{0,9}\d[+/]\d\w*|\b(?:nos?|art|sec|par|pp?|vol|ch)\.\s*\d[\d/.-]*|№\s*\d+|\b[a-z]+[-‑]\d[\w-]*"
    r"|\+\d[\d\s()-]{6,20}\d|https?://\S+|\bwww\.\S+|\]\([^)\s]*\)"
    r"|\b(?:articles?|chapter|page|section|paragraph|clause|item|point|resolution|protocol|flight|room"
    r"|line|group of|part"
    rf"|stage|phase|volume|number|option|track|question|tier|category|level)\s+{_SMALL}"
    rf"|\b{_SMALL}\s+(?:in|out of|of every)\s+(?:every\s+)?(?:two|three|four|five|six|nine|ten"
    rf"|\d+)\b(?!\s+(?:days|weeks|months|years))"
    r"|\b(?:one|two|three|four|a)[-\s](?:third|quarter|fifth)s?\b|\b(?:quarters"
    r"|months)\s+of\s+\d{4}\b", re.I
)  # fmt: skip
_LIST_NUMBER = re.compile(r"[\s*#>•\"“(]*\d{1,3}(?:[.)](?=\s)|\.\d+\.?(?=\s+[A-Z]))")
_VICTIMS = re.compile(
    rf"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|arrest(?:ed|ing|s)|detain(?:ed|ing"
    rf"|s))\s+(?:{_APPROX}\s+)*$",
    re.I,
)
_BARE_LEAD = re.compile(
    rf"(?:\b(?:\w+(?:ed|ing)|got|gave|sent|took|lost|won|had|has|have|were|was|are|is|these|those|them"
    rf"|only)|,)\s+(?:{_APPROX}\s+)*$"
    rf"|\b{_APPROX}\s+$", re.I
)  # fmt: skip
_BARE_END = re.compile(
    r"\s*(?:[.,;:!?)\"”»—–\n]|$|(?:in|on|at|to|from|by|with|for|and|but|were|was|have|had|has|are|is|as"
    r"|during|since|after|while"
    r"|more|others?|killed|wounded|this|last|go|goes|went|will|against|per|of which|of them|came|come)\b)"
)
_SCALED = re.compile(r"illion|(?:\b|\d)(?:bl?n|ml?n|trl?n|tn)\b", re.I)
_RANGE = re.compile(rf"\s*(?:[-–—‑]|\b(?:to|or)\b)\s*[$€£]?({NUMERAL})", re.I)
_AND_RANGE = re.compile(rf"\s*\band\b\s*({NUMERAL})", re.I)
_EXCHANGE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,?\d{3})+|\d{2,3})[-\s]*(?:to|for|×|x)[-\s]*\1(?![\w%]|[.,]\d)"
)
_EXCHANGED = re.compile(r"\b(prisoners?|captives?|detainees?|hostages?|POWs?|bodies)\b")
_TIMES = re.compile(r"\b(?:(twice)|(double|triple|quadruple)d|([a-z]+|\d+)[-‑]?fold)\b", re.I)
_TIMES_OF = {"twice": 2.0, "double": 2.0, "triple": 3.0, "quadruple": 4.0}
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINALS += ["eleventh", "twelfth"]
_ORDINAL = re.compile(
    rf"\b(?:(\d{{1,3}})(?:st|nd|rd|th)|({'|'.join(_ORDINALS[1:])}))\s+"
    r"(?:(anniversary)\b|(?=((?:[a-z]+\s+){0,2})since\b))", re.I
)  # fmt: skip
_AGE = re.compile(
    r"\b(?:age of|aged|older than|younger than)\s+(?:over\s+|under\s+)?(\d{1,3})\b(?!\s*[-–]"
    r"|\s+to\b)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        span: the words.
        number: in ``unit``.
        unit: what is counted or measured.
        kind: money, percent, time, measure, times, count, ordinal or inherited (from the figure before).
    """

    span: Span
    number: float
    unit: str
    kind: str


def quantities(
    text: str, area: Span, blocked: Sequence[Span], before: Quantity | None = None
) -> list[Quantity]:
    """Return the figures in ``area``, in order.

    Args:
        text: of the whole document.
        area: a sentence.
        blocked: dates and names, in which no number is a figure.
        before: the figure before, whose unit a bare number takes on.
    """
    special = list(_special(text, area))
    masks = [*blocked, *(q.span for q in special), *_masks(text, area)]
    covered = bytearray(max(0, area.end - area.start))
    for mask in masks:
        start, end = max(mask.start, area.start) - area.start, min(mask.end, area.end) - area.start
        covered[start:end] = b"\1" * max(0, end - start)
    found: list[Quantity] = []
    for match in _NUMERAL.finditer(text, area.start, area.end):
        if any(covered[match.start() - area.start : match.end() - area.start]):
            continue
        quantity = _quantity(text, area, match, before)
        if quantity is not None:
            found.append(quantity)
            before = quantity if carries_on(before, quantity.kind) else before
    return sorted(
        [*found, *(q for q in special if not any(b.contains(q.span) for b in blocked))], key=lambda q: q.span
    )


def carries_on(before: Quantity | None, kind: str) -> bool:
    """Return whether a bare number behind a figure takes on its unit, not that of the one ``before`` it.

    "Ten million euros over three years, and they five million": money, not years.
    """
    return kind != "time" or before is None or before.kind != "money"


def _masks(text: str, area: Span) -> Iterator[Span]:
    number = _LIST_NUMBER.match(text, area.start, area.end)
    if number:
        yield Span(*number.span())
    for mask in _MASKS.finditer(text, area.start, area.end):
        yield Span(*mask.span())


def _special(text: str, area: Span) -> Iterator[Quantity]:
    """Yield what no cardinal says: "twofold", "80th anniversary", "under the age of 25", "1000 to 1000"."""
    for m in _TIMES.finditer(text, area.start, area.end):
        value = numeral(m[3]) if m[3] else _TIMES_OF[(m[1] or m[2]).lower()]
        if value is not None:
            yield Quantity(Span(*m.span()), value, "times", "times")
    for m in _ORDINAL.finditer(text, area.start, area.end):
        value = float(m[1]) if m[1] else float(_ORDINALS.index(m[2].lower()) + 1)
        yield Quantity(Span(*m.span()), value, (m[3] or m[4] or "").strip().lower() or "time", "ordinal")
    for m in _AGE.finditer(text, area.start, area.end):
        yield Quantity(Span(*m.span()), float(m[1]), "years of age", "time")
    exchanged = _EXCHANGED.search(text, area.start, area.end)
    for m in _EXCHANGE.finditer(text, area.start, area.end) if exchanged else ():
        unit = {"bodies": "bodies"}.get(exchanged[1], exchanged[1].rstrip("s") + "s") if exchanged else ""
        yield Quantity(Span(*m.span()), numeral(m[1]) or 0.0, unit, "count")


def _quantity(text: str, area: Span, match: re.Match[str], last: Quantity | None) -> Quantity | None:
    value = numeral(match.group()) if len(match.group()) <= LONGEST else None
    if value is None or _glued(text, match):
        return None
    start, end = match.span()
    money = unit_before(text, start, area.start)
    if money is not None:
        return Quantity(Span(money[1], end), value * _scale(text, match, area), money[0], "money")
    after = unit_after(text, end, area.end)
    if after is None:
        return _ranged(text, area, match, value) or _bare(text, area, match, value, last)
    if not _stands(text, area, match, value, after):
        return None
    if after.kind == "them":
        after = Counted(last.unit if last and last.kind == "count" else after.unit, "count", after.end)
    return Quantity(_whole(text, area, Span(start, after.end)), value, after.unit, after.kind)


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether the number is a part of a longer word: "152mm", "2G", "Il-76"."""
    after = text[match.end() : match.end() + 1]
    return after.isalnum() or text[max(0, match.start() - 1) : match.start()] in (
        "#",
        "№",
        "/",
        "_",
        "+",
        "=",
    )


def _whole(text: str, area: Span, span: Span) -> Span:
    """The figure together with "about", "more than" before it."""
    approx = _BEFORE.search(text[max(area.start, span.start - NEAR) : span.start])
    return Span(span.start - len(approx.group()), span.end) if approx else span


def _scale(text: str, match: re.Match[str], area: Span) -> float:
    """Return 1e9 for the 2 in "$2-3 billion", else 1."""
    second = _RANGE.match(text, match.end(), area.end)
    if second is None or re.search(r"[a-z]", match.group(), re.I):
        return 1.0
    word = re.search(r"[a-z]+\.?$", second[1], re.I)
    return (numeral(f"1 {word.group()}") or 1.0) if word and re.match(r"\d", second[1]) else 1.0


def _stands(text: str, area: Span, match: re.Match[str], value: float, after: Counted) -> bool:
    """Whether a number with a unit is a figure and no turn of phrase or part of a name."""
    words, before = match.group(), text[max(area.start, match.start() - NEAR) : match.start()]
    if words.lower() == "one":
        return after.kind == "percent"
    if words[0].isupper() and before.strip(" \t\r\n") and not re.search(r"[.:?!\"“«(—–*-]\s*$", before):
        return False  # "the Big Three companies"
    if _YEAR.fullmatch(words) and after.kind == "count" and not _BEFORE.search(before):
        return after.head in ("people", "troops", "soldiers", "men", "women", "children")
    few = after.kind == "count" and value <= FEW and after.head in uncounted()
    return not few or before.lower().endswith("at least ")


def _ranged(text: str, area: Span, match: re.Match[str], value: float) -> Quantity | None:
    """Read the 25 in "25 to 30 people", "between 25 and 30 people": it counts what the other one counts."""
    between = re.search(r"\bbetween\s+$", text[max(area.start, match.start() - NEAR) : match.start()], re.I)
    second = (_AND_RANGE if between else _RANGE).match(text, match.end(), area.end)
    after = unit_after(text, second.end(), area.end) if second else None
    if second is None or after is None or after.kind == "them":
        return None
    return Quantity(Span(*match.span()), value * _scale(text, match, area), after.unit, after.kind)


def _bare(
    text: str, area: Span, match: re.Match[str], value: float, last: Quantity | None
) -> Quantity | None:
    """Read a number without a unit of its own: victims, or the unit of the figure before goes on."""
    lead = text[max(area.start, match.start() - NEAR) : match.start()]
    span = _whole(text, area, Span(*match.span()))
    scaled = _SCALED.search(match.group()) is not None
    if last is not None and last.kind == "money" and scaled and _joined(text, last.span, span):
        return Quantity(span, value, last.unit, "money")
    if match.group().lower() == "one" or _BARE_END.match(text, match.end(), area.end) is None:
        return None
    unit, kind = _implied(lead, last, scaled=scaled)
    return Quantity(span, value, unit, kind) if unit else None


def _implied(lead: str, last: Quantity | None, *, scaled: bool) -> tuple[str, str]:
    """Return unit and kind that the words before a bare number imply, or empty strings."""
    if _VICTIMS.search(lead) or (scaled and re.search(r"\bpopulation\b", lead)):
        return "people", "count"
    if last is not None and last.kind == "money" and scaled:
        return last.unit, "money"
    if (
        last is not None
        and last.kind in ("count", "measure", "inherited", *(() if scaled else ("time",)))
        and _BARE_LEAD.search(lead)
    ):
        return last.unit, "inherited"
    return "", ""


def _joined(text: str, first: Span, second: Span) -> bool:
    """Whether two numbers make a range: "$2-3 billion"."""
    return re.fullmatch(r"\s*(?:[-–—‑]|to|or|and)\s*", text[first.end : second.start]) is not None
