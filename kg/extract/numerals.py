"""Cardinal numbers as people write them: digits, words, and both together."""

import re

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "mln": 1e6, "mn": 1e6, "bln": 1e9, "bn": 1e9, "trln": 1e12, "trn": 1e12, "tn": 1e12, "k": 1e3, "m": 1e6,
}  # fmt: skip
_VALUES = {word: float(n) for n, word in enumerate(ONES)}
_VALUES |= {word: 10.0 * n for n, word in enumerate(TENS, 2)} | {"a": 1.0, "an": 1.0}

_GROUPED = (
    r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?![\d,])(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d{1,3}\.000(?!\d)"
)
_DIGITS = rf"(?<![\w.,])(?:{_GROUPED}|\d+(?:[.,]\d+)?)"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|mln|mn|bln|bn|trln|trn|tn)\b\.?"
_CARDINAL = rf"\b(?:(?:{'|'.join(TENS)})(?:[-‑ ](?:{'|'.join(ONES[1:10])})\b)?|(?:{'|'.join(ONES[1:])}))\b"
_SCALED = rf"(?:[\s‑-]+{_SCALE}(?:\s+(?:and\s+)?{_CARDINAL}(?!\s+of\b))?)"
NUMERAL = (
    rf"(?:\bhalf\s+an?\s+{_SCALE}|(?:\ban?\s+{_SCALE}{_SCALED}?"
    rf"|(?:{_DIGITS}(?:(?:k|m|mn|bn|tn)\b)?|{_CARDINAL}(?:\s+and\s+a\s+half\b)?){_SCALED}{{0,4}})"
    r"(?:\s+and\s+a\s+half\b)?)"
)
"""Source of a pattern; match it without regard to case."""
_PART = re.compile(r"and\s+a\s+half|half|[\d.,\u00a0\u202f']*\d(?:[ ]\d{3}\b)*|[a-z]+", re.IGNORECASE)
_WHOLE = re.compile(NUMERAL, re.IGNORECASE)


def numeral(words: str) -> float | None:
    """Return the value of a cardinal number, or None when the words are none.

    >>> numeral("2.3 thousand"), numeral("12 000"), numeral("half a billion")
    (2300.0, 12000.0, 500000000.0)
    """
    if _WHOLE.fullmatch(words) is None:
        return None
    total, group = 0.0, 0.0
    for part in _PART.findall(words.lower()):
        if part[-1].isdigit():
            group += _digits(part)
        elif part in SCALES and SCALES[part] >= SCALES["thousand"]:
            total, group = total + (group or 1.0) * SCALES[part], 0.0
        elif part in SCALES:
            group = (group or 1.0) * SCALES[part]
        elif part.endswith("half"):
            total, group = _halved(total, group, part)
        elif part in _VALUES:
            group += _VALUES[part] if group == 0 or part not in ("a", "an") else 0.0
    return round(total + group, 6)


def _halved(total: float, group: float, part: str) -> tuple[float, float]:
    """Add a half: of one ("two and a half") or of the scale before ("a million and a half")."""
    if part == "half":
        return total, 0.5
    if group:
        return total, group + 0.5
    return total + 0.5 * next((s for s in sorted(SCALES.values(), reverse=True) if s <= total), 1.0), 0.0


def _digits(part: str) -> float:
    """Read digits: groups of three behind a comma, space or (twice, or zeros) a full stop are thousands."""
    part = re.sub(r"[\s\u00a0\u202f']", "", part)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", part):
        return float(part.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.000", part):
        return float(part.replace(".", ""))
    return float(part.replace(",", "."))
