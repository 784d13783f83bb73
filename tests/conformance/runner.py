"""Runs one test against a target, and says what is wrong."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from tests.conformance.compare import Row, cells, same
from tests.conformance.suite import Case, Graphs, iri_of
from tests.conformance.target import Answer, Target

XML = "application/sparql-results+xml"
_ACCEPT = {
    ".srx": XML,
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
_FORMATS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}
_SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
}
_ORDERED = re.compile(r"ORDER\s+BY[^{}]*\Z", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^<>/:]+)>", re.IGNORECASE)
_MALFORMED = 400
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RESULT_SET = RS.encode()


def failure(case: Case, target: Target) -> str | None:
    """Return what is wrong, or None: the test is passed."""
    if "Syntax" in case.kind:
        return _syntax(case, target)
    before = _dataset(case)
    target.fill(_quads(before), _names(before))
    if case.kind == "UpdateEvaluationTest":
        return _update(case, target)
    return _query(case, target)


def _dataset(case: Case) -> Graphs:
    """Return what the store holds: the files that FROM names are graphs of it, for nothing is fetched."""
    names = _FROM.findall(case.request.read_text(encoding="utf-8"))
    files = [case.request.with_name(name) for name in names]
    selected = tuple((iri_of(file), file) for file in files if file.is_file())
    return replace(case.before, named=case.before.named + selected)


def _names(graphs: Graphs) -> list[NamedNode]:
    """Return the named graphs, also those without any triple."""
    return sorted({NamedNode(iri) for iri, _ in graphs.named}, key=str)


def _request(case: Case) -> str:
    """Return what is sent: the file, below its own IRI."""
    return f"BASE <{case.base}>\n{case.request.read_text(encoding='utf-8')}"


def _syntax(case: Case, target: Target) -> str | None:
    """A request that is well-formed may be refused (LOAD, SERVICE), yet not as malformed."""
    target.fill((), ())
    update = case.request.suffix == ".ru" or "Update" in case.kind
    text = _request(case)
    answer = target.change(text) if update else target.ask(text, "*/*")
    malformed = answer.status == _MALFORMED
    if malformed == case.kind.startswith("Negative"):
        return None
    return f"status {answer.status}: {_said(answer)}"


def _update(case: Case, target: Target) -> str | None:
    answer = target.change(_request(case))
    if not _good(answer):
        return f"status {answer.status}: {_said(answer)}"
    expected, found = _rows(_quads(case.after)), _rows(target.held())
    return None if same(expected, found) else f"expected {expected}, found {found}"


def _query(case: Case, target: Target) -> str | None:
    result = case.result
    if result is None:
        return "the manifest names no result"
    answer = target.ask(_request(case), _accept(result))
    if not _good(answer):
        return f"status {answer.status}: {_said(answer)}"
    if result.suffix in _SYNTAXES and _RESULT_SET not in result.read_bytes():
        expected = _rows(_read(result))
        found = _rows(Quad(*triple) for triple in _triples(answer.body))
        return None if same(expected, found) else f"expected {expected}, found {found}"
    return _table(case, result, answer.body)


def _accept(result: Path) -> str:
    """Return the media type to ask for."""
    if result.suffix in _ACCEPT:
        return _ACCEPT[result.suffix]
    return XML if _RESULT_SET in result.read_bytes() else "application/n-triples"


def _table(case: Case, result: Path, body: bytes) -> str | None:
    """Compare tables: their variables (in any order), and their rows."""
    if result.suffix == ".csv":
        expected, found = cells(result.read_bytes()), cells(body)
    else:
        expected = _expected(result)
        found = _solutions(body, _FORMATS.get(result.suffix, QueryResultsFormat.XML))
    if sorted(expected[0]) != sorted(found[0]):
        return f"expected the variables {expected[0]}, found {found[0]}"
    places = [found[0].index(name) for name in expected[0]]
    rows = [tuple(row[place] for place in places) for row in found[1]]
    ordered = bool(_ORDERED.search(case.request.read_text(encoding="utf-8")))
    if same(expected[1], rows, ordered=ordered):
        return None
    return f"expected {expected[1]}, found {rows}"


def _expected(result: Path) -> tuple[tuple[str, ...], list[Row]]:
    if result.suffix in _FORMATS:
        return _solutions(result.read_bytes(), _FORMATS[result.suffix])
    return _described(list(_read(result)))


def _described(quads: list[Quad]) -> tuple[tuple[str, ...], list[Row]]:
    """Return a table that is written as RDF, in the vocabulary of result sets of the first test suites."""

    def objects(subject: object, term: str) -> list[Any]:
        return [
            quad.object for quad in quads if quad.subject == subject and quad.predicate.value == RS + term
        ]

    table = next(quad.subject for quad in quads if quad.predicate.value == RS + "resultVariable")
    names = tuple(name.value for name in objects(table, "resultVariable"))
    rows: list[Row] = []
    for solution in objects(table, "solution"):
        bound = {
            objects(binding, "variable")[0].value: objects(binding, "value")[0]
            for binding in objects(solution, "binding")
        }
        rows.append(tuple(bound.get(name) for name in names))
    return names, rows


def _solutions(content: bytes, form: QueryResultsFormat) -> tuple[tuple[str, ...], list[Row]]:
    found = parse_query_results(content, form)
    if isinstance(found, QueryBoolean):
        return ("ask",), [(bool(found),)]
    assert isinstance(found, QuerySolutions)
    return tuple(variable.value for variable in found.variables), [tuple(row) for row in found]


def _triples(body: bytes) -> Iterator[tuple[object, ...]]:
    for quad in parse(body, RdfFormat.TURTLE):
        yield quad.subject, quad.predicate, quad.object


def _quads(graphs: Graphs) -> list[Quad]:
    """Return the quads of files; those of one graph share it."""
    found = [quad for file in graphs.default for quad in _read(file)]
    for iri, file in graphs.named:
        found += [Quad(quad.subject, quad.predicate, quad.object, NamedNode(iri)) for quad in _read(file)]
    return found


def _read(file: Path) -> Iterator[Quad]:
    """Yield the quads of a file; blank nodes of two files are two, though they have one label."""
    syntax = _SYNTAXES[file.suffix]
    yield from parse(file.read_bytes(), syntax, base_iri=iri_of(file), rename_blank_nodes=True)


def _rows(quads: Iterator[Quad] | list[Quad]) -> list[Row]:
    """Return quads as rows, each once."""
    rows = {
        (
            quad.subject,
            quad.predicate,
            quad.object,
            None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name,
        )
        for quad in quads
    }
    return list(rows)


def _good(answer: Answer) -> bool:
    return answer.status // 100 == 2


def _said(answer: Answer) -> str:
    return answer.body.decode("utf-8", "replace")[:300]
