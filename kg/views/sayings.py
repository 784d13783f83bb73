"""Who said what, to read: statements of one utterance together under a line of who, when, how and where."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

from kg.query import Saying
from kg.views.tables import LAYOUTS, Layout, escape_markdown
from kg.views.text import Screen, plain, wrap

ACTS = {
    "deny": "denies",
    "accuse": "accuses",
    "demand": "demands",
    "propose": "proposes",
    "promise": "promises",
    "warn": "warns",
    "praise": "praises",
    "decline": "declines",
    "believe": "believes",
    "wish": "wishes",
    "fear": "fears",
}
MODES = {
    "turn": "in dialogue",
    "direct": "quoted",
    "indirect": "reported",
    "narration": "narrated",
}


def as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one block an utterance: a header, then its words with their offsets."""
    for number, utterance in enumerate(_utterances(rows)):
        if number:
            yield "\n"
        yield from _header(utterance[0], screen)
        for saying in utterance:
            yield from _words(saying, screen)


def _utterances(rows: Sequence[object]) -> Iterator[list[Saying]]:
    """Yield neighbours of one utterance together."""
    sayings = _unfolded(cast("Sequence[Saying]", rows))
    for _, group in groupby(sayings, key=lambda saying: saying.utterance):
        yield list(group)


def _unfolded(sayings: Sequence[Saying]) -> Iterator[Saying]:
    """Leave out words that the statement just before, by the same speaker, holds already."""
    last: Saying | None = None
    for saying in sayings:
        same = last is not None and (last.document, last.speaker) == (saying.document, saying.speaker)
        if last is None or not same or not (last.start <= saying.start and saying.end <= last.end):
            yield saying
            last = saying


def _header(saying: Saying, screen: Screen) -> Iterator[str]:
    first, *more = wrap(plain(f"{speaker(saying)} · {circumstances(saying)}"), screen.columns)
    name = plain(saying.speaker_label)
    yield (screen.bold(name) + first[len(name) :] if first.startswith(name) else first) + "\n"
    for line in [*more, *wrap(plain(whereabouts(saying)), screen.columns)]:
        yield screen.dim(line) + "\n"


def speaker(saying: Saying) -> str:
    """Return the speaker with the office held at the time, as far as it is known."""
    return f"{saying.speaker_label} ({saying.role})" if saying.role else saying.speaker_label


def circumstances(saying: Saying) -> str:
    """Return when and how it was said, and through whom we know it."""
    relayed = f"relayed by {', '.join(saying.relayed_by)}" if saying.relayed_by else ""
    how = (
        "asked" if saying.act == "ask" and saying.mode == "narration" else MODES.get(saying.mode, saying.mode)
    )
    return " · ".join(filter(None, [dated(saying), how, relayed]))


def dated(saying: Saying) -> str:
    """Return when it was said; "2025-11-06 (publ.)" when it is only known to have been published then."""
    mark = " (publ.)" if saying.dated_by == "publication" else ""
    return f"{saying.said_on}{mark}" if saying.said_on else "undated"


def occasion(saying: Saying) -> str:
    """Return by what means, where and to whom it was said, as far as the text tells: "interview, Radio X"."""
    where = ", ".join(filter(None, [saying.channel, saying.venue[1] if saying.venue else None]))
    return " · ".join(filter(None, [where, f"to {saying.addressee[1]}" if saying.addressee else None]))


def whereabouts(saying: Saying) -> str:
    """Return the occasion, and the document: title, publisher, source."""
    title = f"“{saying.title}”" if saying.title else ""
    return " · ".join(filter(None, [occasion(saying), title, saying.publisher, saying.source]))


def performed(saying: Saying) -> str:
    """Return what the speaker does with the words, where that is more than saying them: "(denies) "."""
    return f"({ACTS[saying.act]}) " if saying.act in ACTS else ""


def _words(saying: Saying, screen: Screen) -> Iterator[str]:
    place = f"[{saying.start}:{saying.end}]"
    indent = 2
    lines = wrap(plain(f"{performed(saying)}{saying.words}"), screen.columns - indent)
    last = lines[-1] if lines else ""
    if len(last) + len(place) + 1 <= screen.columns - indent:
        lines[-1] = f"{last} {screen.dim(place)}"
    else:
        lines.append(screen.dim(place))
    for line in lines:
        yield " " * indent + line + "\n"


def as_markdown(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one paragraph an utterance, and its words as a block quotation."""
    del screen
    for utterance in _utterances(rows):
        first = utterance[0]
        yield f"**{escape_markdown(speaker(first))}** · {escape_markdown(circumstances(first))}  \n"
        yield f"{escape_markdown(whereabouts(first))}\n\n"
        for saying in utterance:
            yield f"> {escape_markdown(saying.words)} `[{saying.start}:{saying.end}]`\n>\n"
        yield "\n"


SAYINGS: Mapping[str, Layout] = {**LAYOUTS, "table": as_table, "md": as_markdown}
