"""``import kg`` from Python."""

import subprocess
import sys

import pytest

import kg
from kg.errors import QueryError, StoreError, UnknownEntityError
from kg.graph.store import open_store
from tests.sample import READINGS


@pytest.fixture
def graph(tmp_path):
    store = open_store(tmp_path / "store", writable=True)
    with store.writer() as writer:
        for reading in READINGS:
            writer.replace(reading, f"test:{reading.document.source}")
    store.close()
    with kg.open(tmp_path / "store") as opened:
        yield opened


def test_who_said_takes_names(graph):
    assert [saying.speaker_label for saying in graph.who_said(about="LU")] == ["Ilva Drell"]
    assert graph.who_said(about="Zembia", by="Drell", since="2031-04", mode="turn", nested=False, limit=1)


def test_who_said_knows_who_relays_acts_attitudes_and_confidence(graph):
    assert [saying.speaker_label for saying in graph.who_said(via="Drell")] == ["Tam Moorvel"]
    assert [saying.act for saying in graph.who_said(acts=["deny", "fear"])] == ["deny"]
    assert len(graph.who_said(speech_only=True, min_confidence=0.9)) == 4
    assert graph.who_said(min_confidence=0.91) == []
    assert graph.timeline(min_confidence=0.91) == graph.figures(min_confidence=0.91) == []
    assert {claim.mode for claim in graph.claims(min_confidence=0.91)} == {"registry"}
    with pytest.raises(QueryError):
        graph.who_said(min_confidence=90)


def test_the_other_questions(graph):
    assert graph.show("Drell").label == "Ilva Drell"
    assert [event.type for event in graph.timeline("Vostania", until="2031-03")] == ["MEET"]
    assert "memberOf" in {claim.predicate for claim in graph.claims("LU")}
    assert graph.select("ASK { ?s ?p ?o }").rows == [{"ask": True}]


def test_an_unknown_name_raises(graph):
    with pytest.raises(UnknownEntityError, match="Zembia"):
        graph.who_said(about="Zembja")


def test_a_missing_store_raises(tmp_path):
    with pytest.raises(StoreError):
        kg.open(tmp_path / "none")


def test_importing_kg_loads_nothing_heavy():
    code = "import sys, kg; sys.exit(any(m in sys.modules for m in ('spacy', 'networkx', 'pyoxigraph', 'click')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_that_of_the_distribution():
    assert kg.__version__[0].isdigit()
