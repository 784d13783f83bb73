"""The site: which pages there are, that they are HTML, and that every link between them leads somewhere."""

import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

import html5lib
import pytest

from kg.errors import UnknownEntityError
from kg.model import EventStatus
from kg.query import Sieve
from kg.views.site import sheets
from kg.views.site.site import Site
from kg.views.web.links import NO_PAGES, Links
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests import sample

LINE_FEED_OF_VIS = "\x85".encode()
"""vis-network has this control in its code, where it asks what the browser takes for a blank."""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


@pytest.fixture(scope="module")
def site(view):
    return Site(view)


@pytest.fixture(scope="module")
def pages(site):
    return {path: site.page(path) for path in site.paths()}


def tree(content):
    """Return a page as a tree; whatever is no HTML raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    written = content.replace(LINE_FEED_OF_VIS, b"")
    return parser.parse(io.BytesIO(written), transport_encoding="utf-8")


def shown(content):
    """Return the text of a page without its scripts and styles."""
    found = tree(content)
    for parent in list(found.iter()):
        for child in list(parent):
            if child.tag in ("script", "style"):
                parent.remove(child)
    return re.sub(r" (?=[,:])", "", re.sub(r"\s+", " ", " ".join(found.itertext())))


def islands(content):
    """Return what the scripts of a page read."""
    found = [s.text for s in tree(content).iter("script") if s.get("type") == "application/json"]
    return json.loads(found[0])


def broken(pages):
    """Return the links within the site that lead to no page, or to no place on it."""
    trees = {path: tree(content) for path, content in pages.items() if path.endswith(".html")}
    places = {path: {e.get("id") for e in found.iter() if e.get("id")} for path, found in trees.items()}
    places["map.html"] |= set(_on_the_map(pages))
    for path, found in trees.items():
        for element in found.iter("a"):
            parts = urlsplit(element.get("href"))
            if parts.scheme in ("http", "https"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            target = target if parts.path else path
            if target not in pages or (parts.fragment and parts.fragment not in places[target]):
                yield path, element.get("href")


def _on_the_map(pages):
    """Yield the addresses of names on the map; where there is none, they would not be looked for."""
    if b'id="data"' in pages["map.html"]:
        yield from (f"at={quote(node['id'], safe=':')}" for node in islands(pages["map.html"])["nodes"])
    else:
        for content in pages.values():
            yield from re.findall(r'map\.html#([^"]+)"', content.decode())


def test_there_is_a_page_for_each_who_speaks_or_is_spoken_of(pages):
    wanted = {"person/ilva-drell", "person/tam-moorvel", "polity/vostania", "polity/zembia", "org/lake-union",
              "place/tirask", "org/zembian-herald"}  # fmt: skip
    assert {f"{name}.html" for name in wanted} <= pages.keys()
    assert {"index.html", "names.html", "documents.html", "map.html", "feed.atom"} <= pages.keys()
    assert len([path for path in pages if path.startswith("event/")]) == 2


def test_what_only_the_registry_knows_has_no_page(pages):
    assert "document/registry.html" not in pages
    assert not any("registry" in path for path in pages)


def test_every_page_is_html_and_no_id_stands_twice(pages):
    for path, content in pages.items():
        if path.endswith(".html"):
            ids = [element.get("id") for element in tree(content).iter() if element.get("id")]
            assert len(ids) == len(set(ids)), path


def test_every_link_leads_somewhere(pages):
    assert list(broken(pages)) == []


def test_every_receipt_leads_to_its_words_on_the_page_of_its_document(pages):
    found = [
        link for link in re.findall(r'href="([^"]+)"', pages["polity/zembia.html"].decode()) if "#c" in link
    ]
    assert len(set(found)) == 4
    assert all(link.startswith("../document/") for link in found)


def test_every_page_leads_back(pages):
    for path, content in pages.items():
        if path.endswith(".html"):
            start = posixpath.relpath("index.html", posixpath.dirname(path) or ".")
            assert f'href="{start}"' in content.decode(), path


def headers(content):
    """Yield the links in each header of a site on a page, with what marks those to the page itself."""
    for header in tree(content).iter("header"):
        if header.get("class") == "site":
            yield [(link.get("href"), link.get("aria-current")) for link in header.iter("a")]


def test_every_page_has_one_header_and_all_have_the_same(pages):
    lists = ["names.html", "documents.html", *(f"{view}.html" for view in VIEWS)]
    for path, content in pages.items():
        if path.endswith(".html"):
            (found,) = headers(content)
            up = "../" * path.count("/")
            assert [href for href, _ in found] == [f"{up}{name}" for name in ("index.html", *lists)], path
            assert [href for href, here in found if here] == ([path] if path in lists else []), path


def test_a_view_that_stands_alone_has_no_header_of_a_site(view):
    for name, draw in VIEWS.items():
        for links in (NO_PAGES, Links("site/")):
            assert not list(headers(draw(view, Scope(links=links)).html)), name


def test_every_page_that_is_no_view_says_that_nothing_is_a_fact(pages):
    views = {f"{view}.html" for view in VIEWS}
    for path, content in pages.items():
        if path.endswith(".html") and path not in views and not path.startswith("document/"):
            assert "Nothing here is a fact" in shown(content), path


def test_a_page_shows_who_says_so_and_in_which_words(pages):
    text = shown(pages["polity/zembia.html"])
    assert "Statements about 4" in text
    assert "Zembia is a member of the Lake Union." in text
    assert "Zembia is a member of Lake Union claimed by Ilva Drell, 2031-04-06" in text
    assert "had not asked for them" in text
    assert "Meeting of Vostania and Zembia" in text


def test_a_person_shows_offices_with_dates_and_who_says_so(pages):
    text = shown(pages["person/ilva-drell.html"])
    assert "Deputy Foreign Minister, Vostania 2031-02-01 – says Registry of actors" in text
    assert "https://www.wikidata.org/wiki/Q99990001" in pages["person/ilva-drell.html"].decode()


def test_a_body_shows_who_holds_its_offices(pages):
    assert "Ilva Drell: Deputy Foreign Minister 2031-02-01 –" in shown(pages["polity/vostania.html"])


def test_an_event_shows_who_claims_what(pages):
    text = next(
        t for p, t in ((p, shown(c)) for p, c in pages.items()) if p.startswith("event/") and "Talks of" in t
    )
    assert "Zembian Herald is planned 1" in text
    assert "When 2031-05 Where Tirask" in text
    assert "will hold talks in Tirask" in text


def test_numbers_stand_with_their_claimant(pages):
    assert "2,300 people “people came” says Tam Moorvel" in shown(pages["person/tam-moorvel.html"])


def test_a_denial_is_marked_as_such():
    """One says that there will be talks, the other that there were none."""
    reading = sample.news("other.txt", sample.NEWS_TEXT + "\n")
    event = replace(reading.events[0], stated_in=reading.statements[1].id, status=EventStatus.NEGATED)
    site = Site(sample.view_of(sample.NEWS, replace(reading, events=(event,))))
    path = next(path for path in site.paths() if path.startswith("event/"))
    assert "Ilva Drell did not happen 1" in shown(site.page(path))
    assert 'class="denied"' in site.page(path).decode()


def test_who_denies_a_meeting_says_that_it_did_not_happen():
    """Also where the event itself is told as one that happened."""
    event = replace(
        sample.NEWS.events[0], stated_in=sample.NEWS.statements[1].id, status=EventStatus.HAPPENED
    )
    site = Site(sample.view_of(replace(sample.NEWS, events=(event,))))
    path = next(path for path in site.paths() if path.startswith("event/"))
    assert "Ilva Drell did not happen 1" in shown(site.page(path))


def test_the_newest_statements_come_first(pages):
    text = shown(pages["polity/vostania.html"])
    assert text.index("will hold talks") < text.index("We met in Tirask")


def test_the_store_is_read_once_not_for_each_page(view, monkeypatch):
    """So that many pages take as much longer as there are more of them."""
    site = Site(view)
    asked = []
    monkeypatch.setattr(type(view), "select", lambda *_: asked.append(1))
    made = [site.page(path) for path in site.paths() if "/" in path or path == "index.html"]
    assert len(made) > 10
    assert not asked


def test_same_store_same_bytes(view, pages):
    again = Site(view)
    assert {path: again.page(path) for path in again.paths()} == pages


def test_an_unknown_path_has_no_page(site):
    assert site.page("polity/nowhere.html") is None
    assert site.page("../index.html") is None


def test_many_statements_are_spread_over_pages(view, monkeypatch):
    monkeypatch.setattr(sheets, "MOST", 1)
    monkeypatch.setattr(sheets, "FIRST", 1)
    site = Site(view)
    pages = {path: site.page(path) for path in site.paths()}
    assert "polity/zembia/about-4.html" in pages
    assert list(broken(pages)) == []
    found = "".join(shown(pages[p]) for p in sorted(pages) if p.startswith("polity/zembia"))
    assert all(
        words in found for words in ("is a member of", "We met in", "will hold talks", "had not asked")
    )


def test_a_site_about_one_holds_what_concerns_it(view):
    site = Site(view, Scope(about=frozenset({"LU"})))
    assert len(site) == 1
    assert "org/lake-union.html" in site.paths()
    assert "Talks planned" not in shown(site.page("documents.html"))
    pages = {path: site.page(path) for path in site.paths()}
    assert list(broken(pages)) == []


def test_a_period_and_a_sieve_narrow_it(view):
    assert len(Site(view, Scope(since="2031-04-10"))) == 1
    assert len(Site(view, Scope(sieve=Sieve(0.95)))) == 0


def test_an_empty_site_is_still_one(view):
    site = Site(view, Scope(sieve=Sieve(0.95)))
    pages = {path: site.page(path) for path in site.paths()}
    assert list(broken(pages)) == []
    assert all("Nothing in these documents" in shown(pages[f"{view}.html"]) for view in VIEWS)


def test_a_name_that_nobody_bears_is_an_error(view):
    with pytest.raises(UnknownEntityError):
        Site(view, Scope(about=frozenset({"Zembja"})))


def test_the_search_has_names_titles_and_words(pages):
    data = islands(pages["index.html"])
    assert ["Zembia", "polity", "polity/zembia.html", 4, ["Zembian"]] in data["names"]
    assert any("We met in Tirask" in entry[0] for entry in data["statements"])
    assert {title for title, _ in data["documents"]} == {r.document.title for r in sample.READINGS}


def test_the_search_says_when_it_does_not_have_all_words(view, monkeypatch):
    monkeypatch.setattr("kg.views.site.front._ROOM", 130)
    page = Site(view).page("index.html")
    assert "newest 2 of 4 statements" in shown(page)
    assert len(islands(page)["statements"]) == 2


def test_controls_and_markup_in_a_title_do_no_harm():
    title = "<script>alert(1)</script>\x00\x1b\ufffe & Lake"
    reading = replace(sample.NEWS, document=replace(sample.NEWS.document, title=title))
    site = Site(sample.view_of(reading))
    assert "<script>alert(1)</script>��� & Lake" in shown(site.page("documents.html"))
    ET.fromstring(site.page("feed.atom"))
