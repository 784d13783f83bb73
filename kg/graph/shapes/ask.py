"""A view → what in it breaks the shapes, found by SPARQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pyoxigraph import NamedNode

from kg.graph.shapes.checks import Check, checks, graph_checks
from kg.graph.shapes.violation import Violation
from kg.graph.view import Value, View
from kg.graph.vocab import KG, registry_graph

_AT_ONCE = 500
"""Nodes whose documents are asked for in one query."""


def violations(view: View, asked: Iterable[Check] | None = None) -> Iterator[Violation]:
    """Yield what breaks the shapes, constraint by constraint; of ``asked`` ones only, if given.

    Raises:
        QueryError: the store does not answer.
    """
    for check in checks() if asked is None else asked:
        rows = iter(view.select(check.query).rows)
        while batch := list(islice(rows, _AT_ONCE)):
            yield from sorted(set(_violations(view, check, batch)))


def misplaced(view: View) -> Iterator[Violation]:
    """Yield what breaks the rules about named graphs, which shapes cannot express."""
    yield from violations(view, graph_checks())


def _violations(view: View, check: Check, rows: Sequence[Mapping[str, Value]]) -> Iterator[Violation]:
    homes = documents(view, {str(row["this"]) for row in rows})
    for row in rows:
        focus, value = str(row["this"]), row.get("value")
        shown = "" if value is None else str(value)
        yield Violation(homes.get(focus, ""), focus, check.path, shown, check.constraint)


def documents(view: View, nodes: Iterable[str]) -> Mapping[str, str]:
    """Return in which document each node stands: the first of several, none for the registry of names."""
    named = (node for node in sorted(nodes) if ":" in node and not node.startswith("_:"))
    listed = " ".join(str(NamedNode(node)) for node in named)
    query = f"""SELECT DISTINCT ?node ?document WHERE {{
        VALUES ?node {{ {listed} }} GRAPH ?graph {{ ?node ?predicate ?object }}
        OPTIONAL {{ ?graph {KG.inDocument} ?home }}
        BIND(COALESCE(?home, ?graph) AS ?document)
    }}"""
    names = registry_graph(view.base).value
    rows = sorted((str(row["document"]), str(row["node"])) for row in view.select(query).rows)
    return {node: document for document, node in reversed(rows) if document != names}
