"""Every named question has the same rows whether a server answers from the union of all graphs or from named ones."""

from collections import Counter
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat

from kg.cli.app import kg
from kg.graph.quads import quads
from kg.graph.store import open_store
from kg.graph.vocab import PREFIXES
from kg.query import named_queries
from kg.resources import data
from tests import chance, debate, sample

SEEDS = Path(__file__).parents[2] / "seeds" / "documents"
FOLDER = data("ontology") / "queries"
ABOUT, MARK = "kg:about <https://w3id.org/dixit/id/polity/zembia>", "?statement a kg:Statement ."
REMARKS = {
    "co-topics": ("# VALUES ?entity", "VALUES ?entity { <https://w3id.org/dixit/id/polity/zembia> }"),
    "identities": ("# VALUES ?entity", "VALUES ?entity { <https://w3id.org/dixit/id/polity/vostania> }"),
    "offices": ("# VALUES ?person", "VALUES ?person { <https://w3id.org/dixit/id/person/ilva-drell> }"),
}
"""By question: the remark that can be put to use, and what it is replaced by."""


def text(name):
    """Return a question as it stands in its file."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(graph, query, *, union):
    """Return the rows of an answer, each with how often it comes."""
    found = graph.query(query, prefixes=PREFIXES, use_default_graph_as_union=union)
    return Counter(tuple(str(value) for value in row) for row in found)


def graph_of(*readings):
    """Return the graph of readings."""
    made = pyoxigraph.Store()
    for reading in readings:
        made.extend(set(quads(reading)))
    return made


@pytest.fixture(scope="module")
def graph():
    """Return what hand-made readings say."""
    return graph_of(*sample.READINGS, debate.DEBATE)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """Return what is read in the digests of the seeds."""
    folder = str(tmp_path_factory.mktemp("seeds") / "store")
    done = CliRunner().invoke(kg, ["build", str(SEEDS), "--store", folder])
    assert done.exit_code == 0, done.output
    store = open_store(folder, writable=False)
    made = pyoxigraph.Store()
    made.extend(store.view().quads())
    store.close()
    return made


def check(graph, name):
    """Compare the answers with the two kinds of default graph, and return the rows."""
    united = rows(graph, text(name), union=True)
    assert united == rows(graph, text(name), union=False)
    return united


@pytest.mark.parametrize("name", named_queries())
def test_the_default_graph_does_not_matter(graph, name):
    assert check(graph, name) or name == "textless", "here every document has its text"


@pytest.mark.parametrize("name", named_queries())
def test_nor_does_it_for_what_was_read_in_earnest(seeds, name):
    assert check(seeds, name) or name == "textless"


@pytest.mark.parametrize("seed", range(4))
def test_nor_does_it_for_readings_made_by_chance(seed):
    graph = graph_of(*chance.readings(Random(seed), 6))
    assert all(check(graph, name) for name in ("who-said", "chains", "events", "relations", "figures"))
    for name in named_queries():
        check(graph, name)


@pytest.mark.parametrize("name", [name for name in named_queries() if MARK in text(name)])
def test_nor_does_it_where_a_question_is_narrowed_to_a_topic(graph, name):
    narrowed = text(name).replace(MARK, f"?statement {ABOUT} .")
    united = rows(graph, narrowed, union=True)
    assert united == rows(graph, narrowed, union=False)
    if name != "counts":
        whole = rows(graph, text(name), union=True)
        assert united
        assert united.keys() <= whole.keys()


@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_can_be_put_to_use(graph, name):
    assert text(name).count(REMARKS[name][0] + "\n") == 1
    narrowed = text(name).replace(*REMARKS[name])
    united, whole = (rows(graph, query, union=True) for query in (narrowed, text(name)))
    wanted = REMARKS[name][1].split("{ ")[1].removesuffix(" }")
    assert united == {row: times for row, times in whole.items() if row[0] == wanted} != {}
    assert united == rows(graph, narrowed, union=False)


def test_no_question_has_a_row_twice(graph):
    """Nor would it if a triple stood in two graphs: the union of an engine need not merge them."""
    for name in named_queries():
        assert set(rows(graph, text(name), union=True).values()) <= {1}, name


def test_the_file_names_its_graphs_its_rows_and_its_form():
    for name in named_queries():
        for heading in ("Graphs", "Row", "Form", "Narrowed"):
            assert f"\n# {heading}: " in text(name), name


def test_a_written_and_read_graph_answers_alike(graph):
    """As N-Quads, on the way to another server."""
    copied = pyoxigraph.Store()
    copied.load(graph.dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)
    for name in named_queries():
        assert rows(copied, text(name), union=False) == rows(graph, text(name), union=True), name


def test_the_registry_is_the_part_of_the_relations_that_it_claims(graph):
    registry = "<https://w3id.org/dixit/id/document/registry>"
    claimed = rows(graph, text("relations"), union=False).items()
    assert (
        rows(graph, text("registry"), union=False)
        == {row: times for row, times in claimed if row[4] == registry}
        != {}
    )
