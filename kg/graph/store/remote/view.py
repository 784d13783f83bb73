"""A store on the web as its readers see it."""

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import QueryError
from kg.graph.index import Index
from kg.graph.store.remote.answers import CutError
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.ledger import ledger_graph
from kg.graph.store.remote.sparql import values, with_prefixes
from kg.graph.view import WHOLE, Found, Frame, Rows, as_rows
from kg.graph.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
_XSD = PREFIXES["xsd"]
_QUADS = """SELECT ?g ?s ?p ?o ?exact WHERE {{
  {graphs}
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?g), {base}))
  BIND(IF(isNumeric(?o), STR(?o), ?none) AS ?exact)
}}"""
"""Virtuoso 7.2 rounds numbers to six digits in answers, but not their text."""
_SIZES = """SELECT ?g (COUNT(*) AS ?size) WHERE {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(STRSTARTS(STR(?g), {base}) && ?g != {ledger})
}} GROUP BY ?g"""
_AT_ONCE = 5_000
"""Quads that are asked for at once where a server cuts its answers; virtuoso does so after 10,000."""
_SEVERAL = 100
"""Graphs that are asked for at once there."""


class RemoteView:
    """The right to read a store on the web; no snapshot: what others write is seen at once."""

    index: Index | None = None
    """The server answers queries, and has no index of ours."""

    def __init__(self, connection: Connection, base: str) -> None:
        self._connection = connection
        self.base = base

    def select(self, sparql: str) -> Rows:
        """Return the rows of a query over the default dataset of the server.

        Raises:
            QueryError: it is malformed, or an update.
            StoreError: the server does not answer, or only in part.
        """
        return as_rows(self.evaluate(sparql))

    def evaluate(self, sparql: str, *, frame: Frame = WHOLE) -> Found:
        """Return the answer of the server, whose default graph is what it is there.

        Raises:
            QueryError: it is malformed, or an update, or the frame has a dataset.
            StoreError: the server does not answer, or only in part.
        """
        if frame.default is not None or frame.named is not None:
            raise QueryError("a store on the web is given no dataset; write FROM or GRAPH into the query")
        base = f"BASE {NamedNode(frame.base)} " if frame.base else ""
        return self._connection.answer(base + with_prefixes(sparql))

    def quads(self) -> Iterator[Quad]:
        """Yield every quad in a graph under our base but the ledger, in no order.

        Raises:
            StoreError: the server does not answer, or stops in the middle.
        """
        ledger = ledger_graph(self.base)
        given = self._connection.everything()
        for quad in self._selected() if given is None else given:
            name = quad.graph_name
            if isinstance(name, NamedNode) and name.value.startswith(self.base) and name != ledger:
                yield quad

    def dump(self) -> bytes:
        """Return all of it as N-Quads, sorted by bytes."""
        return b"".join(sorted(f"{quad} .\n".encode() for quad in self.quads()))

    def _selected(self) -> Iterator[Quad]:
        try:
            yield from self._in_graphs("")
        except CutError:
            query = _SIZES.format(base=Literal(self.base), ledger=ledger_graph(self.base))
            sizes = {row["g"]: int(row["size"].value) for row in self._connection.rows(query, "g")}
            for names in _portions(sizes):
                yield from self._in_graphs(values("g", names), "s")

    def _in_graphs(self, graphs: str, key: str | None = None) -> Iterator[Quad]:
        query = _QUADS.format(base=Literal(self.base), graphs=graphs)
        for row in self._connection.rows(query, key):
            yield Quad(row["s"], row["p"], _exact(row["o"], row["exact"]), row["g"])


def _portions(sizes: Mapping[NamedNode, int]) -> Iterator[list[NamedNode]]:
    """Yield graphs in groups that are not too large, one that is too large alone."""
    names: list[NamedNode] = []
    together = 0
    for name, size in sorted(sizes.items(), key=lambda item: (item[1], item[0].value)):
        if names and (together + size > _AT_ONCE or len(names) == _SEVERAL):
            yield names
            names, together = [], 0
        names.append(name)
        together += size
    if names:
        yield names


def _exact(term: Term, text: object) -> Term:
    """Return a term as it was written, numbers and truth values in the form in which we write them."""
    if not isinstance(term, Literal):
        return term
    value = text.value if isinstance(text, Literal) else term.value
    match term.datatype.value.removeprefix(_XSD):
        case "double":
            return Literal(float(value))
        case "boolean":
            return Literal(value in ("true", "1"))
        case "decimal" | "integer" | "float":
            return Literal(value, datatype=term.datatype)
    return term
