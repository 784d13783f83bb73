"""The views there are."""

from kg.registry import Registry
from kg.views.web.map import draw
from kg.views.web.matrix import tabulate
from kg.views.web.perspectives import compare
from kg.views.web.scope import Viewer

VIEWS: Registry[Viewer] = Registry(
    "kg.views",
    {
        "map": draw,
        "matrix": tabulate,
        "perspectives": compare,
    },
)
