"""``validate``: whether documents, files of RDF or a store are as the shapes of the ontology have them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import click

from kg.cli.app import Exit
from kg.cli.build import reading_options
from kg.cli.options import Listing, examples, listing, note, reading, screen, write
from kg.errors import EmptyError, KgError
from kg.graph.quads import quads
from kg.graph.shapes import RDF_FILES, Violation, file_quads, graph_violations, violations
from kg.graph.store import name_of
from kg.graph.vocab import entity_id
from kg.pipeline import Settings, read
from kg.readers import READERS, Source, find_sources
from kg.readers import read as read_source
from kg.views.tables import LAYOUTS

Row = dict[str, str]
"""A violation as it is printed: ids for IRIs; the file for the document, where files are validated."""


@click.command(
    "validate",
    epilog=examples("kg validate", "kg validate talk.txt", "kg validate graph.nq --format csv"),
)
@click.argument("paths", metavar="FILE...", nargs=-1)
@listing
@reading_options
@click.pass_context
def validate_command(ctx: click.Context, paths: tuple[str, ...], out: Listing, settings: Settings) -> None:
    """Check documents, files of RDF, or the store against the shapes of the ontology.

    A document is read and its graph validated by pyshacl, a file of RDF (.nq, .nt, .trig, .ttl) as it is;
    without a FILE, the whole store by SPARQL, with the same shapes. Each line names the node, its property,
    the value, and what it breaks; exit code 1 if there is any, 3 if there is nothing to validate.
    """
    rows, validated, failed = _files(paths, settings) if paths else _store(out.store)
    write(LAYOUTS[out.layout](rows, screen(out.output)), out.output)
    of = paths[0] if len(paths) == 1 else f"{validated} documents" if paths else name_of(out.store)
    if not validated and not failed:
        note(f"kg: {of}: nothing to validate")
        ctx.exit(Exit.NOTHING)
    if validated:
        note(f"kg: {of}: {len(rows) or 'nothing'} wrong")
    ctx.exit(Exit.FAILURE if rows or failed else Exit.OK)


def _store(location: str) -> tuple[list[Row], int, int]:
    """Return the rows of a store, and whether there is anything in it."""
    with reading(location) as view:
        filled = view.select("ASK { ?subject ?predicate ?object }").rows == [{"ask": True}]
        return [_row(item, view.base) for item in violations(view)], int(filled), 0


def _files(paths: Sequence[str], settings: Settings) -> tuple[list[Row], int, int]:
    """Return the rows of files, how many graphs were validated, and how many files could not be read."""
    rows: list[Row] = []
    validated = failed = 0
    for source in find_sources(paths, [*READERS, *RDF_FILES], settings.encoding):
        try:
            for found in _graphs(source, settings):
                validated += 1
                rows += [_row(item) | {"document": source.name} for item in found]
        except KgError as error:
            note(f"kg: {error}")
            failed += 1
    return rows, validated, failed


def _graphs(source: Source, settings: Settings) -> Iterator[Iterable[Violation]]:
    """Yield what is wrong in each graph of a file: one for each document, or that which it is.

    RDF may be empty. Of what is no file the readers say why.
    """
    if source.suffix in RDF_FILES and (source.path is None or source.path.is_file()):
        with suppress(EmptyError):
            found = file_quads(source.name, source.suffix, source.content())
            if found:
                yield graph_violations(found)
        return
    for document in read_source(source):
        yield graph_violations(quads(read(document, settings)))


def _row(item: Violation, base: str | None = None) -> Row:
    def name(iri: str) -> str:
        return entity_id(iri, base) if base else entity_id(iri)

    return {
        "document": name(item.document),
        "focus": name(item.focus),
        "path": item.path,
        "value": name(item.value),
        "constraint": item.constraint,
    }
