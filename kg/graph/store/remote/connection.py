"""A store on the web as its readers and its writer share it: what is asked where, how answers are read."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from httpx import Request
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.errors import StoreError
from kg.graph.store.remote.answers import JSON, QUADS, CutError
from kg.graph.store.remote.body import body
from kg.graph.store.remote.client import Client
from kg.graph.store.remote.service import query_address, update_address
from kg.graph.store.remote.sparql import kind_of

_PAGE = 5_000
"""Rows that are asked for at once where a server cuts its answers; virtuoso does so after 10,000."""
_TRUTH = "__ASK_RETVAL"
_HEAD = 200
"""Bytes of an answer in which the names of its variables stand, if it has but one."""


class Connection:
    """One store on the web.

    Raises:
        StoreError: there is none, or it does not let us in.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.url = client.where.url
        self._query = query_address(client)
        self._update: str | None = None

    def answer(self, query: str) -> QueryBoolean | QuerySolutions | QueryTriples:
        """Return the whole answer to a query.

        Raises:
            QueryError: it is malformed.
            StoreError: the server does not answer, or only in part.
        """
        kind = kind_of(query)
        content = self.client.query(self._query, query, kind).content
        with self._reading():
            if kind != JSON:
                graph = Store()
                graph.extend(parse(content, format=RdfFormat.N_TRIPLES))
                return _triples(graph)
            truth = _truth(content)
            if truth is not None:
                return truth
            found = parse_query_results(content, format=QueryResultsFormat.JSON)
            if isinstance(found, QuerySolutions):
                deque(found, maxlen=0)  # read to the end: the caller must not find out that there is none
                found = parse_query_results(content, format=QueryResultsFormat.JSON)
            return found

    def rows(self, query: str, key: str | None = None) -> Iterator[QuerySolution]:
        """Yield all rows of a query, as they come; where a server cuts its answers, sorted by ``key``.

        Raises:
            CutError: it cuts, and there is no key, or more rows than it gives at once have the same.
            StoreError: the server does not answer, or stops in the middle.
        """
        try:
            yield from self._page(query)
        except CutError:
            if key is None:
                raise
            yield from self._sorted(query, key)

    def _sorted(self, query: str, key: str) -> Iterator[QuerySolution]:
        """Yield the rows page by page; those with the last key of a page, which may go on, come next.

        Not by OFFSET: virtuoso gives rows in another order each time, and sorts no more than it gives.
        """
        start: str | None = ""
        while start is not None:
            wanted = f"STR(?{key}) >= {Literal(start)}"
            page = list(
                self._page(
                    f"SELECT * WHERE {{ {{ {query} }} FILTER({wanted}) }} ORDER BY STR(?{key}) LIMIT {_PAGE}"
                )
            )
            last = _string(page[-1][key]) if len(page) == _PAGE else None
            if last is not None and last == start:
                raise CutError(f"{self.url}: the server cuts its answers; raise its ResultSetMaxRows")
            yield from (row for row in page if _string(row[key]) != last)
            start = last

    def _page(self, query: str) -> Iterator[QuerySolution]:
        asking = self.client.asking(self._query, query)
        with self.client.stream(asking, JSON) as response, self._reading():
            found = parse_query_results(body(response.iter_bytes()), format=QueryResultsFormat.JSON)
            if isinstance(found, QuerySolutions):
                yield from found

    def everything(self) -> Iterator[Quad] | None:
        """Return all quads where the server hands them out as one file, which is the quickest, else None."""
        for url in self.client.where.candidates("data"):
            request = self.client.fetching(url)
            if self.client.gives(request, QUADS):
                return self._file(request)
        return None

    def _file(self, request: Request) -> Iterator[Quad]:
        with self.client.stream(request, QUADS) as response, self._reading():
            yield from parse(body(response.iter_bytes()), format=RdfFormat.N_QUADS)

    def update(self, text: str, *, repeatable: bool = True) -> None:
        """Have the store changed.

        Raises:
            RefusedError: the server will not do it, perhaps not at that size.
            StoreError: no answer, or no right to do so.
        """
        if self._update is None:
            self._update = update_address(self.client)
        self.client.update(self._update, text, repeatable=repeatable)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.url}: the answer is cut short, or none of SPARQL ({error})") from error


def _string(term: object) -> str:
    """Return what SPARQL's STR gives."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _truth(content: bytes) -> QueryBoolean | None:
    """Return what virtuoso 7.2 means by rows where it was asked for true or false, else None."""
    if _TRUTH.encode() not in content[:_HEAD]:
        return None
    found = parse_query_results(content, format=QueryResultsFormat.JSON)
    if not isinstance(found, QuerySolutions) or [name.value for name in found.variables] != [_TRUTH]:
        return None
    true = any(isinstance(row[0], Literal) and row[0].value != "0" for row in found)
    said = f'{{"head": {{}}, "boolean": {str(true).lower()}}}'
    answer = parse_query_results(said, format=QueryResultsFormat.JSON)
    return answer if isinstance(answer, QueryBoolean) else None


def _triples(graph: Store) -> QueryTriples:
    """Return what lies in a graph as the answer that it was."""
    found = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    if not isinstance(found, QueryTriples):  # it is; the type of the answer depends on the words of the query
        raise TypeError(type(found))
    return found
