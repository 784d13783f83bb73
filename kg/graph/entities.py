"""Entities as quads: names in the registry graph, and what the registry says of the world as its claims.

These quads are shared: two documents that refer to Vostania give the same ones.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.actors import known_actor
from kg.graph.vocab import (
    BASE,
    CLASS_OF,
    DC,
    KG,
    ORG,
    PROV,
    RDF,
    RDFS,
    REGISTRY,
    SCHEMA,
    SKOS,
    entity_iri,
    moment,
    registry_graph,
    text,
    wikidata_iri,
)
from kg.model import Entity, NameUse, Office, Reading, content_id

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]

_TITLE = "Registry of actors"
_NAME_TERM = {
    NameUse.LABEL: SKOS.altLabel,
    NameUse.ALIAS: SKOS.altLabel,
    NameUse.ADJECTIVE: KG.adjective,
    NameUse.DEMONYM: KG.demonym,
    NameUse.CAPITAL: KG.capital,
}


def entity_quads(reading: Reading, base: str = BASE) -> Iterator[Quad]:
    """Yield names and registry claims of the entities of ``reading``."""
    names = registry_graph(base)
    bodies = _bodies(reading.entities)
    for entity in reading.entities:
        for triple in _names(entity, base):
            yield Quad(*triple, names)
        yield from _facts(entity, bodies, base)
    for body in bodies.values():
        for triple in _labels(body, base):
            yield Quad(*triple, names)


def _bodies(entities: Iterable[Entity]) -> Mapping[str, Entity]:
    """Return what known ones are members of or hold offices in, as the registry has it.

    A document need not mention them, yet what is said of them must be readable.
    """
    known = {entity.id: entity for entity in entities if entity.known}
    keys = {key for entity in known.values() for key in entity.member_of}
    keys |= {office.body for entity in known.values() for office in entity.offices}
    found = ((key, known.get(key) or known_actor(key)) for key in sorted(keys))
    return {key: entity for key, entity in found if entity}


def _labels(entity: Entity, base: str) -> Iterator[Triple]:
    node = entity_iri(entity.id, base)
    yield node, RDF.type, CLASS_OF[entity.type]
    yield node, RDFS.label, text(entity.label)
    yield node, SKOS.prefLabel, text(entity.label)


def _names(entity: Entity, base: str) -> Iterator[Triple]:
    """Yield all that the thing is called.

    Raises:
        ValueError: the id is not of the entity's type, and could be taken for another thing.
    """
    if not entity.id.startswith(f"{entity.type}:"):
        raise ValueError(f"the id of a {entity.type} starts with '{entity.type}:', not {entity.id!r}")
    yield from _labels(entity, base)
    node = entity_iri(entity.id, base)
    for name in entity.names:
        yield node, _NAME_TERM[name.use], text(name.text)
    if entity.wikidata:
        yield node, SKOS.exactMatch, wikidata_iri(entity.wikidata)


def _facts(entity: Entity, bodies: Mapping[str, Entity], base: str) -> Iterator[Quad]:
    """Yield what the registry claims about the thing, each line a statement of its own."""
    if not entity.known:
        return

    def label(key: str) -> str:
        return bodies[key].label if key in bodies else key

    for body in entity.member_of:
        line = content_id("registry", entity.id, "memberOf", body)
        yield from _line(line, f"{entity.label}: member of {label(body)}", base)
        yield Quad(
            entity_iri(entity.id, base),
            KG.memberOf,
            entity_iri(body, base),
            entity_iri(f"statement:{line}", base),
        )
    for office in entity.offices:
        line = content_id("registry", entity.id, office.title, office.body, office.start, office.end)
        since = f", {office.start or ''}–{office.end or ''}" if office.start or office.end else ""
        yield from _line(line, f"{entity.label}: {office.title}, {label(office.body)}{since}", base)
        for triple in _office(entity, office, line, base):
            yield Quad(*triple, entity_iri(f"statement:{line}", base))


def _line(line: str, words: str, base: str) -> Iterator[Quad]:
    """Yield the statement that one line of the registry is, and the registry as its document."""
    registry, statement = entity_iri(REGISTRY, base), entity_iri(f"statement:{line}", base)
    said: tuple[Triple, ...] = (
        (registry, RDF.type, KG.Document),
        (registry, DC.title, text(_TITLE)),
        (registry, DC.source, text("ontology/actors")),
        (statement, RDF.type, KG.Statement),
        (statement, RDF.type, SCHEMA.Claim),
        (statement, KG.inDocument, registry),
        (statement, KG.speaker, registry),
        (statement, PROV.wasAttributedTo, registry),
        (statement, KG.mode, text("registry")),
        (statement, KG.act, text("state")),
        (statement, KG.content, text(words)),
    )
    for triple in said:
        yield Quad(*triple, registry)
    for term in (RDFS.label, SKOS.prefLabel):
        yield Quad(registry, term, text(_TITLE), registry_graph(base))


def _office(entity: Entity, office: Office, line: str, base: str) -> Iterator[Triple]:
    person, body = entity_iri(entity.id, base), entity_iri(office.body, base)
    node = entity_iri(f"membership:{line}", base)
    yield person, KG.hasPosition, body
    yield node, RDF.type, ORG.Membership
    yield node, RDFS.label, text(office.title)
    yield node, ORG.member, person
    yield node, ORG.organization, body
    if office.start:
        yield node, KG.start, moment(office.start)
    if office.end:
        yield node, KG.end, moment(office.end)
