"""Extract: ``Doc`` → mentions, statements, events, relations, figures. One module per noun."""

from kg.extract.acts import performed
from kg.extract.confidence import LEAST
from kg.extract.dates import dateline
from kg.extract.events import events
from kg.extract.figures import figures
from kg.extract.happenings import find_happenings
from kg.extract.mentions import adjectives, find_mentions
from kg.extract.occasion import on_occasion
from kg.extract.offices import open_page
from kg.extract.relations import relations
from kg.extract.roles import in_office
from kg.extract.scene import Scene
from kg.extract.statements import find_statements

__all__ = [
    "LEAST",
    "Scene",
    "adjectives",
    "dateline",
    "events",
    "figures",
    "find_happenings",
    "find_mentions",
    "find_statements",
    "in_office",
    "on_occasion",
    "open_page",
    "performed",
    "relations",
]
