"""Changes of a graph: documents dropped with their statements, quads put in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.graph.vocab import KG, RDF, entity_iri

LARGE = 20_000
"""Quads from which on a bulk load is quicker, which writes files of its own."""


def graphs_of(graph: pyoxigraph.Store, document: str, base: str) -> Iterator[NamedNode]:
    """Yield the graph of a document and those of its statements."""
    home = entity_iri(f"document:{document}", base)
    yield home
    for quad in graph.quads_for_pattern(None, RDF.type, KG.Statement, home):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def change(
    graph: pyoxigraph.Store, dropped: Iterable[NamedNode], gone: Iterable[str], new: Sequence[Quad]
) -> None:
    """Drop graphs, take out the quads ``gone`` (lines of N-Quads without the full stop), put in the ``new``.

    All of it is one transaction. Terms are written as N-Triples by pyoxigraph, never put together here.
    """
    steps = [f"DROP SILENT GRAPH {name}" for name in dropped]
    lines = pyoxigraph.parse("".join(f"{quad} .\n" for quad in gone), RdfFormat.N_QUADS)
    if taken := data(lines):
        steps.append(f"DELETE DATA {{ {taken} }}")
    if not steps:
        graph.extend(new)
        return
    if new:
        steps.append(f"INSERT DATA {{ {data(new)} }}")
    graph.update(";\n".join(steps))


def load(graph: pyoxigraph.Store, lines: Iterable[bytes]) -> None:
    """Put in many quads, where nothing is to be dropped: quicker, in files of their own, and no transaction.

    As N-Quads, for while the engine reads those other threads may run.
    """
    graph.bulk_load(b"".join(lines), RdfFormat.N_QUADS, lenient=True)


def data(quads: Iterable[Quad]) -> str:
    """Return quads as INSERT DATA and DELETE DATA take them, graph by graph."""

    def name_of(quad: Quad) -> str:
        return str(quad.graph_name)

    return "\n".join(
        f"GRAPH {name} {{\n{''.join(map(_triple, members))}}}"
        for name, members in groupby(sorted(quads, key=name_of), key=name_of)
    )


def _triple(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} .\n"
