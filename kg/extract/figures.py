"""Figures: numbers with what they count, in the innermost statement that claims them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.dates import Dated, document_year, find_dates
from kg.extract.places import Places
from kg.extract.quantities import Quantity, carries_on, quantities
from kg.extract.scene import Scene
from kg.model import Evidence, Figure, Mode, SegmentKind, Span, Statement, Utterance, content_id

EXTRACTOR = "figures/1"
CONFIDENCE = {"money": 0.9, "percent": 0.9, "measure": 0.85, "count": 0.8, "time": 0.75, "times": 0.7}
"""By hand, by the kind of unit; not calibrated."""
UNSURE = 0.6
"""Confidence in ordinals and in numbers that take the unit of the figure before."""
INNERMOST = (Mode.DIRECT, Mode.INDIRECT, Mode.TURN, Mode.NARRATION)
SHORT = (SegmentKind.TITLE, SegmentKind.HEADING)
"""In headings only digits are figures: "Two steps to peace" claims nothing."""
CLAUSE = 160
"""Code points of the clause around a figure."""
_DURATION = re.compile(
    r"\b(?:ago|earlier|back|past|last|previous)\b.*\d|\b(?:ago|earlier|back|days|weeks|months"
    r"|years)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as read.

    Attributes:
        span: its words.
        number: the value in ``unit``.
        unit: what is counted or measured.
        what: the clause around it.
        date: ISO prefix or interval, when the sentence names one.
        kind: of unit: money, percent, time, measure, times, count, ordinal or inherited.
    """

    span: Span
    number: float
    unit: str
    what: str
    date: str | None
    kind: str = "count"

    @property
    def quantity(self) -> Quantity:
        """The number with its unit."""
        return Quantity(self.span, self.number, self.unit, self.kind)


def find_figures(scene: Scene, sentence: Span, last: Found | None = None) -> Iterator[Found]:
    """Yield the figures of a sentence in order; the unit of ``last``, the figure before it, may go on."""
    text = scene.text
    dates = find_dates(text, sentence, scene.published, document_year(text))
    names = [m.span for m in scene.within(sentence) if m.text != m.text.lower()]
    days = [d.span for d in dates if not _DURATION.search(d.span.of(text))]
    before = last.quantity if last else None
    for q in quantities(text, sentence, [*names, *days], before):
        yield Found(q.span, q.number, q.unit, _clause(text, sentence, q.span), _date(dates, q.span), q.kind)


def figures(scene: Scene, statements: Sequence[Statement], utterances: Sequence[Utterance]) -> list[Figure]:
    """Return the figures of a document, each within the innermost statement whose content holds it."""
    modes = {u.id: u.mode for u in utterances}
    by_span: dict[Span, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_span[statement.span].append(statement)
    places = Places(by_span)
    result: list[Figure] = []
    for segment in scene.layout.segments:
        if segment.kind is SegmentKind.BOILERPLATE:
            continue
        last: Found | None = None
        for sentence in scene.sentences(segment.span):
            area = Span(sentence.start_char, sentence.end_char)
            near = [s for span in places.overlapping(area) for s in by_span[span]]
            for found in list(find_figures(scene, area, last)):
                home = _home(near, modes, found.span)
                if home is not None and (segment.kind not in SHORT or _digits(scene.text, found)):
                    result.append(_figure(scene.text, home, found))
                last = found if carries_on(last.quantity if last else None, found.kind) else last
    return result


def _digits(text: str, found: Found) -> bool:
    return found.kind not in ("ordinal", "times") and re.search(r"\d", found.span.of(text)) is not None


def _home(statements: Sequence[Statement], modes: Mapping[str, Mode], span: Span) -> Statement | None:
    """The innermost statement that holds the figure: reported words before a turn, before the narration."""
    holding = [s for s in statements if any(part.contains(span) for part in s.content)]
    holding = holding or [s for s in statements if any(part.overlaps(span) for part in s.content)]
    rank = {mode: n for n, mode in enumerate(INNERMOST)}
    return min(
        holding,
        key=lambda s: (max(rank[modes[s.utterance]], 1), s.span.end - s.span.start, s.id),
        default=None,
    )


def _figure(text: str, home: Statement, found: Found) -> Figure:
    id_ = content_id("figure", home.id, found.span.start, found.span.end, repr(found.number), found.unit)
    evidence = Evidence(found.span, found.span.of(text), EXTRACTOR, CONFIDENCE.get(found.kind, UNSURE))
    return Figure(id_, home.id, found.number, found.unit, found.what, found.date, evidence)


def _clause(text: str, sentence: Span, span: Span) -> str:
    """The words around a figure, up to the next comma, semicolon or dash on either side."""
    before = re.split(
        r"[,;:]\s|\s[—–-]\s|[(\n]", text[max(sentence.start, span.start - CLAUSE) : span.start]
    )[-1]
    after = re.split(r"[,;:]\s|\s[—–-]\s|[)\n]", text[span.end : min(sentence.end, span.end + CLAUSE)])[0]
    return " ".join(f"{before}{span.of(text)}{after}".split()).strip(' ."“”«»')


def _date(dates: Sequence[Dated], span: Span) -> str | None:
    """The date nearest before the figure, else the first after it."""
    before = [d for d in dates if d.span.start <= span.start]
    after = [d for d in dates if d.span.start > span.start]
    return before[-1].value if before else after[0].value if after else None
