"""The questions of ``ontology/queries/*.rq``: their texts, and their rows with ids in place of IRIs."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.graph.view import Value, View
from kg.graph.vocab import PREFIXES, entity_id
from kg.resources import data

Row = Mapping[str, Value]
"""Of an answer: values by variable."""
_SUFFIX = ".rq"
_ANY = "?statement a kg:Statement ."
"""Stands in the questions that can be narrowed to the statements about a topic or by a speaker."""
_TERM = re.compile(r"\b([a-z]+):(\w+)")
_THINGS = frozenset(
    "statement utterance speaker topic main document venue addressee outer event place participant figure"
    " subject object".split()
)
"""Variables that stand for things of ours, whatever the question."""


@cache
def questions() -> Mapping[str, str]:
    """Return the text of each question by its name."""
    folder = data("ontology") / "queries"
    files = (file for file in folder.iterdir() if file.name.endswith(_SUFFIX))
    return {file.name.removesuffix(_SUFFIX): file.read_text(encoding="utf-8") for file in files}


def question(
    name: str,
    anchor: tuple[NamedNode, NamedNode] | None = None,
    given: Mapping[str, NamedNode] | None = None,
) -> str:
    """Return the text of the question called ``name``.

    The terms are written by pyoxigraph, which lets nothing out of an IRI.

    Args:
        name: of the file, without its ending.
        anchor: property and object; only statements with them are asked for.
        given: what a variable has to be; the question has a remark for it, ``# VALUES ?variable``.

    Raises:
        QueryError: there is no such question; the message lists those there are.
        ValueError: the question has no remark for one of the variables.
    """
    if name not in questions():
        raise QueryError(f"no query is called {name!r}, only: {', '.join(sorted(questions()))}")
    text = questions()[name]
    for variable, term in (given or {}).items():
        remark = f"# VALUES ?{variable}\n"
        if remark not in text:
            raise ValueError(f"{name} cannot be asked for one ?{variable}")
        text = text.replace(remark, f"VALUES ?{variable} {{ {term} }}\n")
    return text if anchor is None else text.replace(_ANY, f"?statement {anchor[0]} {anchor[1]} .")


@cache
def terms_of(*names: str) -> frozenset[NamedNode]:
    """Return the properties and classes that some questions name: no other quads matter to them."""
    found = (term for name in names for term in _TERM.findall(question(name)))
    return frozenset(NamedNode(PREFIXES[prefix] + local) for prefix, local in found if prefix in PREFIXES)


def rows_of(
    view: View,
    name: str,
    anchor: tuple[NamedNode, NamedNode] | None = None,
) -> Iterator[Row]:
    """Yield the rows of a question, things by their ids (``person:…``, ``statement:…``).

    Args:
        view: what is asked.
        name: of the question.
        anchor: as of ``question``.
    """
    found = view.select(question(name, anchor))
    things = [variable for variable in found.variables if variable in _THINGS]
    ids: dict[Value, str] = {}
    for row in found.rows:
        for variable in things:
            iri = row[variable]
            if iri is not None:
                row[variable] = ids.get(iri) or ids.setdefault(iri, entity_id(str(iri), view.base))
        yield row
