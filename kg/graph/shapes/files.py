"""RDF that somebody else wrote, as quads."""

from collections.abc import Mapping

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import ReadError

RDF_FILES: Mapping[str, RdfFormat] = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
"""The formats by the suffix of a file."""


def file_quads(name: str, suffix: str, content: bytes) -> set[Quad]:
    """Return the quads of a file of RDF; relative IRIs are below ``file:``.

    Raises:
        ReadError: it is not what its suffix says.
    """
    try:
        return set(parse(content, RDF_FILES[suffix], base_iri="file:///", rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise ReadError(f"{name}: no {RDF_FILES[suffix].name}: {error}") from error
