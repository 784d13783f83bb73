"""A site in a folder: only its own files are written and removed, and nothing outside."""

import json

import pytest

from kg.cli.app import run
from kg.errors import SiteError
from kg.graph.store import open_store
from kg.views.site import folder as files
from kg.views.site.folder import MARK, write
from kg.views.site.site import Site
from kg.views.web.scope import Scope, silent
from tests import sample


@pytest.fixture(scope="module")
def site():
    return Site(sample.view_of(*sample.READINGS))


@pytest.fixture(scope="module")
def smaller():
    return Site(sample.view_of(*sample.READINGS), Scope(about=frozenset({"LU"})))


def content(folder):
    """Return all files of a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_folder_holds_all_pages_and_their_list(site, tmp_path):
    out = tmp_path / "deep" / "out"
    assert write(site, out, silent) == len(site.paths())
    found = content(out)
    assert json.loads(found.pop(MARK))["files"] == site.paths()
    assert found == {path: site.page(path) for path in site.paths()}


def test_a_second_run_removes_what_is_gone_and_leaves_what_is_not_its_own(site, smaller, tmp_path):
    write(site, tmp_path, silent)
    (tmp_path / "CNAME").write_text("lake.example")
    (tmp_path / "person" / "notes.txt").write_text("mine")
    write(smaller, tmp_path, silent)
    own = {"CNAME", "person/notes.txt", MARK}
    assert content(tmp_path).keys() == {*smaller.paths(), *own}
    assert not (tmp_path / "event").exists(), "an empty folder is left"


def test_what_has_not_changed_stays_untouched(site, tmp_path):
    write(site, tmp_path, silent)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    write(site, tmp_path, silent)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")} == before


def test_a_folder_of_others_is_refused_unless_forced(site, tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(SiteError, match="--force"):
        write(site, tmp_path, silent)
    assert content(tmp_path).keys() == {"thesis.tex"}
    write(site, tmp_path, silent, force=True)
    assert content(tmp_path).keys() == {"thesis.tex", MARK, *site.paths()}


def test_a_run_that_was_cut_short_can_be_mended(site, smaller, tmp_path, monkeypatch):
    made = []

    def full(file, page, write=files._replace):
        made.append(file)
        if len(made) == 5:
            raise OSError(28, "No space left on device")
        write(file, page)

    monkeypatch.setattr(files, "_replace", full)
    with pytest.raises(OSError, match="No space"):
        write(site, tmp_path, silent)
    monkeypatch.undo()
    write(smaller, tmp_path, silent)
    assert content(tmp_path).keys() == {*smaller.paths(), MARK}


def test_nothing_is_written_through_a_link_that_leads_out(site, tmp_path):
    out, outside = tmp_path / "out", tmp_path / "outside"
    write(site, out, silent)
    outside.mkdir()
    for file in (out / "person").iterdir():
        file.unlink()
    (out / "person").rmdir()
    (out / "person").symlink_to(outside)
    with pytest.raises(SiteError, match="leads out"):
        write(site, out, silent)
    assert not content(outside)


def test_a_page_that_is_a_link_is_replaced_not_followed(site, tmp_path):
    out, outside = tmp_path / "out", tmp_path / "precious.html"
    outside.write_text("mine")
    write(site, out, silent)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(outside)
    write(site, out, silent)
    assert outside.read_text() == "mine"
    assert not (out / "index.html").is_symlink()


@pytest.mark.parametrize("path", ["../precious.txt", "/precious.txt", "person/../../precious.txt"])
def test_a_list_of_files_cannot_have_others_removed(site, tmp_path, path):
    out, outside = tmp_path / "out", tmp_path / "precious.txt"
    outside.write_text("mine")
    write(site, out, silent)
    listed = outside.as_posix() if path.startswith("/") else path
    (out / MARK).write_text(json.dumps({"dixit-site": 1, "files": [listed]}))
    with pytest.raises(SiteError, match="leads out"):
        write(site, out, silent)
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("mark", ["", "[]", '{"files": 1}', '{"dixit-site": 2, "files": []}', "\xff"])
def test_a_damaged_list_is_an_error(site, tmp_path, mark):
    (tmp_path / MARK).write_text(mark, encoding="latin-1")
    with pytest.raises(SiteError):
        write(site, tmp_path, silent)


def test_new_files_have_the_rights_of_any_other(site, tmp_path):
    write(site, tmp_path, silent)
    (tmp_path / "other").touch()
    assert (tmp_path / "index.html").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("stores") / "store"
    opened = open_store(path, writable=True)
    with opened.writer() as writer:
        for reading in sample.READINGS:
            writer.replace(reading, f"test:{reading.document.source}")
    opened.close()
    return str(path)


def test_the_command_writes_and_says_where_to_begin(store, tmp_path, capfd):
    assert run(["site", "--store", store, "-o", str(tmp_path / "out")]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "index.html" in err
    assert (tmp_path / "out" / "polity" / "zembia.html").is_file()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--about", "Zembja"], 3),
        (["--since", "2040"], 3),
        (["--since", "soon"], 2),
        (["--base-url", "javascript:alert(1)"], 2),
        (["--base-url", "https://lake.example"], 0),
    ],
)
def test_the_command_leaves_with_the_code_that_the_readme_gives(store, tmp_path, options, code):
    assert run(["site", "--store", store, "-o", str(tmp_path / "out"), *options]) == code
    assert (tmp_path / "out").exists() == (code == 0)


def test_the_command_refuses_a_folder_of_others(store, tmp_path, capfd):
    (tmp_path / "thesis.tex").write_text("mine")
    assert run(["site", "--store", store, "-o", str(tmp_path)]) == 1
    assert "--force" in capfd.readouterr().err
