"""Where and to whom words were said, by the circumstances of their cue: outlet, body, event; addressee."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.anaphors import POSSESSIVE
from kg.extract.circumstances import AT, cases, channel_of, means_of
from kg.extract.scene import Scene
from kg.extract.sources import SourceKind, find_sources, group_id
from kg.model import Channel, EntityType, Mention, Span
from kg.nlp.lexicon import word_set

HEARERS = frozenset({EntityType.PERSON, EntityType.POLITY, EntityType.ORG, EntityType.GROUP})
"""Types of those to whom something can be said."""
HOSTS = frozenset({EntityType.ORG, EntityType.EVENT})
SITES = frozenset({EntityType.PLACE, EntityType.FACILITY})
SHARED = frozenset({Channel.PHONE_CALL, Channel.MEETING})
SENT = frozenset({Channel.LETTER, Channel.SPEECH, Channel.STATEMENT, None})
"""What an organisation is addressed in: with whom one meets, to whom one writes."""
OWNING = frozenset({"with", "to", "for", "of", "at", "in", "by"}) | POSSESSIVE
"""Before the name of the outlet or body behind "interview", "programme", "session"."""
AIRED = frozenset({Channel.BROADCAST, Channel.SOCIAL_MEDIA})
"""What is "on" an outlet; a speech on a body is about it."""
OURS = frozenset({"me", "us"})


def channel(circumstances: Sequence[Token]) -> Channel | None:
    """Return by what means it was said; a meeting counts where nothing nearer to the words is named."""
    named = [c.channel for token in circumstances if (c := channel_of(token)) and c.channel]
    return next((c for c in named if c is not Channel.MEETING), next(iter(named), None))


def venue(scene: Scene, circumstances: Sequence[Token], speaker: str) -> str | None:
    """Return the entity id of the outlet, body or event, else of the place, where it was said."""
    found = [
        (mention, token)
        for token in circumstances
        if (mention := mention_at(scene, token)) and scene.of[mention.span] != speaker
    ]
    hosts = (m for m, token in found if m.type in HOSTS and _hosts(scene, m, token))
    sites = (m for m, token in found if m.type in SITES and not cases(token).isdisjoint(AT))
    chosen = next(hosts, None) or next(sites, None)
    return scene.of[chosen.span] if chosen else None


def _hosts(scene: Scene, mention: Mention, token: Token) -> bool:
    """Whether an organisation or event is where it was said: not what it was about, nor who was told."""
    own = channel_of(token)
    if own is not None and own.channel is not None:  # "at the Lisbon summit", "on her Telegram channel"
        return True
    over = channel_of(token.head)
    before = cases(token)
    if over is not None and token.dep_ in ("nmod", "compound", "obl"):
        pointed = over.channel in SHARED | SENT and not before.isdisjoint({"with", "to", "by"})
        owning = OWNING | {"on"} if over.channel in AIRED else OWNING
        return over.channel is not None and before <= owning and not pointed
    if token.dep_ != "obl":
        return False
    heard = "on" not in before or is_media(scene, scene.of[mention.span])
    return heard and not before.isdisjoint({*AT, "during", "before"})


def is_media(scene: Scene, id_: str) -> bool:
    """Return whether an entity is a news outlet, as far as the registry knows."""
    entity = scene.entities.get(id_)
    return entity is not None and entity.is_media


def mention_at(scene: Scene, token: Token) -> Mention | None:
    """Return the mention that a noun is a part of, or that names it: "the journalist X"."""
    sentence = token.sent
    around = scene.within(Span(sentence.start_char, sentence.end_char))
    naming = (child for child in token.children if child.dep_ in ("appos", "flat"))
    found = (m for t in (token, *naming) for m in around if m.span.start <= t.idx < m.span.end)
    return next(found, None)


def addressee(
    scene: Scene, verb: Token, lemma: str, circumstances: Sequence[Token], speaker: str, teller: str
) -> str | None:
    """Return the entity id of the one to whom it was said.

    Args:
        scene: the document.
        verb: the cue.
        lemma: of the cue, as the lexicon has it.
        circumstances: of the cue.
        speaker: entity id of who says it.
        teller: entity id of who is "us" in the sentence.
    """
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj") and any(c.i < x.i for x in clauses)]
    for token in [*circumstances, *objects]:  # of "urged Oslo to go", "Oslo" may count as reported words
        if not _addressed(scene, token, verb, lemma):
            continue
        if token.lower_ in OURS:
            return teller if teller != speaker else None
        found = next((id_ for id_ in _called(scene, token) if id_ != speaker), None)
        if found is not None:
            return found
    return None


def _addressed(scene: Scene, token: Token, verb: Token, lemma: str) -> bool:
    """Whether it is the X of "told X", "wrote to X", "speaking to X", "a letter to X", "talks with X"."""
    before, head = cases(token), token.head
    if head == verb and token.dep_ in ("iobj", "obj"):
        return lemma in word_set("addressing") and before.isdisjoint(POSSESSIVE)
    if token.dep_ == "obl" and "to" in before:
        visited = means_of(token.doc[max(token.left_edge.i - 1, 0)])  # "on a visit to X"
        return visited is None and (lemma if head == verb else head.lemma_) in word_set("addressing with to")
    over = channel_of(head)
    if over is None or token.dep_ != "nmod" or (over.channel is None and "in" not in over.prepositions):
        return False
    named = mention_at(scene, token)
    person = named is not None and named.type is EntityType.PERSON
    met = over.channel in SHARED or (over.channel is Channel.INTERVIEW and person)
    return ("to" in before and over.channel in SENT) or ("with" in before and met)


def _called(scene: Scene, token: Token) -> Iterator[str]:
    """Yield whom a noun names: an entity, or people without a name ("reporters")."""
    mention = mention_at(scene, token)
    if mention is not None:
        if mention.type in HEARERS:
            yield scene.of[mention.span]
        return
    sentence = token.sent
    around = scene.within(Span(sentence.start_char, sentence.end_char))
    for source in find_sources(scene.doc, sentence, around):
        if source.kind is SourceKind.GROUP and source.start <= token.i < source.end:
            yield group_id(source.text)
