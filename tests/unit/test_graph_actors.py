"""The registry of actors."""

import random
import re

import pytest

from kg.errors import KgError
from kg.graph.actors import actors_of, load_actors
from kg.model import Entity, EntityType, Office
from tests.sample import VOSTANIA

TURTLE = """
@prefix kg: <https://w3id.org/dixit/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix id: <https://w3id.org/dixit/id/> .
<https://w3id.org/dixit/id/polity/vostania> a kg:Polity ;
    skos:prefLabel "Vostania" ; skos:altLabel "Republic of Vostania", "Vostania" ;
    kg:adjective "Vostanian" ; kg:demonym "Vostanians" ; kg:capital "Tirask" ;
    skos:exactMatch wd:Q99990002 ; kg:memberOf <https://w3id.org/dixit/id/org/lake-union> .
<https://w3id.org/dixit/id/org/lake-union> a kg:Organization ; skos:prefLabel "Lake Union" .
<https://w3id.org/dixit/id/person/ilva-drell> a kg:Person ; skos:prefLabel "Ilva Drell" .
<https://w3id.org/dixit/id/membership/1> a org:Membership ; rdfs:label "Deputy Foreign Minister" ;
    org:member <https://w3id.org/dixit/id/person/ilva-drell> ;
    org:organization <https://w3id.org/dixit/id/polity/vostania> ; kg:start "2031-02-01" .
"""
EXPECTED = (
    Entity("org:lake-union", EntityType.ORG, "Lake Union", known=True),
    Entity(
        "person:ilva-drell",
        EntityType.PERSON,
        "Ilva Drell",
        offices=(Office("Deputy Foreign Minister", "polity:vostania", "2031-02-01"),),
        known=True,
    ),
    VOSTANIA,
)


def test_turtle_becomes_entities_sorted_by_id():
    assert actors_of({"a.ttl": TURTLE.encode()}) == EXPECTED


def test_one_actor_may_be_described_in_several_files():
    prefixes, *blocks = re.split(r"(?m)^(?=<)", TURTLE)
    files = {f"{number}.ttl": (prefixes + block).encode() for number, block in enumerate(blocks)}
    assert actors_of(files) == EXPECTED
    turned = dict(random.Random(1).sample(sorted(files.items()), len(files)))
    assert actors_of(turned) == EXPECTED


def test_what_is_not_turtle_is_named():
    with pytest.raises(KgError, match=r"actors/bad\.ttl"):
        actors_of({"bad.ttl": b"<a> <b>"})


def test_an_actor_without_label_is_named():
    broken = TURTLE.replace('skos:prefLabel "Lake Union"', 'skos:altLabel "Lake Union"')
    with pytest.raises(KgError, match="org/lake-union"):
        actors_of({"a.ttl": broken.encode()})


def test_the_shipped_registry_is_sound():
    """Ids are unique and of their type; members and bodies of offices, as far as they are known, are bodies."""
    actors = {entity.id: entity for entity in load_actors()}
    assert len(actors) == len(load_actors())
    for entity in actors.values():
        assert entity.known
        assert entity.id.startswith(f"{entity.type}:")
        assert entity.label.strip() == entity.label != ""
