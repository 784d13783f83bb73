"""The ``site``: a page for each entity, event and document, in a folder."""

from pathlib import Path

import click

from kg.cli.app import Exit
from kg.cli.options import (
    examples,
    gathered,
    name_option,
    note,
    period_options,
    reading,
    sieve_options,
    store_option,
    tell,
)
from kg.views.site.folder import write
from kg.views.site.site import Site
from kg.views.web.links import external
from kg.views.web.scope import Scope, tell_textless

_SITE = examples(
    "kg site -o out/",
    "kg site --about Armenia --since 2025 -o armenia/",
    "kg site --by Russia --by Ukraine -o out/",
    "kg site --base-url https://example.org/dixit/ -o out/",
)


def _address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return an address of the web that ends in a slash; anything else is wrong usage."""
    if value is None:
        return None
    if external(value) is None:
        raise click.BadParameter(f"{value!r} is no address; write https://example.org/dixit/", ctx, param)
    return f"{value.rstrip('/')}/"


def _scope(**given: object) -> Scope:
    return Scope(progress=note, **given)  # type: ignore[arg-type]


@click.command("site", epilog=_SITE)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="dixit-site",
    show_default=True,
    metavar="DIR",
    help="The folder for the pages.",
)
@name_option("--about", "Only what it says, relays, or is spoken about in.")
@name_option("--by", "A side of the perspectives page, and of that page only.")
@period_options
@sieve_options
@gathered("scope", _scope, "about", "by", "since", "until", "sieve")
@click.option(
    "--base-url", callback=_address, metavar="URL", help="Where it will lie, for the addresses in the feed."
)
@click.option("--force", is_flag=True, help="Write among files that are not the site's.")
@store_option
def site_command(output: Path, scope: Scope, base_url: str | None, force: bool, store: str) -> None:  # noqa: FBT001
    """Write a static site: a page for each entity, event and document, with search and a feed.

    The pages need no server and ask none for anything. A second run over the same folder changes
    what has changed and removes what is gone.
    """
    with reading(store) as view:
        tell(view, scope.about, scope.by)
        tell_textless(view, note)
        site = Site(view, scope, base_url)
        if not len(site):
            note("kg: nothing found")
            click.get_current_context().exit(Exit.NOTHING)
        pages = write(site, output, note, force=force)
    note(f"{output}: {pages} pages; begin with {output / 'index.html'}")
