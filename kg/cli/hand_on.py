"""Results for others: the ``map`` and other views, and the ``export`` for other tools."""

from urllib.parse import urlsplit

import click

from kg.cli.app import Exit
from kg.cli.options import (
    examples,
    gathered,
    name_option,
    note,
    output_option,
    period_options,
    reading,
    sieve_options,
    sink,
    store_option,
    tell,
)
from kg.exporters import EXPORTERS
from kg.graph.view import View
from kg.views.web.drawn import picture
from kg.views.web.links import Links, external
from kg.views.web.scope import Scope, tell_textless
from kg.views.web.svg import svg_file
from kg.views.web.viewers import VIEWS

_EXPORT = examples("kg export --to trig -o graph.trig", "kg export --to nq | gzip > graph.nq.gz")
_ENDING = "[default: VIEW.html] - prints it; the view map is drawn as a picture where FILE ends in .svg."
_MAP = examples(
    "kg map",
    "kg map --about Armenia --max-nodes 80 -o armenia.svg",
    "kg map --view perspectives --by Russia --by Ukraine --about Moldova",
)


@click.command("export", epilog=_EXPORT)
@click.option("--to", "name", type=click.Choice(list(EXPORTERS)), required=True, help="The format.")
@store_option
@output_option
def export_command(name: str, store: str, output: str | None) -> None:
    """Write the graph as RDF or for network tools."""
    with reading(store) as view, sink(output) as stream:
        EXPORTERS[name](view, stream)


def _root(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return what leads to the pages of a site: a relative path or an address of the web, with a slash."""
    if value is None:
        return None
    if urlsplit(value).scheme and not external(value):
        raise click.BadParameter(f"{value!r} is neither a folder beside the file nor an address", ctx, param)
    return f"{value.rstrip('/')}/"


def _scope(site: str | None, **given: object) -> Scope:
    return Scope(links=Links(site), progress=note, **given)  # type: ignore[arg-type]


@click.command("map", epilog=_MAP)
@click.option(
    "--view", "kind", type=click.Choice(list(VIEWS)), default="map", show_default=True, help="What it shows."
)
@name_option("--about", "Only it and what is tied to it.")
@name_option("--by", "Only what this one says.")
@period_options
@click.option(
    "--max-nodes",
    type=click.IntRange(min=2),
    default=300,
    show_default=True,
    metavar="N",
    help="Names at most.",
)
@click.option(
    "--site",
    metavar="WHERE",
    callback=_root,
    help="Lead to the pages of kg site there: a folder beside the file, or an address.",
)
@sieve_options
@gathered("scope", _scope, "about", "by", "since", "until", "max_nodes", "site", "sieve")
@click.option("-o", "--output", metavar="FILE", help=_ENDING)
@store_option
def map_command(kind: str, scope: Scope, output: str | None, store: str) -> None:
    r"""Draw an offline HTML map with the evidence behind every line.

    Or another view of the same claims:

    \b
    map           names and events, joined by what is claimed of them
    perspectives  what two sides (--by A --by B) say about the topics they share
    timeline      events and statements in time, with those who claim them
    figures       claimed numbers over time, by claimant
    matrix        who speaks about whom
    """
    output = output or f"{kind}.html"
    with reading(store) as view:
        tell(view, scope.about, scope.by)
        tell_textless(view, note)
        drawn = _drawn(kind, output, view, scope)
    if drawn is None:
        note("kg: nothing found")
        click.get_current_context().exit(Exit.NOTHING)
    content, shown = drawn
    with sink(output) as stream:
        stream.write(content)
    note(f"{output}: {shown}")


def _drawn(kind: str, output: str, view: View, scope: Scope) -> tuple[bytes, str] | None:
    """Return a page or a picture, and a note on what it shows."""
    if output.lower().endswith(".svg"):
        if kind != "map":
            raise click.UsageError(f"the view {kind} is an HTML page; only the view map can be an .svg file")
        found = picture(view, scope)
        return (svg_file(found, scope.links), found.note) if found.nodes else None
    page = VIEWS[kind](view, scope)
    return None if page is None else (page.html, page.note)
