"""The registry of actors: ``ontology/actors/*.ttl`` → entities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import KgError
from kg.graph.vocab import CLASS_OF, KG, ORG, RDF, RDFS, SKOS, WIKIDATA, entity_id
from kg.model import Entity, Name, NameUse, Office
from kg.resources import data

Values = Mapping[str, list[str]]
"""What one subject says: predicate IRI → the values of its objects."""

_TYPE_OF = {node.value: kind for kind, node in CLASS_OF.items()}
_USES = (
    (SKOS.altLabel, NameUse.ALIAS),
    (KG.adjective, NameUse.ADJECTIVE),
    (KG.demonym, NameUse.DEMONYM),
    (KG.capital, NameUse.CAPITAL),
)


@cache
def load_actors() -> tuple[Entity, ...]:
    """Return every actor of the registry, sorted by id.

    Raises:
        KgError: a file is not Turtle, or an actor lacks a label.
    """
    folder = data("ontology") / "actors"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".ttl")), key=lambda file: file.name
    )
    return actors_of({file.name: file.read_bytes() for file in files})


def known_actor(key: str) -> Entity | None:
    """Return the actor of the registry with that id, if there is one."""
    return _by_id().get(key)


@cache
def _by_id() -> Mapping[str, Entity]:
    return {entity.id: entity for entity in load_actors()}


def actors_of(files: Mapping[str, bytes]) -> tuple[Entity, ...]:
    """Return the actors that Turtle ``files`` (name → content) describe together."""
    subjects = _subjects(files)
    offices = _offices(subjects)
    found = (_entity(iri, values, offices.get(iri, [])) for iri, values in subjects.items())
    return tuple(sorted((entity for entity in found if entity), key=lambda entity: entity.id))


def _subjects(files: Mapping[str, bytes]) -> Mapping[str, Values]:
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, content in files.items():
        try:
            for triple in parse(content, RdfFormat.TURTLE):
                if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Triple):
                    subjects[triple.subject.value][_predicate(triple)].append(triple.object.value)
        except SyntaxError as error:
            raise KgError(f"ontology/actors/{name}: not Turtle: {error}") from error
    return subjects


def _predicate(triple: Triple) -> str:
    """Return the predicate; a preferred label in another language is one more alias here."""
    foreign = isinstance(triple.object, Literal) and (triple.object.language or "en") != "en"
    return SKOS.altLabel.value if foreign and triple.predicate == SKOS.prefLabel else triple.predicate.value


def _offices(subjects: Mapping[str, Values]) -> Mapping[str, list[Office]]:
    offices: dict[str, list[Office]] = defaultdict(list)
    for values in subjects.values():
        if ORG.Membership.value not in values.get(RDF.type.value, ()):
            continue
        body = entity_id(_one(values, ORG.organization) or "")
        office = Office(_one(values, RDFS.label) or "", body, _one(values, KG.start), _one(values, KG.end))
        for member in values.get(ORG.member.value, ()):
            offices[member].append(office)
    return offices


def _one(values: Values, term: NamedNode) -> str | None:
    """Return the first value in the order of the alphabet, so that the order of lines does not matter."""
    return min(values.get(term.value, ()), default=None)


def _entity(iri: str, values: Values, offices: Iterable[Office]) -> Entity | None:
    kinds = sorted(_TYPE_OF[kind] for kind in values.get(RDF.type.value, ()) if kind in _TYPE_OF)
    if not kinds:
        return None
    label = _one(values, SKOS.prefLabel)
    if label is None:
        raise KgError(f"ontology/actors: <{iri}> has no skos:prefLabel")
    names = {Name(name, use) for term, use in _USES for name in values.get(term.value, ())}
    items = [match for match in values.get(SKOS.exactMatch.value, ()) if match.startswith(WIKIDATA)]
    return Entity(
        entity_id(iri),
        kinds[0],
        label,
        tuple(sorted(names - {Name(label)})),
        min(items).removeprefix(WIKIDATA) if items else None,
        tuple(
            sorted(
                offices, key=lambda office: (office.start or "", office.title, office.body, office.end or "")
            )
        ),
        tuple(sorted(entity_id(body) for body in values.get(KG.memberOf.value, ()))),
        known=True,
    )
