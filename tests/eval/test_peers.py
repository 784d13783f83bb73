"""The comparison with other systems is fair: their sources get names, and they are scored as dixit is."""

import json
import re
from collections import Counter

import pytest

from kg.model import Document
from tests.eval import peers
from tests.eval.peers_documents import Standoff, cases, has_polnear
from tests.eval.peers_names import Names, annotation, in_marks
from tests.eval.peers_scores import interval, precision_recall_f, summed
from tests.eval.peers_systems import Attribution, tracker
from tests.eval.peers_tables import END, START, insert, tables
from tests.eval.run import SETS

ENTITIES = {
    "person:ilva-drell": {"type": "person", "labels": ["Ilva Drell", "Drell"]},
    "person:tam-moorvel": {"type": "person", "labels": ["Tam Moorvel"]},
    "polity:zembia": {"type": "polity", "labels": ["Zembia", "Zembian"]},
    "event:lake-talks": {"type": "event", "labels": ["Drell talks"]},
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Zembia’s minister Ilva Drell", "person:ilva-drell"),
        ("Moorvel", "person:tam-moorvel"),
        ("The Zembian side", "polity:zembia"),
        ("she", "person:ilva-drell"),
        ("it", "polity:zembia"),
        ("critics", None),
    ],
)
def test_a_source_is_looked_up_among_the_names_of_the_gold(source, expected):
    """A person in it, a longer name of its words, for a pronoun the last one before; else nobody."""
    text = f"Tam Moorvel met Zembia and Ilva Drell. So {source} said."
    place = text.index(f"So {source}") + 3
    assert Names(text, ENTITIES).bearer((place, place + len(source))) == expected


def test_a_pronoun_without_a_name_before_it_is_nobody():
    """Names behind it do not count."""
    assert Names("She said so. Ilva Drell left.", ENTITIES).bearer((0, 3)) is None


def test_content_is_quoted_when_half_of_it_is_in_marks():
    """An open mark reaches to the end of its paragraph."""
    text = "“It is deep,” and so on.\n“Nobody\nasked"
    assert in_marks(text, [(1, 11)])
    assert not in_marks(text, [(14, 23)])
    assert in_marks(text, [(26, 32)])
    assert not in_marks(text, [(33, 38)])


UNIT = {
    "i": 0,
    "start": 0,
    "end": 30,
    "kind": "narration",
    "text": "Drell said the lake was deep. ",
    "mentions": [],
    "attributions": [{"speaker": "person:ilva-drell", "mode": "direct", "content": "the lake was deep"}],
    "about": [],
}


def test_the_mode_is_that_of_the_gold_where_it_has_the_speaker():
    """Peers do not tell quoted from reported, and a dash for a mark should not cost them anything."""
    found = [
        Attribution((0, 5), None, ((11, 28),)),
        Attribution(None, None, ((11, 28),)),
        Attribution((6, 10), None, ((11, 28),)),
    ]
    read = annotation("d", UNIT["text"], found, [UNIT], ENTITIES)
    assert [(one["speaker"], one["mode"]) for one in read["statements"]] == [
        ("person:ilva-drell", "direct"),
        ("(unknown) said", "indirect"),
    ]


def test_contents_are_scored_unit_by_unit(tmp_path):
    """One right, one that the gold lacks."""
    (tmp_path / "d.units.jsonl").write_text(json.dumps(UNIT), encoding="utf-8")
    facts = {"entities": ENTITIES, "roles": [], "events": [], "relations": [], "figures": []}
    (tmp_path / "d.facts.json").write_text(json.dumps(facts), encoding="utf-8")
    document = Document(source="d.txt", text=UNIT["text"], sha256="")
    case = Standoff("set", document, tmp_path, "d")
    tally = case.peer([Attribution((0, 5), None, ((11, 28),)), Attribution((0, 5), None, ((0, 10),))])
    assert precision_recall_f(tally["contents"]) == pytest.approx((50, 100, 200 / 3))
    assert precision_recall_f(tally["speakers/direct"]) == (100, 100, 100)


def test_the_interval_holds_the_score_and_is_the_same_each_time():
    """Documents are drawn anew, by a fixed seed."""
    good, bad = {"m": counts(9, 10, 10)}, {"m": counts(1, 10, 10)}
    tallies = 20 * [good, bad]
    low, high = interval(tallies, "m")
    assert precision_recall_f(summed(tallies, "m"))[2] == pytest.approx(50)
    assert low == pytest.approx(50 - 1.96 * 40 / 40**0.5, abs=2)  # the normal approximation
    assert high == pytest.approx(50 + 1.96 * 40 / 40**0.5, abs=2)
    assert interval(tallies, "m") == (low, high)
    assert interval([good], "m") == pytest.approx((90, 90))


def counts(right, found, gold):
    return Counter({"found right": right, "found": found, "gold right": right, "gold": gold})


@pytest.mark.shared
@pytest.mark.skipif(not has_polnear(), reason="no PolNeAR in ../shared beside the checkout")
def test_the_gold_of_polnear_agrees_with_itself():
    """Its own attributions reach 100 % by the scorer beside the checkout."""
    case = next(iter(cases()))
    gold = [
        Attribution(one["source"], one["cue"], tuple(map(tuple, one["content"])))
        for one in case.gold["attributions"]
    ]
    tally = case.peer(gold)
    assert precision_recall_f(tally["content_soft"]) == (100, 100, 100)
    assert precision_recall_f(tally["joint_sourced"]) == (100, 100, 100)


def test_a_table_has_a_row_for_each_system(monkeypatch):
    """From documents to Markdown, without textacy."""
    monkeypatch.setattr(peers, "PEERS", {"rules": tracker})
    folder, _ = SETS["invented"]
    text = (folder / "wire-report.txt").read_text(encoding="utf-8")
    document = Document(source="wire-report.txt", text=text, sha256="")
    rows = peers.compare([Standoff("invented", document, folder, "wire-report")])
    printed = tables(rows, "PolNeAR", ["invented"])
    assert re.findall(r"^\| (rules|dixit[^|]*) \|", printed, re.M) == ["rules", peers.MODEL, peers.PRODUCT]
    assert "PolNeAR" not in printed
    scores = {row.name: precision_recall_f(summed(row.tallies["invented"], "contents"))[2] for row in rows}
    assert min(scores.values()) > 20


def test_tables_go_between_the_marks_of_the_page():
    """What stands around them stays; a page without marks is an error."""
    assert insert(f"a\n{START}\nold\n{END}\nb", "new\n") == f"a\n{START}\nnew\n{END}\nb"
    with pytest.raises(ValueError, match="the page has no"):
        insert("a page", "new\n")


@pytest.mark.parametrize(
    ("missing", "arguments", "reason"),
    [
        ("textacy", [], "textacy is not installed"),
        ("", ["--parser", "en_no_such"], "no spaCy package 'en_no_such'"),
        ("polnear", ["--write"], "would drop rows"),
    ],
)
def test_what_is_missing_is_said(monkeypatch, capsys, missing, arguments, reason):
    """Before anything is read."""
    monkeypatch.setattr(peers, "find_spec", lambda name: None if name == missing else "there")
    monkeypatch.setattr(peers, "has_polnear", lambda: missing != "polnear")
    monkeypatch.setattr("sys.argv", ["peers", *arguments])
    with pytest.raises(SystemExit):
        peers.main()
    assert reason in capsys.readouterr().err
