"""Extract: ``Doc`` → mentions, statements, events, relations, figures. One module per noun."""

from kg.extract.events import events
from kg.extract.figures import figures
from kg.extract.mentions import adjectives, find_mentions
from kg.extract.relations import relations
from kg.extract.scene import Scene
from kg.extract.statements import find_statements

__all__ = ["Scene", "adjectives", "events", "figures", "find_mentions", "find_statements", "relations"]
