"""For those who speak SPARQL: ``sparql``, and the named queries of ``query``."""

import sys
from pathlib import Path

import click

from kg.cli.options import Listing, answer, examples, listing, reading
from kg.query import named, named_queries, select


@click.command(
    "sparql",
    epilog=examples(
        'kg sparql "SELECT ?who (COUNT(*) AS ?n) WHERE { ?s kg:speaker ?who } GROUP BY ?who"',
        "kg sparql question.rq --format csv",
        "echo 'ASK { ?x kg:memberOf ?y }' | kg sparql -",
    ),
)
@click.argument("query", metavar="QUERY|FILE|-")
@listing
def sparql_command(query: str, out: Listing) -> None:
    """Run a SPARQL query: as text, from a file, or from -.

    It sees the union of all graphs; GRAPH ?s { … } ?s kg:speaker ?who  tells who says so.
    The usual prefixes (kg:, rdfs:, skos:, sem:, prov: …) need no declaration.
    """
    with reading(out.store) as view:
        answer(select(view, _text(query)).rows, out)


def _text(query: str) -> str:
    """Return the query itself; what looks like a file and is one is read."""
    if query == "-":
        return sys.stdin.read()
    if "{" not in query and Path(query).is_file():
        return Path(query).read_text(encoding="utf-8")
    return query


@click.command("query", epilog=examples("kg query --list", "kg query speakers"))
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the named queries.")
@listing
def query_command(name: str | None, listed: bool, out: Listing) -> None:  # noqa: FBT001  (a click flag)
    """Run a named query; --list shows them."""
    if listed or name is None:
        answer([{"name": key, "answers": text} for key, text in named_queries().items()], out)
        return
    with reading(out.store) as view:
        answer(named(view, name).rows, out)
