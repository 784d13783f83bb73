"""Plug-ins by name."""

from importlib.metadata import EntryPoint

import pytest

from kg import registry as module
from kg.errors import UnknownPluginError
from kg.registry import Registry


@pytest.fixture
def plugged(monkeypatch):
    """Pretend that somebody installed a plug-in ``sorted`` for the group."""
    points = [EntryPoint("sorted", "builtins:sorted", "kg.sorters")]

    def entry_points(*, group, name=None):
        return [p for p in points if p.group == group and name in (None, p.name)]

    monkeypatch.setattr(module, "entry_points", entry_points)
    return Registry("kg.sorters", {"none": list})


def test_ours_and_theirs_are_found_by_name(plugged):
    """A foreign one is loaded when it is asked for."""
    assert plugged["none"] is list
    assert plugged["sorted"] is sorted


def test_all_names_are_listed_in_order(plugged):
    """Both kinds, sorted."""
    assert list(plugged) == ["none", "sorted"]
    assert len(plugged) == 2
    assert "sorted" in plugged
    assert "other" not in plugged


def test_ours_cannot_be_replaced(plugged, monkeypatch):
    """A plug-in of a name that we have does not take its place."""
    monkeypatch.setattr(
        module, "entry_points", lambda **_: [EntryPoint("none", "builtins:sorted", "kg.sorters")]
    )
    assert plugged["none"] is list


def test_an_unknown_name_lists_the_known_ones(plugged):
    """The message helps."""
    with pytest.raises(UnknownPluginError, match=r"^no sorter is called 'other', only: none, sorted$"):
        plugged["other"]
