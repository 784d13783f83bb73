"""The feed of a site: Atom as RFC 4287 has it, of the documents that have a date and a page."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from kg.graph.store import open_store
from kg.views.site.site import Site
from tests import sample
from tests.unit.test_cli_textless import stored

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # RFC 3339, with capitals


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


@pytest.fixture(scope="module")
def site(view):
    return Site(view)


def links(element):
    """Return the relations of the links of a feed or an entry."""
    return sorted(link.get("rel") for link in element.findall(f"{ATOM}link"))


def test_it_has_what_the_standard_asks_for(site):
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and date, an author, where it lies, where it leads."""
    feed = ET.fromstring(site.page("feed.atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert entries
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert re.fullmatch(r"https?://\S+", element.findtext(f"{ATOM}id"))
        assert INSTANT.fullmatch(element.findtext(f"{ATOM}updated"))
    assert links(feed) == ["alternate", "self"]
    assert all(links(entry) == ["alternate"] for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_its_entries_lead_to_pages(site):
    feed = ET.fromstring(site.page("feed.atom"))
    assert {link.get("href") for link in feed.iter(f"{ATOM}link")} <= set(site.paths())


def test_what_has_no_page_is_not_announced(tmp_path):
    site = Site(open_store(stored(tmp_path / "store", kept=1), writable=False).view())
    assert len(ET.fromstring(site.page("feed.atom")).findall(f"{ATOM}entry")) == 1
    bare = Site(open_store(stored(tmp_path / "bare"), writable=False).view())
    assert "feed.atom" not in bare.paths()
    assert b"feed.atom" not in bare.page("index.html")


def test_the_start_says_where_the_feed_is(site):
    assert (
        b'<link rel="alternate" type="application/atom+xml" title="Documents" href="feed.atom">'
        in site.page("index.html")
    )


def test_the_feed_has_the_dated_documents_newest_first(site, view):
    feed = ET.fromstring(site.page("feed.atom"))
    assert [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")] == [
        "2031-04-20T00:00:00Z",
        "2031-04-06T00:00:00Z",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2031-04-20T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert all(id_.startswith(f"{view.base}document/") for id_ in ids)
    assert "by Zembian Herald, Ilva Drell" in feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")


def test_a_feed_that_knows_where_it_lies_has_absolute_addresses(view):
    feed = ET.fromstring(Site(view, base_url="https://lake.example/dixit/").page("feed.atom"))
    addresses = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert addresses
    assert all(address.startswith("https://lake.example/dixit/") for address in addresses)
    assert feed.findtext(f"{ATOM}id") == "https://lake.example/dixit/feed.atom"


def test_feeds_that_do_not_know_where_they_lie_have_different_ids(view, site):
    def id_of(site):
        return ET.fromstring(site.page("feed.atom")).findtext(f"{ATOM}id")

    assert id_of(Site(view)) == id_of(site)
    assert id_of(Site(sample.view_of(sample.NEWS))) != id_of(site)


def test_undated_documents_are_left_out_of_the_feed_and_counted():
    undated = replace(sample.NEWS, document=replace(sample.NEWS.document, published=None))
    feed = ET.fromstring(Site(sample.view_of(sample.INTERVIEW, undated)).page("feed.atom"))
    assert len(list(feed.iter(f"{ATOM}entry"))) == 1
    assert feed.findtext(f"{ATOM}subtitle").endswith("want of a date: 1.")
    assert "feed.atom" not in Site(sample.view_of(undated)).paths()
