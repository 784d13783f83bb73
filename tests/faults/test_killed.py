"""Killed at any time: what was said to be durable is there, nothing is half there, and it opens again."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph.quads import own_quads
from kg.graph.store import open_store
from kg.graph.store.check import check
from tests.faults.writing import document, location

ROOT = Path(__file__).parents[2]
KILLS = 30
SEED = 20310406


def writing(path, size, first, lasting):
    """Write for so many seconds, then be killed; return the last number that was said to be durable."""
    command = [sys.executable, "-m", "tests.faults.writing", str(path), size, str(first)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    said = process.stdout.readline()
    time.sleep(lasting)
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0].splitlines()
    return int((rest or [said])[-1].strip() or -1)


def present(path):
    """Return the numbers of the documents that the ledger has, each of which must be in the graph as a whole."""
    store = open_store(path, writable=True)
    with store.writer() as writer:
        locations = set(writer.locations())
    store.close()
    return locations


@pytest.mark.parametrize("size", ["one", "many"])
def test_killed_again_and_again(tmp_path, size):
    path, first = tmp_path / "store", 0
    chance = random.Random(SEED)
    for _ in range(KILLS):
        durable = writing(path, size, first, chance.uniform(0, 0.25))
        there = present(path)
        assert {location(number) for number in range(durable + 1)} <= there
        first = len(there)
        assert there == {location(number) for number in range(first)}
    assert list(check(path)) == []
    store = open_store(path, writable=False)
    found = set(store.view().quads())
    for number in range(first):
        assert set(own_quads(document(number))) <= found, number
    rows = store.view().select("SELECT (COUNT(?d) AS ?n) { ?d a kg:Document ; kg:sha256 ?hash }").rows
    assert rows == [{"n": first}]
    store.close()
    assert first >= KILLS
