"""What does not look as it must."""

from dataclasses import dataclass

from kg.graph.vocab import PREFIXES


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that is not as its shape has it.

    Attributes:
        document: the IRI of the document in whose graphs the node stands, the empty string if in none.
        focus: the IRI of the node.
        path: the property, ``kg:speaker``; the empty string where the node itself is wrong.
        value: the value that is wrong; the empty string where one is missing or there are too many.
        constraint: the component of SHACL and what it asks for, ``minCount 1``; of SPARQL its message.
    """

    document: str
    focus: str
    path: str
    value: str
    constraint: str


def short(iri: str) -> str:
    """Return an IRI with one of our prefixes, if it has one.

    >>> short("https://w3id.org/dixit/ontology#speaker")
    'kg:speaker'
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
