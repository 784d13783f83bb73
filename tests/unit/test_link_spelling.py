"""Names compared over alphabets and transliterations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.spelling import folded, plain, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yevgenia Hutsul", "Evgenia Gutsul"),
        ("Sergey Drell", "Sergei Drell"),
        ("Sergiy Drell", "Sergii Drell"),
        ("Aleksandr Tull", "Alexandr Tull"),
        ("Philip Moorvel", "Filip Moorvel"),
        ("Anna Moorvell", "Anna Moorvel"),
        ("Nikola Kralj", "Nikola Krali"),
        ("Béatrice Tull", "Beatrice Tull"),
        ("José María", "Jose Maria"),
    ],
)
def test_transliterations_of_one_name_are_equal(one, other):
    """The usual spellings fold to one key."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Elena Drell", "Elena Drill"), ("Tomas Tull", "Tomas Toll"), ("Anna", "Hanna")]
)
def test_other_names_stay_apart(one, other):
    """Folding is no guessing."""
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Élysée", "elysee"),
        ("  A  Lake-Union! ", "lake union"),
        ("Ștefan", "stefan"),
        ("Тираск", "тираск"),
        ("", ""),
    ],
)
def test_plain(name, expected):
    """Lower case, without accents, punctuation and article."""
    assert plain(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("5+2 mechanism", "5-plus-2-mechanism"),
        ("Harbour Workers' Union", "harbour-workers-union"),
        ("Norway’s Bank", "norways-bank"),
        ("Elena O'Drell", "elena-o-drell"),
        ("The Hague", "hague"),
        ("!!!", "unnamed"),
        ("🛶", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_slugs(name, expected):
    """Ids are kebab-case and never empty."""
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_short_and_has_no_space(name):
    """Whatever the name, the id can be written."""
    found = slug(name)
    assert 0 < len(found) <= 80
    assert not any(c.isspace() for c in found)
