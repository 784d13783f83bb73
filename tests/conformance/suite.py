"""The tests of the W3C: where they lie, and what each asks for, read from their manifests.

The suite is not ours and not in the repository: https://github.com/w3c/rdf-tests, folder ``sparql/sparql11``, or the
copy in the source archive of rdflib (``test/data/suites/w3c/sparql11``).
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

VARIABLE = "DIXIT_W3C_TESTS"
HOW = (
    f"set {VARIABLE} to the folder sparql/sparql11 of a clone of https://github.com/w3c/rdf-tests, "
    "or to test/data/suites/w3c/sparql11 of an unpacked source archive of rdflib"
)
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
"""What the manifests name their tests by; relative IRIs in data and queries are resolved below it."""
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

QUERY = (
    "aggregates algebra-interactions bind bindings cast construct exists functions grouping negation "
    "project-expression property-path subquery syntax-query"
).split()
UPDATE = (
    "add basic-update clear copy delete delete-data delete-insert delete-where drop move syntax-update-1 "
    "syntax-update-2 update-silent"
).split()
RESULTS = ["csv-tsv-res", "json-res"]
PARTS = {"query": QUERY, "update": UPDATE, "results": RESULTS}
"""What we run, by specification. Entailment regimes and federation are specifications that we do not implement."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """What a store holds: files of the default graph, and of named graphs by their IRI."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One test: what is sent over which data, and what has to come back."""

    id: str
    """Section and name, ``aggregates#agg01``: the same in every revision of the suite."""
    part: str
    section: str
    kind: str
    """The class of the manifest, without its namespace."""
    request: Path
    before: Graphs = Graphs()
    result: Path | None = None
    after: Graphs = Graphs()

    @property
    def base(self) -> str:
        """The IRI that relative ones in the request are resolved against."""
        return iri_of(self.request)


def iri_of(file: Path) -> str:
    """Return the IRI of a file of the suite, wherever its folder lies."""
    return f"{BASE}{file.parent.name}/{file.name}"


def located() -> Path | None:
    """Return the folder of the suite, if the variable of the environment names one."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def cases(root: Path) -> Iterator[Case]:
    """Yield the tests of a suite, in the order of our sections and of its manifests.

    Raises:
        FileNotFoundError: the folder holds none of the sections.
    """
    nested = root / "sparql" / "sparql11"
    folder = nested if nested.is_dir() else root
    found = False
    for part, sections in PARTS.items():
        for section in sections:
            manifest = folder / section / "manifest.ttl"
            if manifest.exists():
                found = True
                yield from _entries(manifest, part)
    if not found:
        raise FileNotFoundError(f"{root}: no manifests of SPARQL 1.1 there; {HOW}")


def _entries(manifest: Path, part: str) -> Iterator[Case]:
    graph = Graph().parse(manifest, format="turtle", publicID=iri_of(manifest))
    for test in Collection(graph, next(graph.objects(None, MF.entries))):
        yield _case(graph, test, manifest.parent, part)


def _case(graph: Graph, test: Node, folder: Path, part: str) -> Case:
    def file(node: Node) -> Path:
        return folder / str(node).rpartition("/")[2]

    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    request = graph.value(action, QT.query) or graph.value(action, UT.request) or action
    update = (action, UT.request, None) in graph
    kind = next(str(kind).partition("#")[2] for kind in graph.objects(test, RDF.type))
    return Case(
        f"{folder.name}#{str(test).partition('#')[2]}",
        part,
        folder.name,
        kind,
        file(request),
        _graphs(graph, action, folder),
        file(result) if isinstance(result, URIRef) else None,
        _graphs(graph, result, folder) if update else Graphs(),
    )


def _graphs(graph: Graph, node: Node | None, folder: Path) -> Graphs:
    """Return the data of an action or a result; the two vocabularies of queries and updates name them alike."""

    def file(node: Node) -> Path:
        return folder / str(node).rpartition("/")[2]

    default = [file(data) for term in (QT.data, UT.data) for data in graph.objects(node, term)]
    named = []
    for term in (QT.graphData, UT.graphData):
        for data in graph.objects(node, term):
            label, source = graph.value(data, RDFS.label), graph.value(data, UT.graph)
            content = source or graph.value(data, UT.data) or data
            named.append((str(label or data), file(content)))
    return Graphs(tuple(sorted(default)), tuple(sorted(named)))
