"""The word lists and the register of people are well formed."""

import csv
from pathlib import Path

import pyoxigraph
import pytest

from kg.model import ATTITUDES, Act, Channel

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
LEXICONS = ONTOLOGY / "lexicons"
PEOPLE = ONTOLOGY / "actors" / "people.ttl"


def words(text):
    return set(text.split())


ACTS = set(Act)
FRAMES = {"that", "to", "np", "as"}
CLASSES = words(
    "MEET TALKS CALL AGREE SIGN EXCHANGE VISIT ELECTION SUMMIT SENTENCE ARREST ATTACK ACCIDENT SANCTION AID "
    "PROTEST STATEMENT WITHDRAW REJECT PROPOSE EXERCISE"
)
KINDS = words(
    "state government diplomacy parliament military justice party religion business academia media other"
)
POSITIONS = {"before", "any", "adverb", "impersonal"}

# file: (header, columns that make the key)
TABLES = {
    "reporting_verbs.csv": ("lemma past participle present3 gerund act frame", ("lemma", "past")),
    "reporting_nouns.csv": ("noun plural act", ("noun",)),
    "channels.csv": ("phrase plural part channel prepositions", ("phrase", "part")),
    "titles.csv": ("title head kind", ("title",)),
    "roles.csv": ("noun plural gender kinds", ("noun",)),
    "polity_heads.csv": ("noun plural", ("noun",)),
    "institutions.csv": ("phrase slug", ("phrase",)),
    "group_sources.csv": ("noun plural", ("noun",)),
    "event_nouns.csv": ("word plural_or_forms class alone", ("word",)),
    "event_verbs.csv": ("word plural_or_forms class alone", ("word",)),
    "topic_weights.csv": ("way feature weight", ("way", "feature")),
}
# file: words in it, and words that must not be
LISTS = {
    "given_names.txt": ({"Volodymyr", "Nikol", "Ursula"}, {"Will", "May", "Grace"}),
    "feminine_names.txt": ({"Ursula", "Agnes", "Svetlana"}, {"Nikita", "Kim", "Otto"}),
    "masculine_names.txt": ({"Otto", "Nikita", "Volodymyr"}, {"Agnes", "Kim", "Adama"}),
    "verbs.txt": ({"is", "said", "announced"}, {"talks", "meets"}),
    "not_names.txt": ({"question", "however", "monday"}, {"smith"}),
    "honorifics.txt": ({"Mr", "Mr.", "Dr"}, {"President"}),
}
# column: the words allowed in it, one or several joined by "|"
CLOSED = {
    "act": ACTS,
    "frame": FRAMES,
    "channel": {*Channel, "-"},
    "part": {"noun", "verb"},
    "class": CLASSES,
    "kind": KINDS,
    "kinds": KINDS,
    "position": POSITIONS,
    "head": {"0", "1"},
    "alone": {"0", "1"},
    "gender": {"m", "f", "any"},
}

KG = "https://w3id.org/dixit/ontology#"
ORG = "http://www.w3.org/ns/org#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def rows(name):
    with (LEXICONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def people():
    return list(pyoxigraph.parse(path=str(PEOPLE), format=pyoxigraph.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def things(people):
    """Return subject → predicate → objects."""
    found = {}
    for quad in people:
        found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return found


def of_type(things, type_):
    return {name: facts for name, facts in things.items() if facts[RDF_TYPE][0].value == type_}


@pytest.mark.parametrize("name", TABLES)
def test_table_has_its_header_full_rows_and_no_duplicate_key(name):
    header, key = TABLES[name]
    first, *rest = rows(name)
    assert first == header.split()
    assert rest
    assert all(len(row) == len(first) and all(cell == cell.strip() != "" for cell in row) for row in rest)
    keys = [tuple(row[first.index(column)] for column in key) for row in rest]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", TABLES)
def test_closed_columns_hold_only_known_words(name):
    first, *rest = rows(name)
    for column in CLOSED.keys() & set(first):
        used = {word for row in rest for word in row[first.index(column)].split("|")}
        assert used <= CLOSED[column]


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("accuse", "accusation"),
        ("advise", "advice"),
        ("allege", "allegation"),
        ("apologise", "apology"),
        ("assure", "assurance"),
        ("believe", "belief"),
        ("complain", "complaint"),
        ("decree", "decree"),
        ("doubt", "doubt"),
        ("expect", "expectation"),
        ("forecast", "forecast"),
        ("insist", "insistence"),
        ("instruct", "instruction"),
        ("pledge", "pledge"),
        ("predict", "prediction"),
        ("protest", "protest"),
        ("reassure", "reassurance"),
        ("recommend", "recommendation"),
        ("refuse", "refusal"),
        ("regret", "regret"),
        ("suspect", "suspicion"),
        ("theorise", "theory"),
        ("threaten", "threat"),
    ],
)
def test_a_verb_and_its_noun_perform_the_same_act(verb, noun):
    """What one apologises by is an apology."""
    verbs = {row[0]: row[5] for row in rows("reporting_verbs.csv")}
    nouns = {row[0]: row[2] for row in rows("reporting_nouns.csv")}
    assert verbs[verb] == nouns[noun]


def test_only_what_need_not_be_said_is_an_attitude():
    """A forecast, a regret and a doubt are said; an expectation need not be."""
    verbs = {row[0]: row[5] for row in rows("reporting_verbs.csv")}
    assert not ATTITUDES & {
        verbs[v] for v in ("predict", "forecast", "estimate", "regret", "apologise", "lament", "doubt")
    }
    assert {verbs[v] for v in ("expect", "think", "hope", "want", "worry", "fear", "know")} == ATTITUDES


def test_every_channel_has_a_noun():
    assert {row[3] for row in rows("channels.csv")[1:] if row[2] == "noun"} == {*Channel, "-"}


def test_titles_are_lower_case():
    assert all(title == title.lower() for title, _, _ in rows("titles.csv"))


def test_every_act_has_a_verb_and_every_class_a_noun_and_a_verb():
    assert {row[5] for row in rows("reporting_verbs.csv")[1:]} == ACTS
    for name in ("event_nouns.csv", "event_verbs.csv"):
        assert {row[2] for row in rows(name)[1:]} == CLASSES


@pytest.mark.parametrize("name", LISTS)
def test_list_is_free_of_blanks_and_duplicates(name):
    wanted, unwanted = LISTS[name]
    lines = (LEXICONS / name).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert all(line == line.strip() != "" for line in lines)
    assert wanted <= set(lines)
    assert not unwanted & set(lines)


def test_people_have_no_blank_nodes(people):
    assert people
    nodes = [node for quad in people for node in (quad.subject, quad.object)]
    assert not [node for node in nodes if isinstance(node, pyoxigraph.BlankNode)]


def test_every_person_has_one_label_and_no_two_share_one(things):
    persons = of_type(things, KG + "Person")
    labels = [facts[PREF_LABEL] for facts in persons.values()]
    assert all(len(label) == 1 for label in labels)
    assert len({label[0].value for label in labels}) == len(persons)


def test_every_office_has_member_organization_and_label(things):
    persons = of_type(things, KG + "Person")
    for facts in of_type(things, ORG + "Membership").values():
        assert [member.value in persons for member in facts[ORG + "member"]] == [True]
        assert len(facts[ORG + "organization"]) == 1
        assert len(facts[LABEL]) == 1


def test_every_body_of_an_office_is_registered(things):
    files = sorted(set((ONTOLOGY / "actors").glob("*.ttl")) - {PEOPLE})
    known = {
        quad.subject.value
        for file in files
        for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    }
    offices = of_type(things, ORG + "Membership").values()
    assert {facts[ORG + "organization"][0].value for facts in offices} <= known


def test_dates_of_offices_are_in_order(things):
    for facts in of_type(things, ORG + "Membership").values():
        start, end = (facts.get(KG + name, [None])[0] for name in ("start", "end"))
        if start and end:
            shared = min(len(start.value), len(end.value))
            assert start.value[:shared] <= end.value[:shared]
