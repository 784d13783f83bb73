"""Finding out which of the usual addresses a server answers at."""

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import StoreError
from kg.graph.store.remote.answers import JSON, check
from kg.graph.store.remote.client import Client

_ANYTHING = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
_NOTHING = "DELETE WHERE { GRAPH <urn:dixit:nothing> { <urn:dixit:nothing> <urn:dixit:nothing> ?nothing } }"
_NONE_THERE = frozenset({400, 404, 405, 406, 415, 501})
"""What a server says where it has no such service."""


def query_address(client: Client) -> str:
    """Return where queries are answered.

    Raises:
        StoreError: nowhere; the message lists what was tried.
    """
    return _first(client, "query", {"query": _ANYTHING}, JSON)


def update_address(client: Client) -> str:
    """Return where updates are done, having sent one that does nothing.

    Raises:
        StoreError: nowhere, or not for us.
    """
    return _first(client, "update", {"update": _NOTHING}, "*/*")


def _first(client: Client, service: str, form: dict[str, str], accept: str) -> str:
    tried, refused = client.where.candidates(service), None
    for url in tried:
        response = client.probe(url, form, accept)
        if response.status_code in _NONE_THERE:
            continue
        try:
            check(response, "" if service == "update" else accept)
        except StoreError as error:
            refused = refused or error
            continue
        if service == "update" or _is_answer(response.content):
            return url
    if refused is not None:
        raise refused
    raise StoreError(
        f"{client.where.url}: no SPARQL {service} there; tried {', '.join(tried)}."
        f" Name it: {client.where.url}?{service}=…"
    )


def _is_answer(body: bytes) -> bool:
    try:
        return isinstance(parse_query_results(body, format=QueryResultsFormat.JSON), QuerySolutions)
    except (SyntaxError, ValueError):
        return False
