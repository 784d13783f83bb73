"""The words that name who speaks next: ``Q:``, ``MR. SURNAME:``, ``Mara Lind (Northern Wire):``."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, Block

CLOCK = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])>]?"
"""The time at which a recording has the words."""
OPENING = rf"(?:(?:>>|&gt;&gt;)\s*)?(?:{CLOCK}\s*[-–—]?\s*)?(?:[*_]{{2,3}}|[*_](?=[^\W\d])|#{{2,6}}\s+)?"
"""What may stand before a label: the sign of a new voice in captions, the time, the mark of bold."""
COLON = re.compile(rf"{OPENING}(?P<label>[^:\n]{{1,90}}?(?:\s*{CLOCK})?)\s*[*_]{{0,3}}:[*_]{{0,3}}(?=\s|$)")
BREAK = re.compile(rf"{OPENING}(?P<label>[^:.\n–—]{{1,50}}?)\.?[*_]{{0,3}}\s*[–—]\s+(?=\S)")
"""A label that ends with a dash: "Q. –", "ML —"."""
STOP = re.compile(rf"{OPENING}(?P<label>Q|A|[A-Z]\.?[A-Z](?:\.?[A-Z])?)(?:\.|\b(?=[*_]))[*_]{{0,3}}(?=\s)")
"""A letter, or initials, with a full stop."""
BRACKET = re.compile(rf"{OPENING}\[(?P<label>[^\]\n:.?!]{{1,60}})\][*_]{{0,3}}:?(?=\s+\S)")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
QUESTION = re.compile(
    r"(?:the )?(?:questions?|q|questioner|interviewer|moderator|host|journalists?|reporter|correspondent"
    r"|presenter|anchor|remark|follow-up"
    r"|(?:member of the )?(?:press|media|audience)|(?:question )?from the (?:audience|floor)|participant)"
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
    return _spoken_by(block, found) if found and not TITLE_QUOTE.fullmatch(block.text, found.end()) else None


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
    plain = ASIDE.sub(" ", words).strip()
    if QUESTION.fullmatch(plain):
        found = REPORTER.search(words)
        who = Span(span.start + found.start("who"), span.start + found.end("who")) if found else None
        return Label(span, "question", SegmentKind.QUESTION, who)
    if ANSWER.fullmatch(plain):
        return Label(span, "answer", SegmentKind.ANSWER)
    if INTERPRETER.fullmatch(plain):
        return Label(span, INTERPRETED, SegmentKind.ANSWER, span)
    if not is_name(plain):
        return None
    name = OFFICE.split(plain)[0]
    at = max(0, words.find(name))
    kind = SegmentKind.QUESTION if ASKS.search(words) else None
    return Label(span, name.casefold(), kind, Span(span.start + at, span.start + at + len(name)))


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
    """Return the longest form of each name: "lind" and "minister mara lind" are one, if nobody else fits.

    >>> one_name_each(["lind", "mara lind", "oran tull"])["lind"]
    'mara lind'
    """
    full = sorted(set(names), key=lambda name: (len(name), name))
    return {name: _longest(name, full) for name in full}


def _longest(name: str, full: Collection[str]) -> str:
    bare = re.sub(r"^(?:mr|mrs|ms|dr|sir|madam|minister|president|senator)\.? ", "", name)
    longer = [one for one in full if one.endswith((" " + bare, "." + bare)) and one != name]
    ends = {tuple(one.split()[-2:]) for one in longer}
    return longer[-1] if len(ends) == 1 else name
