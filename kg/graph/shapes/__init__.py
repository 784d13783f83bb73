"""What a graph must look like: the shapes of ``ontology/shapes``, by SPARQL and by SHACL.

The Turtle files are the one source. ``violations`` asks a view all that follows from them, in queries that
the engine answers at once, for a whole store; ``shacl_violations`` has pyshacl read the same files over the
graph of a document, slower and independent of us. ``misplaced`` is what shapes cannot say: in which graph.
"""

from kg.graph.shapes.ask import misplaced, violations
from kg.graph.shapes.files import RDF_FILES, file_quads
from kg.graph.shapes.shacl import graph_violations, shacl_violations
from kg.graph.shapes.violation import Violation

__all__ = [
    "RDF_FILES",
    "Violation",
    "file_quads",
    "graph_violations",
    "misplaced",
    "shacl_violations",
    "violations",
]
