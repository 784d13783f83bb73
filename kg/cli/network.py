"""The network of claims: ``path`` between two, ``rank`` of all."""

import click

from kg.cli.options import Listing, answer, best, examples, listing, reading, sieve_options
from kg.errors import UnknownEntityError
from kg.network import claims_graph, path, rank
from kg.query import Claim, Sieve, claims
from kg.views.blocks import CLAIMS


@click.command("path", epilog=examples("kg path Armenia EAEU"))
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@sieve_options
@listing
def path_command(a: str, b: str, sieve: Sieve, out: Listing) -> None:
    """Show how two of them are connected, claim by claim.

    What documents say comes first; only where that gives no way, the registry's memberships count too.
    """
    with reading(out.store) as view:
        found, ends = claims(view, sieve=sieve), (best(view, a), best(view, b))
        answer(_way(_spoken(found), *ends) or _way(found, *ends), out, CLAIMS)


def _way(found: list[Claim], start: str, end: str) -> list[Claim]:
    try:
        return path(claims_graph(found), start, end)
    except UnknownEntityError:  # an entity of which nothing is claimed is connected to nothing
        return []


def _spoken(found: list[Claim]) -> list[Claim]:
    """Return the claims of documents, without those of the registry."""
    return [claim for claim in found if claim.start is not None]


@click.command("rank", epilog=examples("kg rank", "kg rank --limit 10 --format csv"))
@click.option("--limit", type=click.IntRange(min=1), default=25, show_default=True, metavar="N")
@sieve_options
@listing
def rank_command(limit: int, sieve: Sieve, out: Listing) -> None:
    """Rank actors by their place in the network of claims (PageRank)."""
    with reading(out.store) as view:
        ranks = rank(claims_graph(_spoken(claims(view, sieve=sieve))))
        answer([place for place in ranks if place.type != "event"][:limit], out)
