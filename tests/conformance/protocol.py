"""The SPARQL 1.1 Protocol: requests as they go over the wire, and what has to come back."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from pyoxigraph import NamedNode, Quad
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from tests.conformance.suite import MF, iri_of
from tests.conformance.target import Endpoint

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
REQUESTS = Path(__file__).with_name("protocol.toml")
_GRAPHS = "https://graphs.example/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_KINDS = {
    "boolean": ("application/sparql-results+xml", "application/sparql-results+json"),
    "table": (
        "application/sparql-results+xml",
        "application/sparql-results+json",
        "text/tab-separated-values",
        "text/csv",
    ),
    "graph": (
        "application/rdf+xml",
        "application/n-triples",
        "application/n-quads",
        "application/ld+json",
        "application/trig",
        "text/turtle",
        "text/n3",
    ),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and the answer that is right."""

    to: str
    """``query`` or ``update``: which of the two addresses."""
    method: str
    search: str = ""
    type: str | None = None
    body: bytes | None = None
    families: frozenset[int] = frozenset({2})
    """First figures of a right status."""
    status: int | None = None
    kind: str | None = None
    answer: bool | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One test: requests that follow each other."""

    name: str
    requests: tuple[Request, ...]


def exchanges() -> Iterator[Exchange]:
    """Yield our requests, one exchange for each name of the W3C."""
    names = {letter: quote(f"{_GRAPHS}{letter}", safe="") for letter in "ABC"}
    for test in tomllib.loads(REQUESTS.read_text(encoding="utf-8"))["test"]:
        yield Exchange(test["name"], tuple(_ours(request, names) for request in test["requests"]))


def _ours(given: Mapping[str, Any], names: Mapping[str, str]) -> Request:
    search = given.get("search", "")
    for letter, name in names.items():
        search = search.replace(f"{{{letter}}}", name)
    body = given.get("body")
    return Request(
        given["to"],
        given["method"],
        search,
        given.get("type"),
        None if body is None else body.encode(given.get("encoding", "utf-8")),
        frozenset({2} if given["ok"] else {4}),
        given.get("status"),
        given.get("kind"),
        given.get("answer"),
    )


def described(folder: Path) -> Iterator[Exchange]:
    """Yield the exchanges that the manifest of a suite describes (in those since 2023, as HTTP in RDF)."""
    manifest = folder / "protocol" / "manifest.ttl"
    if not manifest.exists():
        return
    graph = Graph().parse(manifest, format="turtle", publicID=iri_of(manifest))
    for test in Collection(graph, next(graph.objects(None, MF.entries))):
        requests = graph.value(graph.value(test, MF.action), HT.requests)
        if requests is not None:
            name = str(test).partition("#")[2]
            found = Collection(graph, requests)
            yield Exchange(name, tuple(_theirs(graph, request, name) for request in found))


def _theirs(graph: Graph, request: Node, name: str) -> Request:
    body, response = graph.value(request, HT.body), graph.value(request, HT.resp)
    listed = graph.value(request, HT.headers)
    headers = {
        str(graph.value(header, HT.fieldName)).lower(): str(graph.value(header, HT.fieldValue))
        for header in (Collection(graph, listed) if listed else ())
    }
    kind = headers.get("content-type")
    asked = "update" not in name or (kind or "").startswith("application/sparql-query")
    path, wanted = str(graph.value(request, HT.absolutePath)), graph.value(response, MF.expectedBoolean)
    form = graph.value(response, MF.expectedFormat)
    encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8")
    return Request(
        "query" if asked else "update",
        str(graph.value(request, HT.methodName)),
        path.partition("?")[2],
        kind,
        str(graph.value(body, CNT.chars)).encode(encoding) if body else None,
        frozenset(int(str(code)[-3]) for code in graph.objects(response, MF.expectedStatus)),
        kind=str(form) if form else None,
        answer=None if wanted is None else bool(wanted.toPython()),
    )


def prepare(endpoint: Endpoint) -> None:
    """Fill the store with the three graphs that our requests ask for."""
    nodes = [NamedNode(f"{_GRAPHS}{letter}") for letter in "ABC"]
    thing = NamedNode(f"{_GRAPHS}Document")
    endpoint.fill([Quad(node, _TYPE, thing, node) for node in nodes], ())


def wrong(exchange: Exchange, client: httpx.Client, addresses: Mapping[str, str]) -> str | None:
    """Run the requests of an exchange; return what is wrong with an answer, or None."""
    for number, request in enumerate(exchange.requests, 1):
        address = f"{addresses[request.to]}?{request.search}".removesuffix("?")
        headers = {"content-type": request.type} if request.type else {}
        answer = client.request(request.method, address, content=request.body, headers=headers)
        fault = _fault(request, answer)
        if fault:
            return f"request {number}: {fault}: {answer.text[:200]}"
    return None


def _fault(request: Request, answer: httpx.Response) -> str | None:
    if answer.status_code // 100 not in request.families:
        return f"status {answer.status_code}"
    if request.status not in (None, answer.status_code):
        return f"status {answer.status_code}, expected {request.status}"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if request.kind in _KINDS and kind not in _KINDS[request.kind]:
        return f"media type {kind!r} for a {request.kind}"
    if request.answer is not None and _boolean(answer, kind) is not request.answer:
        return f"expected {request.answer}"
    return None


def _boolean(answer: httpx.Response, kind: str) -> bool:
    """Return what ASK answers, in JSON or XML."""
    if kind.endswith("json"):
        return json.loads(answer.text)["boolean"] is True
    return "<boolean>true</boolean>" in answer.text
