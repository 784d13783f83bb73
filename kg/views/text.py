"""Words on a terminal: width, wrapping, and no character that moves the cursor or turns the reading order."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Unicode TR 9 (embeddings, overrides, isolates, marks), and the line and paragraph separators.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff{_TURNING}]")
_SPACES = re.compile(r"\s+")
_WIDE = frozenset("WF")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Screen:
    """What we print on: so many columns wide, with or without colour."""

    columns: int = 80
    colour: bool = False

    def bold(self, text: str) -> str:
        """Return ``text`` made bold where the screen shows colour."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def dim(self, text: str) -> str:
        """Return ``text`` made faint where the screen shows colour."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text


def plain(text: str) -> str:
    r"""Return ``text`` on one line; control and bidirectional characters show as a replacement character.

    >>> plain("red\x1b[31m alert\n\tnow")
    'red�[31m alert now'
    """
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text)).strip()


def width(text: str) -> int:
    r"""Return how many columns ``text`` takes: East Asian wide characters take two, combining marks none.

    >>> width("日本"), width("Nemyr"), width("e\u0301")
    (4, 5, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


ALMOST = 0.99
"""The most that is shown of what is not certain."""


def percent(confidence: float | None) -> str:
    """Return a confidence as people read it, nothing where there is none; what is not certain is not 100%.

    >>> percent(0.75), percent(0.996), percent(None)
    ('75%', '99%', '')
    """
    if confidence is None:
        return ""
    return f"{confidence if confidence == 1 else min(confidence, ALMOST):.0%}"


def pad(text: str, columns: int) -> str:
    """Return ``text`` filled up with spaces to ``columns``."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return as much of ``text`` as fits into ``columns``, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    return next(_pieces(text, columns - 1), "") + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Return ``text`` broken into lines of at most ``columns``, between words where that is possible."""
    columns = max(columns, 2)
    if text.isascii():
        return textwrap.wrap(text, columns, break_on_hyphens=False) or [""]
    lines = [""]
    for word in text.split(" "):
        for piece in _pieces(word, columns):
            fits = lines[-1] and width(lines[-1]) + 1 + width(piece) <= columns
            if fits:
                lines[-1] += f" {piece}"
            elif lines[-1]:
                lines.append(piece)
            else:
                lines[-1] = piece
    return lines


def _pieces(word: str, columns: int) -> Iterator[str]:
    piece: list[str] = []
    used = 0
    for character in word:
        wanted = _columns(character)
        if used + wanted > columns:
            yield "".join(piece)
            piece, used = [], 0
        piece.append(character)
        used += wanted
    yield "".join(piece)
