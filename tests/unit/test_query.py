"""Questions to the graph."""

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UnknownEntityError
from kg.model import Entity, EntityType, Name
from kg.query import (
    Wanted,
    claims,
    figures,
    named,
    named_queries,
    resolve,
    select,
    show,
    timeline,
    who_said,
)
from kg.query.periods import within
from kg.resources import data
from tests import sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


def said(view, **wanted):
    return [saying.words for saying in who_said(view, Wanted(**wanted))]


MEMBER = "Zembia is a member of the Lake Union."
MET = "We met in Tirask … and 2,300 people came"
PLAN = "Vostania and Zembia will hold talks in Tirask in May 2031."
DENIAL = "that Zembia had not asked for them"


def test_who_said_gives_all_in_order_of_documents_and_reading_and_leaves_the_registry_out(view):
    assert said(view) == [MEMBER, MET, PLAN, DENIAL]
    assert {saying.mode for saying in who_said(view)} == {"turn", "direct", "narration", "indirect"}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"about": frozenset({"the lake union"})}, [MEMBER]),
        ({"about": frozenset({"LU", "Vostania"})}, [MEMBER, MET, PLAN]),
        ({"by": frozenset({"Drell"})}, [MEMBER, DENIAL]),
        ({"by": frozenset({"person:ilva-drell"}), "about": frozenset({"polity:zembia"})}, [MEMBER, DENIAL]),
        ({"nested": False}, [MEMBER, PLAN, DENIAL]),
        ({"mode": "direct"}, [MET]),
        ({"since": "2031-04"}, [MEMBER, PLAN]),
        ({"until": "2031-03-15"}, [MET]),
        ({"since": "2031", "until": "2031"}, [MEMBER, MET, PLAN]),
        ({"limit": 1}, [MEMBER]),
    ],
)
def test_who_said_finds_what_is_wanted(view, wanted, words):
    assert said(view, **wanted) == words


def test_a_saying_tells_speaker_office_relay_topics_and_place(view):
    member, met = who_said(view)[:2]
    assert (member.speaker_label, member.role) == ("Ilva Drell", "Deputy Foreign Minister of Vostania")
    assert (member.dated_by, member.channel, member.venue, member.addressee) == (
        "publication", "interview", None, None,
    )  # fmt: skip
    assert (met.dated_by, met.venue, met.addressee) == (
        "text", ("org:lake-union", "Lake Union"), ("person:ilva-drell", "Ilva Drell"),
    )  # fmt: skip
    assert met.relayed_by == ("Ilva Drell",)
    assert met.about == (("polity:vostania", "Vostania"), ("polity:zembia", "Zembia"))
    assert sample.INTERVIEW_TEXT[member.start : member.end] == member.words
    assert sample.INTERVIEW_TEXT[met.start : met.end].startswith("We met in Tirask”")
    assert (met.source, met.publisher, met.document) == (
        "interview.txt",
        "Harbour Gazette",
        sample.INTERVIEW.document.id,
    )


def test_a_ring_of_reports_ends():
    """No reader makes one, yet a store may hold it."""
    turn, quote = sample.INTERVIEW.utterances
    ring = replace(sample.INTERVIEW, utterances=(replace(turn, reported_in=quote.id), quote))
    assert len(who_said(sample.view_of(ring))) == 2


@pytest.mark.parametrize("date", ["yesterday", "2031-4", "2031-04-06T00:00", ""])
def test_a_limit_that_is_no_date_is_refused(view, date):
    with pytest.raises(QueryError, match="a date reads"):
        who_said(view, Wanted(since=date))


@pytest.mark.parametrize(
    ("iso", "since", "until", "expected"),
    [
        ("2031-04-06", "2031-04-06", "2031-04-06", True),
        ("2031-04", "2031-04-15", None, True),
        ("2031", None, "2030", False),
        ("2030-12/2031-02", "2031-02-10", None, True),
        ("2030-12/2031-02", "2031-03", None, False),
        (None, None, None, True),
    ],
)
def test_times_of_different_length_compare(iso, since, until, expected):
    assert within(iso, since, until) is expected


@pytest.mark.parametrize("name", ["zembia", "ZEMBIA", "The Zembia", "  Zémbia ", "polity:zembia", "Zembian"])
def test_a_name_is_found_whatever_its_case_accents_and_article(view, name):
    assert [match.id for match in resolve(view, name)] == ["polity:zembia"]


def test_a_capital_is_the_city_and_then_its_government(view):
    """Tirask is a city that is talked about, and the capital of Vostania, which is said to speak there."""
    assert [match.id for match in resolve(view, "Tirask")] == ["place:tirask", "polity:vostania"]


def test_all_who_bear_a_name_are_found_and_taken():
    namesake = Entity("polity:old-vostania", EntityType.POLITY, "Old Vostania", (Name("Vostania"),))
    view = sample.view_of(replace(sample.NEWS, entities=(*sample.NEWS.entities, namesake)))
    assert [match.id for match in resolve(view, "Vostania")] == ["polity:vostania", "polity:old-vostania"]
    assert said(view, about=frozenset({"Vostania"})) == [PLAN]


def test_a_surname_alone_finds_the_person():
    bare = replace(sample.DRELL, names=())
    view = sample.view_of(replace(sample.NEWS, entities=(bare, *sample.NEWS.entities[1:])))
    assert [match.id for match in resolve(view, "drell")] == ["person:ilva-drell"]


def test_a_person_may_have_a_label_without_a_word():
    view = sample.view_of(
        replace(sample.NEWS, entities=(replace(sample.DRELL, label=" "), *sample.NEWS.entities[1:]))
    )
    assert [match.id for match in resolve(view, "Drell")] == ["person:ilva-drell"]


@pytest.mark.parametrize(
    ("name", "hint"), [("Zembiya", "Zembia"), ("Union", "Lake Union"), ("Ilva Drel", "Ilva Drell")]
)
def test_an_unknown_name_suggests_the_nearest(view, name, hint):
    with pytest.raises(UnknownEntityError, match=f"did you mean {hint}"):
        resolve(view, name)


@given(name=st.text(st.characters()))
def test_any_name_is_found_or_refused(view, name):
    with suppress(UnknownEntityError):
        assert resolve(view, name)


def test_names_are_found_fast_among_thousands():
    """5,000 entities; the limit is generous, a tenth of it is usual."""
    crowd = tuple(
        Entity(f"person:n-{number}", EntityType.PERSON, f"Person Surname{number}", (Name(f"Alias{number}"),))
        for number in range(5000)
    )
    view = sample.view_of(replace(sample.NEWS, entities=(*sample.NEWS.entities, *crowd)))
    resolve(view, "Zembia")
    start = time.perf_counter()
    resolve(view, "Alias4711")
    with pytest.raises(UnknownEntityError):
        resolve(view, "Alyas4711")
    assert time.perf_counter() - start < 1


def test_the_timeline_is_by_date_with_claimants_and_words(view):
    meeting, talks = timeline(view)
    assert (meeting.date, meeting.type, meeting.status, meeting.places) == (
        "2031-03",
        "MEET",
        "happened",
        (("place:tirask", "Tirask"),),
    )
    assert meeting.claimants == ("Tam Moorvel",)
    assert talks.participants == (("polity:vostania", "Vostania"), ("polity:zembia", "Zembia"))
    assert sample.INTERVIEW_TEXT[meeting.start : meeting.end] == meeting.words == "We met in Tirask"
    assert timeline(view, ["Lake Union"]) == []
    assert timeline(view, ["Tirask"], since="2031-04") == [talks]


def test_one_event_of_two_claimants_is_one_line_that_shows_both_views():
    (event,) = sample.INTERVIEW.events
    other = sample.INTERVIEW.statements[0]
    denied = replace(event, stated_in=other.id, status="negated", evidence=other.evidence, date=None)
    (line,) = timeline(sample.view_of(replace(sample.INTERVIEW, events=(event, denied))))
    assert line.claimants == ("Ilva Drell", "Tam Moorvel")
    assert line.status == "happened / negated"
    assert line.date == "2031-03"
    told = [(claim.statement, claim.speaker, claim.status, claim.denied) for claim in line.claims]
    assert told == [  # in reading order
        (other.id, "person:ilva-drell", "negated", True),
        (event.stated_in, "person:tam-moorvel", "happened", False),
    ]


def test_who_denies_an_event_that_happened_says_that_it_did_not():
    event = replace(sample.NEWS.events[0], stated_in=sample.NEWS.statements[1].id, status="happened")
    (line,) = timeline(sample.view_of(replace(sample.NEWS, events=(event,))))
    assert (line.status, line.claims[0].status) == ("negated", "negated")


def test_only_the_statements_that_are_asked_for_tell_of_events(view):
    _, talks = timeline(view)
    assert timeline(view, among={talks.claims[0].statement}) == [talks]
    assert timeline(view, among=set()) == []


def test_undated_events_come_last():
    (event,) = sample.INTERVIEW.events
    undated = replace(event, id="a" * 16, date=None, label="A meeting")
    assert [
        line.date for line in timeline(sample.view_of(replace(sample.INTERVIEW, events=(undated, event))))
    ] == [
        "2031-03",
        None,
    ]


def test_claims_are_relations_parts_in_events_and_topics_each_with_its_claimant(view):
    found = {(c.subject_label, c.predicate, c.object_label, c.speaker_label, c.mode) for c in claims(view)}
    assert ("Zembia", "memberOf", "Lake Union", "Ilva Drell", "turn") in found
    assert ("Vostania", "memberOf", "Lake Union", "Registry of actors", "registry") in found
    assert ("Vostania", "MEET", "Meeting of Vostania and Zembia", "Tam Moorvel", "direct") in found
    assert ("Ilva Drell", "kg:about", "Zembia", "Ilva Drell", "indirect") in found


def test_the_place_of_a_claim_holds_its_words(view):
    texts = {"interview.txt": sample.INTERVIEW_TEXT, "news.txt": sample.NEWS_TEXT}
    for claim in claims(view):
        if claim.mode != "registry" and " … " not in claim.words:
            assert texts[claim.source][claim.start : claim.end] == claim.words


def test_claims_about_one_have_it_at_an_end_or_as_speaker(view):
    found = claims(view, ["Lake Union"])
    assert found
    assert all("org:lake-union" in (c.subject, c.object, c.speaker) for c in found)


def test_structural_part_of_is_no_claim(view):
    """``kg:partOf`` ties a statement to its utterance too; only what a statement claims is a claim."""
    assert not [claim for claim in claims(view) if claim.predicate == "partOf"]


def test_figures_have_number_unit_and_claimant(view):
    (figure,) = figures(view, ["Vostania"])
    assert (figure.number, figure.unit, figure.speaker_label) == (2300.0, "people", "Tam Moorvel")
    assert figures(view) == [figure]
    assert figures(view, ["Lake Union"]) == []


def test_a_card_shows_all_about_one(view):
    card = show(view, "person:ilva-drell")
    assert (card.label, card.type, card.wikidata, card.aliases) == (
        "Ilva Drell",
        "person",
        "Q99990001",
        ("Drell",),
    )
    assert [(o.title, o.body_label, o.start, o.claimant) for o in card.offices] == [
        ("Deputy Foreign Minister", "Vostania", "2031-02-01", "Registry of actors")
    ]
    assert (card.statements_by, card.statements_about) == (2, 0)
    zembia = show(view, "Zembia")
    assert (zembia.statements_by, zembia.statements_about) == (0, 4)
    assert [(topic.label, topic.statements) for topic in zembia.topics] == [
        ("Vostania", 2),
        ("Lake Union", 1),
    ]
    assert len(zembia.events) == 2
    assert [claim.predicate for claim in zembia.relations] == ["memberOf"]


def test_every_named_query_has_a_help_line_and_runs(view):
    files = {file.name for file in (data("ontology") / "queries").iterdir()}
    assert files == {f"{name}.rq" for name in named_queries()}
    for name, answers in named_queries().items():
        assert answers
        assert named(view, name).rows or name == "textless", name  # here every document has its text


def test_an_unknown_query_lists_the_known(view):
    with pytest.raises(QueryError, match="who-said"):
        named(view, "who-sang")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { service silent ?x { ?s ?p ?o } } } } }",
        "SELECT * { ?a ?b ?c FILTER(?c<'>')SERVICE<http://127.0.0.1:9/>{?x ?y 'z'} }",
        "SELECT * { ?a ?b ?c FILTER(?c<1)SERVICE#>\n<http://127.0.0.1:9/>{?x ?y ?z} }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o } SERVICE",
    ],
)
def test_a_query_cannot_reach_another_server(view, sparql):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        select(view, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT ?x { ?x ?y "the secret service" }',
        "SELECT ?service { ?service ?y <http://example.org/service> } # SERVICE",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:a ?o }",
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_word_service_is_harmless_elsewhere(view, sparql):
    assert select(view, sparql).rows == []


@pytest.mark.parametrize(
    "sparql",
    ["", "SELECT", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> 1 }", "LOAD <file:///etc/passwd>"],
)
def test_updates_and_nonsense_are_refused(view, sparql):
    with pytest.raises(QueryError):
        select(view, sparql)


def test_values_are_python_values(view):
    query = 'SELECT ?a ?b ?c ?d ?e ?f { VALUES (?a ?b ?c ?d ?e ?f) { (1 2.5 true <x:y> "z" UNDEF) } }'
    assert select(view, query).rows == [{"a": 1, "b": 2.5, "c": True, "d": "x:y", "e": "z", "f": None}]
    assert select(view, "ASK {}").rows == [{"ask": True}]
    (row,) = select(view, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1").rows
    assert set(row) == {"subject", "predicate", "object"}


def test_the_union_of_all_graphs_answers_and_graph_tells_who_says_so(view):
    query = """PREFIX kg: <https://w3id.org/dixit/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?who { GRAPH ?s { <https://w3id.org/dixit/id/polity/zembia> kg:memberOf ?o }
                      ?s kg:speaker/rdfs:label ?who }"""
    assert select(view, query).rows == [{"who": "Ilva Drell"}]


def test_a_title_before_a_name_does_not_hide_the_person(view):
    """“General X” finds X when nobody is called so in full; a place is never found by its last word."""
    assert [match.id for match in resolve(view, "General Moorvel")] == ["person:tam-moorvel"]
    with pytest.raises(UnknownEntityError):
        resolve(view, "South Tirask")


def hyphened(*labels):
    """Return a view of people so called."""
    people = tuple(Entity(f"person:p{n}", EntityType.PERSON, label) for n, label in enumerate(labels))
    return sample.view_of(replace(sample.INTERVIEW, entities=(*sample.INTERVIEW.entities, *people)))


def test_half_a_surname_finds_the_one_who_bears_it():
    """Of a name with a hyphen either half, but only where it is one person's."""
    one = hyphened("Esper Vallacor-Dunn")
    assert [match.label for match in resolve(one, "Vallacor")] == ["Esper Vallacor-Dunn"]
    with pytest.raises(UnknownEntityError):
        resolve(hyphened("Esper Vallacor-Dunn", "Ana Vallacor-Tem"), "Vallacor")


def test_suggestions_are_near_in_spelling():
    """A letter that is missing; nothing where nothing is near."""
    known = hyphened("Camira Ossandár", "Quitto")
    with pytest.raises(UnknownEntityError, match="did you mean Camira Ossandár"):
        resolve(known, "Ossandr")
    with pytest.raises(UnknownEntityError, match=r"called 'squid'$"):
        resolve(known, "squid")


def test_of_equal_bearers_the_polity_comes_first():
    """As where mentions are linked."""
    both = (
        Entity("place:tirvan", EntityType.PLACE, "Tirvan"),
        Entity("polity:tirvan", EntityType.POLITY, "Tirvan"),
    )
    known = sample.view_of(replace(sample.INTERVIEW, entities=(*sample.INTERVIEW.entities, *both)))
    assert [match.id for match in resolve(known, "Tirvan")] == ["polity:tirvan", "place:tirvan"]
