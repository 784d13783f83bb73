"""Shapes → SPARQL: each constraint of ``ontology/shapes/*.ttl`` as one query that finds what breaks it.

The components that our shapes use are known, any other raises: what is not understood must not look held.
Queries name no graph; they are asked over the union of all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.shapes.violation import short
from kg.resources import data

_XSD = "http://www.w3.org/2001/XMLSchema#"
_CAST = {f"{_XSD}{name}" for name in ("boolean", "double", "float", "decimal", "integer", "dateTime")}
"""Datatypes whose ill-formed literals a cast of SPARQL 1.1 finds."""
_TARGET = "$target"
_EACH = f"{{ SELECT DISTINCT ?this WHERE {{ {_TARGET} }} }}"
"""Each node once: what many statements claim stands in many graphs."""
_NO_CONSTRAINTS = {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property, SH.path, SH.sparql}
_COUNTS = (SH.minCount, SH.maxCount)
_KINDS = {
    SH.IRI: "isIRI({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNode: "isBlank({0})",
    SH.BlankNodeOrIRI: "(isIRI({0}) || isBlank({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
}


@dataclass(frozen=True, slots=True)
class Check:
    """A query whose rows are violations: ``?this`` is the node, ``?value`` the value if there is one."""

    shape: str
    path: str
    constraint: str
    target: str
    """The pattern of the nodes that are checked."""
    template: str
    """The query, with ``_TARGET`` where the target stands."""

    @property
    def query(self) -> str:
        """The query itself."""
        return self.template.replace(_TARGET, self.target)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What breaks a constraint: a graph pattern around ``subject``, and the variable of the wrong value.

    A pattern that ``finds`` its subjects finds few or none: whether they are targets is asked of these only.
    """

    path: str
    constraint: str
    pattern: str
    value: str | None = None
    finds: bool = True


@cache
def shapes() -> Graph:
    """Return the shapes of the ontology."""
    graph = Graph()
    for file in sorted((data("ontology") / "shapes").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ttl"):
            graph.parse(data=file.read_bytes(), format="turtle")
    return graph


@cache
def checks() -> tuple[Check, ...]:
    """Return one check for each constraint, and those that look at named graphs."""
    return (*merged(translated(shapes())), *graph_checks())


def merged(separate: Iterable[Check]) -> Iterator[Check]:
    """Yield one check for those that ask the same of a property: it is scanned once for all their targets."""
    alike: dict[tuple[str, str, str], list[Check]] = {}
    for check in separate:
        alike.setdefault((check.path, check.constraint, check.template), []).append(check)
    for (path, constraint, template), found in alike.items():
        names, targets = (
            " ".join(check.shape for check in found),
            " UNION ".join(check.target for check in found),
        )
        yield Check(names, path, constraint, targets, template)


def graph_checks() -> tuple[Check, ...]:
    """Return what shapes cannot say, for they know no graphs."""
    query = (data("ontology") / "shapes" / "claims-in-graphs.rq").read_text(encoding="utf-8")
    return (Check("claims-in-graphs", "", "claims lie in the graph of a statement", "", query),)


def translated(graph: Graph) -> Iterator[Check]:
    """Yield the checks of the shapes in ``graph``, in the order of their names.

    Raises:
        ValueError: a shape has a constraint that is not known here.
    """
    for shape in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        target, name = " UNION ".join(_targets(graph, shape)), short(str(shape))
        if not target:
            continue
        for fault in _faults(graph, shape, "?this", 0):
            yield Check(name, fault.path, fault.constraint, target, _template(fault))
        for constraint in sorted(graph.objects(shape, SH.sparql), key=str):
            yield _written(graph, shape, constraint, target)


def constraint_name(graph: Graph, shape: Node | None, term: Node) -> str:
    """Return a component and what it asks for: ``minCount 1``, ``in turn direct``, ``class kg:Mention``."""
    asked = graph.value(shape, term)
    wanted = list(Collection(graph, asked)) if term == SH["in"] and asked is not None else [asked]
    return " ".join(
        [str(term).removeprefix(str(SH)), *(short(str(value)).removeprefix(str(SH)) for value in wanted)]
    )


def path_name(graph: Graph, path: Node | None) -> str:
    """Return a path as people write it: ``kg:speaker``, ``^kg:bearsOut``."""
    inverse = graph.value(path, SH.inversePath) if path is not None else None
    return "" if path is None else f"^{short(str(inverse))}" if inverse is not None else short(str(path))


def _targets(graph: Graph, shape: Node) -> Iterator[str]:
    for target in sorted(graph.objects(shape, SH.targetClass), key=str):
        yield f"{{ ?this a {target.n3()} }}"
    for target in sorted(graph.objects(shape, SH.targetSubjectsOf), key=str):
        yield f"{{ ?this {target.n3()} ?any }}"


def _template(fault: _Fault) -> str:
    """Return the query; it gives values in their own words, not as numbers."""
    shown = f"(COALESCE(STR({fault.value}), {fault.value}) AS ?value)" if fault.value else ""
    asked = f"{fault.pattern} FILTER EXISTS {{ {_TARGET} }}" if fault.finds else f"{_EACH} {fault.pattern}"
    return f"SELECT DISTINCT ?this {shown} WHERE {{ {asked} }}"


def _written(graph: Graph, shape: Node, constraint: Node, target: str) -> Check:
    """Return the check of a constraint that is SPARQL itself: its nodes are those of the target."""
    head, brace, body = str(graph.value(constraint, SH.select)).replace("$this", "?this").partition("{")
    declared = graph.objects(graph.value(constraint, SH.prefixes), SH.declare)
    names = sorted(
        f"PREFIX {graph.value(item, SH.prefix)}: <{graph.value(item, SH.namespace)}>" for item in declared
    )
    query = "\n".join([*names, f"{head.replace('SELECT', 'SELECT DISTINCT')}{brace} {_EACH} {body}"])
    return Check(short(str(shape)), "", str(graph.value(constraint, SH.message)), target, query)


def _faults(graph: Graph, shape: Node, subject: str, depth: int) -> Iterator[_Fault]:
    """Yield what may be wrong with ``subject``: itself, then its properties."""
    for constraint, bad in _values(graph, shape, subject):
        yield _Fault("", constraint, f"FILTER({bad})", subject, finds=False)
    for part in sorted(
        graph.objects(shape, SH.property), key=lambda part: path_name(graph, graph.value(part, SH.path))
    ):
        yield from _property(graph, part, subject, depth)


def _property(graph: Graph, part: Node, subject: str, depth: int) -> Iterator[_Fault]:
    given = graph.value(part, SH.path)
    name, value, other = path_name(graph, given), f"?v{depth}", f"?w{depth}"
    inverse = graph.value(given, SH.inversePath)
    path = f"^{inverse.n3()}" if inverse is not None else given.n3() if given is not None else ""
    triple = f"{subject} {path} {value} ."
    for term in _COUNTS:
        if (part, term, None) in graph:
            yield _count(graph, part, term, _Fault(name, "", triple, value), subject)
    for constraint, bad in _values(graph, part, value):
        yield _Fault(name, constraint, f"{triple} FILTER({bad})", value)
    for later in graph.objects(part, SH.lessThanOrEquals):
        pattern = f"{triple} {subject} {later.n3()} {other} . FILTER({_not(value, '<=', other)})"
        yield _Fault(name, constraint_name(graph, part, SH.lessThanOrEquals), pattern, value)
    for node in graph.objects(part, SH.node):
        yield from _within(graph, part, node, _Fault(name, "", triple, value), depth)


def _within(graph: Graph, part: Node, node: Node, at: _Fault, depth: int) -> Iterator[_Fault]:
    """Yield what breaks another shape that the values have to conform to."""
    constraint = constraint_name(graph, part, SH.node)
    for inner in _faults(graph, node, at.value or "", depth + 1):
        pattern = f"{at.pattern} {inner.pattern}"
        if inner.finds:
            pattern = f"{{ SELECT DISTINCT {at.value} WHERE {{ {inner.pattern} }} }} {at.pattern}"
        yield _Fault(at.path, constraint, pattern, at.value)


def _count(graph: Graph, part: Node, term: URIRef, at: _Fault, subject: str) -> _Fault:
    """Return what breaks a count; values are counted each once, for a triple may stand in many graphs."""
    asked = graph.value(part, term)
    limit = asked.toPython() if isinstance(asked, Literal) else None
    constraint = constraint_name(graph, part, term)
    if term == SH.maxCount:
        having = f"GROUP BY {subject} HAVING (COUNT(DISTINCT {at.value}) > {limit})"
        return _Fault(at.path, constraint, f"{{ SELECT {subject} WHERE {{ {at.pattern} }} {having} }}")
    if limit != 1:
        raise ValueError(f"{at.path}: {constraint} is not translated, only minCount 1")
    return _Fault(at.path, constraint, f"FILTER NOT EXISTS {{ {at.pattern} }}", finds=False)


def _values(graph: Graph, shape: Node, value: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each constraint on single values, and an expression that is true where it breaks."""
    for term in sorted(set(graph.predicates(shape)), key=str):
        asked = graph.value(shape, term)
        if term in _VALUES and asked is not None:
            yield constraint_name(graph, shape, term), _VALUES[term](graph, asked, value)
        elif not (term in _NO_CONSTRAINTS or term in _COUNTS or term in (SH.lessThanOrEquals, SH.node)):
            raise ValueError(f"{shape}: no translation of {short(str(term))}")


def _kind(graph: Graph, asked: Node, value: str) -> str:
    del graph
    return f"!{_KINDS[URIRef(str(asked))].format(value)}"


def _datatype(graph: Graph, asked: Node, value: str) -> str:
    """Another datatype, or a literal that its own does not have."""
    del graph
    bad = f"!isLiteral({value}) || DATATYPE({value}) != {asked.n3()}"
    if str(asked) in _CAST:
        bad += f" || !COALESCE(isLiteral({asked.n3()}(STR({value}))), false)"
    return bad


def _listed(graph: Graph, asked: Node, value: str) -> str:
    """Terms are compared as terms: 1 is not 1.0, as in SHACL."""
    return " && ".join(f"!sameTerm({value}, {item.n3()})" for item in Collection(graph, asked))


def _class(graph: Graph, asked: Node, value: str) -> str:
    del graph
    return f"NOT EXISTS {{ {value} a {asked.n3()} }}"


def _not(value: str, comparison: str, other: str) -> str:
    """Return what is true unless a comparison is; "x"^^xsd:integer is no number and cannot be compared."""
    return f"!COALESCE(isNumeric({value}) = isNumeric({other}) && {value} {comparison} {other}, false)"


def _bound(comparison: str) -> Callable[[Graph, Node, str], str]:
    def bad(graph: Graph, asked: Node, value: str) -> str:
        del graph
        return _not(value, comparison, asked.n3())

    return bad


_VALUES: Mapping[Node, Callable[[Graph, Node, str], str]] = {
    SH.nodeKind: _kind,
    SH.datatype: _datatype,
    SH["in"]: _listed,
    SH["class"]: _class,
    SH.minInclusive: _bound(">="),
    SH.maxInclusive: _bound("<="),
}
