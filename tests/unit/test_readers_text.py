"""Plain text and Markdown: not a character changed, and what cannot be read is said where."""

import hashlib

import pytest

from kg.errors import ReadError
from kg.readers import find_sources, read
from kg.readers import text as module


@pytest.fixture
def document(tmp_path):
    """Return a function that reads bytes as a file."""

    def of(data, name="talk.txt", encoding="utf-8"):
        (tmp_path / name).write_bytes(data)
        (source,) = find_sources([str(tmp_path / name)], [".txt", ".md"], encoding)
        (found,) = read(source)
        return found

    return of


@pytest.mark.parametrize(
    "text",
    [
        "One.\r\nTwo.\rThree.\n",
        "🛶 é e\u0301 \u202eright\u202c to left",
        "\ttabs  and   spaces \n\n\n",
        "a\u2028b\x85c",
    ],
    ids=["line-ends", "beyond-the-plane", "white-space", "separators"],
)
def test_not_a_character_is_changed(document, text):
    """Line ends, combining characters and white space stay, for spans count them."""
    assert document(text.encode()).text == text


def test_a_byte_order_mark_is_no_text(document):
    """It is the encoding's signature; the hash is over the bytes as found."""
    data = b"\xef\xbb\xbfWords."
    assert document(data).text == "Words."
    assert document(data).sha256 == hashlib.sha256(data).hexdigest()


def test_another_encoding_is_declared(document):
    """What is no UTF-8 is read when the user says what it is."""
    assert document("Тираск".encode("cp1251"), encoding="cp1251").text == "Тираск"
    assert document("Тираск".encode("utf-16"), encoding="utf-16").text == "Тираск"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", "utf-8", "empty"),
        (b" \r\n\t", "utf-8", "empty"),
        (b"One.\nTwo \xff.", "utf-8", r"line 2, byte 9: not utf-8.*--encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "latin-1", "binary"),
        (b"PK\x03\x04", "utf-8", "an archive or an office document, not text"),
        (b"%PDF-1.7 words", "utf-8", "a PDF, not text"),
        (b"{\\rtf1 words}", "utf-8", "RTF, not text"),
        (b"Words.", "klingon", "no such encoding: klingon"),
        (b"---\ntitle: [unclosed\n---\nWords.", "utf-8", r"front matter is no YAML: line 3: [^\n]*$"),
    ],
    ids=[
        "empty",
        "blank",
        "not-utf-8",
        "image",
        "archive",
        "pdf",
        "rtf",
        "no-encoding",
        "broken-front-matter",
    ],
)
def test_what_cannot_be_read(document, data, encoding, message):
    """Is refused with the file's name and the reason."""
    with pytest.raises(ReadError, match=rf"talk\.txt: .*{message}"):
        document(data, encoding=encoding)


def test_a_line_without_end_is_refused(document, monkeypatch):
    """A dump of data is no text."""
    monkeypatch.setattr(module, "MAX_LINE", 20)
    with pytest.raises(ReadError, match="a line of 21 characters"):
        document(b"short\n" + b"x" * 21)
    assert document(b"x" * 20 + b"\n" + b"y" * 20).text


def test_front_matter(document):
    """Says what the text does not; it stays in the text."""
    data = (
        b"---\ntitle: 'A talk: the lake'\npublisher: Harbour Gazette\nurl: https://example.org/1\n"
        b"published: 2031-05-06\nlanguage: en-GB\n---\nWords.\n"
    )
    found = document(data, "talk.md")
    assert (found.title, found.publisher, found.url) == (
        "A talk: the lake",
        "Harbour Gazette",
        "https://example.org/1",
    )
    assert (found.published, found.language) == ("2031-05-06", "en-GB")
    assert found.text == data.decode()


@pytest.mark.parametrize(
    "head", ["date: 2031", "published: 2031", "published: '2031'", "date: '2031'\nurl: null"]
)
def test_dates_of_front_matter(document, head):
    """A bare year is a number to YAML and a date to us."""
    assert document(f"---\n{head}\n---\nWords.".encode()).published == "2031"


@pytest.mark.parametrize(
    "data", ["---\n---\nWords.", "---\n- a list\n---\nWords.", "Words.\n---\ntitle: X\n---\n"]
)
def test_rules_of_dashes_are_no_front_matter(document, data):
    """Only a mapping at the very start is."""
    found = document(data.encode())
    assert (found.title, found.language) == (None, "en")


def test_what_nobody_declared_is_none(document):
    """The text says nothing about its publisher by itself."""
    found = document(b"Words.")
    assert (found.title, found.publisher, found.url, found.published) == (None, None, None, None)


@pytest.mark.parametrize("value", ["notadate", "2025-13", "2025-02-30", "9 February 2025", "20250209"])
def test_a_date_that_is_none_is_named_with_its_field(document, value):
    """And what would be right."""
    with pytest.raises(ReadError, match=r"talk\.txt: front matter: published: .* is no date; write 2025"):
        document(f"---\npublished: '{value}'\n---\nWords.".encode())


@pytest.mark.parametrize(
    "value", ["2025", "2025-02", "2025-02-09", "2025-02-09T10:00", "2025-02-09 10:00:00"]
)
def test_dates_with_months_days_and_times(document, value):
    """A year, a month, a day, with a time or without."""
    assert document(f"---\ndate: {value}\n---\nWords.".encode()).published[:4] == "2025"
