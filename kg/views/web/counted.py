"""What a claimed number counts, read off the words around it: the head noun, or the words that tell.

Rather none than a wrong one: who compares numbers of different things is misled.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from kg.resources import data

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]|\d[\d.,]*")
_ENDS = re.compile(r"(?:[’']s?|ies|ing|ed|es|s|y|e)$")
_SHORTEST = 3
"""Letters that are left of a word at least: "arms" and "arming" are one, "gas" stays "gas"."""
_LEAST = 3
"""Letters of a word that tells something."""
_DATES = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar "
        "apr jun jul aug sep sept oct nov "
        "dec monday tuesday wednesday thursday friday saturday sunday spring "
        "summer autumn winter quarter week weeks day days month months year years decade decades century "
        "today yesterday tomorrow morning evening night weekend annual annually monthly daily hour hours "
        "minute minutes"
    ).split()
)
_EACH = frozenset({"annual", "monthly", "daily"})
_NUMBERS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens "
        "hundred hundreds thousand thousands million millions billion billions trillion half third quarter "
        "double twice both first second last next former "
        "latter another other others many much more most less "
        "least few fewer several some any all each every no"
    ).split()
)
_ABOUT = frozenset(
    (
        "about above across ago almost already also approximately around below between early end even "
        "exceeding far further just late nearly near now only over roughly some still than then there up "
        "upwards down under within well at by to from of as much little exactly a an the total overall"
    ).split()
)
"""What may stand between a verb and its number: "rose by about 5 percent"."""
_CHANGE = frozenset(
    (
        "rose rise rises risen rising fell fall falls fallen falling grew grow grows grown growing growth "
        "increase increased increases increasing decrease decreased decreases decline declined declines drop "
        "dropped drops climbed jumped jump shrank shrunk dipped slid reduction reduced cut doubled tripled "
        "surged surge soared plunged slumped expanded contracted improved worsened slowed hike"
    ).split()
)
_LEVEL = frozenset(
    (
        "is are was were be been stands stood reach reaches reached amount amounts amounted total totals "
        "totalled totaled exceed exceeds exceeded cost costs equals equalled makes made remains remained hit "
        "averaged worth estimated comprised constitutes constituted"
    ).split()
)
_VAGUE = frozenset(
    (
        "volume volumes number numbers amount amounts sum sums total value figure figures level levels rest "
        "part size point points case cases time times place places thing things people period mark"
    ).split()
)
"""Heads that leave it to what follows "of" what is counted."""
_OF_WHAT = frozenset(
    "share price prices cost costs rate rates tariff tariffs tax taxes supply supplies".split()
)
"""Heads that are comparable only together with what follows them: the price of gas, the price of bread."""
_BASES = frozenset({"gdp", "income", "revenue", "revenues", "budget", "total", "cases"})
"""What percents are of without being that: "the debt is 60 % of GDP"."""
_SAYS = frozenset(
    (
        "said says say told tell tells according added noted reported believe believes believed estimate "
        "estimates experts expert sources source group groups promised expected spoke speak local data"
    ).split()
)
_SMALL = frozenset(
    (
        "his her its our your their them they these those this that who whose which what where when while "
        "been being does did has had have having the and but "
        "for not nor how why can may might must shall was "
        "were are you him she such same since until very "
        "via per with will would could should into onto under "
        "upon than"
    ).split()
)


def stem(word: str) -> str:
    """Return what the forms of a word have in common."""
    cut = _ENDS.sub("", word)
    return cut if len(cut) >= _SHORTEST else word


def _one(noun: str) -> str:
    """Return the singular of a noun, as far as its last letters tell."""
    if noun.endswith("ies") and len(noun) > _SHORTEST + 1:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    plural = len(noun) > _SHORTEST and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return noun[:-1] if plural else noun


def noun(words: str, what: str, names: Collection[str]) -> str | None:
    """Return what is measured, in lower case, or None where the words do not tell it plainly.

    Args:
        words: of the number with its unit, as they stand in ``what``.
        what: the clause around them.
        names: words of names, in lower case, which do not tell what is counted.

    >>> noun("5 percent", "prices for gas rose by 5 percent in May", ())
    'price of gas (change)'
    >>> noun("$3 million", "they spent $3 million on boats", ())
    'boat'
    """
    before, found, after = what.partition(words)
    if not found:
        return None
    left, right = _tokens(before), _tokens(after)
    return _behind(right, names) or _subject(left, names)


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _WORD.findall(text)]


def _behind(right: Sequence[str], names: Collection[str]) -> str | None:
    """Return the head of "5 % of the NOUN", "$5 for NOUN", "a 5 % NOUN"."""
    if right[:1] and right[0] in {"of", "for", "on", "in"}:
        return _phrase(right[1:], names) if right[0] != "in" else None
    run = list(_run(right))
    if not run:
        return None
    if run[-1] in _CHANGE:
        rest = right[len(run) :]
        object_ = _phrase(rest[1:], names) if rest[:1] and rest[0] in {"in", "of"} else None
        return object_ and f"{object_} (change)"
    return _named(run[-1], right[len(run) :], names)


def _subject(left: Sequence[str], names: Collection[str]) -> str | None:
    """Return the head of "NOUN … rose to", "NOUN of 5 %"."""
    cut = len(left)
    while cut and (left[cut - 1] in _ABOUT or left[cut - 1].endswith("ly") or not left[cut - 1][0].isalpha()):
        cut -= 1
    link, to = left[cut - 1] if cut else "", set(left[cut:])
    if link in _CHANGE | _LEVEL:
        start = _clause(left[: cut - 1])
        found = _phrase(left[start : cut - 1], names)
        return f"{found} (change)" if found and link in _CHANGE and not to & {"to", "at"} else found
    if "of" in to and link not in _verbs():
        return _named(link, (), names) if _tells(link, names) else None
    return None


def _clause(tokens: Sequence[str]) -> int:
    """Return where the last clause begins."""
    starts = (
        n + 1 for n, token in enumerate(tokens) if token in {"that", "and", "but", "while", "as", "when"}
    )
    return max((n for n in starts if n < len(tokens)), default=0)


def _phrase(tokens: Sequence[str], names: Collection[str]) -> str | None:
    """Return the head of the noun phrase that begins there."""
    skipped = 0
    while skipped < len(tokens) and (tokens[skipped] in _ARTICLES or _bare(tokens[skipped]) in names):
        skipped += 1
    run = list(_run(tokens[skipped:]))
    return _named(run[-1], tokens[skipped + len(run) :], names) if run else None


_ARTICLES = frozenset("the a an this that these those its their our his her all such".split())


def _bare(token: str) -> str:
    return re.sub(r"[’']s?$", "", token)


def _run(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words up to where a noun phrase ends."""
    for number, word in enumerate(tokens):
        ends = word in _closed() | _LEVEL | (_DATES - _EACH) or word in _verbs() - _CHANGE
        if ends or not word[0].isalpha() or (word in _CHANGE and number and tokens[0] not in _CHANGE):
            return
        yield word


def _named(head: str, rest: Sequence[str], names: Collection[str]) -> str | None:
    """Return the head with what it is of, where it says little alone."""
    if head in _BASES:
        return None
    if head not in _VAGUE | _OF_WHAT:
        return _one(head) if _tells(head, names) else None
    of = rest[:1] and rest[0] in {"of", "for", "on", "in"}
    what = _phrase(rest[1:], names) if of else None
    return what and (what if head in _VAGUE else f"{_one(head)} of {what}")


def _tells(word: str, names: Collection[str]) -> bool:
    idle = _DATES | _NUMBERS | _ABOUT | _CHANGE | _SMALL | _SAYS | _closed()
    whole = len(word) >= _LEAST and word.isascii() | word.isalpha() and word[0].isalpha()
    return whole and not (word in idle or word in names or _bare(word) in names or word.endswith("ly"))


def telling(unit: str, what: str, names: Collection[str]) -> Mapping[str, str]:
    """Return the words that tell what befell the counted, verbs too, by stem in reading order."""
    own = {stem(word) for word in _tokens(unit)}
    found: dict[str, str] = {}
    for word in _tokens(what):
        if _tells(word, names) and word not in _LEVEL | _VAGUE and stem(word) not in own:
            found.setdefault(stem(word), word)
    return found


@cache
def measures() -> Mapping[str, str]:
    """Return the units that measure whatever there is (currencies, percent, tons), with their kinds."""
    text = (data("ontology") / "lexicons" / "units.csv").read_text(encoding="utf-8")
    return {row["unit"].casefold(): row["kind"] for row in csv.DictReader(text.splitlines())}


@cache
def _verbs() -> frozenset[str]:
    return _lines("verbs.txt")


@cache
def _closed() -> frozenset[str]:
    return _lines("closed_words.txt") | {"of"}


def _lines(name: str) -> frozenset[str]:
    text = (data("ontology") / "lexicons" / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
