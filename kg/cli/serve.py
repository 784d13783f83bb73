"""``serve``: the site live over the store, on this machine."""

import click

from kg.cli.options import examples, note, store_option
from kg.errors import SiteError

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only compared with


@click.command("serve", epilog=examples("kg serve", "kg serve --port 8080 --store kg-store"))
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="The port; 0 takes one that is free.",
)
@store_option
def serve_command(host: str, port: int, store: str) -> None:
    """Show the same site live over the store, with a SPARQL endpoint.

    What a build changes is shown from then on. The endpoint is /sparql; it only reads,
    and a query may take as long as it takes.
    """
    try:
        from kg.serve.live import Live  # noqa: PLC0415 - an extra that need not be installed
        from kg.serve.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "anyio"):
            raise
        raise SiteError(f'{error.name} is not installed: pip install "dixit-kg[serve]"') from error
    if host in _EVERYWHERE:
        note("kg: everybody who reaches this machine can read the store")
    serve(Live(store, note), host, port, note)
