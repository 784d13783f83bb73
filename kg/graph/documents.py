"""Which graphs of a store are documents; index, ledger and checks go by the same."""

import pyoxigraph
from pyoxigraph import NamedNode

from kg.graph.vocab import KG, RDF


def documents_of(graph: pyoxigraph.Store) -> set[NamedNode]:
    """Return the graphs that are documents; what somebody notes in another one tells of none."""
    found = graph.quads_for_pattern(None, RDF.type, KG.Document)
    return {
        quad.subject
        for quad in found
        if quad.subject == quad.graph_name and isinstance(quad.subject, NamedNode)
    }
