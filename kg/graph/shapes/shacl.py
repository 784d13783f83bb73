"""A graph → what in it breaks the shapes, found by pyshacl: slower by far, and independent of our queries."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph
from pyoxigraph import Quad, RdfFormat
from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import ValidationError
from kg.graph.shapes.ask import documents, misplaced, violations
from kg.graph.shapes.checks import constraint_name, path_name, shapes, translated
from kg.graph.shapes.violation import Violation
from kg.graph.view import OxView
from kg.graph.vocab import BASE


def shacl_violations(
    quads: Iterable[Quad], base: str = BASE, asked: Graph | None = None
) -> Iterator[Violation]:
    """Yield what breaks the shapes (``asked`` ones only, if given) in the union of all graphs, sorted.

    A graph that pyshacl cannot compare numbers in, for they are none, is asked by SPARQL instead.

    Raises:
        ValidationError: pyshacl is not installed.
    """
    store = pyoxigraph.Store()
    store.extend(quads)
    view = OxView(store, base)
    try:
        report = _report(store, asked or shapes())
    except TypeError as error:
        if "between instances of 'Literal'" not in str(error):  # sh:lessThanOrEquals of "x"^^xsd:integer
            raise
        yield from sorted(violations(view, translated(asked or shapes())))
        return
    results = list(report.objects(None, SH.result))
    homes = documents(view, {str(report.value(result, SH.focusNode)) for result in results})
    yield from sorted({_violation(report, result, homes) for result in results})


def graph_violations(quads: Iterable[Quad], base: str = BASE) -> Iterator[Violation]:
    """Yield all that is wrong with the graph of a document: by the shapes, then in which graph it stands.

    Raises:
        ValidationError: pyshacl is not installed.
    """
    found = frozenset(quads)
    store = pyoxigraph.Store()
    store.extend(found)
    yield from shacl_violations(found, base)
    yield from misplaced(OxView(store, base))


def _report(store: pyoxigraph.Store, asked: Graph) -> Graph:
    try:
        import pyshacl  # noqa: PLC0415 - an extra that need not be installed
    except ModuleNotFoundError as error:
        if error.name != "pyshacl":
            raise
        raise ValidationError('pyshacl is not installed: pip install "dixit-kg[validate]"') from error
    triples = {quad.triple for quad in store}
    written = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    with _quiet():
        graph = Graph().parse(data=written or b"", format="nt")
        report: Graph = pyshacl.validate(graph, shacl_graph=asked, inference="none")[1]
    return report


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from warning of ill-formed literals: they are in the report."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _violation(report: Graph, result: Node, homes: Mapping[str, str]) -> Violation:
    """Return a result as ours; what is asked for stands in the shape that it names."""
    shape, focus = report.value(result, SH.sourceShape), str(report.value(result, SH.focusNode))
    home, found = homes.get(focus, ""), report.value(result, SH.value)
    value = "" if found is None else str(found)
    component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
    name = component.removesuffix("ConstraintComponent")
    if name == "SPARQL":
        message = shapes().value(report.value(result, SH.sourceConstraint), SH.message)
        return Violation(home, focus, "", "" if value == focus else value, str(message))
    constraint = constraint_name(shapes(), shape, SH[name[0].lower() + name[1:]])
    return Violation(home, focus, path_name(shapes(), shapes().value(shape, SH.path)), value, constraint)
