"""``kg who-said --nested``, ``--via``, ``--act``, ``--speech-only`` and ``--min-confidence``, from outside."""

import csv
import io
import json

import pytest

from kg.cli.app import run
from kg.graph.store import open_store
from tests import chain, sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("stores") / "store"
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for reading in (chain.READING, sample.NEWS):
            writer.replace(reading, f"test:{reading.document.source}")
    store.close()
    return path


@pytest.fixture
def kg(folder, monkeypatch, capfdbinary):
    """Return a function that runs ``kg`` and returns (code, standard output, standard error)."""
    monkeypatch.setenv("KG_STORE", str(folder))
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments):
        code = run([*map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def said(kg, *options):
    """Return the words that are found."""
    return [row["words"] for row in json.loads(kg("who-said", *options, "--format", "json")[1])]


def test_by_one_who_is_relayed_shows_through_whom(kg):
    _, out, _ = kg("who-said", "--by", "Moorvel")
    assert "Tam Moorvel · undated · reported · via Zembia, Ilva Drell\n" in out
    assert "  >" not in out


def test_nested_shows_the_chain_from_the_outermost_in(kg):
    _, out, _ = kg("who-said", "--by", "Moorvel", "--nested")
    starts = [line.split(" · ")[0] for line in out.splitlines() if " · " in line and "“Ilva" not in line]
    assert starts == [
        "Ilva Drell (Deputy Foreign Minister of Vostania)",
        "  > Zembia",
        "    > Tam Moorvel",
        "Tam Moorvel",
    ]
    assert "via" not in out


def test_no_nested_leaves_out_what_is_relayed(kg):
    assert said(kg, "--by", "Moorvel", "--no-nested") == [chain.FEARED]
    assert (
        said(kg, "--by", "Moorvel") == said(kg, "--by", "Moorvel", "--nested") == [chain.WARNED, chain.FEARED]
    )


@pytest.mark.parametrize("nested", [[], ["--nested"]])
def test_machines_get_the_chain_in_any_case(kg, nested):
    options = ["who-said", "--act", "warn", *nested, "--format"]
    (found,) = json.loads(kg(*options, "json")[1])
    assert json.loads(kg(*options, "jsonl")[1]) == found
    assert [level["speaker"] for level in found["chain"]] == [
        "person:ilva-drell",
        "polity:zembia",
        "person:tam-moorvel",
    ]
    (row,) = csv.DictReader(io.StringIO(kg(*options, "csv")[1], newline=""))
    assert row["chain"].count(" > ") == 2
    assert "Ilva Drell" in kg(*options, "md")[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--via", "Drell"], [chain.ANNOUNCED, chain.WARNED]),
        (["--via", "Zembia"], [chain.WARNED]),
        (["--act", "warn", "--act", "fear"], [chain.WARNED, chain.FEARED]),
        (["--by", "Moorvel", "--speech-only"], [chain.WARNED]),
        (["--by", "Moorvel", "--min-confidence", "0.9"], [chain.FEARED]),
        (["--by", "Moorvel", "--min-confidence", "0.9", "--speech-only"], []),
    ],
)
def test_who_said_finds_what_is_asked_for(kg, options, words):
    assert said(kg, *options) == words


def test_a_table_says_how_sure_it_is(kg):
    assert " 60%\n" in kg("who-said", "--act", "warn")[1]
    assert " · 60%\n" in kg("figures")[1]
    assert " · 90%\n" in kg("timeline")[1]


def test_figures_timeline_and_rank_leave_out_what_does_not_count(kg):
    assert kg("figures", "--min-confidence", "0.7")[0] == 3
    meeting = json.loads(kg("timeline", "--with", "Zembia", "--speech-only", "--format", "json")[1])[0]
    assert (meeting["claimants"], meeting["confidence"]) == (["Ilva Drell"], 0.9)
    counts = [
        sum(row["statements"] for row in json.loads(kg("rank", *options, "--format", "json")[1]))
        for options in ([], ["--speech-only"], ["--min-confidence", "0.95"])
    ]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 3


def test_path_goes_only_over_what_counts(kg):
    steps = json.loads(kg("path", "Zembia", "LU", "--format", "json")[1])
    assert [step["words"] for step in steps] == [chain.FEARED]
    others = json.loads(kg("path", "Zembia", "LU", "--speech-only", "--format", "json")[1])
    assert others
    assert chain.FEARED not in [step["words"] for step in others]


def test_map_draws_only_what_counts(kg, tmp_path):
    for name, options in (("all", []), ("sure", ["--min-confidence", "0.93"])):
        assert kg("map", "-o", tmp_path / name, *options)[0] == 0
    every, sure = ((tmp_path / name).read_text(encoding="utf-8") for name in ("all", "sure"))
    assert chain.FEARED in every
    assert chain.FEARED not in sure
    assert kg("map", "-o", "-", "--min-confidence", "1")[0] == 3


@pytest.mark.parametrize("command", ["who-said", "timeline", "figures", "map", "rank"])
@pytest.mark.parametrize("value", ["1.1", "-0.1", "nan", "much"])
def test_a_confidence_that_is_none_is_wrong_usage(kg, command, value):
    code, out, err = kg(command, f"--min-confidence={value}")
    assert (code, out) == (2, "")
    assert "--min-confidence" in err


def test_via_and_no_nested_contradict_each_other(kg):
    code, out, err = kg("who-said", "--via", "Drell", "--no-nested")
    assert (code, out) == (2, "")
    assert "--no-nested" in err


def test_ask_hands_its_options_on(kg):
    line = ["--speech-only", "--min-confidence", "0.5", "--nested"]
    code, out, err = kg("ask", "what did Moorvel say?", *line)
    assert err.startswith("→ kg who-said --by Moorvel --speech-only --min-confidence 0.5 --nested\n")
    assert (code, out) == kg("who-said", "--by", "Moorvel", *line)[:2]
    assert (
        kg("ask", "what did Moorvel say?", "--no-nested")[1]
        == kg("who-said", "--by", "Moorvel", "--no-nested")[1]
    )


def test_ask_refuses_an_option_that_the_command_lacks(kg):
    code, out, err = kg("ask", "who is Moorvel?", "--nested")
    assert (code, out) == (2, "")
    assert "--nested" in err


def test_ask_understands_who_relays(kg):
    _, out, err = kg("ask", "what did Moorvel say according to Zembia?", "--format", "json")
    assert err.startswith("→ kg who-said --by Moorvel --via Zembia\n")
    assert [row["words"] for row in json.loads(out)] == [chain.WARNED]


def test_the_query_of_chains_is_printed(kg):
    rows = list(csv.DictReader(io.StringIO(kg("query", "chains", "--format", "csv")[1], newline="")))
    assert [(row["who"], row["depth"], row["through"]) for row in rows if row["source"] == "ferries.txt"] == [
        ("Zembia", "1", "Ilva Drell"),
        ("Tam Moorvel", "1", "Zembia"),
        ("Tam Moorvel", "2", "Ilva Drell"),
    ]
