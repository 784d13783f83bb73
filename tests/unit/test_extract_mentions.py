"""Mentions: which words refer, to what kind of thing, and to which entity."""

import pytest

from kg.extract.mentions import find_mentions
from kg.graph.actors import load_actors
from kg.link import Gazetteer
from kg.model import Document, MentionForm
from kg.nlp import document_pipeline
from kg.pipeline import read


def mentions(text):
    """Return (words, entity) of each mention of a text."""
    found = read(Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette"))
    entity = {judgement.mention: judgement.entity for judgement in found.judgements}
    return [(mention.text, entity[mention.span]) for mention in found.mentions]


def mention(text, words):
    """Return the mention with these words."""
    found = read(Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette"))
    return next(m for m in found.mentions if m.text == words)


@pytest.mark.parametrize(
    ("text", "metonym", "entity"),
    [
        ("Oslo rejected the proposal of the fishers.", True, "polity:norway"),
        ("The authorities in Oslo rejected the proposal.", True, "polity:norway"),
        ("We told Oslo about the proposal.", True, "polity:norway"),
        ("The talks were held in Oslo on Monday.", False, "place:oslo"),
        ("The envoys arrived in Oslo on Monday.", False, "place:oslo"),
        ("Oslo, 6 May 2031", False, "place:oslo"),
        ("The envoys visited Oslo in June.", False, "place:oslo"),
        ("They held talks with the Chilean side in Oslo.", False, "place:oslo"),
        ("They reopened the road to Oslo.", False, "place:oslo"),
    ],
)
def test_a_capital_is_a_government_or_a_place(text, metonym, entity):
    """It acts, or things happen there."""
    assert mention(text, "Oslo").metonym is metonym
    assert ("Oslo", entity) in mentions(text)


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("The Norwegian side rejected it.", "Norwegian side", "polity:norway"),
        ("The Chilean leadership agreed to it.", "Chilean leadership", "polity:chile"),
        ("The Norwegian regime agreed to it.", "Norwegian regime", "polity:norway"),
        ("Norway's government agreed to it.", "Norway's government", "polity:norway"),
        ("The government of Norway agreed to it.", "government of Norway", "polity:norway"),
        ("The Oslo authorities agreed to it.", "Oslo authorities", "polity:norway"),
    ],
)
def test_phrases_around_a_polity(text, words, entity):
    """A side, a leadership, a regime, a government: all are the one polity, by a phrase."""
    assert mentions(text) == [(words, entity)]
    assert mention(text, words).form is MentionForm.NOMINAL


def test_the_anchor_of_a_phrase():
    """The phrase keeps the word that says whose side it is."""
    text = "The Norwegian side rejected it."
    found = mention(text, "Norwegian side")
    assert found.anchor is not None
    assert found.anchor.of(text) == "Norwegian"


def test_institutions():
    """Before or behind its owner; alone it is the one that the text has named."""
    text = "The Norwegian Foreign Ministry spoke. The Foreign Ministry said more."
    assert mentions(text) == [
        ("Norwegian Foreign Ministry", "org:norway-foreign-ministry"),
        ("Foreign Ministry", "org:norway-foreign-ministry"),
    ]
    assert ("Foreign Ministry of Chile", "org:chile-foreign-ministry") in mentions(
        "The Foreign Ministry of Chile was silent."
    )


@pytest.mark.parametrize(
    ("text", "words", "type_"),
    [
        ("Elena Drell arrived late.", "Elena Drell", "person"),
        ("Deputy Minister Ruvo Ekkelt arrived late.", "Ruvo Ekkelt", "person"),
        ("We asked Mr Ekkelt about it.", "Ekkelt", "person"),
        ("We asked Mr. Ekkelt about it.", "Ekkelt", "person"),
        ("We asked the Pelican Bank about it.", "Pelican Bank", "org"),
        ("We met on the Tirask Bridge on Monday.", "Tirask Bridge", "facility"),
        ("The boats sailed down the river Drosa.", "Drosa", "place"),
        ("The Istanbul talks failed on Monday.", "Istanbul talks", "event"),
        ("The Norwegian conflict went on.", "Norwegian conflict", "event"),
    ],
)
def test_unknown_names_have_a_type(text, words, type_):
    """By given name, title, head noun, or the words around."""
    assert mention(text, words).type.value == type_


@pytest.mark.parametrize(
    "name", ["Tomas van der Moor", "Ludwig de la Cruz-Oduya", "Marta ibn Saar", "Elena O'Drell"]
)
def test_particles_belong_to_the_name(name):
    """Small words and hyphens within a name do not end it."""
    assert [words for words, _ in mentions(f"Deputy Minister {name} arrived late.")] == [name]


def test_a_title_is_no_part_of_the_name():
    """The mention is the name alone."""
    assert mentions("Deputy Foreign Minister Elena Drell arrived.") == [("Elena Drell", "person:elena-drell")]


def test_two_titled_people():
    """Both are named."""
    found = mentions("Deputy Minister Elena Drell and Ambassador Tomas Moorvel left.")
    assert [words for words, _ in found] == ["Elena Drell", "Tomas Moorvel"]


@pytest.mark.parametrize("body", ["foreign ministry", "hydrocarbons ministry", "embassy"])
def test_ministries_in_lower_case_are_named(body):
    """Whose it is and what it is for name one body."""
    assert mention(f"The Norwegian {body} rejected it.", f"Norwegian {body}").form is MentionForm.NAME


def test_a_name_in_capitals_is_the_one_of_the_text():
    """A heading has no names of its own."""
    text = "ELENA DRELL ARRIVES\n\nThe envoy Elena Drell arrived late on Monday. She was tired."
    assert [entity for words, entity in mentions(text)] == ["person:elena-drell"] * 2


def test_demonyms_are_groups():
    """A people is not its state."""
    assert mentions("Norwegians and Chileans fish there.") == [
        ("Norwegians", "group:norwegians"),
        ("Chileans", "group:chileans"),
    ]


def test_bare_adjectives_are_no_mentions():
    """Nobody is named by "Norwegian fish"."""
    assert mentions("The Norwegian fish is big and the Chilean fish is small.") == []


def test_a_compound_adjective_names_both_for_the_subject():
    """It is no mention, but the sentence is about both."""
    text = "The Norwegian-Chilean relations are good."
    assert mentions(text) == []
    found = read(Document("invented.txt", text, "0" * 64))
    assert set(found.statements[0].about) == {"polity:norway", "polity:chile"}


def test_words_that_open_a_sentence_are_no_names():
    """A capital letter alone makes no name."""
    assert mentions("Yesterday it rained. However, nobody left. Boats came. When? Nobody knew.") == []


def test_mentions_are_in_order_and_are_their_words():
    """By place; the text of each is what stands at its span."""
    text = "🛶 Oslo told the Chilean side that Elena Drell left the Pelican Bank."
    found = read(Document("invented.txt", text, "0" * 64)).mentions
    assert [m.span.of(text) for m in found] == [m.text for m in found]
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)


def test_find_mentions_needs_only_a_doc_and_the_names():
    """The function by itself, as ``kg.pipeline`` calls it."""
    actors = load_actors()
    doc = document_pipeline(actors)("Norway left the European Union.")
    found = find_mentions(doc, Gazetteer(actors).by_name)
    assert [m.text for m in found] == ["Norway", "European Union"]


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("Norway proposed a conference of the states of the Gulf of Aden.", "Gulf of Aden", "Gulf"),
        ("Britain left the port to the United Arab Emirates.", "United Arab Emirates", "Arab Emirates"),
        ("The pact was extended in May at a meeting in Oslo.", "Oslo", "meeting in Oslo"),
        ("The pact was extended at the summit in Oslo.", "summit in Oslo", "Oslo"),
    ],
)
def test_a_longer_name_is_another_thing(text, there, not_there):
    """What the registry knows is not meant where the name goes on, nor an event where any one could be."""
    found = [words for words, _ in mentions(text)]
    assert there in found
    assert not_there not in found


def test_the_parts_of_a_name_must_fit():
    """Of a person in the registry, a given name is not somebody's family name."""
    assert dict(mentions("Ambassador Min Seok-ho told the press that nobody came."))["Min Seok-ho"] == (
        "person:min-seok-ho"
    )


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("NORWAY OFFERS TO HELP\n\nThe ships of Norway left.", "NORWAY", "polity:norway"),
        ("OSLO DENIES IT\n\nThe ships of Norway left.", "OSLO", "polity:norway"),
        ("The word NORWAY stood on the ship.", "NORWAY", None),
    ],
)
def test_a_headline_in_capitals_names_what_the_text_names(text, words, entity):
    """In a line of nothing but capitals a name of the registry is itself."""
    found = dict(mentions(text))
    assert found.get(words) == entity if entity else found.get(words) != "polity:norway"


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (
            "The ports of Dornavia are ready. We met the President of Republic Dornavia Enkhur Batsura.",
            "Enkhur Batsura",
        ),
        (
            "As noted in interview to agency expert of Institute of transit economy Oyura Dashdonor, "
            "project without consent of Chile is impossible.",
            "Oyura Dashdonor",
        ),
        (
            'Leader of opposition party "White Road" Gansur Lkhamov sharply criticised agreement.',
            "Gansur Lkhamov",
        ),
    ],
)
def test_a_person_is_not_fused_with_what_stands_before(text, there):
    """Country, institute and party before a name are not the name."""
    assert there in dict(mentions(text))
