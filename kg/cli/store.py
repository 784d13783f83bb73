"""``store``: what a store in a folder needs now and then."""

from pathlib import Path

import click

from kg.cli.app import Exit
from kg.cli.options import examples, note, store_option
from kg.errors import StoreError
from kg.graph.store import check, is_remote, name_of, upkeep

_STORE = examples(
    "kg store check",
    "kg store check --repair",
    "kg store backup backups/2031-04-06",
    "kg store restore backups/2031-04-06 --store kg-store",
    "kg store compact --store my-store",
)


@click.group("store", epilog=_STORE)
def store_command() -> None:
    """Check a store, compact it, back it up, put a backup back.

    These are for stores in a folder; the one behind an address has its own keeper.
    """


def _folder(location: str) -> Path:
    if is_remote(location):
        raise StoreError(f"{name_of(location)}: kg store looks after stores in a folder")
    return Path(location)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


@store_command.command("check", epilog=examples("kg store check", "kg store check --repair"))
@store_option
@click.option("--repair", is_flag=True, help="Mend first what follows from the graph.")
@click.pass_context
def check_command(ctx: click.Context, store: str, *, repair: bool) -> None:
    """Read a store to its last byte, and compare its parts.

    Prints what is wrong, a line each; exit code 1 if anything is.

    --repair makes the index anew, puts back names that the graph lost, and lets the next build read
    documents again that the graph lost. It cannot mend files that are not what was written, nor the ledger
    (what was read where): the graph does not tell that. Restore a backup, or build anew.
    """
    path = _folder(store)
    if repair:
        check.repair(path)
    wrong = 0
    for line in check.check(path):
        wrong += 1
        click.echo(line)
    note(f"{store}: {wrong or 'nothing'} wrong")
    ctx.exit(Exit.FAILURE if wrong else Exit.OK)


@store_command.command("compact", epilog=examples("kg store compact"))
@store_option
def compact_command(store: str) -> None:
    """Write the files of a store anew, without what was dropped."""
    path = _folder(store)
    before = upkeep.size(path)
    upkeep.compact(path)
    note(f"{store}: {_megabytes(before)}, now {_megabytes(upkeep.size(path))}")


@store_command.command("backup", epilog=examples("kg store backup backups/2031-04-06"))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@store_option
def backup_command(target: Path, store: str) -> None:
    """Copy a store to the new folder DIR, while builds may go on.

    DIR is a store itself: --store DIR asks it. A damaged store is refused.
    """
    upkeep.backup(_folder(store), target)
    note(f"{target}: {_megabytes(upkeep.size(target))}")


@store_command.command("restore", epilog=examples("kg store restore backups/2031-04-06 --store kg-store"))
@click.argument("source", metavar="DIR", type=click.Path(path_type=Path))
@store_option
def restore_command(source: Path, store: str) -> None:
    """Put the backup DIR where the store is; the former store stays beside it under another name.

    All of DIR is read first; a damaged one is refused, and nothing moved.
    """
    aside = upkeep.restore(source, _folder(store))
    note(f"{store}: restored from {source}" + (f"; what was there is now {aside}" if aside else ""))


@store_command.command("migrate", epilog=examples("kg store migrate"))
@store_option
def migrate_command(store: str) -> None:
    """Bring a store that an older dixit wrote up to date, so that it can be written to."""
    done = upkeep.migrate(_folder(store))
    note(f"{store}: {'brought up to date' if done else 'is up to date'}")
