"""Rows in every format."""

import csv
import io
import json
from dataclasses import dataclass

import pytest

from kg.query import Saying
from kg.views.sayings import SAYINGS
from kg.views.tables import LAYOUTS, flat, record
from kg.views.text import Screen, width

HOSTILE = "\x1b[2J\u202e=HYPERLINK(1)|*b*<script>`\ud800"


@dataclass(frozen=True)
class Row:
    """A row with every kind of cell."""

    label: str
    about: tuple[tuple[str, str], ...]
    number: float
    none: str | None


ROWS = [Row("Ovel Nemyr", (("polity:kestria", "Kestria"), ("org:lu", "Lake Union")), 2300.0, None)]


def saying(**more: object) -> Saying:
    """Return a saying of an invented person."""
    fields: dict[str, object] = {
        "statement": "s1",
        "utterance": "u1",
        "speaker": "person:ovel-nemyr",
        "speaker_label": "Ovel Nemyr",
        "role": "Harbour Minister",
        "said_on": "2031-04-06",
        "dated_by": "text",
        "channel": None,
        "venue": None,
        "addressee": None,
        "mode": "turn",
        "act": "state",
        "words": "The lake is deep.",
        "about": (("place:lake", "the lake"),),
        "relayed_by": (),
        "document": "d1",
        "source": "talk.txt",
        "title": "A talk",
        "publisher": "Gazette",
        "published": "2031-04-06",
        "start": 10,
        "end": 27,
        "confidence": 0.75,
        "chain": (),
    }
    return Saying(**{**fields, **more})


def printed(layout: str, rows: list[object], columns: int = 80) -> str:
    """Return what a listing of sayings prints."""
    return "".join(SAYINGS[layout](rows, Screen(columns=columns)))


def test_json_holds_every_field():
    found = json.loads(printed("json", [saying()]))
    assert found[0]["words"] == "The lake is deep."
    assert found[0].keys() == record(saying()).keys()


def test_jsonl_is_one_object_a_line_even_for_hostile_text():
    lines = printed("jsonl", [saying(words=HOSTILE), saying()]).encode().splitlines()
    assert [json.loads(line)["words"] for line in lines] == [HOSTILE, "The lake is deep."]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_spreadsheet_runs_a_cell(formula):
    rows = list(csv.DictReader(io.StringIO(printed("csv", [saying(words=formula)]), newline="")))
    assert rows[0]["words"] == f"'{formula}"
    assert rows[0]["start"] == "10"


def test_csv_names_entities_with_their_ids():
    rows = list(csv.DictReader(io.StringIO("".join(LAYOUTS["csv"](ROWS, Screen())))))
    assert rows[0]["about"] == "Kestria (polity:kestria); Lake Union (org:lu)"


def test_markdown_is_not_broken_by_what_it_shows():
    text = printed("md", [saying(words=HOSTILE + "\n# heading\n")])
    assert "<script>" not in text
    assert "\n# heading" not in text
    assert r"\*b\*" in text


@pytest.mark.parametrize("layout", ["table", "md", "csv", "json", "jsonl"])
def test_no_rows_print_no_lines_but_a_valid_answer(layout):
    assert printed(layout, []).strip() in ("", "[]")


def test_neighbours_of_one_utterance_stand_under_one_header():
    rows = [saying(), saying(statement="s2", words="And cold.", start=28, end=37), saying(utterance="u2")]
    text = printed("table", rows)
    assert text.count("Ovel Nemyr (Harbour Minister) · 2031-04-06") == 2
    assert "And cold. [28:37]" in text


def test_a_relayed_saying_names_those_who_relay_it():
    text = printed("table", [saying(relayed_by=("Tessa Orun", "Gazette"), said_on=None, mode="direct")])
    assert "undated · quoted · via Tessa Orun, Gazette" in " ".join(text.split())


def test_a_date_that_is_only_that_of_publication_is_marked():
    """Nothing says that it was said on that day."""
    text = " ".join(printed("table", [saying(dated_by="publication")]).split())
    assert "2031-04-06 (publ.) · in dialogue" in text
    assert "(publ.)" not in printed("table", [saying()])


def test_the_receipt_tells_channel_venue_and_addressee():
    """As far as they are known, before the document."""
    radio, drell = ("org:radio-kelmar", "Radio Kelmar"), ("person:ilva-drell", "Ilva Drell")
    text = printed("table", [saying(channel="interview", venue=radio, addressee=drell)])
    assert "interview, Radio Kelmar · to Ilva Drell · “A talk”" in " ".join(text.split())
    assert "to Ilva Drell · “A talk”" in printed("md", [saying(addressee=drell)])
    assert printed("table", [saying()]).splitlines()[1].startswith("“A talk”")


def test_a_table_fits_the_terminal_and_is_safe():
    rows = [saying(words="外務大臣 " * 40 + HOSTILE, speaker_label="外" * 60 + "\x1b")]
    text = printed("table", rows, columns=60)
    assert max(width(line) for line in text.splitlines()) <= 60
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_generic_table_wraps_its_widest_column():
    rows = [{"name": "a", "answers": "word " * 40, "empty": None}]
    lines = "".join(LAYOUTS["table"](rows, Screen(columns=50))).splitlines()
    assert max(map(len, lines)) <= 50
    assert lines[0].split() == ["name", "answers"]


def test_numbers_read_as_numbers():
    assert (flat(2300.0), flat(0.25), flat(1e12), flat(True)) == ("2300", "0.25", "1e+12", "yes")  # noqa: FBT003


def test_a_row_must_have_fields():
    with pytest.raises(TypeError, match="int"):
        record(3)
