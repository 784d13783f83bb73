"""Extract: ``Doc`` → mentions, statements, events, relations, figures. Generators of values, one module per noun."""

from kg.extract.mentions import find_mentions
from kg.extract.scene import Scene
from kg.extract.statements import find_statements

__all__ = ["Scene", "find_mentions", "find_statements"]
