"""A page as the value of an expression, which a notebook shows by itself."""

import os
from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path

# An origin of its own: the page can run, save files and open its sources, and reach nothing around it.
_ALLOWED = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, repr=False)
class Map:
    """A map or another view. A notebook shows it where it is the last expression of a cell.

    Attributes:
        html: the whole page, one file that needs no network.
        title: what it is a view of.
        note: what it shows: "showing 120 of 400 names, those in most statements".
        height: in a notebook, in pixels.
    """

    html: bytes
    title: str
    note: str
    height: int = 640

    def __repr__(self) -> str:
        return f"<{self.title}: {self.note}>"

    def _repr_html_(self) -> str:
        """Return the page in a frame; what surrounds it can neither style it nor be reached from it."""
        page = escape(self.html.decode("utf-8"))
        return (
            f'<iframe title="{escape(repr(self)[1:-1])}" sandbox="{_ALLOWED}" width="100%" '
            f'height="{self.height}" frameborder="0" allowfullscreen srcdoc="{page}"></iframe>'
        )

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page to a file, which appears only when it is complete; return where it lies.

        Raises:
            OSError: it cannot be written there.
        """
        file = Path(path)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            beside.write_bytes(self.html)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        return file
