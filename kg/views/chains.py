"""Who said that whom said what: every statement below those through whom we know it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kg.query import Level, Saying
from kg.views.sayings import (
    SAYINGS,
    headed,
    manner,
    markdown_quotation,
    place,
    quotation,
    signalled,
    speaker,
    together,
    unfolded,
    whereabouts,
)
from kg.views.tables import Layout, escape_markdown
from kg.views.text import Screen, plain, wrap

_STEP = 2  # columns by which a level stands in


def as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one block a chain: its levels each further to the right, then the words."""
    for number, sayings in enumerate(_chains(rows)):
        if number:
            yield "\n"
        first, *inner = _levels(sayings[0])
        yield from headed(sayings[0].chain[0].speaker_label, first, screen)
        yield from (screen.dim(line) + "\n" for line in wrap(plain(whereabouts(sayings[0])), screen.columns))
        for depth, level in enumerate(inner, 1):
            yield from _indented(f"> {level}", depth, screen)
        for saying in sayings:
            yield from quotation(saying, screen, _indent(len(saying.chain), screen))


def _chains(rows: Sequence[object]) -> Iterator[list[Saying]]:
    """Yield neighbours of one utterance together, as far as the same words around them report them."""
    sayings = unfolded(rows, _voice)
    for _, group in groupby(sayings, key=lambda saying: (saying.utterance, saying.chain[:-1])):
        yield list(group)


def _voice(saying: Saying) -> tuple[object, ...]:
    """Return who speaks, and through whom: what one reports of himself is another level."""
    return saying.document, saying.speaker, *(level.utterance for level in saying.chain[:-1])


def _levels(saying: Saying) -> list[str]:
    """Return a line for each level; the last one's words follow with their own place."""
    *outer, own = saying.chain
    return [*(f"{_level(level)} {place(level)}" for level in outer), _level(own)]


def _level(level: Level) -> str:
    return together(speaker(level), manner(level), signalled(level))


def _indent(depth: int, screen: Screen) -> int:
    """Return how many columns a level stands in; half of the screen is always left for its words."""
    return min(_STEP * depth, screen.columns // 2)


def _indented(text: str, depth: int, screen: Screen) -> Iterator[str]:
    indent = _indent(depth, screen)
    first, *more = wrap(plain(text), screen.columns - indent - _STEP)
    yield f"{' ' * indent}{first}\n"
    yield from (f"{' ' * (indent + _STEP)}{line}\n" for line in more)


def as_markdown(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one paragraph a chain; every level is a block quotation in the one around it."""
    del screen
    for sayings in _chains(rows):
        first, *inner = _levels(sayings[0])
        yield f"{escape_markdown(first)}  \n{escape_markdown(whereabouts(sayings[0]))}\n\n"
        for depth, level in enumerate(inner, 1):
            yield f"{'>' * depth} {escape_markdown(level)}\n{'>' * depth}\n"
        yield from (markdown_quotation(saying, ">" * len(saying.chain)) for saying in sayings)
        yield "\n"


CHAINS: Mapping[str, Layout] = {**SAYINGS, "table": as_table, "md": as_markdown}
