"""Names as the model reads them, with all their words and no others. The readings here are made by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.name_kinds import head_type, kind_here
from kg.extract.name_spans import read_names
from kg.model import EntityType
from kg.nlp.language import COVERED

VOCAB = spacy.blank("en").vocab
GLUED = frozenset("-,.")


def read(text, known=(), adjectives=()):
    """Return the names in words "word/LABEL/POS/dep>head"; all but the word may be left out, head is a distance."""
    rows = [[*token.split("/"), "", "", ""][:4] for token in text.split()]
    words = [row[0] for row in rows]
    ties = [
        (row[3] or f"dep>{-i}").split(">") for i, row in enumerate(rows)
    ]  # else all hang on the first word
    doc = Doc(
        VOCAB,
        words,
        spaces=[w != "-" and (i + 1 == len(words) or words[i + 1] not in GLUED) for i, w in enumerate(words)],
        ents=[row[1] or "O" for row in rows],
        pos=[row[2] or "X" for row in rows],
        heads=[i + int(head) for i, (_, head) in enumerate(ties)],
        deps=[dep for dep, _ in ties],
    )
    doc.user_data[COVERED + "adjectives"] = frozenset(i for i, w in enumerate(words) if w in adjectives)
    taken = frozenset(i for i, w in enumerate(words) if w in known)
    return [(span.text, type_.value) for span, type_ in read_names(doc, taken)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they met Elena/B-PERSON Drell/I-PERSON there", [("Elena Drell", "person")]),
        ("they met Ambassador/B-PERSON Elena/I-PERSON Drell/I-PERSON there", [("Elena Drell", "person")]),
        ("they met the/B-ORG Pelican/I-ORG Bank/I-ORG there", [("Pelican Bank", "org")]),
        ("they met in Tir/B-GPE - Ask/B-GPE there", [("Tir-Ask", "place")]),
        ("they met in Tir/B-GPE - Ask there", [("Tir-Ask", "place")]),
        ("they met Pelican/B-ORG Bank there", [("Pelican Bank", "org")]),
        (
            "they met an Institute/B-ORG for Cold/O/PROPN Roads/O/PROPN there",
            [("Institute for Cold Roads", "org")],
        ),
        ("they met Russian/B-PERSON Foreign/I-PERSON Minister there", []),
        ("they met on Monday/B-DATE there", []),
        ("they met K./O/PROPN/dep>0 Ekkelt/B-PERSON/PROPN/flat>-1 there", [("K. Ekkelt", "person")]),
    ],
)
def test_extents(text, found):
    """Titles and articles go, the rest of a compound and initials come."""
    assert read(text, adjectives=("Russian",)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("answers of Ministry/B-ORG of/I-ORG Roads/I-ORG H.Tem/I-ORG today", ["Ministry of Roads", "H.Tem"]),
        ("answers of Ostrel/B-PERSON H.Tem/I-PERSON today", ["Ostrel", "H.Tem"]),
        ("Board/B-ORG of/I-ORG H.Tem/I-ORG met today", ["Board of H.Tem"]),
        ("Head of/B-PERSON Road/I-PERSON Board/I-PERSON Xelo/I-PERSON Tem/I-PERSON", ["Road Board", "Xelo Tem"]),
        ("we saw Road/B-ORG Board/I-ORG Xelo/I-ORG Tem/I-ORG there", ["Road Board Xelo Tem"]),
    ],
)  # fmt: skip
def test_a_person_behind_the_body_he_serves_has_a_name_of_his_own(text, found):
    """Initials tell, and an office before the body; else the name is one."""
    assert [name for name, _ in read(text)] == found


def test_two_readings_that_hang_together_are_one():
    """The tree says so."""
    text = "by Carla/B-PERSON/PROPN/nmod>1 Ostrel/B-PERSON/PROPN/ROOT>0 Prat/I-PERSON/PROPN/flat>-1 there"
    assert read(text) == [("Carla Ostrel Prat", "person")]


def test_two_readings_of_other_types_stay_two():
    """A place before a person is no part of the name."""
    text = "of Tirask/B-GPE/PROPN/nmod>1 Elena/B-PERSON/PROPN/ROOT>0 Drell/I-PERSON/PROPN/flat>-1 there"
    assert read(text) == [("Tirask", "place"), ("Elena Drell", "person")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("of Norway/B-PERSON Elena/I-PERSON Drell/I-PERSON there", [("Elena Drell", "person")]),
        ("the Norway/B-ORG Pelican/I-ORG Society/I-ORG there", [("Norway Pelican Society", "org")]),
        ("in Norway/B-GPE there", []),
    ],
)
def test_known_names(text, found):
    """A person's name is cut at one; a body's may hold one; one alone is the registry's."""
    assert read(text, known=("Norway",)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asked for the Harbour/O/PROPN/compound>1 Act/O/PROPN there", [("Harbour Act", "document")]),
        ("asked for the Declaration/O/NOUN on Trade/O/PROPN there", [("Declaration on Trade", "document")]),
        ("asked for the harbour act there", []),
    ],
)
def test_names_with_a_noun_that_the_model_left_out(text, found):
    """The noun and the tree tell."""
    assert read(text) == found


def test_a_person_behind_his_office_in_machine_translation():
    """What the office is for is no part of the name."""
    text = (
        "said Minister/B-PERSON of/I-PERSON the/I-PERSON Republic/I-PERSON Dragan/I-PERSON Vukelov/I-PERSON ."
    )
    assert read(text) == [("Dragan Vukelov", "person")]
    assert read("said Minister/B-PERSON of/I-PERSON Cold/I-PERSON Waters/I-PERSON there") == []


def test_what_nouns_say():
    """The last word of a name, or the first before "of"."""
    doc = Doc(VOCAB, "Tirask Bridge and Academy of Tirask".split())
    assert head_type(doc[0:2]) is EntityType.FACILITY
    assert head_type(doc[3:6]) is EntityType.ORG
    assert head_type(doc[0:1]) is None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("they met Ekkelt", EntityType.PERSON),
        ("they met in Ekkelt", EntityType.PLACE),
        ("boats on the Ekkelt", EntityType.PLACE),
        ("they told the Ekkelt", EntityType.ORG),
        ("they told Mr Ekkelt", EntityType.PERSON),
    ],
)
def test_where_no_person_is_named(text, type_):
    """Behind "in" and behind an article there are places and bodies."""
    doc = Doc(VOCAB, text.split())
    assert kind_here(doc, doc[len(doc) - 1 :], EntityType.PERSON) is type_
