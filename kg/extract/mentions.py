"""All words that refer by name or by phrase, without overlaps but those that nest on purpose.

Needs: a ``Doc`` of ``kg.nlp.document_pipeline``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span

from kg.extract.longer_names import part_of_longer
from kg.extract.name_kinds import capitalised
from kg.extract.name_labels import TypedName
from kg.extract.names import find_names
from kg.extract.phrases import find_phrases, mention, stretch
from kg.extract.places import Places, longest
from kg.model import Entity, EntityType, Mention, MentionForm, NameUse
from kg.model import Span as Stretch
from kg.nlp.language import covered, source_text, surname
from kg.nlp.lexicon import given_names, name_heads, polity_heads, words

AT_PLACE = frozenset("in at near outside inside around throughout".split())
TO_PLACE = frozenset(
    "visit visited visiting trip arrive arrived arriving flew fly come came travel travelled traveled went "
    "go return returned ambassador road route flight way train".split()
)
REACHES = frozenset("visit leave reach tour".split())
LINE_END = 4
"""Characters of marks that may stand between a name and the end of its line."""
Lookup = Mapping[str, Sequence[Entity]]
"""The registry's entities by each of their names."""


def find_mentions(doc: Doc, lookup: Lookup) -> tuple[Mention, ...]:
    """Return the mentions in order. A phrase swallows the name it is built on, except a person's."""
    marked = [span for span in doc.spans["known"] if not _part_of_word(doc, span)]
    known = [span for span in marked if (who := _candidates(span, lookup)) and _stands(doc, span, who)]
    found = [_known(doc, span, lookup) for span in known]
    fresh = _fresh(doc, known, found, _family_names(doc, marked, lookup))
    covers = Places(stretch(span) for span, _ in fresh)
    found = [m for m in found if not covers.holding(m.span)]
    simple = [*found, *(mention(s, MentionForm.NAME, t) for s, t in fresh)]
    people = {m.span for m in simple if m.type is EntityType.PERSON}
    fit = [span for span, type_ in fresh if type_ in (EntityType.PLACE, EntityType.PERSON) or len(span) == 1]
    anchors = sorted([*known, *doc.spans["adjectives"], *fit], key=lambda span: span.start)
    whole = Places(m.span for m in found)
    fitting = (p for p in find_phrases(doc, anchors) if not (_of_person(p, people) or whole.cut(p.span)))
    phrases = _longest(fitting)
    kept = [*(m for m in simple if m.span in people), *_unswallowed(phrases, simple, people)]
    return tuple(sorted([*kept, *phrases], key=lambda m: (m.span.start, -m.span.end)))


def _family_names(doc: Doc, marked: Sequence[Span], lookup: Lookup) -> list[Span]:
    """The family names of the registry that stand alone and are no common word of the text."""
    lower = {token.text for token in doc if token.is_lower}
    return [span for span in marked if not _candidates(span, lookup) and span.text.lower() not in lower]


def _fresh(
    doc: Doc, known: Sequence[Span], found: Sequence[Mention], alone: Sequence[Span]
) -> list[TypedName]:
    """The names that are no entry of the registry: unknown ones, and family names alone."""
    people = [m for m in found if m.type is EntityType.PERSON]
    family = {span.text for span in alone} | {surname(m.text) for m in people}
    begun = {m.span.start for m in people}
    fresh = [pair for pair in find_names(doc, known, family) if not _is_title(doc, pair, begun)]
    taken = {i for span, _ in fresh for i in range(span.start, span.end)}
    left = [span for span in alone if taken.isdisjoint(range(span.start, span.end))]
    return [*fresh, *((span, EntityType.PERSON) for span in left)]


def _unswallowed(
    phrases: Sequence[Mention], names: Sequence[Mention], people: Collection[Stretch]
) -> list[Mention]:
    """The names that are no part of a phrase; of an event's, an organisation stays a mention of its own."""
    whole = Places(p.span for p in phrases)
    bodies = Places(p.span for p in phrases if p.type is not EntityType.EVENT)
    return [
        m
        for m in names
        if m.span not in people and not (bodies if m.type is EntityType.ORG else whole).overlapping(m.span)
    ]


def adjectives(doc: Doc) -> list[Stretch]:
    """Return where adjectives of polities stand."""
    return [stretch(span) for span in doc.spans["adjectives"]]


def _candidates(span: Span, lookup: Lookup) -> Sequence[Entity]:
    return lookup.get(span.text) or lookup.get(span.text.lower()) or ()


def _stands(doc: Doc, span: Span, bearers: Sequence[Entity]) -> bool:
    """Whether a name of the registry means one of its bearers here."""
    return not _given_name(doc, span, bearers) and not part_of_longer(doc, span, bearers)


def _given_name(doc: Doc, span: Span, bearers: Sequence[Entity]) -> bool:
    """Whether a place's name is somebody's given name here: "Chanda" before a capitalised family name."""
    if len(span) > 1 or span.end >= len(doc) or any(e.type is not EntityType.PLACE for e in bearers):
        return False
    follows = capitalised(doc[span.end]) and doc[span.end].lower_ not in {*name_heads(), *words("not_names")}
    before = doc[span.start - 1].lower_ if span.start else ""
    return follows and (
        span.text in given_names() or before not in AT_PLACE | {"to", "from", "of", "and", ","}
    )


def _is_title(doc: Doc, name: TypedName, begun: Collection[int]) -> bool:
    """Whether an unknown name is a title that the lexicon lacks: it stands right before a known person's."""
    span, type_ = name
    at = doc[span.end].idx if span.end < len(doc) else -1
    return type_ is EntityType.PERSON and at in begun


def _of_person(phrase: Mention, people: Collection[Stretch]) -> bool:
    """Whether an event is called after a person ("X talks"): then the words only stand side by side."""
    return phrase.type is EntityType.EVENT and phrase.anchor in people


def _part_of_word(doc: Doc, span: Span) -> bool:
    """Whether the match is glued to a hyphen like "pre-Moscow" (compounds of two names are not)."""
    before = doc[span.start - 1] if span.start else None
    return (
        before is not None
        and before.text in "-"
        and not before.whitespace_
        and span.start > 1
        and doc[span.start - 2].is_lower
    )


def _known(doc: Doc, span: Span, lookup: Lookup) -> Mention:
    """A name of the registry; a capital is the government unless something happens or someone is there."""
    candidates = _candidates(span, lookup)
    polity = next((e for e in candidates if e.bears(span.text, NameUse.CAPITAL)), None)
    place = any(e.type is EntityType.PLACE for e in candidates)
    if polity is not None and not (place and _located(doc, span)):
        found = mention(span, MentionForm.NAME, polity.type)
        return Mention(found.span, found.text, found.form, found.type, metonym=True)
    if candidates and all(
        e.bears(span.text, NameUse.DEMONYM) and e.type is EntityType.POLITY for e in candidates
    ):
        return mention(span, MentionForm.NAME, EntityType.GROUP)
    types = [e.type for e in candidates if not (polity is not None and e is polity)]
    preferred = types[0] if types else EntityType.ORG
    return mention(span, MentionForm.NAME, EntityType.PLACE if polity is not None else preferred)


def _located(doc: Doc, span: Span) -> bool:
    """Whether a capital is where something happens or someone goes, not whose government acts."""
    if span[0].is_sent_start and span.end < len(doc) and doc[span.end].text in (",", "(", "—", "–"):
        return _dateline(doc, span)
    if span[0].is_sent_start or not span.start:
        return False
    before, head = doc[span.start - 1], span.root.head
    if before.text == "," and _ends_line(doc, span):
        return True
    if (
        before.lower_ in AT_PLACE
    ):  # "the authorities in Chisinau" are whose it is; "the Nigerien side in Lomé" is there
        return not (
            before.lower_ == "in"
            and doc[span.start - 2].lower_ in polity_heads()
            and not _owned(doc, span.start - 2)
        )
    if before.lower_ in ("to", "from", "of"):
        return head.lemma_.lower() in TO_PLACE or bool(
            TO_PLACE & {t.lower_ for t in doc[max(0, span.start - 3) : span.start - 1]}
        )
    return span.root.dep_ == "obj" and head.lemma_.lower() in REACHES


def _owned(doc: Doc, i: int) -> bool:
    """Whether an adjective or a name says before a noun whose it is."""
    return i > 0 and (i - 1 in covered(doc, "adjectives") or i - 1 in covered(doc, "known"))


def _ends_line(doc: Doc, span: Span) -> bool:
    """Whether a line ends behind a name, but for marks: "Interview: X Y, Skopje"."""
    rest = source_text(doc)[span.end_char : span.end_char + LINE_END].partition("\n")
    return bool(rest[1] or span.end_char + LINE_END >= len(source_text(doc))) and not any(
        c.isalnum() for c in rest[0]
    )


def _dateline(doc: Doc, span: Span) -> bool:
    """Whether a sentence opens with city and date: "Lusaka, 14 May 2026", "BOGOTA, March 12 (…) —"."""
    return any(token.text.isdigit() for token in doc[span.end : span.end + 4])


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping phrases keep the longest, the first of equals."""
    first: dict[Stretch, Mention] = {}
    for found in mentions:
        first.setdefault(found.span, found)
    kept = longest(first)
    return [found for span, found in first.items() if span in kept]
