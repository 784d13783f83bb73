"""All words that refer by name or by phrase, without overlaps but those that nest on purpose.

Needs: a ``Doc`` of ``kg.nlp.load_pipeline``.
"""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span

from kg.extract.names import find_names
from kg.extract.phrases import find_phrases, mention, stretch
from kg.model import Entity, EntityType, Mention, MentionForm, NameUse

AT_PLACE = frozenset("in at near outside inside around throughout".split())
TO_PLACE = frozenset("visit visited visiting trip arrive arrived arriving flew fly came travel travelled traveled went "
                     "return returned ambassador".split())
Lookup = Mapping[str, Sequence[Entity]]
"""The registry's entities by each of their names."""


def find_mentions(doc: Doc, lookup: Lookup) -> tuple[Mention, ...]:
    """Return the mentions in order. A phrase swallows the name it is built on, except a person's."""
    known = [span for span in doc.spans["known"] if not _part_of_word(doc, span)]
    fresh = find_names(doc)
    simple = [*(_known(doc, span, lookup) for span in known), *(mention(s, MentionForm.NAME, t) for s, t in fresh)]
    people = {m.span for m in simple if m.type is EntityType.PERSON}
    anchors = sorted([*known, *doc.spans["adjectives"], *(span for span, _ in fresh)], key=lambda span: span.start)
    phrases = _longest(find_phrases(doc, anchors))
    kept = [m for m in simple if not any(_swallows(p, m) and m.span not in people for p in phrases)]
    return tuple(sorted([*kept, *phrases], key=lambda m: (m.span.start, -m.span.end)))


def _swallows(phrase: Mention, name: Mention) -> bool:
    """An organisation keeps the polity after "of" as a mention of its own; a side or a crisis does not."""
    inner = phrase.span.overlaps(name.span)
    return inner and not (phrase.type is EntityType.EVENT and name.type is EntityType.ORG)


def _part_of_word(doc: Doc, span: Span) -> bool:
    """Whether the match is glued to a hyphen like "pre-Moscow" (compounds of two names are not)."""
    before = doc[span.start - 1] if span.start else None
    return before is not None and before.text in "-" and not before.whitespace_ and span.start > 1 and doc[span.start - 2].is_lower


def _known(doc: Doc, span: Span, lookup: Lookup) -> Mention:
    """A name of the registry; a capital is the government unless something happens or someone is there."""
    candidates = lookup.get(span.text) or lookup.get(span.text.lower()) or ()
    polity = next((e for e in candidates if span.text in e.called(NameUse.CAPITAL)), None)
    place = any(e.type is EntityType.PLACE for e in candidates)
    if polity is not None and not (place and _located(doc, span)):
        found = mention(span, MentionForm.NAME, polity.type)
        return Mention(found.span, found.text, found.form, found.type, metonym=True)
    types = [e.type for e in candidates if not (polity is not None and e is polity)]
    preferred = types[0] if types else EntityType.ORG
    return mention(span, MentionForm.NAME, EntityType.PLACE if polity is not None else preferred)


def _located(doc: Doc, span: Span) -> bool:
    before = [token.lower_ for token in doc[max(0, span.start - 3) : span.start]]
    if not before:
        return False
    return before[-1] in AT_PLACE or (before[-1] in ("to", "from", "of") and bool(TO_PLACE & set(before[:-1])))


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping phrases keep the longest, the first of equals."""
    kept: list[Mention] = []
    for found in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if not any(found.span.overlaps(other.span) for other in kept):
            kept.append(found)
    return kept


__all__ = ["Lookup", "find_mentions", "stretch"]
