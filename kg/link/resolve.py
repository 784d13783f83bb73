"""Say of each mention which entity it is: by the registry, by the rest of the document, or a new one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.link.gazetteer import Gazetteer, adjective
from kg.link.people import FRESH, LIKELY, SURE, People
from kg.link.spelling import slug
from kg.model import Entity, EntityType, Judgement, Mention, MentionForm, Name, NameUse, Span
from kg.nlp.lexicon import event_names, institutions


@dataclass(frozen=True, slots=True)
class Links:
    """Which entity each mention is, and all entities referred to."""

    judgements: tuple[Judgement, ...]
    entities: dict[str, Entity]
    of: dict[Span, str]


def resolve(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> Links:
    """Return the links of a document's mentions; what was linked before plays no part."""
    resolver = _Resolver(mentions, text, gazetteer)
    found = [(mention, *resolver.entity(mention)) for mention in mentions]
    entities: dict[str, Entity] = {}
    for mention, entity, _, _ in found:
        entities[entity.id] = _with_name(entities.get(entity.id, entity), mention.text)
    judgements = tuple(Judgement(m.span, e.id, score, by) for m, e, score, by in found)
    return Links(judgements, entities, {m.span: e.id for m, e, _, _ in found})


def _with_name(entity: Entity, text: str) -> Entity:
    """The entity, with the words it was called by added; what the registry knows needs no more names."""
    if entity.known or text == entity.label or text in entity.called():
        return entity
    return replace(entity, names=tuple(sorted({*entity.names, Name(text)})))


def new(type_: EntityType, label: str) -> Entity:
    """Return an entity that only documents know."""
    return Entity(f"{type_}:{slug(label)}", type_, label)


class _Resolver:
    """What the whole document tells about its names: its people, whose ministry is whose."""

    def __init__(self, mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> None:
        self._text, self._gazetteer = text, gazetteer
        self._people = People(mentions, text, gazetteer)
        bodies = Counter(
            (slug_, polity.id)
            for m in mentions
            if (slug_ := _institution(m, text)) and (polity := self._anchor(m))
        )
        self._owners: dict[str, str] = {}
        for (slug_, owner), _ in bodies.most_common():
            self._owners.setdefault(slug_, owner)

    def entity(self, mention: Mention) -> tuple[Entity, float, str]:
        """Return the entity of a mention, how sure that is, and by what."""
        if mention.anchor is not None or _institution(mention, self._text):
            return self._phrase(mention)
        if mention.type is EntityType.PERSON:
            return self._people.named(mention.text, mention.span.start)
        known = self._gazetteer.named(mention.text)
        if mention.metonym:
            known = [e for e in known if e.bears(mention.text, NameUse.CAPITAL)] or known
        elif mention.type is EntityType.GROUP and known and known[0].type is not EntityType.GROUP:
            return new(EntityType.GROUP, mention.text), SURE, "demonym"
        fitting = [e for e in known if e.type is mention.type] or known
        if fitting:
            return fitting[0], SURE if len(fitting) == 1 else LIKELY, "registry"
        return new(mention.type, mention.text), FRESH, "own name"

    def _anchor(self, mention: Mention) -> Entity | None:
        """Whose side, ministry or crisis: the polity (organisation, group) that the anchor names."""
        if mention.anchor is None:
            return None
        text = mention.anchor.of(self._text)
        if polity := self._gazetteer.polity(text):
            return polity
        person, _, by = self._people.named(text, mention.anchor.start)
        if by != "own name" and (polity := self._gazetteer.headed_by(person)):
            return polity
        known = self._gazetteer.named(text)
        return known[0] if known else None

    def _phrase(self, mention: Mention) -> tuple[Entity, float, str]:
        anchor = self._anchor(mention)
        if slug_ := _institution(mention, self._text):
            return self._body(slug_, anchor, mention), LIKELY, "institution"
        if mention.type is EntityType.EVENT:
            return self._event(mention, anchor), LIKELY, "name and kind of event"
        if mention.type is EntityType.POLITY and anchor is not None:
            return anchor, LIKELY, "polity phrase"
        own = mention.type if mention.type is not EntityType.POLITY else EntityType.GROUP
        return new(own, mention.text), FRESH, "own name"

    def _body(self, slug_: str, anchor: Entity | None, mention: Mention) -> Entity:
        if anchor is None:  # "the Foreign Ministry": the one that the document names in full most often
            anchor = self._gazetteer.by_id.get(self._owners.get(slug_, ""))
        if anchor is None:
            return new(EntityType.ORG, mention.text)
        words = slug_.replace("-", " ").title()
        label = f"{adjective(anchor)} {words}"
        known = [e for e in self._gazetteer.named(label) if e.type is EntityType.ORG]
        id_ = f"org:{anchor.id.partition(':')[2]}-{slug_}"
        listed = known[0] if known else self._gazetteer.by_id.get(id_)
        return listed or Entity(id_, EntityType.ORG, label, (Name(words),))

    def _event(self, mention: Mention, anchor: Entity | None) -> Entity:
        """The event of a phrase; "the Anchorage summit" and "the Anchorage talks" are one."""
        nouns = reversed(mention.text.lower().split())
        kind = next((event_names()[noun] for noun in nouns if noun in event_names()), "event")
        site = mention.anchor.of(self._text) if mention.anchor else None
        base = anchor or new(EntityType.PLACE, site or mention.text)
        place = base.type is EntityType.PLACE or site in base.called(NameUse.CAPITAL)
        name = site if place and site else adjective(base) if kind == "conflict" else base.label
        shared = "talks" if place and kind == "summit" else kind
        return Entity(f"event:{slug(name)}-{shared}", EntityType.EVENT, f"{name} {kind}")


def _institution(mention: Mention, text: str) -> str | None:
    """The slug of the institution that a mention names, without its owner."""
    if mention.type is not EntityType.ORG or mention.form is MentionForm.ANAPHOR:
        return None
    words = mention.text
    if mention.anchor is not None:
        at = mention.anchor.start - mention.span.start
        owner = mention.anchor.of(text)
        words = (words[:at] + words[at + len(owner) :]).removeprefix("'s").removeprefix("’s")
        words = words.strip().removesuffix(" the").removesuffix(" of")
    return institutions().get(words.strip().lower())
