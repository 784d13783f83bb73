"""The index of a store: the rows of the named questions in SQLite tables, and the words in FTS5.

Each document's rows are found by asking the questions themselves (``ontology/queries``) of its quads, so that
the index says what SPARQL says. What documents share is left to SPARQL: names, and the lines of the registry.
A writer keeps it in the transaction of the caller, who commits; readers ask an ``Index``.
"""

from kg.graph.index.choice import Choice, Stated
from kg.graph.index.contents import contents, summed
from kg.graph.index.reading import Index
from kg.graph.index.tables import create, remake
from kg.graph.index.words import ranked
from kg.graph.index.writing import drop, put, rebuild

__all__ = [
    "Choice",
    "Index",
    "Stated",
    "contents",
    "create",
    "drop",
    "put",
    "ranked",
    "rebuild",
    "remake",
    "summed",
]
