"""Whom the short names of a document mean."""

from kg.link import Gazetteer, resolve
from kg.link.people import is_part
from kg.model import EntityType, Mention, MentionForm, Span


def ids(text, *names):
    """Return the entity of each name, in the order of the text."""
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention(Span(at, at + len(name)), name, MentionForm.NAME, EntityType.PERSON))
        at += len(name)
    links = resolve(mentions, text, Gazetteer([]))
    return [links.of[mention.span] for mention in mentions]


def test_the_first_of_two_family_names():
    """Rosalia Quintero Baldes is Quintero, and Quintero Baldes."""
    text = "Rosalia Quintero Baldes left. Quintero spoke. Quintero Baldes wrote. Rosalia wept."
    found = ids(text, "Rosalia Quintero Baldes", "Quintero", "Quintero Baldes", "Rosalia")
    assert set(found) == {"person:rosalia-quintero-baldes"}


def test_a_given_name_of_two_people_is_nobodys():
    """It stays a person of its own."""
    text = "Otto Renn met Otto Brandt. Otto spoke."
    assert ids(text, "Otto Renn", "Otto Brandt", "Otto")[-1] == "person:otto"


def test_the_initial_may_come_before_the_full_name():
    """A title line has K., the text all of it."""
    text = "K. Vossberg: no. Klaudia Vossberg spoke."
    assert set(ids(text, "K. Vossberg", "Klaudia Vossberg")) == {"person:klaudia-vossberg"}


def test_mr_and_mrs_of_one_family_name():
    """The courtesy title tells which."""
    text = "Agnes Thornby and Otto Thornby. Mrs Thornby spoke. Mr. Thornby wrote. Thornby left."
    found = ids(text, "Agnes Thornby", "Otto Thornby", "Thornby", "Thornby", "Thornby")
    assert found[2:] == ["person:agnes-thornby", "person:otto-thornby", "person:otto-thornby"]


def test_of_several_the_one_named_last_in_full():
    """Not the first of the document."""
    text = "Emil Forster spoke. Forster wrote. Viktor Forster left. Forster wept."
    found = ids(text, "Emil Forster", "Forster", "Viktor Forster", "Forster")
    assert found == ["person:emil-forster"] * 2 + ["person:viktor-forster"] * 2


def test_a_part_keeps_the_order():
    """Words of another order are another name."""
    assert is_part("Leticia Amarante Sobral", "Leticia Sobral")
    assert not is_part("Leticia Amarante Sobral", "Sobral Leticia")
    assert not is_part("Leticia Sobral", "Leticia Sobral")
