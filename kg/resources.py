"""Where ``ontology/`` and ``seeds/`` lie: inside the wheel, else in the checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data(folder: str) -> Traversable:
    """Return the folder ``ontology`` or ``seeds``.

    Read from it with ``read_text``/``read_bytes``: in a zipped install there is no path.
    """
    packaged = files("kg") / "_data" / folder
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / folder
