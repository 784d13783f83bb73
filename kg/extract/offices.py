"""Who holds which office: "Deputy Minister of Trade of Angola X", "X, professor at Y", "the Dutch king"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clauses import Line, Page
from kg.extract.scene import Scene
from kg.model import EntityType, Mention, Office, Span, Statement, Utterance
from kg.nlp.lexicon import Title, titles, word_set

BODIES = frozenset({EntityType.POLITY, EntityType.ORG, EntityType.GROUP})
LONGEST = 7
"""Words of the longest title looked up."""
REACH = 16
"""Tokens between a title and its holder: "Deputy Minister for … of the Republic of … X"."""
LINKS = word_set("title links")
BEFORE = word_set("title modifiers")
ARTICLES = word_set("articles")
ABROAD = ("ambassador", "envoy", "representative", "consul")
"""Their holders serve whom they come from, not whom they are sent to."""
HUMAN_TITLES = word_set("courtesy")
STAFF = frozenset({"academia", "media"})
BETWEEN_NAMES = frozenset({"and", ","})


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's office in a body, and the words that say so."""

    person: str
    body: str
    title: Title
    span: Span
    body_span: Span | None
    delegation: bool = False

    @property
    def heads(self) -> bool:
        """Whether the office is that of the body's head."""
        return self.title.head and not self.delegation

    @property
    def staff(self) -> bool:
        """Whether the office is plain employment by an organisation."""
        works = self.title.kind in STAFF or "spokes" in self.title.text
        return works and not self.body.startswith("polity:")


@dataclass(frozen=True, slots=True)
class _Found:
    """A title within a line: tokens, half-open."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True)
class _Body:
    id: str
    span: Span
    mention: Mention | None = None


def open_page(
    scene: Scene, statements: Sequence[Statement], utterances: Sequence[Utterance]
) -> tuple[Page, list[Holding]]:
    """Return a document sentence by sentence, and the offices that it names."""
    page = Page(scene, statements, utterances)
    offices = find_offices(page)
    page.learn({h.person: h.body for h in reversed(offices) if h.body.startswith("polity:")})
    return page, offices


def find_offices(page: Page) -> list[Holding]:
    """Return the offices that the document's sentences give to persons, in order."""
    return [holding for line in page.lines for holding in _Desk(page, line).holdings()]


class _Desk:
    """Looks for offices in one line."""

    def __init__(self, page: Page, line: Line) -> None:
        self._page, self._line = page, line
        self._tokens = list(line.tokens)
        self._people = [m for m in line.mentions if m.type is EntityType.PERSON]
        self._free = {t.idx for t in line.tokens if not any(_within(t.idx, m.span) for m in self._people)}
        self._titles = list(self._find())

    def _find(self) -> Iterator[_Found]:
        """The longest titles, left to right."""
        words, known, i = self._line.words, titles(), 0
        while i < len(words):
            size = next(
                (n for n in range(LONGEST, 0, -1) if i + n <= len(words) and _title(words[i : i + n])), 0
            )
            if size and self._tokens[i].idx in self._free:
                yield _Found(i, i + size, known[_title(words[i : i + size])])
            i += max(size, 1)

    def holdings(self) -> Iterator[Holding]:
        """Yield the offices beside each person, and those that name their holder only by the office."""
        used: set[_Found] = set()
        yield from self._couples(used)
        for person in self._people:
            for found in [f for f in self._beside(person) if f not in used]:
                used.add(found)
                if holding := self._holding(self._page.scene.of[person.span], found, person):
                    yield holding
        for found in self._titles:
            if found not in used and (unnamed := self._unnamed(found)):
                yield unnamed

    def _beside(self, person: Mention) -> list[_Found]:
        first = next(i for i, t in enumerate(self._tokens) if t.idx + len(t) > person.span.start)
        last = next((i for i, t in enumerate(self._tokens) if t.idx >= person.span.end), len(self._tokens))
        before = [f for f in self._titles if f.end <= first and self._leads(f, first)]
        return [*before[-1:], *self._after(last)]

    def _leads(self, found: _Found, person: int) -> bool:
        """Whether only "of the … ," stands between the title and the person."""
        gap = self._tokens[found.end : person]
        while gap and (gap[-1].text == "," or gap[-1].lower_ in HUMAN_TITLES):
            gap.pop()
        if not gap:
            return True
        if len(gap) > REACH or gap[0].lower_ not in LINKS:
            return False
        return all(self._nominal(t.idx, t.text) for t in gap)

    def _nominal(self, at: int, text: str) -> bool:
        inside = any(_within(at, m.span) for m in self._line.mentions if m.type is not EntityType.PERSON)
        return inside or text.lower() in LINKS or text[:1].isupper()

    def _after(self, i: int) -> list[_Found]:
        """PERSON, a … professor at Y and director of Z."""
        if i >= len(self._tokens) or self._tokens[i].text not in (",", "(", "—", "–"):
            return []
        found: list[_Found] = []
        at = i + 1
        while title := next((f for f in self._titles if at <= f.start and self._opens(at, f.start)), None):
            if self._precedes_another(title):
                break
            found.append(title)
            at = self._past(title.end)
            if at >= len(self._tokens) or self._tokens[at].lower_ not in BETWEEN_NAMES:
                break
            at += 1
        return found

    def _precedes_another(self, found: _Found) -> bool:
        """Whether the title is that of the next person in a list."""
        starts = [i for i, t in enumerate(self._tokens) if any(t.idx == p.span.start for p in self._people)]
        return any(
            found.end <= i and self._tokens[i - 1].text != "," and self._leads(found, i) for i in starts
        )

    def _opens(self, start: int, title: int) -> bool:
        gap = self._tokens[start:title]
        return len(gap) <= REACH // 2 and all(
            self._nominal(t.idx, t.text)
            or t.lower_ in ARTICLES | BEFORE
            or self._adjective(t.idx) is not None
            for t in gap
        )

    def _past(self, i: int) -> int:
        """The token after "of the Institute for …"."""
        while (
            i < len(self._tokens)
            and self._tokens[i].lower_ not in BETWEEN_NAMES
            and self._nominal(self._tokens[i].idx, self._tokens[i].text)
        ):
            i += 1
        return i

    def _holding(self, person: str, found: _Found, named: Mention | None) -> Holding | None:
        body = self._body(found) or self._registered(person, found)
        if body is None:
            return None
        start = self._tokens[found.start].idx
        spans = [
            Span(start, start + 1),
            *([named.span] if named else []),
            *([body.span] if body.span else []),
        ]
        end = self._tokens[found.end - 1]
        span = Span(min(s.start for s in spans), max(end.idx + len(end), *(s.end for s in spans)))
        delegation = body.mention is not None and body.mention.text.lower().endswith(
            ("delegation", "team", "side")
        )
        return Holding(person, body.id, found.title, span, body.span, delegation)

    def _registered(self, person: str, found: _Found) -> _Body | None:
        """The body of the office that the registry gives such a title: "President X"."""
        entity = self._page.scene.entities.get(person)
        if entity is None:
            return None
        start, end = self._tokens[found.start], self._tokens[found.end - 1]
        fits = [o for o in entity.offices if _same(o, found.title)]
        return _Body(fits[-1].body, Span(start.idx, end.idx + len(end))) if fits else None

    def _body(self, found: _Found) -> _Body | None:
        """Whose office: what follows "of" or "at", else what stands before the title."""
        inside = next(
            (b for i in range(found.start, found.end) if (b := self._anchor(i))), None
        )  # "EU spokesman"
        before, after = inside or self._owner(found.start), self._object(found)
        if any(word in found.title.text for word in ABROAD):
            return before or (
                after if self._tokens[min(found.end, len(self._tokens) - 1)].lower_ == "of" else None
            )
        return after or before

    def _object(self, found: _Found) -> _Body | None:
        i = found.end
        if i >= len(self._tokens) or self._tokens[i].lower_ not in ("of", "at", "in", "for", "to", "with"):
            return None
        end = self._past(i)
        stop = self._tokens[end].idx if end < len(self._tokens) else self._line.span.end
        start = self._tokens[i].idx
        inside = [m for m in self._line.mentions if m.type in BODIES and start <= m.span.start < stop]
        return _Body(self._page.scene.of[inside[0].span], inside[0].span, inside[0]) if inside else None

    def _owner(self, i: int) -> _Body | None:
        """Skip back over "former First Deputy" and "'s" to the adjective or name."""
        i -= 1
        while i >= 0 and not self._anchor(i) and (self._tokens[i].lower_ in BEFORE or self._portfolio(i)):
            i -= 1
        if i < 0:
            return None
        if self._tokens[i].lower_ in ("its", "their"):
            earlier = [
                a
                for a in self._line.actors
                if a.kind in ("polity", "org") and a.span.end <= self._tokens[i].idx
            ]
            return _Body(earlier[-1].id, earlier[-1].span) if earlier else None
        return self._anchor(i)

    def _portfolio(self, i: int) -> bool:
        text = self._tokens[i].text
        return text in ("'s", "’s") or (
            text[:1].isupper() and text.lower() not in ARTICLES and text.isalpha()
        )

    def _anchor(self, i: int) -> _Body | None:
        at = self._tokens[i].idx
        for mention in self._line.mentions:
            if mention.type in BODIES and _within(at, mention.span):
                return _Body(self._page.scene.of[mention.span], mention.span, mention)
        return self._adjective(at)

    def _adjective(self, at: int) -> _Body | None:
        owners = self._page.adjectives(self._line.span)
        return next((_Body(polity, span) for span, polity in owners if _within(at, span)), None)

    def _couples(self, used: set[_Found]) -> Iterator[Holding]:
        """The Polish and British Prime Ministers A and B: the first adjective is the first person's."""
        for found in self._titles:
            people = [p for p in self._people if p.span.start > self._tokens[found.end - 1].idx]
            start = self._tokens[found.start].idx
            owners = [s for s, _ in self._page.adjectives(self._line.span) if s.end <= start]
            if self._two(owners[-2:]) and self._two([p.span for p in people[:2]]):
                used.add(found)
                for owner, person in zip(owners[-2:], people, strict=False):
                    if body := self._adjective(owner.start):
                        span = Span(owner.start, person.span.end)
                        yield Holding(self._page.scene.of[person.span], body.id, found.title, span, owner)

    def _two(self, spans: Sequence[Span]) -> bool:
        return len(spans) > 1 and self._line.between(spans[0].end, spans[1].start) == ["and"]

    def _unnamed(self, found: _Found) -> Holding | None:
        """The Dutch king: the one whom the registry knows in that office at the time."""
        body = self._body(found)
        if body is None or not body.id.startswith("polity:"):
            return None
        known = self._page.scene.holders(found.title.text, body.id)
        holders = [e for e in known if any(_same(o, found.title) and o.body == body.id for o in e.offices)]
        return self._holding(holders[0].id, found, None) if len(holders) == 1 else None


def _same(office: Office, title: Title) -> bool:
    return office.title.lower() == title.text


def _title(words: Sequence[str]) -> str:
    """The title that the words are, in singular, or nothing."""
    text = " ".join(words)
    if text in titles():
        return text
    return text[:-1] if text.endswith("s") and text[:-1] in titles() else ""


def _within(at: int, span: Span) -> bool:
    return span.start <= at < span.end
