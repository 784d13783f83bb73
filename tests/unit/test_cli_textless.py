"""Documents that an older dixit read have no text in the store: whoever shows pages says so."""

from importlib import import_module

import pytest
from pyoxigraph import RdfFormat, parse

from kg.cli.app import run
from kg.graph.store import open_store
from kg.graph.vocab import SCHEMA
from kg.query import textless, texts
from kg.serve import live
from tests import sample

TOLD = "2 documents were read by an older dixit and have no text here; kg build reads them again\n"
COMMANDS = {
    "site": ("site", "-o", "out"),
    "map": ("map", "-o", "out.html"),
    "picture": ("map", "-o", "out.svg"),
    "timeline": ("map", "--view", "timeline", "-o", "out.html"),
}


def stored(path, kept=0):
    """Write the readings into a store as an older dixit would, but for the texts of the first ones."""
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for reading in sample.READINGS:
            writer.replace(reading, f"test:{reading.document.source}")
        bodies = sorted(str(quad) for quad in store.view().quads() if quad.predicate == SCHEMA.articleBody)
        for quad in parse("".join(f"{line} .\n" for line in bodies[kept:]), RdfFormat.N_QUADS):
            writer.update(f"DELETE DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")
    store.close()
    return path


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command over a store and returns its standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, kept=0):
        monkeypatch.setenv("KG_STORE", str(stored(tmp_path / "store", kept)))
        assert run(list(arguments)) == 0
        return capsys.readouterr().err

    return call


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_whoever_shows_pages_says_which_texts_are_missing(told, command):
    assert told(*command).count(TOLD) == 1


def test_the_server_says_so_too(told, monkeypatch):
    monkeypatch.setattr(import_module("kg.serve.server"), "serve", lambda *_: None)
    assert told("serve").count(TOLD) == 1


def test_the_server_says_so_at_each_opening(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "_PAUSE", 0)
    monkeypatch.setattr(live, "_SHARE", 0)
    said = []
    path = stored(tmp_path / "store")
    living = live.Live(path, said.append)
    living.state()
    assert len(said) == 1
    stored(path, kept=1)
    living.state()
    living.state()
    assert [line.partition(" ")[0] for line in said[:2]] == ["2", "1"]
    assert said[2:] == [f"{path}: read anew"]


def test_one_is_one(told):
    assert "1 document was read by an older dixit and has no text here; kg build reads it again\n" in told(
        *COMMANDS["site"], kept=1
    )


def test_where_every_text_is_there_nothing_is_said(told):
    assert "older" not in told(*COMMANDS["site"], kept=2)


def test_what_the_registry_alone_knows_is_no_document_without_text():
    view = sample.view_of(*sample.READINGS)
    assert (textless(view), len(texts(view))) == (0, 2)
