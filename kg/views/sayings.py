"""Who said what, to read: statements of one utterance together under a line of who, when, how and where."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

from kg.query import Level, Saying
from kg.views.tables import LAYOUTS, Layout, as_csv, escape_markdown, record
from kg.views.text import Screen, percent, plain, width, wrap

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
            yield from quotation(saying, screen)


def _utterances(rows: Sequence[object]) -> Iterator[list[Saying]]:
    """Yield neighbours of one utterance together."""
    for _, group in groupby(unfolded(rows), key=lambda saying: saying.utterance):
        yield list(group)


def _voice(saying: Saying) -> tuple[object, ...]:
    return saying.document, saying.speaker


def unfolded(
    rows: Sequence[object], voice: Callable[[Saying], tuple[object, ...]] = _voice
) -> Iterator[Saying]:
    """Leave out words that the statement just before, in the same voice, holds already."""
    last: Saying | None = None
    for saying in cast("Sequence[Saying]", rows):
        same = last is not None and voice(last) == voice(saying)
        if last is None or not same or not (last.start <= saying.start and saying.end <= last.end):
            yield saying
            last = saying


def _header(saying: Saying, screen: Screen) -> Iterator[str]:
    yield from headed(saying.speaker_label, f"{speaker(saying)} · {circumstances(saying)}", screen)
    yield from (f"{screen.dim(line)}\n" for line in wrap(plain(whereabouts(saying)), screen.columns))


def headed(name: str, text: str, screen: Screen) -> Iterator[str]:
    """Yield the lines of a text that begins with a name: the name bold, what does not fit beside it faint."""
    first, *more = wrap(plain(text), screen.columns)
    name = plain(name)
    yield (screen.bold(name) + first[len(name) :] if first.startswith(name) else first) + "\n"
    yield from (f"{screen.dim(line)}\n" for line in more)


def speaker(said: Saying | Level) -> str:
    """Return the speaker with the office held at the time, as far as it is known."""
    return f"{said.speaker_label} ({said.role})" if said.role else said.speaker_label


def circumstances(saying: Saying) -> str:
    """Return when and how it was said, and through whom we know it."""
    via = f"via {', '.join(saying.relayed_by)}" if saying.relayed_by else ""
    return together(manner(saying), via)


def manner(said: Saying | Level) -> str:
    """Return when and how it was said."""
    return f"{dated(said)} · {how(said)}"


def how(said: Saying | Level) -> str:
    """Return how the words reach us: in dialogue, quoted, reported, narrated or asked."""
    asked = said.act == "ask" and said.mode == "narration"
    return "asked" if asked else MODES.get(said.mode, said.mode)


def dated(said: Saying | Level) -> str:
    """Return when it was said; "2025-11-06 (publ.)" when it is only known to have been published then."""
    mark = " (publ.)" if said.dated_by == "publication" else ""
    return f"{said.said_on}{mark}" if said.said_on else "undated"


def occasion(saying: Saying) -> str:
    """Return by what means, where and to whom it was said, as far as the text tells: "interview, Radio X"."""
    where = ", ".join(filter(None, [saying.channel, saying.venue[1] if saying.venue else None]))
    return " · ".join(filter(None, [where, f"to {saying.addressee[1]}" if saying.addressee else None]))


def whereabouts(saying: Saying) -> str:
    """Return the occasion, and the document: title, publisher, source."""
    return together(occasion(saying), document(saying))


def document(saying: Saying) -> str:
    """Return title, publisher and source of the document."""
    return together(f"“{saying.title}”" if saying.title else "", saying.publisher, saying.source)


def performed(saying: Saying) -> str:
    """Return what the speaker does with the words, where that is more than saying them: "(denies) "."""
    return f"({ACTS[saying.act]}) " if saying.act in ACTS else ""


def place(said: Saying | Level) -> str:
    """Return where the words stand, in characters of the document."""
    return f"[{said.start}:{said.end}]"


def quotation(saying: Saying, screen: Screen, indent: int = 2) -> Iterator[str]:
    """Yield the lines of the words, where they stand, and how sure it is that they were read right."""
    receipt = f"{place(saying)} {percent(saying.confidence)}"
    lines = wrap(plain(f"{performed(saying)}{saying.words}"), screen.columns - indent)
    last = lines[-1] if lines else ""
    if width(last) + len(receipt) + 1 <= screen.columns - indent:
        lines[-1] = f"{last} {screen.dim(receipt)}"
    else:
        lines.append(screen.dim(receipt))
    for line in lines:
        yield " " * indent + line + "\n"


def as_markdown(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one paragraph an utterance, and its words as a block quotation."""
    del screen
    for utterance in _utterances(rows):
        first = utterance[0]
        yield f"**{escape_markdown(speaker(first))}** · {escape_markdown(circumstances(first))}  \n"
        yield f"{escape_markdown(whereabouts(first))}\n\n"
        yield from (markdown_quotation(saying) for saying in utterance)
        yield "\n"


def markdown_quotation(saying: Saying, marks: str = ">") -> str:
    """Return the words as a block quotation, as deep as there are ``marks``."""
    receipt = f"`{place(saying)}` {percent(saying.confidence)}"
    return f"{marks} {escape_markdown(saying.words)} {receipt}\n{marks}\n"


def as_flat_csv(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield a line a saying, with its chain as one text."""
    sayings = cast("Sequence[Saying]", rows)
    return as_csv([{**record(saying), "chain": chain(saying)} for saying in sayings], screen)


def chain(saying: Saying) -> str:
    """Return all levels on one line, the outermost first, each with how, when, its cue and its place."""
    return " > ".join(
        f"{level.speaker_label} ({together(manner(level), signalled(level))}) {place(level)}"
        for level in saying.chain
    )


def signalled(level: Level) -> str:
    """Return the words of source and cue, as they follow each other in the text: “he said”."""
    match sorted(filter(None, [level.source, level.cue]), key=lambda passage: passage.start):
        case [first, second]:
            gap = " " if second.start - first.end <= 1 else " … "
            shared = max(0, first.end - second.start)
            return f"“{first.words}{'' if shared else gap}{second.words[shared:]}”"
        case [one]:
            return f"“{one.words}”"
    return ""


def together(*parts: str | None) -> str:
    """Return the parts that there are, with a dot between them."""
    return " · ".join(part for part in parts if part)


SAYINGS: Mapping[str, Layout] = {**LAYOUTS, "table": as_table, "md": as_markdown, "csv": as_flat_csv}
