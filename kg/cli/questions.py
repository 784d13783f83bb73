"""Plain English questions → the command that answers them. A small grammar, tried from top to bottom."""

import re
from collections.abc import Callable

from kg.cli.dates import take_dates

Argv = tuple[str, ...]

EXAMPLES = (
    "who said what about Armenia?",
    "what did Galuzin say about the EAEU since 2025?",
    "what was said about Moldova by Galuzin?",
    "what did Ushakov say according to Galuzin?",
    "who warned about Moldova?",
    "when did Armenia meet Azerbaijan?",
    "how many soldiers are in Transnistria?",
    "figures about trade with Armenia",
    "how are Armenia and the EAEU connected?",
    "who is Galuzin?",
)

_SAY = (
    r"(?:said|says?|saying|stat(?:ed?|es)|told|tells?|talk(?:ed|s)?|speaks?|spoke|spoken|comment(?:ed|s)?|claim(?:ed|s)?"
    r"|think(?:s|ing)?|thought|believe[sd]?|wr[io]te(?:s|n)?|remark(?:ed|s)?|declare[sd]?|announce[sd]?|add(?:ed|s)?)"
)
_ACTS = {
    "deny": r"den(?:y|ies|ied)",
    "confirm": r"confirm(?:s|ed)?",
    "accuse": r"accuse[sd]?",
    "demand": r"demand(?:s|ed)?",
    "propose": r"propose[sd]?",
    "promise": r"promise[sd]?",
    "warn": r"warn(?:s|ed)?",
    "praise": r"praise[sd]?",
}
_ACT = rf"(?P<act>{'|'.join(_ACTS.values())})"
_ABOUT = r"(?:about|on|of|regarding|concerning|as to|with regard to|when it comes to)"
_AUX = r"(?:did|does|do|has|have|had|is|are|was|were|will|can|could|would)"
_THING = r"(?:what|something|anything|things?|which things)"
_ANYONE = re.compile(
    r"(?:people|anyone|anybody|everyone|everybody|they|others|the (?:press|media|documents))", re.I
)
_QUOTES = r"(?:quotes?|quotations?|statements?|claims?|remarks?|comments?|words|opinions?|views?)"
_NUMBERS = r"(?:figures?|numbers?|statistics|data)"
_WHICH = r"(?:(?:what |which )?(?:are )?(?:the )?)"
_HAVE = r"(?:have|had|get|got|give|send|sent|spend|spent|supply|buy|need)"
_SHOWN = r"(?:(?:what (?:is|are|was|were) )?(?:the |all )?)"
_WHAT = r"(?:(?:and )?what (?:else )?)"
_MEET = r"(?:met|meets?|see|saw|talks?|talked|speaks?|spoke|calls?|called|visit(?:s|ed)?|negotiate[sd]?)"
_WITH = r"(?:with|to|by)"
_TIES = r"(?:connected|related|linked|tied|associated|connections?|relations?(?:hip)?|links?|ties)"


def _who_said(x: str | None = None, y: str | None = None) -> Argv:
    by = () if y is None or _ANYONE.fullmatch(y) else ("--by", y)
    return ("who-said", *(("--about", x) if x else ()), *by)


def _did(x: str | None = None, y: str | None = None, act: str = "") -> Argv:
    done = next(name for name, forms in _ACTS.items() if re.fullmatch(forms, act, re.I))
    return (*_who_said(x, y), "--act", done)


def _timeline(x: str | None = None, y: str | None = None) -> Argv:
    return ("timeline", *(("--about", x) if x else ()), *(("--with", y) if y else ()))


def _figures(x: str | None = None, y: str | None = None) -> Argv:
    return ("figures", *(("--about", x) if x else ()), *(("--of", y) if y else ()))


def _path(x: str | None = None, y: str | None = None) -> Argv:
    return ("path", x or "", y or "")


def _show(x: str | None = None, y: str | None = None) -> Argv:
    del y
    return ("show", x or "")


def _rank(x: str | None = None, y: str | None = None) -> Argv:
    del x, y
    return ("rank",)


# x: what it is about; y: the other one (the speaker, the counterpart, what is counted).
_GRAMMAR: tuple[tuple[str, Callable[..., Argv]], ...] = (
    (r"who(?: \w+)? (?:matters|counts|is talked about|is mentioned|is (?:the )?most \w+).*", _rank),
    (r"(?:who|which actors) (?:is|are) (?:the )?(?:most|main|key|central|biggest|top)\b.*", _rank),
    (rf"how (?:is|are|was|were) (?P<x>.+?) {_TIES} (?:to|with) (?P<y>.+)", _path),
    (rf"how (?:is|are|was|were) (?P<x>.+?) and (?P<y>.+?) {_TIES}", _path),
    (r"what (?:connects|links|ties|relates) (?P<x>.+?) (?:and|to|with) (?P<y>.+)", _path),
    (rf"(?:what (?:is|are) )?(?:the )?{_TIES} (?:between|of) (?P<x>.+?) (?:and|to|with) (?P<y>.+)", _path),
    (r"(?:the )?(?:shortest )?path (?:from|between) (?P<x>.+?) (?:to|and) (?P<y>.+)", _path),
    (rf"when {_AUX} (?P<x>.+?) and (?P<y>.+?) {_MEET}(?: each other| one another)?", _timeline),
    (rf"when {_AUX} (?P<x>.+?) {_MEET}(?: {_WITH})? (?P<y>.+)", _timeline),
    (rf"who {_MEET}(?: with)? (?!about\b|on\b)(?P<x>.+)", _timeline),
    (rf"(?:when|how often) {_AUX} (?P<x>.+?) {_MEET}", _timeline),
    (r"what (?:has )?(?:happened|happens|took place|is happening|was happening)"
     r"(?: (?:in|to|with|around|at|between) (?P<x>.+?)(?: and (?P<y>.+))?)?", _timeline),
    (r"(?:the )?(?:timeline|chronology|history|events?) (?:of|about|around|for|in) (?P<x>.+)", _timeline),
    (rf"how (?:many|much) (?:figures|numbers) {_AUX} (?:there )?{_ABOUT} (?P<x>.+)", _figures),
    (rf"{_WHICH}{_NUMBERS}(?: {_AUX}(?: there| given)?)? (?:{_ABOUT}|for|from) (?P<x>.+)", _figures),
    (rf"how (?:many|much) (?P<y>.+?) {_AUX} (?:there )?(?:in|at|from|to|between|of|for) (?P<x>.+)", _figures),
    (rf"how (?:many|much) (?P<y>.+?) {_AUX} (?P<x>.+?) {_HAVE}(?: .+)?", _figures),
    (rf"how (?:many|much) (?P<y>.+?)(?: {_AUX} there)?", _figures),
    (rf"who(?: has| have)? {_ACT} (?:{_THING} )?(?:(?:{_ABOUT}|against) )?(?P<x>.+)", _did),
    (rf"{_WHAT}{_AUX} (?P<y>.+?) {_ACT}(?: {_ABOUT} (?P<x>.+))?", _did),
    (rf"{_WHAT}{_AUX} (?:been )?{_ACT} by (?P<y>.+?)(?: {_ABOUT} (?P<x>.+))?", _did),
    (rf"who {_AUX} {_SAY} (?:{_THING} )?{_ABOUT} (?P<x>.+)", _who_said),
    (rf"who(?: (?:else|all))? {_SAY} (?:{_THING} )?{_ABOUT} (?P<x>.+)", _who_said),
    (r"who(?: (?:else|all))? (?:mention(?:s|ed)|discuss(?:es|ed)|refer(?:s|red) to) (?P<x>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?:been )?{_SAY} by (?P<y>.+?) {_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?:been )?{_SAY} {_ABOUT} (?P<x>.+?) by (?P<y>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?:been )?{_SAY} {_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?:been )?{_SAY} by (?P<y>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?P<y>.+?) (?:(?:have|has|had) )?(?:to )?{_SAY} {_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_WHAT}{_AUX} (?P<y>.+?) (?:(?:have|has|had) )?(?:to )?{_SAY}", _who_said),
    (rf"what (?P<y>.+?) (?:had to |has to )?{_SAY} {_ABOUT} (?P<x>.+)", _who_said),
    (rf"what (?P<y>.+?) (?:had to |has to )?{_SAY}", _who_said),
    (rf"{_AUX} (?P<y>.+?) {_SAY} (?:{_THING} )?{_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_AUX} (?P<y>.+?) (?:mention|mentioned|discuss|discussed) (?P<x>.+)", _who_said),
    (rf"{_SHOWN}(?P<y>[^\s].*?)(?:'s|s') {_QUOTES} {_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_SHOWN}{_QUOTES} (?:by|of|from) (?P<y>.+?) {_ABOUT} (?P<x>.+)", _who_said),
    (rf"{_SHOWN}{_QUOTES} {_ABOUT} (?P<x>.+?) (?:by|from) (?P<y>.+)", _who_said),
    (rf"{_SHOWN}{_QUOTES} (?:by|from) (?P<y>.+)", _who_said),
    (rf"{_SHOWN}{_QUOTES} {_ABOUT} (?P<x>.+)", _who_said),
    (r"(?:who|what) (?:is|are|was|were) (?P<x>.+)", _show),
    (r"(?:tell me|show me|what do you know|what is known|information) about (?P<x>.+)", _show),
)  # fmt: skip

_RULES = tuple((re.compile(pattern, re.I), build) for pattern, build in _GRAMMAR)
_POLITE = re.compile(
    r"^(?:please|hi|hello|hey|so|ok|and)\b[, ]*|^(?:can|could|would) you (?:please )?"
    r"|^(?:tell|show|give) me (?!about\b)(?:please )?"
    r"|^(?:i (?:want|would like|'d like|need) to know|do you know|list)\b[, ]*",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|an?) +", re.I)


def understand(question: str) -> Argv | None:
    """Return the command line that answers ``question``, or None where the grammar ends.

    >>> understand("Who said what about the EAEU?")
    ('who-said', '--about', 'EAEU')
    >>> understand("what did Ovel Nemyr promise, according to Tessa Orun?")
    ('who-said', '--by', 'Ovel Nemyr', '--act', 'promise', '--via', 'Tessa Orun')
    >>> understand("what did Ovel Nemyr say about Kestria before 2025?")
    ('who-said', '--about', 'Kestria', '--by', 'Ovel Nemyr', '--until', '2024')
    """
    if len(question) > _LONGEST:
        return None
    text, when = take_dates(_tidy(question))
    text, via = _take_relay(text)
    for rule, build in _RULES:
        found = rule.fullmatch(text)
        if found:
            command = build(**{key: _name(value) for key, value in found.groupdict().items() if value})
            if via and command[0] != "who-said":
                return None
            return command if "" in command or command[0] not in _DATED else (*command, *via, *when)
    return None


def _take_relay(text: str) -> tuple[str, Argv]:
    """Return the question without its closing "according to Y", and the option that this stands for."""
    found = _RELAY.search(text)
    return (text[: found.start()], ("--via", _name(found["via"]))) if found else (text, ())


_RELAY = re.compile(
    r",? (?:according to|as (?:told|reported|relayed|quoted) by|via) (?P<via>[^\s,].*)$", re.IGNORECASE
)
_LONGEST = 500  # characters; what is longer is no question, and backtracking costs the square of it
_DATED = frozenset({"who-said", "timeline"})


def _tidy(question: str) -> str:
    text = re.sub(r"[“”„«»\"]", "", question.replace("’", "'"))
    text = re.sub(r"\s+", " ", text).strip(" ?!.…")
    previous = None
    while previous != text:
        previous, text = text, _POLITE.sub("", text)
    return text


def _name(text: str) -> str:
    return _ARTICLE.sub("", text.strip(" ,'-"))
