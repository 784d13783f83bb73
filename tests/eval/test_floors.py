"""The product reads as well as it did: no measure below its floor; and our scorer counts as the shared one does."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.eval.run import EVERY, HERE, SHARED, annotations, below, present
from tests.eval.score import Json, Score, score

SCORER = SHARED / "eval" / "score_annotations.py"
beside = pytest.mark.skipif(not present("shared"), reason="no folder ../shared beside the checkout")


@cache
def read(name: str) -> tuple[Json, ...]:
    """Return what the product reads in a set; only once, for both tests."""
    return tuple(annotations(name))


@pytest.mark.parametrize("name", ["invented", "layouts", "unseen"])
def test_the_invented_gold_is_read_as_well_as_before(name):
    """No measure on our own gold falls below its floor."""
    assert below(name, score(EVERY[name][0], read(name))) == []


@pytest.mark.shared
@beside
def test_the_shared_gold_is_read_as_well_as_before():
    """No measure on the shared gold falls below its floor."""
    assert below("shared", score(EVERY["shared"][0], read("shared"))) == []


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.is_file(), reason="no scorer in ../shared beside the checkout")
@pytest.mark.parametrize("name", ["invented", pytest.param("shared", marks=beside)])
def test_our_scorer_agrees_with_the_shared_one(name, tmp_path):
    """Each measure differs by at most 0.002; where two gold entities bear one name, theirs takes either."""
    system = tmp_path / "system.jsonl"
    system.write_text("".join(f"{json.dumps(a)}\n" for a in read(name)), encoding="utf-8")
    ours = score(EVERY[name][0], read(name))
    theirs = [_theirs(EVERY[name][0], system, seed) for seed in range(3)]
    apart = {
        measure: count.f
        for measure, count in ours.counts.items()
        if min(abs(count.f - table[measure]["f"]) for table in theirs) > 0.002
    }
    assert apart == {}


def _theirs(gold, system, seed):
    command = [sys.executable, str(SCORER), str(gold), str(system), "--json"]
    done = subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)}
    )
    return json.loads(done.stdout)


def test_a_score_adds_up_over_documents():
    """Counts are summed before dividing: one right of two, then one right of one and one missed."""
    result = Score()
    result.compare("speakers", "one", {1}, {1, 2})
    result.compare("speakers", "two", {1, 2}, {1})
    count = result.counts["speakers"]
    assert (count.right, count.wrong, count.missed, count.gold) == (2, 1, 1, 3)
    assert count.precision == count.recall == count.f == pytest.approx(2 / 3)
    assert result.errors["speakers"] == ["one: wrong 2", "two: missed 2"]


def test_a_measure_of_nothing_is_zero():
    """No gold and nothing found divides by nothing."""
    result = Score()
    result.compare("figures", "one", (), ())
    assert result.counts["figures"].f == 0


def test_every_document_of_the_gold_must_be_annotated():
    """A document that was not read is an error, not a score of nought for it."""
    with pytest.raises(ValueError, match="0 annotations"):
        score(HERE / "gold", [])


def test_floors_name_measures_that_exist():
    """A misspelt measure would have no floor."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    measures = set(score(EVERY["invented"][0], read("invented")).counts)
    assert set(floors) == set(EVERY)
    assert all(set(of) == measures for of in floors.values())
