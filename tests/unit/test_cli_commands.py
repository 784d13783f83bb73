"""The command line from outside: what it prints where, and the code it leaves with."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from kg.cli.app import run
from kg.errors import UnansweredError
from kg.graph.store import open_store
from tests.sample import READINGS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("stores") / "store"
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for reading in READINGS:
            writer.replace(reading, f"test:{reading.document.source}")
    store.close()
    return path


@pytest.fixture
def kg(folder, monkeypatch, capfdbinary):
    """Return a function that runs ``kg`` and returns (code, standard output, standard error)."""
    monkeypatch.setenv("KG_STORE", str(folder))

    def call(*arguments):
        code = run([*map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_who_said_prints_words_on_stdout_and_remarks_on_stderr(kg):
    code, out, err = kg("who-said", "--about", "Zembia")
    assert code == 0
    assert "via Ilva Drell" in out
    assert "Zembia is a member of the Lake Union. [99:136] 90%" in out
    assert err == "4 statements, 3 speakers, 2 documents\n"


@pytest.mark.parametrize(
    ("options", "speakers"),
    [
        (["--about", "LU"], ["Ilva Drell"]),
        (["--by", "Drell"], ["Ilva Drell", "Ilva Drell"]),
        (["--about", "Zembia", "--no-nested"], ["Ilva Drell", "Zembian Herald", "Ilva Drell"]),
        (["--about", "Zembia", "--mode", "direct"], ["Tam Moorvel"]),
        (["--about", "Zembia", "--since", "2031-04"], ["Ilva Drell", "Zembian Herald"]),
        (["--about", "Zembia", "--until", "2031-03"], ["Tam Moorvel"]),
        (["--about", "Zembia", "--limit", "1"], ["Ilva Drell"]),
        (["--search", "peoples"], ["Tam Moorvel"]),
        (["--search", '"lake union" members', "--about", "Zembia"], ["Ilva Drell"]),
        (["--about", "LU", "--about", "Vostania"], ["Ilva Drell", "Tam Moorvel", "Zembian Herald"]),
    ],
)
def test_who_said_finds_what_is_asked_for(kg, options, speakers):
    _, out, _ = kg("who-said", *options, "--format", "json")
    assert [row["speaker_label"] for row in json.loads(out)] == speakers


@pytest.mark.parametrize("layout", ["json", "jsonl", "csv"])
@pytest.mark.parametrize(
    "command", [["who-said"], ["timeline"], ["figures"], ["rank"], ["query", "speakers"], ["show", "LU"]]
)
def test_every_listing_can_be_read_by_machines(kg, command, layout):
    code, out, _ = kg(*command, "--format", layout)
    assert code == 0
    match layout:
        case "json":
            rows = json.loads(out)
        case "jsonl":
            rows = [json.loads(line) for line in out.splitlines()]
        case _:
            rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert rows


def test_an_output_file_holds_what_stdout_would(kg, tmp_path):
    _, printed, _ = kg("who-said", "--by", "Drell", "-f", "csv")
    code, out, _ = kg("who-said", "--by", "Drell", "-f", "csv", "-o", tmp_path / "x.csv")
    assert (code, out) == (0, "")
    assert (tmp_path / "x.csv").read_bytes().decode() == printed


def test_nothing_found_is_code_3_and_a_valid_answer(kg):
    code, out, err = kg("who-said", "--by", "Moorvel", "--mode", "turn", "--format", "json")
    assert (code, json.loads(out)) == (3, [])
    assert "nothing found" in err


def test_an_unknown_name_suggests_the_nearest(kg):
    code, out, err = kg("who-said", "--about", "Zembja")
    assert (code, out) == (3, "")
    assert err.startswith("kg: nothing is called 'Zembja'")
    assert "Zembia" in err


@pytest.mark.parametrize(
    "arguments", [["who-said", "--since", "20x"], ["frob"], ["show"], ["export", "--to", "pdf"]]
)
def test_wrong_usage_is_code_2(kg, arguments):
    code, out, err = kg(*arguments)
    assert (code, out) == (2, "")
    assert "Error" in err


def test_a_missing_store_is_one_line(kg, tmp_path):
    code, out, err = kg("who-said", "--store", tmp_path / "none")
    assert (code, out) == (1, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1


def test_an_output_that_cannot_be_written_is_one_line(kg, tmp_path):
    code, _, err = kg("rank", "-o", tmp_path / "no" / "folder")
    assert code == 1
    assert err.count("\n") == 1


def test_a_malformed_query_is_wrong_usage(kg):
    code, out, err = kg("sparql", "SELECT nothing")
    assert (code, out) == (2, "")
    assert err.startswith("kg: not a SPARQL query")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "nope"], "kg: no query is called 'nope', only: chains, "),
        (["build", "--engine", "nope"], "kg: no engine is called 'nope', only: dask, local\n"),
        (["build", "--model", "nope"], "kg: no model 'nope', only: accurate, fast"),
    ],
)
def test_a_name_of_nothing_is_wrong_usage(kg, tmp_path, arguments, message):
    (tmp_path / "note.txt").write_text("Nothing was said.")
    documents = [tmp_path / "note.txt", "--store", tmp_path / "new"] if arguments[0] == "build" else []
    code, out, err = kg(*arguments, *documents)
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_a_query_that_cannot_be_answered_is_a_failure(kg, monkeypatch):
    def unanswered(*_):
        raise UnansweredError("the query cannot be answered: no room")

    monkeypatch.setattr("kg.cli.sparql.select", unanswered)
    assert kg("sparql", "ASK {}") == (1, "", "kg: the query cannot be answered: no room\n")


def test_a_mistake_in_a_query_is_where_it_says(kg):
    """The prefixes that need no declaration take no room."""
    assert "error at 1:15" in kg("sparql", "SELECT nothing")[2]


def test_sparql_from_an_argument_a_file_and_stdin(kg, tmp_path, monkeypatch):
    """The usual prefixes need no declaration."""
    text = "SELECT ?who WHERE { ?s kg:speaker ?who ; kg:mode 'direct' }"
    (tmp_path / "q.rq").write_text(text)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    answers = [kg("sparql", query, "-f", "csv")[1] for query in (text, tmp_path / "q.rq", "-")]
    assert len(set(answers)) == 1


def test_an_update_is_refused(kg):
    code, _, err = kg("sparql", "DELETE WHERE { ?s ?p ?o }")
    assert code == 2
    assert err.startswith("kg: ")


def test_ask_says_which_command_it_ran_and_gives_its_answer(kg):
    direct = kg("who-said", "--about", "Zembia", "--by", "Drell", "-f", "json")
    code, out, err = kg("ask", "What did Drell say about Zembia?", "-f", "json")
    assert err.startswith("→ kg who-said --about Zembia --by Drell\n")
    assert (code, out) == direct[:2]


def test_ask_needs_no_quotation_marks(kg):
    code, _, err = kg("ask", "who", "is", "Drell?")
    assert code == 0
    assert err.startswith("→ kg show Drell\n")


def test_ask_shows_examples_when_it_does_not_understand(kg):
    code, out, err = kg("ask", "why is the lake blue?")
    assert (code, out) == (2, "")
    assert "who said what about Armenia?" in err


def test_ask_for_an_unknown_name_is_nothing_found(kg):
    assert kg("ask", "who is Nobody Atall?")[0] == 3


def test_show_says_what_is_claimed_and_by_whom(kg):
    _, out, _ = kg("show", "Zembia")
    assert "Zembia memberOf Lake Union – says Ilva Drell, 2031-04-06" in out


def test_one_statement_is_one(kg):
    assert "speaks in 1 statement, is" in kg("show", "Moorvel")[1]
    assert "speaks in 2 statements, is" in kg("show", "Drell")[1]


def test_timeline_of_two_is_what_both_take_part_in(kg):
    _, out, _ = kg("timeline", "--about", "Vostania", "--with", "Zembia", "--format", "json")
    assert [event["type"] for event in json.loads(out)] == ["MEET", "TALKS"]
    assert kg("timeline", "--about", "Vostania", "--with", "LU")[0] == 3


def test_figures_are_found_by_what_is_counted(kg):
    assert "2,300 people" in kg("figures", "--of", "people")[1]
    assert kg("figures", "--of", "ships")[0] == 3


def test_path_is_a_chain_of_claims(kg):
    code, out, _ = kg("path", "Vostania", "LU", "--format", "json")
    assert code == 0
    assert all(step["speaker_label"] for step in json.loads(out))


def test_rank_knows_no_events(kg):
    _, out, _ = kg("rank", "--format", "json")
    assert {row["type"] for row in json.loads(out)} <= {"person", "polity", "org", "place"}


@pytest.mark.parametrize("name", ["nq", "trig", "turtle", "jsonld", "graphml"])
def test_export_writes_every_format(kg, name, tmp_path):
    code, out, _ = kg("export", "--to", name)
    assert code == 0
    assert "Zembia" in out
    assert kg("export", "--to", name, "-o", tmp_path / "x")[0] == 0
    assert (tmp_path / "x").read_text(encoding="utf-8") == out


def test_map_writes_one_file_and_says_what_it_shows(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = kg("map")
    assert (code, out) == (0, "")
    assert err.startswith("map.html: showing 7 of 7")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_map_is_a_picture_where_the_file_ends_so(kg, tmp_path):
    assert kg("map", "-o", tmp_path / "map.SVG")[2].strip().endswith("showing 7 of 7 names and events")
    assert (tmp_path / "map.SVG").read_bytes().startswith(b"<?xml")
    assert kg("map", "--by", "Lake Union", "-o", tmp_path / "none.svg")[0] == 3
    assert not (tmp_path / "none.svg").exists()


def test_an_interrupt_is_code_130(kg, monkeypatch):
    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.ask.who_said", interrupt)
    code, _, err = kg("who-said")
    assert code == 130
    assert err.strip() == "kg: interrupted"


def test_colour_only_on_a_terminal(kg):
    assert "\x1b" not in kg("who-said")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_a_closed_pipe_is_no_error(folder):
    """``kg … | head`` ends quietly."""
    command = f"{sys.executable} -m kg export --to nq --store {folder} | head -c 1"
    found = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")


def test_output_is_utf_8_whatever_the_locale(folder):
    done = subprocess.run(
        [sys.executable, "-m", "kg", "who-said", "--about", "Vostania", "--store", folder],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert "…" in done.stdout.decode()


def test_asking_loads_neither_spacy_nor_pyvis(folder):
    code = (
        "import sys; from kg.cli.app import run;"
        f"run(['who-said', '--about', 'Zembia', '--store', {str(folder)!r}]);"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'pyvis', 'rdflib', 'IPython')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
