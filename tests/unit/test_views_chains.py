"""Chains to read."""

import csv
import io
import json
from dataclasses import replace

import pytest

from kg.query import Wanted, who_said
from kg.views.chains import CHAINS
from kg.views.text import Screen, width
from tests import chain, sample
from tests.unit.test_query_chains import stack


def printed(layout, *acts, reading=chain.READING, columns=90):
    """Return what is printed of the statements with these acts."""
    wanted = Wanted(acts=frozenset(acts) or None)
    return "".join(CHAINS[layout](who_said(sample.view_of(reading), wanted), Screen(columns=columns)))


def at(words, nth=0):
    """Return how the place of words is printed."""
    found = sample.span(chain.TEXT, words, nth)
    return f"[{found.start}:{found.end}]"


def test_a_table_shows_the_levels_each_further_in():
    assert printed("table", "warn").splitlines() == [
        f"Ilva Drell (Deputy Foreign Minister of Vostania) · 2031-05-12 · in dialogue {at(chain.TURN)}",
        "“Ilva Drell on the lake” · Harbour Gazette · ferries.txt",
        f"  > Zembia · undated · reported · “Zembia announced” {at(chain.ANNOUNCED)}",
        "    > Tam Moorvel · undated · reported · “Moorvel … warned”",
        f"      (warns) {chain.WARNED} {at(chain.WARNED)} 60%",
    ]


def test_what_nobody_relays_stands_under_one_line():
    assert printed("table", "fear").splitlines()[0] == "Tam Moorvel · undated · reported · “Moorvel fears”"


def test_statements_of_one_utterance_stand_together():
    found = [saying for saying in who_said(sample.view_of(chain.READING)) if saying.mode == "turn"]
    text = "".join(CHAINS["table"](found, Screen(columns=90)))
    assert text.count("in dialogue") == 1
    assert (text.count("[44:130] 95%"), text.count("[131:150] 95%")) == (1, 1)


def test_two_sentences_of_a_report_stand_each_below_the_words_that_report_it():
    told = chain.READING.statements[2]
    where = sample.span(chain.TEXT, chain.MET)
    more = replace(told, id="f" * 16, content=(where,), evidence=sample.evidence(chain.TEXT, where))
    reading = replace(chain.READING, statements=(*chain.READING.statements, more))
    blocks = [
        block for block in printed("table", "state", reading=reading).split("\n\n") if "> Zembia" in block
    ]
    assert [at(chain.TURN) in block for block in blocks] == [True, False]


def test_what_one_reports_of_himself_is_a_level_of_its_own():
    turn, announced, *others = chain.READING.utterances
    himself = replace(chain.READING, utterances=(turn, replace(announced, speaker=turn.speaker), *others))
    assert "  > Ilva Drell · undated · reported" in printed("table", "state", reading=himself)


@pytest.mark.parametrize("columns", [40, 90])
def test_a_deep_chain_fits_the_screen(columns):
    deepest = max(who_said(sample.view_of(stack(40))), key=lambda saying: len(saying.chain))
    text = "".join(CHAINS["table"]([deepest], Screen(columns=columns)))
    assert max(map(width, text.splitlines())) <= columns
    assert text.count("> Zembia") == 40


def test_markdown_quotes_in_quotations():
    lines = printed("md", "warn").splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith(">") and " " in line] == [
        ">",
        ">>",
        ">>>",
    ]
    assert f">>> {chain.WARNED} `{at(chain.WARNED)}` 60%" in lines


def test_json_holds_a_list_of_levels():
    (found,) = json.loads(printed("json", "warn"))
    assert [level["speaker_label"] for level in found["chain"]] == ["Ilva Drell", "Zembia", "Tam Moorvel"]
    announced = sample.span(chain.TEXT, "announced")
    assert found["chain"][1]["cue"] == {"words": "announced", "start": announced.start, "end": announced.end}
    assert json.loads(printed("jsonl", "warn")) == found


def test_csv_holds_the_chain_as_one_text():
    (row,) = csv.DictReader(io.StringIO(printed("csv", "warn"), newline=""))
    assert row["confidence"] == "0.6"
    assert row["chain"] == (
        f"Ilva Drell (2031-05-12 · in dialogue) {at(chain.TURN)}"
        f" > Zembia (undated · reported · “Zembia announced”) {at(chain.ANNOUNCED)}"
        f" > Tam Moorvel (undated · reported · “Moorvel … warned”) {at(chain.WARNED)}"
    )
