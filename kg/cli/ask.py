"""The question that dixit is for: ``who-said``, and ``ask`` in plain English."""

import shlex
from typing import cast

import click

from kg.cli.app import Exit
from kg.cli.options import (
    Listing,
    answer,
    examples,
    gathered,
    listing,
    name_option,
    note,
    period_options,
    reading,
    tell,
)
from kg.cli.questions import EXAMPLES, understand
from kg.model import Mode
from kg.query import Saying, Wanted, who_said
from kg.views.sayings import SAYINGS

_WHO_SAID = examples(
    "kg who-said --about Armenia",
    "kg who-said --about EAEU --by Galuzin --since 2025 --mode turn",
    "kg who-said --by Galuzin --format csv -o galuzin.csv",
)


@click.command("who-said", epilog=_WHO_SAID)
@name_option("--about", "About whom or what: any name or alias.")
@name_option("--by", "By whom.")
@period_options
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="How the words reach us.")
@click.option("--nested/--no-nested", default=True, help="With or without what one reports of another.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N statements.")
@gathered("wanted", Wanted, "about", "by", "since", "until", "mode", "nested", "limit")
@listing
def who_said_command(wanted: Wanted, out: Listing) -> None:
    """Show who said what, when, relayed by whom, with the words.

    A row is a statement: the exact words, and where in the document they stand ([start:end], in characters).
    """
    with reading(out.store) as view:
        tell(view, wanted.about, wanted.by)
        found = who_said(view, wanted)
        answer(found, out, SAYINGS)
        note(_summary(found))


def _summary(found: list[Saying]) -> str:
    speakers = len({saying.speaker for saying in found})
    documents = len({saying.document for saying in found})
    counts = ((len(found), "statement"), (speakers, "speaker"), (documents, "document"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)


@click.command("ask", epilog=examples(*(f'kg ask "{question}"' for question in EXAMPLES)))
@click.argument("question", nargs=-1, required=True)
@listing
def ask_command(question: tuple[str, ...], out: Listing) -> None:
    """Answer a question in plain English.

    It understands who said what about whom, when two met, how many, how two are connected, and who
    somebody is. On standard error it says which command it ran.
    """
    command = understand(" ".join(question))
    ctx = click.get_current_context()
    if command is None:
        lines = "\n".join(f"  {example}" for example in EXAMPLES)
        note(f"kg: that question is beyond me. Ask like this:\n{lines}\nor use a command: kg --help")
        ctx.exit(Exit.USAGE)
    note(f"→ kg {shlex.join(command)}")
    target = ["--output", out.output] if out.output else []
    _run(ctx, [*command, "--store", str(out.store), "--format", out.layout, *target])


def _run(ctx: click.Context, line: list[str]) -> None:
    """Run another command of the group."""
    group = cast("click.Group", ctx.find_root().command)
    name, command, arguments = group.resolve_command(ctx, line)
    if command is not None:
        with command.make_context(name, arguments, parent=ctx.parent) as sub:
            command.invoke(sub)
