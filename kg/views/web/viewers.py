"""The views there are."""

from kg.registry import Registry
from kg.views.web.figures import draw_figures
from kg.views.web.map import draw
from kg.views.web.matrix import tabulate
from kg.views.web.perspectives import compare
from kg.views.web.scope import Viewer
from kg.views.web.timeline import draw_timeline

VIEWS: Registry[Viewer] = Registry(
    "kg.views",
    {
        "map": draw,
        "timeline": draw_timeline,
        "figures": draw_figures,
        "matrix": tabulate,
        "perspectives": compare,
    },
)
