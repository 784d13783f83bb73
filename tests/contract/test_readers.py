"""What every reader promises, whatever its format."""

import pytest

from kg.errors import ReadError
from kg.readers import READERS, Source, read

WORDS = "Elena Drell said that the tax belongs to nobody.\r\n\r\n🛶 Тираск.\n"


@pytest.fixture(params=list(READERS))
def source(request, tmp_path):
    """Return a function that makes a source of the reader's format from bytes."""

    def of(data, encoding="utf-8"):
        path = tmp_path / f"talk{request.param}"
        path.write_bytes(data)
        return Source(path.name, path.as_uri(), path, encoding)

    return of


def test_a_source_gives_documents(source):
    """At least one, named after its source, with the hash of the bytes."""
    documents = list(read(source(WORDS.encode())))
    assert documents
    assert all(document.source.startswith("talk") for document in documents)
    assert all(len(document.sha256) == 64 for document in documents)


def test_reading_twice_gives_the_same(source):
    """Equal bytes, equal documents, equal ids."""
    once, again = list(read(source(WORDS.encode()))), list(read(source(WORDS.encode())))
    assert once == again
    assert [d.id for d in once] == [d.id for d in again]


def test_other_words_other_id(source):
    """The id is over the words."""
    one, other = [[document.id for document in read(source(data))] for data in (b"Words.", b"Words!")]
    assert set(one).isdisjoint(other)


def test_no_path_of_the_machine(source, tmp_path):
    """A document says nothing of where it lay."""
    assert all(str(tmp_path) not in repr(document) for document in read(source(WORDS.encode())))


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfe\xfd", b"\x00\x01\x02"], ids=repr)
def test_what_is_no_text_is_refused(source, data):
    """By the one error of reading."""
    with pytest.raises(ReadError, match="talk"):
        list(read(source(data)))


def test_what_is_missing_is_refused(source):
    """By the same error."""
    gone = source(b"Words.")
    assert gone.path is not None
    gone.path.unlink()
    with pytest.raises(ReadError, match="talk"):
        list(read(gone))


def test_an_unknown_format_is_refused(tmp_path):
    """With the formats that are known."""
    path = tmp_path / "talk.pdf"
    path.write_bytes(b"Words.")
    with pytest.raises(ReadError, match=r"no reader for '\.pdf', only: \.md, \.txt"):
        list(read(Source(path.name, path.as_uri(), path)))
