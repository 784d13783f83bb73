"""The kinds of map there are."""

from collections.abc import Callable
from typing import BinaryIO

from kg.registry import Registry
from kg.views.web.map import html
from kg.views.web.picture import Picture

Viewer = Callable[[Picture, BinaryIO], None]
"""Writes one picture."""

VIEWERS: Registry[Viewer] = Registry("kg.views", {"html": html})
