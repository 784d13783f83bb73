"""The words that name who speaks next: ``Q:``, ``MR. SURNAME:``, ``Mara Lind (Northern Wire):``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, Block, has_verb
from kg.nlp.lexicon import given_names, is_honorific, is_office

CLOCK = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])>]?"
"""The time at which a recording has the words."""
OPENING = rf"(?:(?:>|&gt;){{2,3}}\s*)?(?:{CLOCK}\s*[-–—]?\s*)?(?:[*_]{{2,3}}|[*_](?=[^\W\d])|#{{2,6}}\s+)?"
"""What may stand before a label: the sign of a new voice in captions, the time, the mark of bold."""
BEHIND = r"(?:\s*(?:\([^()\n]{2,120}\)|\[[^\[\]\n]{2,120}\]))"
"""A bracket behind a name: office, country, outlet."""
COLON = re.compile(
    rf"{OPENING}(?P<label>[^:\n]{{1,90}}?(?:\s*{CLOCK}|{BEHIND})?)\s*[*_]{{0,3}}:[*_]{{0,3}}(?=\s|$)"
)
BREAK = re.compile(rf"{OPENING}(?P<label>[^:.\n–—]{{1,50}}?)\.?[*_]{{0,3}}\s*[–—]\s+(?=\S)")
"""A label that ends with a dash: "Q. –", "ML —"."""
STOP = re.compile(rf"{OPENING}(?P<label>Q|A|[A-Z]\.?[A-Z](?:\.?[A-Z])?)(?:\.|\b(?=[*_]))[*_]{{0,3}}(?=\s)")
"""A letter, or initials, with a full stop."""
BRACKET = re.compile(rf"{OPENING}\[(?P<label>[^\]\n:.?!]{{1,60}})\][*_]{{0,3}}:?(?=\s+\S)")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
QUESTION = re.compile(
    r"(?:the )?(?:questions?|q|questioner|interviewer|moderator|host|journalists?|reporter|correspondent"
    r"|presenter|anchor|remark|follow-up"
    r"|(?:member of the )?(?:press|media|audience)|(?:question )?from the (?:audience|floor)|participant"
    r"|audience member|(?:a )?member of the \w+|(?:a )?voices?|unidentified \w+|heckler"
    r"|unknown speaker|(?:fe)?male (?:voice|speaker))"
    r"\.?\s*(?:no\.?\s*)?\d*(?:\s*[,(–-].*|\s+(?:of|from|for|by)\s.*)?",
    re.I,
)
ANSWER = re.compile(r"(?:the )?(?:answers?|a|response|reply|respondent|interviewee)\.?\s*\d*", re.I)
INTERPRETER = re.compile(r"(?:the |voice of (?:the )?)?(?:interpreter|translator|translation)", re.I)
ASKS = re.compile(r"\b(?:moderator|host|interviewer|presenter|anchor|journalist|correspondent)\b", re.I)
"""Behind a name or before it: this one asks."""
RECORD = re.compile(
    r"(?P<label>(?:The |(?:Mr|Mrs|Ms|Dr|Sen|Rep|Hon|Gen)\. "
    r"|(?:Senator|Representative|Chairman|Ambassador|Minister|General|President|Secretary) )?"
    r"[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+)*(?: of [A-Z]\w+)?)\.(?=\s)"
)
"""The label of parliamentary records: "The CHAIRMAN.", "Ms. ARAUJO."."""
MUTE = re.compile(r"[\s:.*_]*(?:\([^()]{2,80}\)|\[[^\[\]]{2,80}\])[.\s*_]*")
"""What follows the name of one who says nothing."""
REPORTER = re.compile(r"(?:[(\[,]|\bfrom)\s*(?P<who>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)+)\s*,\s*[A-Z]")
"""The name of a reporter and the outlet behind it: "Question (Mara Lind, Northern Wire)"."""
OFFICE = re.compile(r"\s*[,/|]\s|\s[–—-]\s")
"""Between a name and its office or outlet."""
TITLE_QUOTE = re.compile(r"\s*[\"“«„][^\"”»]{10,200}[\"”»“]\s*")
"""What follows the name in a headline of an interview: X: "We do not choose"."""
INTERPRETED = "interpreter"
"""What turns are called that are somebody else's words."""
BEARER = re.compile(r"(?<=[(\[])[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)+(?=[,)\]])")
"""The name that opens a bracket."""
REPLYING = re.compile(r",?\s(?:replies|responds|answers|interjects|continues)$")
"""What a name may do in its label."""
TURNED = re.compile(r"([^\W\d_][\w'’-]+) ((?:[A-Z]\.\s?)+)$")
"""A family name with its initials behind it: "Lind M.V."."""
DELEGATE = re.compile(r"(?:[Tt]he )?(?P<office>[a-z][\w -]{2,30}?) (?:of|for)(?: the)? (?=[A-Z])")
ABBREVIATED = re.compile(r"[^\W\d_]{2,}\.|[^\W\d_]\.(?:[^\W\d_]\.)+")
"""A title cut short: "dep.", "min.", "h.e."; an initial is no such."""
PARTICLE = frozenset(
    "of the and de da di del la le van von der den bin ibn al el ben dos du y for to on in with at".split()
)
MAX_LABEL_WORDS, MAX_LABEL_LINE = 9, 200
"""Words, and characters of a line alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """A mark at the start of a block that somebody begins to speak.

    Attributes:
        span: the words of the label, or the dash; empty where nothing but the turn itself tells.
        name: as compared with others: no capitals, no remark in brackets, no office behind a comma.
        kind: question or answer where the mark says so, else None.
        who: the words that name the speaker, without office and outlet, or None.
    """

    span: Span
    name: str
    kind: SegmentKind | None
    who: Span | None = None

    def words_in(self, block: Block) -> str:
        """Return the words of the label, which stands in ``block``."""
        return block.text[self.span.start - block.span.start : self.span.end - block.span.start]


def stands_alone(label: Label, block: Block) -> bool:
    """Return whether a label has its line for itself, but for a time and marks, and the speech is below."""
    rest = block.text.replace(label.words_in(block), "", 1)
    return label.who is not None and not re.search(r"[^\W\d]", rest)


def is_mute(label: Label, block: Block) -> bool:
    """Return whether nothing but a remark follows the label: "MR. DRELL: (Speaks in Velmish.)"."""
    rest = block.text[label.span.end - block.span.start :]
    return label.who is not None and bool(MUTE.fullmatch(rest))


def silent(block: Block, kind: SegmentKind, name: str = "") -> Label:
    """Return the label of a turn that no word opens, where the block starts; ``name`` tells marks apart."""
    start = block.span.start
    return Label(Span(start, start), name or ("?" if kind is SegmentKind.QUESTION else "!"), kind)


def colon_label(block: Block) -> Label | None:
    """Return the label that opens a block: a mark or name before a colon, or in square brackets."""
    if found := BRACKET.match(block.text):
        return _spoken_by(block, found)
    found = COLON.match(block.text)
    if not found or TITLE_QUOTE.fullmatch(block.text, found.end()) or declares(block, found.end()):
        return None
    return _spoken_by(block, found)


def declares(block: Block, start: int) -> bool:
    """Return whether only a full name stands behind a colon: "Chair: Ms. Lind", who does not speak here."""
    name = ASIDE.sub(" ", block.text[start:]).strip(" *_")
    return not block.closed and " " in name and is_name(name)


def loose_label(block: Block) -> Label | None:
    """Return what would be a label if it came again: before a dash or, of letters, before a full stop."""
    found = STOP.match(block.text) or BREAK.match(block.text)
    return _spoken_by(block, found) if found else None


def _spoken_by(block: Block, found: re.Match[str]) -> Label | None:
    """The label whose words ``found`` has matched in a block, if they mark or name a speaker."""
    if CREDIT.match(block.plain):
        return None
    start = found.start("label")
    return label_of(
        block.within(start, start + len(found["label"].rstrip("*_ "))), found["label"].rstrip("*_ ")
    )


def record_label(block: Block) -> Label | None:
    """Return the label that opens a block of a parliament's record."""
    found = RECORD.match(block.text)
    if not found:
        return None
    span = block.within(*found.span("label"))
    return Label(span, found["label"].casefold(), None, span)


def label_of(span: Span, words: str) -> Label | None:
    """Return the label with these words, which stand at ``span``: a mark, or a name.

    >>> label_of(Span(0, 8), "QUESTION").name, label_of(Span(0, 23), "Mara Lind, The Gazette").name
    ('question', 'mara lind')
    """
    plain = REPLYING.sub("", ASIDE.sub(" ", words).strip(" *_"))
    if QUESTION.fullmatch(plain):
        found = REPORTER.search(words)
        asker = found["who"] if found else _bearer(words)
        return Label(span, "question", SegmentKind.QUESTION, _part(span, words, asker) if asker else None)
    if ANSWER.fullmatch(plain):
        return Label(span, "answer", SegmentKind.ANSWER)
    if INTERPRETER.fullmatch(plain):
        return Label(span, INTERPRETED, SegmentKind.ANSWER, span)
    if is_honorific(plain) or not (is_name(plain) or _with_office(plain) or _is_delegate(plain)):
        return None
    name = _person_of(plain)
    who = (is_function(plain) and _bearer(words)) or name
    kind = SegmentKind.QUESTION if ASKS.search(words) else None
    name = TURNED.sub(r"\2 \1", name)
    return Label(span, name.casefold(), kind, _part(span, words, who))


def _part(span: Span, words: str, part: str) -> Span:
    """Where a part of the ``words`` at ``span`` stands."""
    start = span.start + max(0, words.find(part))
    return Span(start, start + len(part))


def _with_office(plain: str) -> bool:
    """Whether what somebody is follows a full name in small letters: "Mara Lind, engineer"."""
    name, *behind = OFFICE.split(plain, 1)
    brief = bool(behind) and len(behind[0].split()) <= MAX_LABEL_WORDS // 2
    return brief and " " in name and is_name(name) and not has_verb(behind[0])


def _person_of(plain: str) -> str:
    """The part of a label that names somebody: "Minister of Energy, Mara Lind" has it behind the office."""
    first, *others = OFFICE.split(plain)
    behind = (part for part in others if set(part.split()) & given_names())
    return next(behind, first) if is_function(first) or is_office(first.split()[0].casefold()) else first


def is_function(words: str) -> bool:
    """Return whether words are an office and no name: "The Chair", "CHAIRMAN".

    >>> is_function("THE CHAIR"), is_function("Chair Lind")
    (True, False)
    """
    bare = re.sub(r"^(?:the|mr\.?|madam) ", "", words.casefold()).strip(" .")
    return is_office(bare)


def _bearer(words: str) -> str:
    """Who is meant by an office: the name in the bracket behind it, "CHAIR (Ms. Lind, Velm)", or none."""
    found = BEARER.search(words)
    named = found and (is_honorific(found[0].split()[0]) or set(found[0].split()) & given_names())
    return found[0] if found and named else ""


def _is_delegate(plain: str) -> bool:
    """Whether words name nobody but whom he speaks for: "The representative of Velm"."""
    found = DELEGATE.match(plain)
    return bool(found and is_office(found["office"]) and is_name(plain[found.end() :]))


def is_name(words: str) -> bool:
    """Whether all words are capitalised, as in a name with its titles.

    >>> is_name("Deputy Minister Mara van Lind"), is_name("The answer is simple")
    (True, False)
    """
    parts = re.sub(r"[,/|]|\s[–—-]\s", " ", words).split()
    return (
        0 < len(parts) <= MAX_LABEL_WORDS
        and all(part[0].isupper() or part.lower() in PARTICLE or not part[0].isalpha() for part in parts)
        and parts[0][0].isupper()
        and sum(c.isalpha() for c in words) > 1
    )


def one_name_each(names: Iterable[str]) -> dict[str, str]:
    """Return the longest form of each name: "lind", "dep. min. m. lind" and "mara lind" are one.

    A family name that two people bear is nobody's; an office alone is not who bears it.

    >>> one_name_each(["lind", "m. lind", "mara lind", "oran tull"])["lind"]
    'mara lind'
    """
    full = sorted(set(names), key=lambda name: (-len(name), name))
    families: dict[str, list[str]] = defaultdict(list)
    for name in full:
        families[family_name(name)].append(name)
    return {name: _longest(name, families[family_name(name)]) for name in full}


def family_name(name: str) -> str:
    """Return what tells a speaker from others: the last word of a lower-case name; of an office all of it."""
    bare = name.removeprefix("the ")
    return bare if is_function(bare) else bare.rpartition(" ")[2].strip(".")


def _longest(name: str, bearers: Sequence[str]) -> str:
    """The first, the longest, of those with the same family name whose given name fits; if all are one."""
    given = {first for one in bearers if len(first := _given(one)) > 1}
    own = _given(name)
    fit = {first for first in given if first.startswith(own)}
    if not fit and is_honorific(own):  # "M. Lind" is Monsieur where no name begins so
        own, fit = "", given
    if len(fit) > 1 or (own and given and not fit):
        return name
    return next(one for one in bearers if not own or not _given(one) or _given(one)[0] == own[0])


def _given(name: str) -> str:
    """The word before the family name, without its full stop, unless it is a title; of an office none."""
    *before, _ = name.split()
    word = before[-1] if before else ""
    titled = is_honorific(word) or is_office(word) or word == "the" or bool(ABBREVIATED.fullmatch(word))
    initial = len(word.strip(".")) == 1
    return "" if (titled and not initial) or is_function(name) else word.strip(".")
