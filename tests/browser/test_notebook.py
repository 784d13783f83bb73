"""The map as a notebook shows it: in a frame that is cut off from all around it."""

from dataclasses import replace

import pytest

import kg
from kg.graph.store import open_store
from tests.browser.conftest import settled
from tests.sample import READINGS


@pytest.fixture
def frame(tmp_path, shown):
    """Return the frame of a map in a page that stands for the notebook."""
    store = open_store(tmp_path / "store", writable=True)
    with store.writer() as writer:
        for reading in READINGS:
            published = replace(reading.document, url="https://example.org/interview")
            writer.replace(replace(reading, document=published), f"test:{reading.document.source}")
    store.close()
    with kg.open(tmp_path / "store") as graph:
        cell = graph.map()._repr_html_()
    page = shown(f"<!doctype html><meta charset='utf-8'><title>Notebook</title><p>[1]:</p>{cell}".encode())
    return page.locator("iframe").element_handle().content_frame()


def name(frame, label):
    """Return the button of a name in the list."""
    return frame.get_by_role("list", name="Names").get_by_role("button").filter(has_text=label).first


def test_the_map_is_ready_in_the_frame(frame):
    assert name(frame, "Zembia").is_visible()
    assert frame.evaluate("document.querySelector('#map canvas').width") > 100
    assert frame.evaluate("origin") == "null", "it shares nothing with the notebook"


def test_the_evidence_opens_and_the_state_stands_in_the_address_of_the_frame(frame):
    name(frame, "Zembia").click()
    settled(frame.page)
    evidence = frame.get_by_role("complementary", name="Evidence")
    assert "Zembia is a member of the Lake Union." in evidence.inner_text()
    assert "polity:zembia" in frame.evaluate("decodeURIComponent(location.hash)")
    assert frame.page.url.endswith("page.html")


def test_a_source_opens_beside_the_notebook(frame):
    """Most sites refuse to be shown in a frame."""
    name(frame, "Zembia").click()
    source = frame.get_by_role("complementary", name="Evidence").get_by_role("link", name="source").first
    assert source.get_attribute("href") == "https://example.org/interview"
    assert source.get_attribute("target") == "_blank"
    assert "noreferrer" in source.get_attribute("rel")


def test_what_is_shown_can_be_saved_from_the_frame(frame):
    with frame.page.expect_download() as saved:
        frame.get_by_role("group", name="Save").get_by_role("button", name="CSV").click()
    assert saved.value.suggested_filename == "who-says-what.csv"
