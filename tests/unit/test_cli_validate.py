"""``kg validate``: documents, files of RDF, a store; what it prints and how it leaves."""

import json

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.cli import validate
from kg.cli.app import kg
from kg.graph.quads import quads
from kg.graph.store import memory_store, open_store
from kg.graph.vocab import KG, RDF
from tests import sample

RIGHT = set(quads(sample.INTERVIEW))
ACT = next(quad for quad in RIGHT if quad.predicate == KG.act and "statement" in quad.subject.value)
WRONG = (RIGHT - {ACT}) | {Quad(ACT.subject, ACT.predicate, Literal("mutter"), ACT.graph_name)}


def run(*words):
    return CliRunner().invoke(kg, ["validate", *map(str, words)])


def written(path, found):
    path.write_bytes(serialize(found, format=RdfFormat.N_QUADS))
    return path


def test_a_good_file_is_good(tmp_path):
    done = run(written(tmp_path / "good.nq", RIGHT))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "good.nq: nothing wrong" in done.stderr


def test_a_violation_names_file_node_property_value_and_constraint(tmp_path):
    done = run(written(tmp_path / "bad.nq", WRONG), "--format", "json")
    (row,) = json.loads(done.stdout)
    assert done.exit_code == 1
    assert row["document"] == "bad.nq"
    assert row["focus"].startswith(("statement:", "https://"))
    assert (row["path"], row["value"]) == ("kg:act", "mutter")
    assert row["constraint"].startswith("in state confirm")
    assert "1 wrong" in done.stderr


def test_turtle_and_trig_are_read_and_other_graphs_are_looked_at(tmp_path):
    turtle = tmp_path / "whole.ttl"
    turtle.write_bytes(serialize({quad.triple for quad in WRONG}, format=RdfFormat.TURTLE))
    assert "mutter" in run(turtle, "--format", "csv").stdout
    nobody = NamedNode("https://w3id.org/dixit/id/statement/nobody")
    claim = next(quad for quad in RIGHT if quad.object == KG.Figure)
    stray = RIGHT | {Quad(*claim.triple, nobody)}
    found = run(written(tmp_path / "stray.nq", stray), "--format", "jsonl")
    assert json.loads(found.stdout)["focus"] == "statement:nobody"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"not RDF", 1, "N-Quads"),
        (b"", 3, "nothing to validate"),
        (b"\n \n", 3, "nothing to validate"),
        (b"# a remark\n", 3, "nothing to validate"),
    ],
)
def test_what_is_no_rdf_is_said_so(tmp_path, content, code, words):
    file = tmp_path / "odd.nq"
    file.write_bytes(content)
    done = run(file)
    assert done.exit_code == code
    assert words in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_an_empty_file_beside_a_good_one_is_good(tmp_path):
    (tmp_path / "empty.nq").touch()
    assert run(tmp_path / "empty.nq", written(tmp_path / "good.nq", RIGHT)).exit_code == 0


@pytest.mark.parametrize("name", ["nowhere.ttl", "nowhere.rdf", "nowhere.txt", "nowhere"])
def test_a_missing_file_is_said_once(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    done = run(name)
    assert (done.exit_code, done.stderr) == (1, f"kg: {name}: no such file\n")


def test_a_folder_of_the_name_of_rdf_is_read_as_a_folder(tmp_path):
    (tmp_path / "all.nq").mkdir()
    written(tmp_path / "all.nq" / "bad.nq", WRONG)
    assert "1 wrong" in run(tmp_path / "all.nq").stderr


def test_a_missing_file_does_not_hide_the_others(tmp_path):
    done = run(tmp_path / "none.nq", written(tmp_path / "bad.nq", WRONG), "--format", "csv")
    assert done.exit_code == 1
    assert "none.nq" in done.stderr
    assert "mutter" in done.stdout


def test_a_document_is_read_and_its_graph_validated(tmp_path, monkeypatch):
    """The reading is a made one here: what is validated is its graph."""
    monkeypatch.setattr(validate, "read", lambda _document, _settings: sample.NEWS)
    file = tmp_path / "news.txt"
    file.write_text(sample.NEWS_TEXT, encoding="utf-8")
    assert run(file).exit_code == 0


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "store"), writable=True)
    with opened.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///a")
    yield opened, tmp_path / "store"
    opened.close()


def test_a_store_is_validated_as_a_whole(store):
    opened, path = store
    opened.close()
    assert run("--store", path).exit_code == 0


def test_a_violation_of_a_store_names_its_document(store):
    opened, path = store
    with opened.writer() as writer:
        writer.update(
            f"DELETE {{ GRAPH ?g {{ {ACT.subject} {ACT.predicate} ?act }} }} "
            f'INSERT {{ GRAPH ?g {{ {ACT.subject} {ACT.predicate} "mutter" }} }} '
            f"WHERE {{ GRAPH ?g {{ {ACT.subject} {ACT.predicate} ?act }} }}"
        )
    opened.close()
    done = run("--store", path, "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (done.exit_code, row["value"]) == (1, "mutter")
    assert row["document"] in (f"document:{sample.INTERVIEW.document.id}", "document:registry")


def test_an_empty_store_has_nothing_to_validate(tmp_path):
    open_store(str(tmp_path / "store"), writable=True).close()
    done = run("--store", tmp_path / "store")
    assert done.exit_code == 3
    assert "nothing to validate" in done.stderr


def test_the_password_of_a_store_is_not_printed(monkeypatch):
    monkeypatch.setattr("kg.cli.options.open_store", lambda _location, **_opened: memory_store())
    done = run("--store", "https://ada:hush@example.org/facts?query=sparql")
    assert "https://example.org/facts: nothing to validate" in done.stderr
    assert "hush" not in done.output


def test_no_store_is_an_error_that_says_where(tmp_path):
    done = run("--store", tmp_path / "none")
    assert done.exit_code != 0
    assert RDF.type.value not in done.output
