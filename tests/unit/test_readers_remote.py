"""Documents behind URLs: found, read, refused; the cloud is played by fsspec's memory, the web by a server here."""

import http.server
import sys
import threading

import fsspec
import pytest

from kg.errors import ReadError
from kg.graph.store import memory_store
from kg.pipeline import Plan, build
from kg.readers import find_sources, is_gone, read
from kg.readers import sources as module
from tests import quick

SUFFIXES = [".txt", ".md"]
MEMORY = {
    "news/b.txt": b"The boat.",
    "news/a.md": b"The tax.",
    "news/deep/c [1].txt": b"The lake.",
    "news/d.pdf": b"%PDF",
    "news/\xd8\xaf ?#%20.txt": b"The name.",
}


@pytest.fixture
def memory():
    """Return a place in memory with files."""
    system = fsspec.filesystem("memory")
    for name, data in MEMORY.items():
        system.pipe_file(f"/bucket/{name}", data)
    yield "memory://bucket/news"
    system.rm("/bucket", recursive=True)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as some servers do: no length, no ranges."""

    hurry = threading.Event()

    def do_GET(self):
        if self.path == "/silent.txt":
            self.hurry.wait(60)
            return
        body = {"/talk.txt": b"Talks.", "/large.txt": b"x" * 1000}.get(self.path.partition("?")[0])
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    do_HEAD = do_GET  # noqa: N815 - the name is given

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def web():
    """Return the address of a server on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Handler.hurry.set()
    server.shutdown()
    thread.join()
    server.server_close()


def found(*patterns):
    """Return the sources that patterns mean."""
    return list(find_sources(patterns, SUFFIXES))


def text(source):
    """Return the text of the one document of a source."""
    (document,) = read(source)
    return document.text


def test_a_folder_a_glob_and_a_file(memory):
    """As with paths: known formats below a folder, whatever a glob matches, a name with the marks of one."""
    assert [text(source) for source in found(memory)] == ["The tax.", "The boat.", "The lake.", "The name."]
    assert [source.name for source in found(f"{memory}/*.txt")] == ["b.txt", "\xd8\xaf ?#%20.txt"]
    assert [text(source) for source in found(f"{memory}/deep/c [1].txt")] == ["The lake."]
    (source,) = found(f"{memory}/b.txt", memory + "/b.txt")
    assert (source.location, source.name, source.path) == ("memory:///bucket/news/b.txt", "b.txt", None)


def test_what_is_missing_is_yielded_and_fails_when_read(memory):
    for pattern in (f"{memory}/none.txt", f"{memory}/none*.txt"):
        (source,) = found(pattern)
        with pytest.raises(ReadError, match="no such file"):
            text(source)


def test_an_unknown_format_is_refused(memory):
    (source,) = found(f"{memory}/d.pdf")
    with pytest.raises(ReadError, match=r"no reader for '\.pdf'"):
        text(source)


def test_another_content_is_another_version(memory):
    (before,) = found(f"{memory}/b.txt")
    fsspec.filesystem("memory").pipe_file("/bucket/news/b.txt", b"The bout.")
    (after,) = found(f"{memory}/b.txt")
    assert before.version != after.version
    assert before.version


def test_a_page(web):
    """By its address, with whatever the query says."""
    (source,) = found(f"{web}/talk.txt?x=*")
    assert (source.name, text(source)) == ("talk.txt", "Talks.")
    (missing,) = found(f"{web}/none.txt")
    with pytest.raises(ReadError, match=r"none\.txt: no such file: http"):
        text(missing)
    assert not is_gone(source.location, ask=True)
    assert is_gone(missing.location, ask=True)
    assert not is_gone(missing.location)
    assert not is_gone("http://127.0.0.1:1/who-knows.txt", ask=True)


def test_a_page_too_large_is_refused(web, monkeypatch):
    """After as many bytes as are allowed."""
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    (source,) = found(f"{web}/large.txt")
    with pytest.raises(ReadError, match="larger than"):
        text(source)


def test_a_page_that_never_comes_is_given_up(web, monkeypatch):
    monkeypatch.setattr("kg.readers.remote.PATIENCE", 0.5)
    Handler.hurry.clear()
    (source,) = found(f"{web}/silent.txt")
    with pytest.raises(ReadError, match=r"silent\.txt cannot be read: .*[Tt]imeout"):
        text(source)


def test_a_server_that_is_not_there():
    (source,) = found("http://127.0.0.1:1/talk.txt")
    with pytest.raises(ReadError, match=r"talk\.txt: http://127\.0\.0\.1:1/talk\.txt cannot be read"):
        text(source)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("https://me:secret@here/talk.txt", "https://here: a password"),
        ("https://secret@here/talk.txt", "a password"),
        ("https://me:secret@[here/talk.txt", "not a URL"),
        ("gopher://here/talk.txt", "(?i:protocol not known)"),
        ("http://", "http://: not a URL"),
        ("ftp://127.0.0.1:1/talk.txt", r"ftp://127\.0\.0\.1:1/talk\.txt cannot be reached"),
    ],
)
def test_urls_that_are_refused(pattern, message):
    with pytest.raises(ReadError, match=message) as error:
        found(pattern)
    assert "secret" not in str(error.value)


def test_without_fsspec_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ReadError, match=r"pip install 'dixit-kg\[dask\]'"):
        found("s3://bucket/talk.txt")


def test_a_build_from_urls(memory):
    """Again, nothing is new; what is gone is dropped when asked, for it costs a question each."""
    store = memory_store()
    wanted = build([memory], store, read=quick.read)
    assert wanted.added == 4
    assert build([memory], store, read=quick.read).unchanged == 4
    fsspec.filesystem("memory").rm("/bucket/news/b.txt")
    assert build([memory], store, read=quick.read).gone == 0
    assert build([memory], store, read=quick.read, prune=True).gone == 1


def test_workers_read_from_urls_and_leave_parcels_behind_one(tmp_path):
    """A disk by way of fsspec plays the cloud: other processes see it, too."""
    folder = quick.written(tmp_path / "d", 5)
    (tmp_path / "d" / "00002.txt").write_bytes(b"\xff\xfe")
    plan = Plan("local", 2, 2, f"local://{tmp_path}/parcels", keep=True)
    store, plain = memory_store(), memory_store()
    report = build([f"local://{folder}/*.txt"], store, plan=plan, read=quick.read)
    assert (report.added, len(report.failures)) == (4, 1)
    build([folder], plain, read=quick.read)
    assert store.view().dump() == plain.view().dump()
    parcels = {path: path.stat().st_mtime_ns for path in (tmp_path / "parcels").iterdir()}
    assert {"".join(path.suffixes) for path in parcels} == {".nq.gz"}
    assert len(parcels) == 3
    again = build([f"local://{folder}/*.txt"], store, plan=plan, read=quick.read)
    assert (again.unchanged, len(again.failures)) == (4, 1)
    anew = build([f"local://{folder}/*.txt"], memory_store(), plan=plan, read=quick.read)
    assert anew == report
    assert all(path.stat().st_mtime_ns == made for path, made in parcels.items())
    next(iter(parcels)).write_bytes(b"\x1f\x8b torn")
    thrown_away = Plan("local", 2, 2, plan.parcels)
    assert build([f"local://{folder}/*.txt"], memory_store(), plan=thrown_away, read=quick.read) == report
    assert not list((tmp_path / "parcels").iterdir())
