"""What the tests are run against: an endpoint by HTTP, or the engine in this process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import httpx
import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
)

TURTLE, N_QUADS = "text/turtle", "application/n-quads"
FORMATS = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_ALL = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, and the body in the form that was asked for."""

    status: int
    body: bytes = b""


class Target(Protocol):
    """Something that can be filled, asked and changed."""

    def fill(self, quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> None:
        """Hold these quads and no others, and these named graphs, though they be empty."""
        ...

    def ask(self, query: str, accept: str) -> Answer:
        """Return the answer to a query, in the media type ``accept``."""
        ...

    def change(self, update: str) -> Answer:
        """Run an update."""
        ...

    def held(self) -> list[Quad]:
        """Return all quads."""
        ...


class Engine:
    """pyoxigraph in this process: 400 for what does not parse, 500 for what it cannot do."""

    def __init__(self) -> None:
        self._store = pyoxigraph.Store()

    def fill(self, quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> None:
        """Hold these quads and no others, and these named graphs."""
        self._store = pyoxigraph.Store()
        for graph in graphs:
            self._store.add_graph(graph)
        self._store.extend(quads)

    def ask(self, query: str, accept: str) -> Answer:
        """Return the answer to a query."""
        try:
            found = self._store.query(query)
            if isinstance(found, QuerySolutions | QueryBoolean):
                form = FORMATS.get(accept, QueryResultsFormat.XML)
                return Answer(200, found.serialize(format=form) or b"")
            return Answer(200, found.serialize(format=RdfFormat.N_TRIPLES) or b"")
        except SyntaxError as error:
            return Answer(400, str(error).encode())
        except (ValueError, RuntimeError, OSError) as error:
            return Answer(500, str(error).encode())

    def change(self, update: str) -> Answer:
        """Run an update."""
        try:
            self._store.update(update)
        except SyntaxError as error:
            return Answer(400, str(error).encode())
        except (ValueError, RuntimeError, OSError) as error:
            return Answer(500, str(error).encode())
        return Answer(204)

    def held(self) -> list[Quad]:
        """Return all quads."""
        return list(self._store)


class Endpoint:
    """A SPARQL 1.1 endpoint: everything is done by its protocol, the loading too."""

    def __init__(self, query: str, update: str, token: str | None = None) -> None:
        self._query, self._update = query, update
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(headers=headers, timeout=60)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fill(self, quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> None:
        """Hold these quads and no others, and these named graphs.

        Raises:
            httpx.HTTPStatusError: the endpoint does not take them.
        """
        data = " ".join(_inserted(quad) for quad in quads)
        steps = ["DROP ALL", *(f"CREATE SILENT GRAPH {graph}" for graph in graphs)]
        steps += [f"INSERT DATA {{ {data} }}"] if data else []
        self._changed("; ".join(steps)).raise_for_status()

    def ask(self, query: str, accept: str) -> Answer:
        """Return the answer to a query, sent as the body of a POST."""
        answer = self._client.post(
            self._query,
            content=query.encode(),
            headers={"content-type": "application/sparql-query", "accept": accept},
        )
        return Answer(answer.status_code, answer.content)

    def change(self, update: str) -> Answer:
        """Run an update, sent as the body of a POST."""
        answer = self._changed(update)
        return Answer(answer.status_code, answer.content)

    def held(self) -> list[Quad]:
        """Return all quads, read as the rows of a query."""
        answer = self.ask(_ALL, "application/sparql-results+json")
        return list(_quads(answer.body))

    def _changed(self, update: str) -> httpx.Response:
        return self._client.post(
            self._update, content=update.encode(), headers={"content-type": "application/sparql-update"}
        )


def _inserted(quad: Quad) -> str:
    """Return a quad as INSERT DATA has it; the terms are written by pyoxigraph."""
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    if isinstance(quad.graph_name, DefaultGraph):
        return f"{triple} ."
    return f"GRAPH {quad.graph_name} {{ {triple} }}"


def _quads(body: bytes) -> Iterator[Quad]:
    found = pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON)
    for row in found:
        graph = row["g"]
        yield Quad(row["s"], row["p"], row["o"], graph if isinstance(graph, NamedNode) else DefaultGraph())
