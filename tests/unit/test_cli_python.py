"""``import kg`` from Python."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from IPython.core.formatters import DisplayFormatter

import kg
from kg.errors import NothingToShowError, QueryError, StoreError, UnknownEntityError, UnknownPluginError
from kg.graph.store import open_store
from tests.sample import READINGS


class Frames(HTMLParser):
    """The elements of a piece of HTML, and the attributes of the last."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes = dict(attrs)


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


def test_words_are_searched(graph):
    assert [saying.speaker_label for saying in graph.who_said(search="peoples came")] == ["Tam Moorvel"]
    assert graph.who_said("Zembia", search='"came people" (') == []


def test_the_other_questions(graph):
    assert graph.conflicts() == graph.conflicts("Zembia", min_confidence=0.5) == []
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


def test_a_notebook_shows_the_map(graph):
    """As the display machinery of notebooks asks for it."""
    shown = graph.map("Zembia", min_confidence=0.5)
    assert repr(shown) == "<map of Zembia: showing 6 of 6 names and events>"
    data, _ = DisplayFormatter().format(shown)
    assert data["text/plain"] == repr(shown)
    frame = Frames(data["text/html"])
    assert frame.tags == ["iframe"]
    assert frame.attributes["srcdoc"].encode() == shown.html
    assert frame.attributes["title"] == repr(shown)[1:-1]
    assert "allow-same-origin" not in frame.attributes["sandbox"].split()


def test_a_map_is_of_what_was_asked_for(graph):
    assert graph.map(by="Tam Moorvel", speech_only=True).note.startswith("showing 4 of 4")
    assert graph.map(max_nodes=2).note.startswith("showing 2 of 7")
    assert graph.map(by="Drell", since="2031-04").title == "map of Drell"
    with pytest.raises(NothingToShowError, match="Zembia"):
        graph.map("Zembia", until="1999")
    with pytest.raises(UnknownPluginError, match="map"):
        graph.map(view="globe")
    with pytest.raises(UnknownEntityError):
        graph.map("Zembja")


def test_a_map_is_saved_whole_or_not_at_all(graph, tmp_path, monkeypatch):
    drawn, folder = graph.map(), tmp_path / "maps"
    with pytest.raises(FileNotFoundError):
        drawn.save(folder / "map.html")
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    assert drawn.save("maps/map.html").read_bytes() == drawn.html
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        drawn.save(folder / "other.html")
    assert [file.name for file in folder.iterdir()] == ["map.html"]
    assert {file.name for file in tmp_path.iterdir()} == {"maps", "store"}


def test_the_network_has_an_edge_for_every_claim(graph):
    network = graph.to_networkx("LU")
    claims = graph.claims("LU")
    assert network.is_directed()
    assert {claim for *_, claim in network.edges(data="claim")} == set(claims)
    assert network.nodes["polity:zembia"] == {"label": "Zembia", "type": "polity"}
    assert len(network.edges) < len(graph.to_networkx().edges)
