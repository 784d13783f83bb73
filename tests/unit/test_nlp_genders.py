"""What a name or a title tells about whom "he" and "she" can mean."""

import pytest

from kg.nlp.genders import of_name, of_title, sound
from kg.nlp.lexicon import given_names, words


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Agnes Thornby", "f"),
        ("Otto Renn", "m"),
        ("OTTO RENN", "m"),
        ("Jean-Luc Marivaux", "m"),
        ("Xyra Petrovna Vael", "f"),
        ("V. Dragunova", "f"),
        ("V. Dragunov", "m"),
        ("Kim Rae", ""),
        ("Agnes", ""),
        ("", ""),
    ],
)
def test_names(name, gender):
    """By given name, patronymic or family name; a single word is no given name, Kim may be either."""
    assert of_name(name) == gender


@pytest.mark.parametrize(
    ("title", "gender"), [("Mrs.", "f"), ("queen", "f"), ("spokesman", "m"), ("Mr", "m"), ("minister", "")]
)
def test_titles(title, gender):
    """Only titles that one of the two bears tell."""
    assert of_title(title) == gender


def test_an_unlisted_name_on_a_sounds_feminine():
    """Not a listed one of which we do not know, and no family name."""
    assert (sound("Zelvira Brun"), sound("Adama Brun"), sound("Otto Brun"), sound("Zelvira")) == (
        "f",
        "",
        "",
        "",
    )


def test_no_name_is_on_both_lists():
    """And all of them are given names."""
    feminine, masculine = words("feminine_names"), words("masculine_names")
    assert not feminine & masculine
    assert feminine | masculine <= given_names()
