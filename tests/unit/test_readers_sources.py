"""Where documents come from: files, folders, globs, standard input."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.errors import ReadError
from kg.readers import Source, find_sources, read
from kg.readers import sources as module

SUFFIXES = [".txt", ".md"]


def text(source):
    """Return the text of the one document of a source."""
    (document,) = read(source)
    return document.text


def names(*patterns):
    """Return the names of the sources that patterns mean."""
    return [source.name for source in find_sources([str(p) for p in patterns], SUFFIXES)]


@pytest.fixture
def folder(tmp_path):
    """Return a folder of four texts and two other files."""
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "a.md", "inner/c.TXT", "inner/d.txt", "e.pdf", "noise"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    return tmp_path


def test_a_link_out_of_a_folder_is_not_followed(tmp_path):
    """Whoever unpacks an archive of documents did not mean the files of this machine."""
    (tmp_path / "secret.txt").write_text("Not for you.", encoding="utf-8")
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks.", encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    assert {source.name for source in find_sources([str(folder)], [".txt"])} == {"a.txt"}


def test_a_folder_gives_the_files_that_a_reader_knows(folder):
    """All below it, sorted, whatever the case of the suffix."""
    assert names(folder) == ["a.md", "b.txt", "c.TXT", "d.txt"]


def test_a_glob_gives_what_it_matches(folder):
    """Also over folders, and also a format that nobody reads: the reader says so then."""
    assert names(folder / "*.txt") == ["b.txt"]
    assert names(folder / "**" / "d*") == ["d.txt"]
    assert names(folder / "*.pdf") == ["e.pdf"]


def test_each_file_comes_once(folder):
    """Although three patterns mean it."""
    assert names(folder / "b.txt", folder, folder / "*.txt") == ["b.txt", "a.md", "c.TXT", "d.txt"]


def test_what_is_missing_is_yielded_and_fails_when_read(folder):
    """So that one typo does not stop the others."""
    missing, good = find_sources([str(folder / "nothing.txt"), str(folder / "b.txt")], SUFFIXES)
    with pytest.raises(ReadError, match=r"nothing\.txt: (?i:no such file)"):
        text(missing)
    assert text(good) == "words"


def test_a_glob_that_matches_nothing_fails_when_read(folder):
    """It is the user's mistake, not an empty success."""
    (source,) = find_sources([str(folder / "*.none")], SUFFIXES)
    with pytest.raises(ReadError):
        text(source)


def test_names_with_the_characters_of_globs(tmp_path):
    """A file that exists is no pattern, whatever its name."""
    (tmp_path / "talk [1].txt").write_text("words", encoding="utf-8")
    assert names(tmp_path / "talk [1].txt") == ["talk [1].txt"]


def test_the_location_is_absolute_and_the_name_is_not(folder, monkeypatch):
    """The graph shall not tell on which machine it was built."""
    monkeypatch.chdir(folder)
    (source,) = find_sources(["b.txt"], SUFFIXES)
    assert source.name == "b.txt"
    assert source.location == (folder.resolve() / "b.txt").as_uri()


def test_standard_input(monkeypatch):
    """A dash is plain text from there."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"words")))
    (source,) = find_sources(["-"], SUFFIXES)
    assert (source.name, source.location, source.suffix) == ("-", "-", ".txt")
    assert text(source) == "words"


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    """Before it fills memory."""
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_bytes(b"12345678901")
    with pytest.raises(ReadError, match="larger than"):
        text(Source("large.txt", path.as_uri(), path))


def test_a_folder_is_no_file(tmp_path):
    """A folder called like a text is named in the error."""
    path = tmp_path / "odd.txt"
    path.mkdir()
    with pytest.raises(ReadError, match=r"odd\.txt"):
        text(Source("odd.txt", path.as_uri(), path))


def test_no_patterns_no_sources():
    """Nothing asked, nothing found."""
    assert names() == []


def test_a_missing_file_is_named_once(tmp_path, monkeypatch):
    """By its path, too, where that says more than its name."""
    monkeypatch.chdir(tmp_path)
    for given, wanted in (("no.txt", ""), (str(tmp_path / "no.txt"), f": {tmp_path / 'no.txt'}")):
        (source,) = find_sources([given], SUFFIXES)
        with pytest.raises(ReadError) as error:
            text(source)
        assert str(error.value) == f"no.txt: no such file{wanted}"


def test_a_folder_that_cannot_be_listed_fails_and_the_others_are_read(folder, monkeypatch):
    """Nothing is passed over in silence."""
    scandir, listdir = os.scandir, os.listdir

    def closed(call):
        def called(path):
            if os.fspath(path).endswith("inner"):
                raise PermissionError(13, "Permission denied", os.fspath(path))
            return call(path)

        return called

    monkeypatch.setattr(os, "scandir", closed(scandir))
    monkeypatch.setattr(os, "listdir", closed(listdir))
    *_, good, inner = find_sources([str(folder)], SUFFIXES)
    assert text(good) == "words"
    with pytest.raises(
        ReadError, match=r"^inner: the folder cannot be listed \(Permission denied\): .*inner$"
    ):
        text(inner)


def test_a_glob_that_matches_a_folder_says_what_to_do(folder):
    """People write docs/* and mean all that is below."""
    (inner,) = find_sources([str(folder / "in*")], SUFFIXES)
    with pytest.raises(ReadError, match=r"inner: a folder, no file; name it without \*"):
        text(inner)


def test_a_link_to_nothing_fails_when_it_is_read(folder):
    """It was a document once."""
    (folder / "a.txt").symlink_to(folder / "gone.txt")
    (folder / "a.bin").symlink_to(folder / "gone.txt")
    *_, broken = sorted(find_sources([str(folder)], SUFFIXES), key=lambda source: source.name == "a.txt")
    with pytest.raises(ReadError, match=r"a\.txt: (?i:no such file)"):
        text(broken)
    assert "a.bin" not in names(folder)


def test_an_address_of_a_file_is_its_path(folder):
    """As browsers and other tools write it."""
    (folder / "with space.txt").write_text("more words", encoding="utf-8")
    (source,) = find_sources([(folder / "with space.txt").as_uri()], SUFFIXES)
    assert (text(source), source.name) == ("more words", "with space.txt")
    assert names(folder.as_uri()) == names(folder)


def test_a_link_to_itself_fails_and_the_others_are_read(folder):
    (folder / "0.txt").symlink_to(folder / "0.txt")
    loop, *others = find_sources([str(folder)], SUFFIXES)
    with pytest.raises(ReadError, match=r"0\.txt: Too many levels of symbolic links"):
        text(loop)
    assert {text(source) for source in others} == {"words"}


@pytest.mark.parametrize(
    "slip", ["file:", "file://", "file://b.txt", "file://elsewhere/b.txt", "file:b.txt", "file://["]
)
def test_what_is_no_address_of_a_file_here_is_no_file(folder, monkeypatch, slip):
    """Above all it is not this folder."""
    monkeypatch.chdir(folder)
    (source,) = find_sources([slip], SUFFIXES)
    with pytest.raises(ReadError, match=r"(?i:no such file)"):
        text(source)


def test_what_lies_in_a_folder_that_cannot_be_entered_fails(folder, monkeypatch):
    """Its names can be listed, but nothing is known of them."""
    known = Path.stat

    def closed(path, **options):
        if path.parent.name == "inner":
            raise PermissionError(13, "Permission denied", str(path))
        return known(path, **options)

    monkeypatch.setattr(Path, "stat", closed)
    *_, one, other = find_sources([str(folder)], SUFFIXES)
    for source in (one, other):
        with pytest.raises(ReadError, match=r"[cd]\.(txt|TXT): Permission denied: .*inner"):
            text(source)
