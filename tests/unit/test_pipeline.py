"""Build: documents into a store, bit by bit, whatever lies among them."""

import pytest

from kg.errors import SettingsError
from kg.graph.store import memory_store, open_store
from kg.pipeline import BuildReport, Failure, Settings, annotate, build, read
from kg.readers import find_sources
from kg.readers import read as read_source

TALK = "Deputy Minister Elena Drell said that the tax belongs to nobody.\n"
NEWS = "Norway signed the paper in Oslo, Elena Drell told the Harbour Gazette. The two states paid 40 million euros for it.\n"


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two documents."""
    place = tmp_path / "documents"
    place.mkdir()
    (place / "talk.txt").write_text(TALK, encoding="utf-8")
    (place / "news.md").write_text(NEWS, encoding="utf-8")
    return place


@pytest.fixture
def store():
    """Return an empty store."""
    return memory_store()


def fresh(*patterns):
    """Return the bytes of a store that was built at once."""
    new = memory_store()
    build([str(pattern) for pattern in patterns], new)
    return new.view().dump()


def test_a_build_counts_what_it_did(folder, store):
    """Documents and statements."""
    report = build([str(folder)], store)
    assert (report.added, report.replaced, report.unchanged, report.failures) == (2, 0, 0, ())
    assert report.statements >= 4


def test_what_is_unchanged_is_skipped(folder, store):
    """And stays as it was."""
    build([str(folder)], store)
    before = store.view().dump()
    assert build([str(folder)], store) == BuildReport(unchanged=2)
    assert store.view().dump() == before != b""


def test_an_edited_file_replaces_its_document(folder, store):
    """The store equals one that was built anew; the other document is not read again."""
    build([str(folder)], store)
    (folder / "talk.txt").write_text(TALK.replace("nobody", "Chile"), encoding="utf-8")
    report = build([str(folder)], store)
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 1)
    assert store.view().dump() == fresh(folder)


def test_a_new_file_is_added(folder, store):
    """To those that are there."""
    build([str(folder / "talk.txt")], store)
    report = build([str(folder)], store)
    assert (report.added, report.unchanged) == (1, 1)
    assert store.view().dump() == fresh(folder)


def test_two_equal_files_are_one_document(folder, tmp_path, store):
    """A copy of the same name elsewhere changes nothing in the graph."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "talk.txt").write_text(TALK, encoding="utf-8")
    build([str(folder), str(tmp_path / "copy")], store)
    assert store.view().dump() == fresh(folder)


def test_files_that_are_gone(folder, store):
    """Stay unless pruned, and are counted."""
    build([str(folder)], store)
    (folder / "talk.txt").unlink()
    report = build([str(folder)], store)
    assert (report.gone, report.unchanged) == (1, 1)
    assert store.view().dump() != fresh(folder)
    assert build([str(folder)], store, prune=True).gone == 1
    assert store.view().dump() == fresh(folder)


BROKEN = {
    "empty.txt": (b"", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "PNG|binary|not utf-8"),
    "cyrillic.txt": ("Тираск".encode("cp1251"), "not utf-8"),
    "dump.txt": (b"word " * 10_000_000, "a line of 50,000,000 characters"),
    "head.md": (b"---\ntitle: [x\n---\nWords.", "front matter"),
}


def test_what_cannot_be_read_does_not_stop_the_others(folder, store):
    """Each failure is listed with its reason, and the store holds the good ones as if nothing had been there."""
    before = fresh(folder)
    for name, (data, _) in BROKEN.items():
        (folder / name).write_bytes(data)
    report = build([str(folder), str(folder / "typo.txt"), str(folder / "none*.txt")], store)
    assert report.added == 2
    reasons = {failure.source: failure.reason for failure in report.failures}
    assert set(reasons) == {*BROKEN, "typo.txt", "none*.txt"}
    for name, (_, reason) in BROKEN.items():
        assert any(part in reasons[name] for part in reason.split("|"))
    assert "no such file" in reasons["typo.txt"].lower()
    assert store.view().dump() == before


@pytest.mark.parametrize(
    "text", ["\ufeff", "\u00a0\u3000", "\u2028\u2029"], ids=["mark", "spaces", "separators"]
)
def test_a_file_of_white_space_does_not_stop_the_others(folder, store, text):
    """White space of Unicode is no text either."""
    (folder / "blank.txt").write_text(text, encoding="utf-8")
    build([str(folder)], store)
    assert len(store.view().dump()) >= len(fresh(folder / "talk.txt", folder / "news.md"))


def test_a_document_that_became_unreadable_stays(folder, store):
    """The last good reading is better than none."""
    build([str(folder)], store)
    before = store.view().dump()
    (folder / "talk.txt").write_bytes(b"\xff\xfe\xfd")
    report = build([str(folder)], store)
    assert [failure.source for failure in report.failures] == ["talk.txt"]
    assert store.view().dump() == before


def test_progress_is_told_of_each_document(folder, store):
    """One line for each, and whether it is read."""
    lines = []
    build([str(folder)], store, progress=lines.append)
    build([str(folder)], store, progress=lines.append)
    assert lines == [
        "news.md: reading",
        "talk.txt: reading",
        "news.md: unchanged",
        "talk.txt: unchanged",
    ]


def test_an_encoding_is_for_all_files(folder, store):
    """As declared."""
    (folder / "talk.txt").write_bytes("Тираск said so.".encode("cp1251"))
    assert build([str(folder)], store, settings=Settings(encoding="cp1251")).failures == ()


def test_a_store_on_disk_equals_one_in_memory(folder, tmp_path):
    """Where quads are kept makes no difference."""
    disk = open_store(tmp_path / "store", writable=True)
    build([str(folder)], disk)
    dump = disk.view().dump()
    disk.close()
    assert dump == fresh(folder)


def test_no_path_of_the_machine_in_the_graph(folder, store):
    """Two people who read the same files get the same graph."""
    build([str(folder)], store)
    assert str(folder).encode() not in store.view().dump()


def test_another_confidence_reads_anew(folder, store):
    """What is unlikely is in the store or is not, by the setting of the last build."""
    build([str(folder)], store)
    strict = Settings(min_confidence=0.999)
    assert build([str(folder)], store, settings=strict).replaced == 2
    assert build([str(folder)], store, settings=strict).unchanged == 2
    new = memory_store()
    build([str(folder)], new, settings=strict)
    assert store.view().dump() == new.view().dump() != fresh(folder)


def test_attributions_below_the_confidence_are_dropped(folder):
    """Those that stay are as likely at least; the publisher's own words stay, and now tell the rest."""
    (everything,) = annotate([str(folder / "news.md")], settings=Settings(min_confidence=0))
    likely = [s["confidence"] for s in everything["statements"]]
    assert likely
    (found,) = annotate([str(folder / "news.md")], settings=Settings(min_confidence=max(likely)))
    assert [s["confidence"] for s in found["statements"]] == [max(likely)]
    (found,) = annotate([str(folder / "news.md")], settings=Settings(min_confidence=1))
    assert found["statements"] == []
    assert [f["according_to"] for f in found["figures"]] == ["narrator"]


@pytest.mark.parametrize("value", [-0.1, 1.01, float("nan")])
def test_a_confidence_is_a_share(value):
    """Of what is read; anything else is a mistake."""
    with pytest.raises(SettingsError, match="between 0 and 1"):
        Settings(min_confidence=value)


def test_annotate_yields_documents_and_failures(folder):
    """In order of the files."""
    (folder / "empty.txt").write_bytes(b"")
    lines = []
    found = list(annotate([str(folder)], progress=lines.append))
    assert isinstance(found[0], Failure)
    assert [item["doc"] for item in found[1:]] == ["news", "talk"]
    assert lines == ["empty.txt: reading", "news.md: reading", "talk.txt: reading"]


def test_annotations_tell_what_was_read(folder):
    """Every id is listed, every offset lies in the text, every nested statement has its outer one."""
    (found,) = annotate([str(folder / "news.md")])
    ids = {m["entity"] for m in found["mentions"]} | {s["speaker"] for s in found["statements"]}
    ids |= {id_ for s in found["statements"] for id_ in s["about"]}
    assert ids <= set(found["entities"])
    assert all(0 <= m["start"] < m["end"] <= len(NEWS) for m in found["mentions"])
    (statement,) = [s for s in found["statements"] if s["speaker"] == "person:elena-drell"]
    assert NEWS[statement["start"] : statement["end"]] == "Norway signed the paper in Oslo"
    (figure,) = found["figures"]
    assert (figure["number"], figure["according_to"]) == (40_000_000, "narrator")


def test_annotations_tell_the_occasion(tmp_path):
    """When and what says so, by what means, where, to whom, in which office; whoever is named is listed."""
    said = "Deputy Minister Elena Drell told reporters at the Lisbon summit on 3 May 2031 that the tax is gone.\n"
    (tmp_path / "said.txt").write_text(said, encoding="utf-8")
    (found,) = annotate([str(tmp_path / "said.txt")])
    (statement,) = found["statements"]
    told = {key: statement[key] for key in ("said_on", "dated_by", "channel", "venue", "addressee", "role")}
    assert told == {
        "said_on": "2031-05-03",
        "dated_by": "text",
        "channel": "meeting",
        "venue": "event:lisbon-talks",
        "addressee": "group:reporters",
        "role": None,
    }
    assert {"event:lisbon-talks", "group:reporters"} <= set(found["entities"])


@pytest.mark.parametrize(
    ("head", "publisher"),
    [("publisher: Reuters", "org:reuters"), ("publisher: The Pelican", "org:pelican"), ("title: X", None)],
)
def test_the_publisher(tmp_path, head, publisher):
    """As declared; else the outlet that the text names; else nobody known, named after the document."""
    (tmp_path / "talk.md").write_text(f"---\n{head}\n---\nThe tax is gone.\n", encoding="utf-8")
    (source,) = find_sources([str(tmp_path / "talk.md")], [".md"])
    (document,) = read_source(source)
    speakers = {utterance.speaker for utterance in read(document).utterances}
    assert speakers == {publisher or "org:publisher-of-talk-md"}
