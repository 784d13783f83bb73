"""The question that dixit is for: ``who-said``, and ``ask`` in plain English."""

import shlex
from collections.abc import Iterator
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
    sieve_options,
    tell,
)
from kg.cli.questions import EXAMPLES, understand
from kg.model import Act, Mode
from kg.query import Saying, Sieve, Wanted, who_said
from kg.views.chains import CHAINS
from kg.views.sayings import SAYINGS

_WHO_SAID = examples(
    "kg who-said --about Armenia",
    "kg who-said --about EAEU --by Galuzin --since 2025 --mode turn",
    "kg who-said --by Ushakov --nested",
    "kg who-said --via Galuzin --act deny --act accuse --min-confidence 0.8",
    "kg who-said --search '\"prisoner exchange\" talks' --since 2025",
    "kg who-said --by Galuzin --speech-only --format csv -o galuzin.csv",
)
_WANTED = ("about", "by", "via", "since", "until", "mode", "acts", "sieve", "search", "nested", "limit")


@click.command("who-said", epilog=_WHO_SAID)
@name_option("--about", "About whom or what: any name or alias.")
@name_option("--by", "By whom.")
@name_option("--via", "Only what this one relays.")
@period_options
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="How the words reach us.")
@click.option(
    "--act",
    "acts",
    type=click.Choice([act.value for act in Act]),
    multiple=True,
    callback=lambda _ctx, _param, chosen: frozenset(chosen) or None,
    help="What is done by saying it; given several times, any of them fits.",
)
@sieve_options
@click.option(
    "--search",
    metavar="WORDS",
    help='Only statements with all these words, with any ending, or "quoted phrases"; the best come first.',
)
@click.option(
    "--nested/--no-nested",
    default=None,
    help="With the whole chain of those who relay it, or without what is relayed. Else they are named only.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N statements.")
@gathered("wanted", Wanted, *_WANTED)
@listing
def who_said_command(wanted: Wanted, out: Listing) -> None:
    """Show who said what, when, relayed by whom, with the words.

    A row is a statement: the exact words, where in the document they stand ([start:end], in characters), and
    how sure it is that they were read right. They come by date and name of the document, then in reading
    order; with --search, those whose words fit best come first.
    """
    if wanted.via and wanted.nested is False:
        raise click.UsageError("--via asks for what is relayed, --no-nested leaves it out")
    with reading(out.store) as view:
        tell(view, wanted.about, wanted.by, wanted.via)
        found = who_said(view, wanted)
        answer(found, out, CHAINS if wanted.nested else SAYINGS)
        note(_summary(found))


def _summary(found: list[Saying]) -> str:
    speakers = len({saying.speaker for saying in found})
    documents = len({saying.document for saying in found})
    counts = ((len(found), "statement"), (speakers, "speaker"), (documents, "document"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)


@click.command("ask", epilog=examples(*(f'kg ask "{question}"' for question in EXAMPLES)))
@click.argument("question", nargs=-1, required=True)
@sieve_options
@click.option("--nested/--no-nested", default=None, help="As of kg who-said.")
@listing
def ask_command(question: tuple[str, ...], sieve: Sieve, nested: bool | None, out: Listing) -> None:  # noqa: FBT001  (a click flag)
    """Answer a question in plain English.

    It understands who said what about whom, when two met, how many, how two are connected, and who
    somebody is. On standard error it says which command it ran. Its options are those of that command.
    """
    command = understand(" ".join(question))
    ctx = click.get_current_context()
    if command is None:
        lines = "\n".join(f"  {example}" for example in EXAMPLES)
        note(f"kg: that question is beyond me. Ask like this:\n{lines}\nor use a command: kg --help")
        ctx.exit(Exit.USAGE)
    command = (*command, *_given(sieve, nested=nested))
    note(f"→ kg {shlex.join(command)}")
    target = ["--output", out.output] if out.output else []
    _run(ctx, [*command, "--store", str(out.store), "--format", out.layout, *target])


def _given(sieve: Sieve, *, nested: bool | None) -> Iterator[str]:
    """Yield the options that a question was asked with; a command without them refuses them itself."""
    if sieve.speech_only:
        yield "--speech-only"
    if sieve.min_confidence:
        yield from ("--min-confidence", f"{sieve.min_confidence:g}")
    if nested is not None:
        yield "--nested" if nested else "--no-nested"


def _run(ctx: click.Context, line: list[str]) -> None:
    """Run another command of the group."""
    group = cast("click.Group", ctx.find_root().command)
    name, command, arguments = group.resolve_command(ctx, line)
    if command is not None:
        with command.make_context(name, arguments, parent=ctx.parent) as sub:
            command.invoke(sub)
