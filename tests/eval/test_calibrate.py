"""The calibration counts rightly: what is right, what the weights are, and what is said of documents held out."""

import json
import xml.etree.ElementTree as ET
from math import log

import numpy as np
import pytest

from kg.extract.confidence import measured
from kg.model import Document
from tests.eval import calibrate as module
from tests.eval.calibrate import PAGE, calibrate
from tests.eval.calibrate_fit import (
    Bin,
    Weight,
    bins,
    brier,
    by_chance,
    calibration_error,
    chance,
    fit,
    held_out,
    rates,
    regression,
)
from tests.eval.calibrate_pages import Group, data, picture, reliability, wilson
from tests.eval.calibrate_samples import KINDS, Sample, samples
from tests.eval.peers_documents import POLNEAR, SCORER, Article, Standoff
from tests.eval.peers_scores import load_scorer

NEWS = """Elena Drell said that the tax belongs to nobody.

The town lies on the coast of Norway. It has a harbour. Ships come every day, and nobody has counted them.

“The tax was never paid and never will be.”
"""
TALK = "Talk on the harbour tax\n\nQ: Who pays for it?\n\nA: Nobody does. We said so.\n\nQ: Why is that?\n\nA: We are poor here.\n"
DRELL, MOORVEL = "person:elena-drell", "person:tomas-moorvel"
ENTITIES = {
    DRELL: {"type": "person", "labels": ["Elena Drell"]},
    MOORVEL: {"type": "person", "labels": ["Tomas Moorvel"]},
}


def document(text):
    """Return an invented document."""
    return Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-06")


def units(text, speaker, mode):
    """Return a unit for each paragraph, all said by one speaker."""
    for i, words in enumerate(text.strip().split("\n\n")):
        start = text.index(words)
        said = [{"speaker": speaker, "mode": mode, "content": words}]
        yield {"i": i, "start": start, "end": start + len(words), "text": words, "attributions": said}


@pytest.fixture
def standoff(tmp_path):
    """Return a function that makes a document with gold: who says every paragraph."""

    def make(text, speaker, skip=0):
        listed = [json.dumps(unit) for unit in units(text, speaker, "indirect")][skip:]
        (tmp_path / "invented.units.jsonl").write_text("\n".join(listed), encoding="utf-8")
        facts = json.dumps({"entities": ENTITIES})
        (tmp_path / "invented.facts.json").write_text(facts, encoding="utf-8")
        return Standoff("gold", document(text), tmp_path, "invented")

    return make


def test_an_attribution_is_right_when_the_gold_has_its_speaker_there(standoff):
    """And the quotation that floats behind it, too; both are wrong when the gold has another."""
    for speaker, right in ((DRELL, True), (MOORVEL, False)):
        found = list(samples(standoff(NEWS, speaker)))
        assert [(one.kind, one.right) for one in found] == [("attribution", right), ("floating", right)]
        assert found[0].traits["bias"] == 1
        assert found[0].traits["named"] == 1


def test_where_the_gold_has_no_unit_nothing_is_right_or_wrong(standoff):
    """A gold of part of a text is no gold of the rest."""
    assert [one.kind for one in samples(standoff(NEWS, DRELL, skip=1))] == ["floating"]


def test_turns_are_counted_by_how_they_begin(standoff):
    """With a mark that names nobody: the one who answers is not known, so that all are wrong."""
    found = [one for one in samples(standoff(TALK, DRELL)) if one.kind != "attribution"]
    assert {(one.kind, one.right) for one in found} == {("marked turn", False)}
    named = TALK.replace("Q:", "MOORVEL:").replace("A:", "ELENA DRELL:")
    found = [one for one in samples(standoff(named, DRELL)) if one.kind != "attribution"]
    assert ("named turn", True) in {(one.kind, one.right) for one in found}


def test_the_unlikely_is_measured_too(standoff, monkeypatch):
    """Nothing is dropped: the quotation is still hers who spoke before."""
    monkeypatch.setattr("tests.eval.calibrate_samples.confidence", lambda *_: 0.001)
    found = [(one.kind, one.right) for one in samples(standoff(NEWS, DRELL))]
    assert found == [("attribution", True), ("floating", True)]


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.is_file(), reason="no scorer in ../shared beside the checkout")
def test_in_the_corpus_the_content_and_a_word_of_the_source_must_agree():
    """What the gold discards is neither right nor wrong."""
    text = NEWS.partition("\n")[0]

    def at(words):
        return [text.index(words), text.index(words) + len(words)]

    content = [at("the tax belongs to nobody")]

    def found(source, discarded=()):
        gold = {"text": text, "attributions": [{"source": source, "content": content}], "ignore": discarded}
        return [one.right for one in samples(Article(POLNEAR, document(text), gold, load_scorer(SCORER)))]

    assert found(at("Drell")) == [True]
    assert found(at("tax")) == [False]
    assert found(None) == [False]
    assert found(at("Drell"), [[0, len(text)]]) == []


def many(right, wrong, of="gold", doc="one", **traits):
    """Return samples with the same traits."""
    return [Sample(of, doc, i < right, traits={"bias": 1.0, **traits}) for i in range(right + wrong)]


def test_the_bias_alone_says_the_share():
    """It is not drawn to nought: 30 of 40 are right."""
    weights = fit(many(30, 10), POLNEAR)
    assert weights["bias"].value == pytest.approx(log(3))
    assert weights["bias"].seen == 40
    assert chance({"bias": 1.0}, weights) == pytest.approx(0.75)


def test_the_weights_are_where_the_penalised_likelihood_is_flat():
    """The slope by the definition, not by the code under test."""
    drawn = np.random.RandomState(0)
    table = np.column_stack([np.ones(60), drawn.rand(60, 2)])
    right, counts = (drawn.rand(60) < 0.6).astype(float), drawn.randint(1, 5, 60).astype(float)
    weights = regression(table, right, counts)
    chances = 1 / (1 + np.exp(-table @ weights))
    slope = (counts * (right - chances)) @ table - 1.5 * np.array([0, 1, 1]) * weights
    assert np.abs(slope).max() < 1e-6


def test_a_rare_trait_has_no_weight():
    """Five samples teach nothing, six do."""
    found = many(20, 20) + many(5, 0, rare=1.0) + many(6, 0, known=1.0)
    weights = fit(found, POLNEAR)
    assert "rare" not in weights
    assert weights["known"].value > 0
    assert weights["known"].seen == 6


def test_a_sample_of_the_gold_counts_five_times():
    """10 right ones of the gold outweigh 30 wrong ones of the corpus: 50 to 30."""
    weights = fit(many(10, 0) + many(0, 30, of=POLNEAR), POLNEAR)
    assert weights["bias"].value == pytest.approx(log(50 / 30))


def test_samples_that_are_all_right_cannot_be_fitted():
    """No weight is high enough."""
    with pytest.raises(ValueError, match="all samples are right"):
        fit(many(20, 0), POLNEAR)


def test_what_is_said_of_a_document_is_learnt_from_the_others():
    """Five documents are half right, the sixth is wholly wrong: none of its own samples tells so."""
    halves = [one for name in "abcd" for one in many(20, 20, doc=name)]
    said = held_out([*halves, *many(0, 40, doc="e")], POLNEAR)
    assert said[-40:] == pytest.approx([0.5] * 40)
    assert said[0] == pytest.approx(60 / 160)


def test_what_is_said_is_compared_with_what_is_tenth_by_tenth():
    """By hand: two bins, 0.9 said of four of which half are right, 0.25 of two of which none is."""
    said, right = [0.95, 0.95, 0.95, 0.95, 0.2, 0.2], [True, True, False, False, False, False]
    found = bins(said, right)
    assert found == [Bin(2, 0.2, 0.0, 2), Bin(9, pytest.approx(0.95), 0.5, 4)]
    assert calibration_error(found) == pytest.approx((4 * 0.45 + 2 * 0.2) / 6)
    assert brier(said, right) == pytest.approx((2 * 0.05**2 + 2 * 0.95**2 + 2 * 0.2**2) / 6)
    assert bins([1.0], [True])[0].tenth == 9


def test_few_samples_differ_by_chance_more_than_many():
    """And what is certain does not."""
    assert by_chance([0.5] * 10) > by_chance([0.5] * 1000) > 0.0
    assert by_chance([1.0] * 10) == 0.0


def test_a_kind_of_statement_is_never_certain():
    """Laplace: (right + 1) / (all + 2); of what was never seen nothing is known."""
    turns = [Sample("gold", "one", right=True, kind="named turn")] * 8
    found = rates(turns)
    assert found["named turn"] == Weight(0.9, 8)
    assert found["floating"] == Weight(0.5, 0)
    assert tuple(found) == KINDS


def test_the_data_are_read_as_they_were_written(monkeypatch, tmp_path):
    """By the extractors; weights to two digits, chances to three."""
    (tmp_path / "confidence.csv").write_text(
        data({"bias": Weight(-0.126, 40)}, {"floating": Weight(0.9, 8)}), encoding="utf-8"
    )
    monkeypatch.setattr("kg.extract.confidence.data", lambda _: tmp_path)
    measured.cache_clear()
    assert (measured("weight"), measured("chance")) == ({"bias": -0.13}, {"floating": 0.9})
    measured.cache_clear()


def group(name, chances, right):
    """Return a group whose samples are repeated until they are drawn."""
    return Group(name, [r for r in right for _ in range(8)], [c for c in chances for _ in range(8)])


def test_the_picture_has_a_dot_for_each_tenth_and_all_counts():
    """Well formed, the dot at said and is: from the left and from the top, 400 pixels a side."""
    groups = [group("gold", [0.25, 0.75], [False, True]), group(POLNEAR, [0.55], [True])]
    root = ET.fromstring(picture(groups))
    dots = [one.attrib for one in root.iter("{http://www.w3.org/2000/svg}circle")]
    assert [(dot["cx"], dot["cy"]) for dot in dots[:2]] == [("160.0", "424.0"), ("360.0", "24.0")]
    assert len(dots) == 3
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("8") == 3
    assert "prefers-color-scheme: dark" in picture(groups)


def test_an_interval_holds_the_share_and_narrows():
    """Wilson's for 8 of 10, from the textbook."""
    low, high = wilson(Bin(8, 0.8, 0.8, 10))
    assert (low, high) == (pytest.approx(0.490, abs=1e-3), pytest.approx(0.943, abs=1e-3))
    assert wilson(Bin(8, 0.8, 0.8, 1000))[0] > low


def test_the_table_says_what_the_threshold_keeps():
    """Two of the three that are likely enough are right; one right one is lost."""
    printed = reliability([Group("gold", [True, True, False, True], [0.9, 0.8, 0.6, 0.1])], 0.5)
    assert "| right, of those from 0.5 on | 67 % of 3 |" in printed
    assert "| of the right ones, 0.5 or more | 67 % of 3 |" in printed
    assert "| 0.9–1.0 | 0.90 / 1.00 (1) |" in printed


def test_a_calibration_without_the_corpus_shows_the_gold_alone():
    """Where ../shared is absent."""
    found = [one for name in "abcde" for one in many(10, 10, doc=name)]
    done = calibrate([*found, Sample("gold", "a", right=True, kind="floating")])
    assert [one.name for one in done.groups] == ["gold"]
    assert POLNEAR not in done.tables
    assert "| floating | 1 | 1 | 0.667 |" in done.tables


def test_what_is_missing_is_told_and_nothing_is_written(monkeypatch, capsys):
    """Numbers of less gold would not be comparable."""
    monkeypatch.setattr(module, "missing", lambda: [POLNEAR])
    monkeypatch.setattr("sys.argv", ["calibrate", "--write"])
    with pytest.raises(SystemExit) as left:
        module.main()
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert f"without {POLNEAR}, which is not in" in said
    assert "--write needs all of the gold" in said


def test_the_page_shows_the_chances_that_are_used():
    """Data and docs are written together."""
    page = PAGE.read_text(encoding="utf-8")
    assert set(measured("chance")) == set(KINDS)
    rows = {kind: page.partition(f"| {kind} |")[2].partition("\n")[0] for kind in KINDS}
    assert {kind: float(row.split("|")[-2]) for kind, row in rows.items()} == measured("chance")
