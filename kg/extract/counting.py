"""What a number is a number of: the words behind it (or the sign before it)."""

import re
from dataclasses import dataclass

from kg.extract.numerals import NUMERAL
from kg.nlp.lexicon import closed_words, counted, not_plural, units

MODIFIERS = 4
"""Words that may stand between a number and the noun that it counts."""
_WORD = re.compile(
    r"[\s\u00a0]+([a-z]+[-‑]\s(?:and|or|to)\s[a-z-]+"
    r"|(?:[A-Z]\.){1,3}|[A-Z][A-Za-z]*[-‑]?\d+\w*|[^\W\d_]+(?:[-‑.’'][^\W\d_]+)*)"
)
_OPENING = re.compile(
    r"(?:\s+(?:more|other|others|additional|further|extra|new|such))?"
    r"(?:\s+of\s+(?:all\s+)?(?:the|our|their|its|his|her|my|your|these|those)\b)?", re.I
)  # fmt: skip
_LONG = re.compile(r"[-‑](?:long|wide|deep|high|range|thick)$")
_OF_THEM = re.compile(r"\s+(?:more\s+)?of\s+(?:them|us|you|whom|which|these|those)\b(?!\s+\w+s\b)", re.I)
_OF = re.compile(r"\s+of\s+(?:(?:the|our|their|its|his|her|my|your|these|those)\s+)?", re.I)
_RATE = re.compile(
    r"\s+(?:per\s+[a-z]+(?:\s+(?:kilometer|metre|meter)s?)?|a\s+(?:day|week|month|year)"
    r"|in\s+prison)\b",
    re.I,
)
_INNER = re.compile(rf"\s+{NUMERAL}", re.I)
_HYPHEN = re.compile(r"[-‑]([a-z]{3,})(?:[-‑]([a-z]+))?\b")
_NOT_HYPHEN = re.compile(
    r"sided|way|faced|time|state|dimensional|party|headed|pronged|tier|fold|ever|old|speed|tone|star|thirds"
)
_PLURAL_NOT = re.compile(r"(?:ss|us|is|ous|['’]s|ics)$")


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit, its kind (``count`` for things), and where its words end."""

    unit: str
    kind: str
    end: int
    head: str = ""


def plural(word: str) -> bool:
    """Return whether a word looks like a plural noun.

    >>> plural("soldiers"), plural("people"), plural("famous")
    (True, True, False)
    """
    low = word.lower()
    if low in counted():
        return True
    return (
        len(low) > len("its")
        and low.endswith("s")
        and not _PLURAL_NOT.search(low)
        and low not in not_plural()
    )


def unit_before(text: str, start: int, floor: int) -> tuple[str, int] | None:
    """Return the currency whose sign or code stands right before a number, and where it begins."""
    found = re.search(
        r"(?:\b[A-Za-z]{1,3}(?=\$)|\b)?(?:[^\w\s.,;:()\"'“”*/-]|\b[A-Z]{3}\b)[\s\u00a0]?$",
        text[max(floor, start - 6) : start],
    )
    if found is None:
        return None
    sign = found.group().strip().lower()
    known = units().get(sign) or units().get(sign[-1:])
    return (known.name, start - len(found.group())) if known and known.kind == "money" else None


def unit_after(text: str, at: int, end: int) -> Counted | None:
    """Return what the words from ``at`` on say that a number counts, or None when they say nothing."""
    return _hyphened(text, at, end) or _measured(text, at, end) or _things(text, at, end)


def _hyphened(text: str, at: int, end: int) -> Counted | None:
    """Read "12-step", "two-hour"."""
    found = _HYPHEN.match(text, at, end)
    if found is None or _NOT_HYPHEN.fullmatch(found[1]) or found[2] == "old":
        return None
    known = units().get(found[1])
    if known:
        return Counted(known.name, known.kind, found.end())
    if found[1] == "strong":  # "a 5,000-strong army"
        return Counted("people", "count", found.end(), "people")
    return Counted(found[1] if plural(found[1]) else found[1] + "s", "count", found.end(), found[1])


def _measured(text: str, at: int, end: int) -> Counted | None:
    """Read a unit of the lexicon, of up to three words, the longest first."""
    sign = re.compile(r"\s?(%)").match(text, at, end)
    if sign:
        return Counted("percent", "percent", sign.end())
    stops = [m.end() for m in re.compile(r"[\s\u00a0]*[-\w.]+").finditer(text, at, min(end, at + 40))][:3]
    for stop in reversed(stops):
        words = _LONG.sub("", re.sub(r"\s+", " ", text[at:stop].strip().lower()))
        known = units().get(words) or units().get(words.rstrip("."))
        if known and text[at:stop].strip()[:1].isupper() <= (known.kind == "money"):
            return _extended(text, Counted(known.name, known.kind, at + len(text[at:stop].rstrip("."))), end)
    return None


def _things(text: str, at: int, end: int) -> Counted | None:
    """Read the noun phrase behind a number up to its plural noun."""
    them = _OF_THEM.match(text, at, end)
    if them:
        return Counted("of them", "them", them.end())
    opening = _OPENING.match(text, at, end)
    start = position = opening.end() if opening else at
    inner = _INNER.match(text, position, end) if position > at else None  # "1,150 of the 1,300 questions"
    if inner:
        start = position = inner.end()
    for _ in range(MODIFIERS + 1):
        word = _WORD.match(text, position, end)
        if word is None or word[1].lower() in closed_words():
            return None
        position = word.end()
        if plural(word[1]):
            if word[1][0].isupper() and word[1].lower() in units():
                return None  # "60 Minutes"
            return _extended(
                text, _run(text, Counted(text[start:position], "count", position, word[1]), start, end), end
            )
    return None


def _run(text: str, found: Counted, start: int, end: int) -> Counted:
    """Go on through plural nouns in a row: "customs officers"."""
    word = _WORD.match(text, found.end, end)
    last = found
    while (
        word
        and plural(word[1])
        and word[1].lower() not in closed_words() | {"killed", "wounded", "injured", "missing", "dead"}
    ):
        last = Counted(text[start : word.end()], "count", word.end(), word[1])
        word = _WORD.match(text, word.end(), end)
    return Counted(re.sub(r"\s+", " ", last.unit).strip(), "count", last.end, last.head.lower())


def _extended(text: str, found: Counted, end: int) -> Counted:
    """Add "of talks", "per month", "in prison"."""
    unit, position = found.unit, found.end
    of = _OF.match(text, position, end) if found.kind in ("count", "measure") else None
    noun = of and re.compile(r"(?:[a-z]+\s+){0,2}?([a-z]+)\b").match(text, of.end(), end)
    words = noun.group().split() if noun else []
    if noun and not set(words) & closed_words() and (plural(noun[1]) or len(words) == 1):
        unit, position = f"{unit} of {' '.join(words)}", noun.end()
    elif noun and (longer := _first_plural(text, noun.start(), end)):
        unit, position = f"{unit} of {text[noun.start() : longer]}", longer
    rate = _RATE.match(text, position, end) if found.kind != "percent" else None
    if rate:
        unit, position = f"{unit} {' '.join(rate.group().split())}", rate.end()
    return Counted(unit, found.kind, position, found.head)


def _first_plural(text: str, at: int, end: int) -> int | None:
    for word in re.compile(r"[a-z]+\b").finditer(text, at, min(end, at + 40)):
        if word.group() in closed_words():
            return None
        if plural(word.group()):
            return word.end()
    return None
