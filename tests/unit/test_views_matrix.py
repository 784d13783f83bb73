"""The matrix: its numbers are those of the store."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query import Wanted, who_said
from kg.views.web.matrix import SPOKEN_ABOUT, matrix
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.debate import DEBATE
from tests.islands import island
from tests.sample import READINGS, view_of
from tests.unit.test_views_tables import saying

VIEW = view_of(DEBATE, *READINGS)
KEYS = st.sampled_from(["person:a", "polity:b", "org:c", "group:d", "place:e", "event:f"])


def data(scope=Scope()):  # noqa: B008 - frozen
    """Return the data of the page."""
    return island(VIEWS["matrix"](VIEW, scope).html)


def cells(shown):
    """Return the numbers of the table, by the names of row and column."""
    return Counter(
        (shown["rows"][one["row"]]["label"], shown["columns"][column]["label"])
        for one in shown["statements"]
        for column in one["about"]
    )


def test_each_number_is_that_of_the_statements_by_that_one_about_that_one():
    expected = Counter(
        (said.speaker_label, label)
        for said in who_said(VIEW)
        for key, label in said.about
        if key.partition(":")[0] in SPOKEN_ABOUT
    )
    assert cells(data()) == expected


def test_each_statement_has_its_receipt():
    told = {said.statement: said for said in who_said(VIEW)}
    for one in data()["statements"]:
        said = told[one["statement"]]
        assert (one["speaker"], one["start"], one["end"], one["document"]) == (
            said.speaker, said.start, said.end, said.document,
        )  # fmt: skip


def test_one_speaker_and_one_topic_are_a_row_and_a_column():
    shown = data(Scope(by=frozenset({"Drell"}), about=frozenset({"Zembia"})))
    assert [row["label"] for row in shown["rows"]] == ["Ilva Drell"]
    assert [column["label"] for column in shown["columns"]] == ["Zembia"]
    expected = who_said(VIEW, Wanted(by=frozenset({"Drell"}), about=frozenset({"Zembia"})))
    assert len(shown["statements"]) == len(expected)


def test_nobody_speaks_about_anybody():
    assert VIEWS["matrix"](view_of(), Scope()) is None
    assert VIEWS["matrix"](VIEW, Scope(since="2099")) is None


def test_same_store_same_page():
    other = view_of(*reversed((DEBATE, *READINGS)))
    assert VIEWS["matrix"](VIEW, Scope()).html == VIEWS["matrix"](other, Scope()).html


def test_what_is_cut_is_told():
    page = VIEWS["matrix"](VIEW, Scope(max_nodes=2))
    assert re.match(r"2 of \d+ speakers about 2 of \d+ persons", page.note)
    assert page.note in page.html.decode()


@given(st.lists(st.tuples(KEYS, st.frozensets(KEYS, max_size=3)), max_size=20), st.integers(1, 5))
def test_rows_and_columns_add_up(said, most):
    sayings = [
        saying(
            statement=str(n),
            speaker=speaker,
            speaker_label=speaker,
            about=tuple((k, k) for k in sorted(about)),
        )
        for n, (speaker, about) in enumerate(said)
    ]
    found = matrix(sayings, None, most)
    assert len(found.rows) <= most >= len(found.columns)
    rows = Counter(told.speaker for told, topics in found.told for _ in topics)
    columns = Counter(key for _, topics in found.told for key, _ in topics)
    assert rows.total() == columns.total()
    assert set(rows) <= {key for key, _ in found.rows}
    assert set(columns) <= {key for key, _ in found.columns}
    assert all(key.partition(":")[0] in SPOKEN_ABOUT for key in columns)
    if len(found.rows) == found.speakers and len(found.columns) == found.spoken_about:
        assert columns == Counter(
            key for _, about in said for key in about if key.partition(":")[0] in SPOKEN_ABOUT
        )


@pytest.mark.parametrize("most", [1, 2, 3])
def test_those_with_most_statements_are_kept(most):
    all_of_it = data()
    totals = Counter(name for (name, _), number in cells(all_of_it).items() for _ in range(number))
    by_statement = Counter(all_of_it["rows"][one["row"]]["label"] for one in all_of_it["statements"])
    shown = data(Scope(max_nodes=most))
    assert [row["label"] for row in shown["rows"]] == sorted(
        by_statement, key=lambda name: (-by_statement[name], name.casefold())
    )[:most]
    assert totals.total() >= by_statement.total()
