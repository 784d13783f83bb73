"""Results for others: the ``map``, and the ``export`` for other tools."""

from pathlib import Path

import click

from kg.cli.app import Exit
from kg.cli.options import (
    examples,
    name_option,
    note,
    output_option,
    reading,
    sieve_options,
    sink,
    store_option,
    tell,
)
from kg.exporters import EXPORTERS
from kg.query import Sieve
from kg.views.web.drawn import picture
from kg.views.web.viewers import VIEWERS

_EXPORT = examples("kg export --to trig -o graph.trig", "kg export --to nq | gzip > graph.nq.gz")
_MAP = examples("kg map -o map.html", "kg map --about Armenia --max-nodes 80 -o armenia.html")


@click.command("export", epilog=_EXPORT)
@click.option("--to", "name", type=click.Choice(list(EXPORTERS)), required=True, help="The format.")
@store_option
@output_option
def export_command(name: str, store: Path, output: str | None) -> None:
    """Write the graph as RDF or for network tools."""
    with reading(store) as view, sink(output) as stream:
        EXPORTERS[name](view, stream)


@click.command("map", epilog=_MAP)
@name_option("--about", "Only it and what is tied to it.")
@click.option("--max-nodes", type=click.IntRange(min=2), default=300, show_default=True, metavar="N")
@click.option("-o", "--output", default="map.html", show_default=True, metavar="FILE", help="- prints it.")
@sieve_options
@store_option
def map_command(about: frozenset[str] | None, max_nodes: int, output: str, sieve: Sieve, store: Path) -> None:
    """Draw an offline HTML map with the evidence behind every line."""
    with reading(store) as view:
        tell(view, about)
        drawn = picture(view, about, max_nodes, sieve)
    if not drawn.nodes:
        note("kg: nothing found")
        click.get_current_context().exit(Exit.NOTHING)
    with sink(output) as stream:
        VIEWERS["html"](drawn, stream)
    note(f"{output}: {drawn.note}")
