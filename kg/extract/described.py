"""Whom "the diplomat", "his deputy", "the Norwegian minister" and "the agency" mean."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from spacy.tokens import Token

from kg.extract.anaphors import OWN, POSSESSIVE
from kg.extract.dossiers import kinds_of
from kg.extract.memory import Memory
from kg.extract.pronouns import likeliest
from kg.extract.sources import Source, group_id, slug
from kg.model import Entity, EntityType, Span
from kg.nlp.genders import of_title
from kg.nlp.lexicon import plurals, titles, word_set

ARTICLE = re.compile(r"^the\s+")
OUTLETS = frozenset("newspaper outlet publication magazine daily weekly website portal".split())
"""In the singular with an article these are the publisher himself."""
PRESS = frozenset({"media"})
"""The kind of "the journalist" and "the correspondent": nobody else named, they are the publisher's."""
ASKED = frozenset({"interlocutor", "interviewee", "respondent"})
"""Of an outlet, whomever it talks to: who stands in the foreground."""
HEADS = frozenset({"leader", "head", "head of state", "ruler", "chief"})
FIRST = frozenset({"president", "king", "supreme leader"})
"""Of several heads of a state, the one that "the leader" means."""
CALLED, ALIKE, KIND = 4.0, 2.0, 1.0
"""Weights of a title that the noun is, that ends in it, and of one of its kind."""
FITS = (0.0, KIND, ALIKE, CALLED)
"""The weights by how well a noun names somebody, see ``Dossier.called``."""
VAGUE = frozenset({"other"})
DESCRIBING = VAGUE | {"academia", "media"}
"""Kinds whose nouns say what somebody is, as "the expert" does; the others name an office that he holds."""
ALIKE_SPELT = 0.6
"""From which share of equal letters on two names of holders of one office are one man's."""
NEAR = 3
"""Sentences. All set by hand; after a change run scripts/eval."""
DEFINITE = frozenset({"the", "this", "these", "those"})
GENERAL = frozenset({"former", "ex"})
"""Words before an office that somebody held: who is called so is somebody known already."""


def meant_by_role(memory: Memory, source: Source) -> str | None:
    """Return the entity id of the one person that a description means, or a name for nobody known."""
    if (named := _named_beside(memory, source)) is not None:
        return named
    if _owned(memory, source):
        return _of_somebody(memory, source)
    if source.text in ASKED:
        return likeliest(memory.people(source.span.start))
    body = _body(memory, source)
    if body is not None and (source.body is not None or _holders(memory, source, body)):
        return _of_body(memory, source, body)
    scores = _scores(memory, source)
    if (group := _unnamed_before(memory, source, scores)) is not None:
        return group
    return (likeliest(scores) or _unsure(memory, scores)) if scores else _nobody(memory, source)


def _named_beside(memory: Memory, source: Source) -> str | None:
    """Of "the head of the Russian delegation, X", X, in the spelling of the registry if it has him."""
    named = _beside(memory, source)
    body = _body(memory, source)
    holders = _holders(memory, source, body) if named is not None and body is not None else ()
    return next((id_ for id_ in holders if named is not None and _alike(memory, id_, named)), named)


def _beside(memory: Memory, source: Source) -> str | None:
    """The person whose name stands right before or behind a description, between commas.

    "After talks with X, the minister said" and "according to the minister of trade, X lied" have but one.
    """
    doc, text, start, end = memory.scene.doc, memory.scene.text, source.start, source.end
    before = doc[start - 1].idx if start > 0 and doc[start - 1].text == "," else None
    behind = doc[end + 1].idx if end + 1 < len(doc) and doc[end].text == "," else None
    sentence = doc[start].sent
    for mention in memory.scene.within(Span(sentence.start_char, sentence.end_char)):
        apposed = mention.span.end == before and behind is not None
        named = mention.span.start == behind and text[mention.span.end : mention.span.end + 1] in (",", ".")
        if mention.type is EntityType.PERSON and (apposed or named):
            return memory.scene.of[mention.span]
    return None


def _alike(memory: Memory, known: str, named: str) -> bool:
    """Whether one family name may be another way to spell the other: "Gorlenko" and "Horlienko"."""
    one, other = (memory.scene.entities[id_].label.lower().split()[-1] for id_ in (known, named))
    return SequenceMatcher(None, one, other).ratio() >= ALIKE_SPELT


def _owned(memory: Memory, source: Source) -> bool:
    """Whether it is said whose: "his deputy", "the minister's spokesman", with no body to go by."""
    doc = memory.scene.doc
    words = doc[source.start : source.end]
    own = words[0].lower_ in OWN
    return own or (_body(memory, source) is None and any(t.text in POSSESSIVE for t in words))


def _of_somebody(memory: Memory, source: Source) -> str | None:
    """Of "his spokeswoman" a spokeswoman whom the text names, else one without a name."""
    place = source.span.start
    doc = memory.scene.doc
    gender = of_title(source.text)
    master = {"his": "m", "her": "f"}.get(doc[source.start].lower_, "")
    owner = likeliest(memory.people(place, master, source.start)) if master else None
    body = _body(memory, source)
    fits = [
        id_
        for id_ in reversed(memory.before(place))
        if id_ != owner
        and memory.may_be(id_, gender)
        and memory.dossiers.of(id_).called(source.text) > 0
        and (body is None or body in memory.dossiers.of(id_).bodies)
    ]
    if body is not None and not fits:
        fits = [
            i for i in reversed(memory.before(place)) if i != owner and body in memory.dossiers.of(i).bodies
        ]
    return fits[0] if len(fits) == 1 else group_id(_plural(source.text))


def _scores(memory: Memory, source: Source) -> dict[str, float]:
    """How likely each person is meant: whose title the noun is, who stands in the foreground."""
    noun, place = source.text, source.span.start
    gender, wanted = of_title(noun), kinds_of(noun)
    near = memory.people(place, gender, source.end - 1)
    named = [id_ for id_ in memory.before(place) if memory.may_be(id_, gender)]
    known = {id_: memory.dossiers.of(id_) for id_ in named if _agrees(memory, source, id_)}
    by_title = {id_: FITS[d.called(noun)] for id_, d in known.items() if d.called(noun)}
    if any(fit > KIND and id_ in near for id_, fit in by_title.items()):  # "the minister" is no deputy
        by_title = {id_: fit for id_, fit in by_title.items() if fit > KIND}
    if wanted <= DESCRIBING or (not by_title and noun in word_set("general offices")):
        by_kind = {id_: KIND for id_, d in known.items() if d.kinds & wanted}
        by_title = by_kind | by_title
    beside = _modifiers(memory, source)
    by_words = {id_: ALIKE for id_, d in known.items() if d.words & beside}
    by_title = by_title or by_words
    order = {id_: i / (1000.0 * len(known)) for i, id_ in enumerate(known)}  # else who was named last
    return {id_: near.get(id_, 0.0) + fit + order[id_] for id_, fit in by_title.items()}


def _modifiers(memory: Memory, source: Source) -> set[str]:
    """What stands before the noun: "the rebel leader"."""
    words = memory.scene.doc[source.start : source.end - 1]
    return {t.lower_ for t in words if t.tag_ in ("JJ", "NN")} - GENERAL


def _agrees(memory: Memory, source: Source, id_: str) -> bool:
    """Whether nothing behind the noun says that another is meant: "the spokesman for the rebels"."""
    doc = memory.scene.doc
    if (
        source.end >= len(doc)
        or doc[source.end].lower_ not in ("of", "for")
        or kinds_of(source.text) <= DESCRIBING
    ):
        return True
    belongs = (t.lower_ for t in doc[source.end].head.subtree if t.i > source.end and t.tag_.startswith("NN"))
    return bool(set(belongs) & memory.dossiers.of(id_).words)


def _unsure(memory: Memory, scores: dict[str, float]) -> str | None:
    """Of several who are about as likely, the one who spoke last."""
    return memory.last if memory.last in scores else None


def _unnamed_before(memory: Memory, source: Source, fitting: Collection[str]) -> str | None:
    """The group of one who spoke without a name, "a diplomat", unless somebody who fits was named since."""
    place = source.span.start
    group, at = memory.single.get(_plural(source.text), ("", -NEAR))
    if not group or memory.since(at, place) > NEAR:
        return None
    since = (s for s, _ in memory.foreground.before(place, reach=NEAR) if s.sentence > at)
    return None if any(s.id in fitting for s in since) else group


def _nobody(memory: Memory, source: Source) -> str | None:
    """When no title fits: who spoke last and is nothing else, the outlet's journalist, or nobody known."""
    noun, place = source.text, source.span.start
    if kinds_of(noun) == PRESS:
        return memory.scene.publisher
    words = memory.scene.doc[source.start : source.end]
    if any(t.lower_ in GENERAL for t in words):
        return likeliest(memory.people(place, of_title(noun)))
    if noun in titles() and titles()[noun].head:
        return None
    if memory.since(memory.last_at, place) <= NEAR and _may_be_last(memory, noun):
        return memory.last
    return group_id(_plural(noun)) if kinds_of(noun) - VAGUE else None


def _may_be_last(memory: Memory, noun: str) -> bool:
    """Whether who spoke last, of unknown office or for "the expert" of an organisation, may be called so."""
    if memory.last is None or not memory.may_be(memory.last, of_title(noun)):
        return False
    known = memory.dossiers.of(memory.last)
    of_org = next(iter(known.bodies), "").startswith("org:")
    return not known.kinds or (of_org and kinds_of(noun) <= DESCRIBING)


def _plural(noun: str) -> str:
    """The plural of a noun for people, "defence ministers" too."""
    first, _, last = noun.rpartition(" ")
    return plurals().get(noun) or f"{first} {plurals().get(last, last + 's')}".strip()


def _body(memory: Memory, source: Source) -> str | None:
    """Whose role it is; of "the Ministry's spokesman" the ministry that speaks, or that was named last."""
    if source.body is not None:
        return memory.scene.of.get(source.body) or memory.scene.owners.get(source.body)
    doc, inner = memory.scene.doc, range(source.start + 1, source.end)
    noun = next((doc[i - 1].lower_ for i in inner if doc[i].text in POSSESSIVE), "")
    own = memory.scene.entities.get(memory.own or "")
    return memory.own if own and noun and own.label.lower().endswith(noun) else memory.by_noun.get(noun)


def _of_body(memory: Memory, source: Source, body: str) -> str:
    """Of "the Norwegian minister" who is one by the text, else by the registry, else somebody of Norway."""
    noun, gender = source.text, of_title(source.text)
    near = memory.people(source.span.start, gender, source.end - 1)
    recent = sorted(
        (
            i
            for i in reversed(memory.before(source.span.start))
            if memory.may_be(i, gender) and body in memory.dossiers.of(i).bodies
        ),
        key=lambda id_: -near.get(id_, 0.0),
    )
    titled = [id_ for id_ in recent if memory.dossiers.of(id_).called(noun)]
    holders = _holders(memory, source, body)
    kinds = [id_ for id_ in recent if memory.dossiers.of(id_).kinds & kinds_of(noun)]
    choices = ([i for i in recent if i in holders], titled, holders, kinds)
    found = next((ids[0] for ids in choices if ids), None)
    return found or f"person:{body.partition(':')[2]}-{slug(noun)}"


def _delegation(memory: Memory, source: Source) -> bool:
    """Whether the body is only the side that a polity sends: its head is not the head of state."""
    words = source.span.of(memory.scene.text).lower()
    return words.endswith(("delegation", "team", "mission", "side"))


def _holders(memory: Memory, source: Source, body: str) -> Sequence[str]:
    """The entity ids of those who hold such an office in a body, the first in rank first."""
    scene, title = memory.scene, source.text
    if _delegation(memory, source):
        return ()
    if title in HEADS:
        return [e.id for e in sorted(scene.heads(body), key=lambda e: not _is_first(e))]
    held = ((e, o) for e in scene.holders(title, body) for o in e.offices if o.body == body)
    called = {*(scene.entities[body].label.lower().split() if body in scene.entities else ())}
    return list(
        dict.fromkeys(e.id for e, o in held if {*o.title.lower().split()} - called == {*title.split()})
    )


def _is_first(entity: Entity) -> bool:
    return any(office.title.lower() in FIRST for office in entity.offices)


def meant_by_group(memory: Memory, source: Source) -> str:
    """Return the entity id of people without a name, or of the one body that "the company" means."""
    scene, place = memory.scene, source.span.start
    if ARTICLE.sub("", source.span.of(scene.text).lower()) in OUTLETS:
        return scene.publisher
    words = scene.doc[source.start : source.end]
    if words[0].lower_ in DEFINITE and (known := _known_group(memory, source, words[-1])):
        return known
    group = group_id(source.text)
    if source.single:
        memory.single[source.text.split()[-1]] = (group, memory.foreground.sentence_at(place))
    return group


def _known_group(memory: Memory, source: Source, head: Token) -> str | None:
    """Of "the company" the body so called; of "the diplomats" the Western diplomats who spoke before."""
    place, last = source.span.start, memory.last_group
    if head.tag_ == "NN":
        return _called_so(memory, head.lower_, place)
    spoke = last is not None and memory.since(memory.group_at, place) <= NEAR
    same = last is not None and re.match(rf"group:.+-{re.escape(slug(source.text))}$", last)
    return last if spoke and same else None


def meant_by_body(memory: Memory, source: Source) -> str | None:
    """Of "the bank", the last body so called; of "the hydrocarbons ministry" one of that name."""
    noun = source.text.split()[-1]
    if source.text == noun:
        return _called_so(memory, noun, source.span.start)
    return f"org:{slug(source.text)}"


def _called_so(memory: Memory, noun: str, place: int) -> str | None:
    """The body of that name or kind; of "the agency" any that stands alone in the foreground."""
    if noun in memory.by_noun:
        return memory.by_noun[noun]
    if noun not in word_set("generic bodies"):
        return None
    near = memory.foreground.prominence(place, EntityType.ORG)
    return likeliest({id_: score for id_, score in near.items() if id_ != memory.scene.publisher})
