"""Labels of many forms in one record: each is judged by its own words, and by the others that bear it out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from kg.nlp.blocks import Block
from kg.nlp.labels import (
    BEHIND,
    CLOCK,
    OPENING,
    QUESTION,
    TITLE_QUOTE,
    Label,
    colon_label,
    declares,
    family_name,
    is_function,
    label_of,
    one_name_each,
)
from kg.nlp.lexicon import given_names, is_honorific, is_office, words
from kg.nlp.voices import personal

LEAD = rf"(?:[-–—•▪·*]\s+|\(?\d{{1,3}}[.)]\s+|[<{{(])?{OPENING}"
"""What may stand before a label: the mark of a list, a number, a bracket that closes behind it."""
LABEL = rf"(?P<label>[^:;|/<>(){{}}=\[\]\n\t–—…]{{2,80}}?{BEHIND}{{0,2}})"
CAPITALS = r"(?-i:[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+){0,3})"
ADDRESS = r"(?:the|mr|mrs|ms|dr|mx|h\.e|sir|madam)\b\.?\s+"
SEPARATED: Mapping[str, re.Pattern[str]] = {
    ":": re.compile(rf"{LEAD}{LABEL}\s*[*_]{{0,3}}:[*_]{{0,3}}\s+(?=\S)"),
    "—": re.compile(rf"{LEAD}{LABEL}\.?[*_]{{0,3}}\s+(?:[–—]|-{{1,2}})\s+(?=\S)"),
    "bold": re.compile(r"(?P<mark>[*_]{2,3})(?P<label>[^*_\n:]{2,80}?)\.?(?P=mark)\s+(?=\S)"),
    ".": re.compile(
        rf"{OPENING}(?P<label>(?:{ADDRESS}|[^\W\d_]{{2,12}}\s(?=[A-Z]{{2}}))?{CAPITALS}{BEHIND}?)\.[*_]{{0,3}}(?=\s+\S)",
        re.I,
    ),
    "": re.compile(rf"{OPENING}(?P<label>{ADDRESS}{CAPITALS}{BEHIND}?)\s+(?-i:(?=[A-Z][a-z]|I\b))", re.I),
    "other": re.compile(rf"{LEAD}{LABEL}\s*(?:[|/>=}})…\t]|\.?[—–])\s*(?=\S)"),
    "initials": re.compile(
        rf"{OPENING}(?P<label>[A-Z][\w'’-]+\s(?:[A-Z]\.\s?){{1,2}}{BEHIND}?)[:,.–—]*\s*(?=[A-Z])"
    ),
    "stop": re.compile(
        rf"{OPENING}(?P<label>(?:(?i:{ADDRESS})|[A-Z]\.\s+)*[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){{0,3}}{BEHIND}?)\.\s+(?=\S)"
    ),
}
"""Labels by what ends them. A full stop tells little, and nothing tells, but for the capitals of the name."""
RARE = frozenset({"other", "stop", "initials"})
"""Those that are labels only of people whom the words or the rest of the text show to be such."""
LATER = re.compile(r"(?:[(\[*_]*[^\W\d_]|[\"“«„(\[—–-]|\d)")
"""How speech begins."""
THIRD = re.compile(r"(?:He|She|His|Her)\b")
"""How a paragraph goes on that tells of whom it names, instead of having him speak."""
FULL_NAME = re.compile(r"\b[A-Z](?:[\w'’-]*|[a-z]{0,3}\.) (?=([A-Z][\w'’-]+))")
"""A capitalised word behind another, as a family name stands behind a given name, an initial or a title."""
DATED = re.compile(r"\d|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)\b")
"""In what a dateline has: "VELM, 3 May —"."""
SEVERAL = 3
"""Times: so often a record prints speech within quotation marks, and no headline comes."""
WEIGHTS = {
    "colon": 1.0, "function": 2.5, "again": 2.5, "person": 1.5, "office": 1.0, "bracket": 1.0,
    "alike": 0.5, "told": 1.0, "sounds": 0.5, "capitals": 0.5, "common": -4.0, "small": -3.0, "open": -1.0,
    "rare": -0.5, "third": -2.0, "headline": -4.0,
}  # fmt: skip
ENOUGH = 3.0
"""What each sign says for a label, and what is one. Set by hand on invented records; after a change run
scripts/eval and scripts/eval transcripts."""


@dataclass(frozen=True)
class Candidate:
    """What may be a label: where, and how it ends."""

    block: Block
    label: Label
    form: str

    @cached_property
    def words(self) -> str:
        """The words of the label."""
        return self.label.words_in(self.block)

    @cached_property
    def bracket(self) -> bool:
        """Whether office, country or outlet follow the name, in brackets or behind a comma."""
        return bool(re.search(BEHIND + r"$", self.words)) or ", " in self.words

    @cached_property
    def quoted(self) -> bool:
        """Whether nothing but a quotation follows, as in a headline: X: "We do not choose"."""
        return bool(TITLE_QUOTE.fullmatch(" " + self.rest))

    @cached_property
    def rest(self) -> str:
        """What stands behind the label and the separator."""
        text = self.block.text[self.label.span.end - self.block.span.start :]
        return re.sub(rf"^[\s:;.|/>=)}}…*_–—-]+(?:{CLOCK}\s*)?", "", text)


def mixed(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return the labels of all forms that the words and the other labels bear out, by the block's index."""
    found = dict(_candidates(blocks))
    one = one_name_each(c.label.name for c in found.values() if c.label.who)
    found = {
        i: replace(c, label=replace(c.label, name=one.get(c.label.name, c.label.name)))
        for i, c in found.items()
    }
    told = {name.casefold() for block in blocks for name in FULL_NAME.findall(block.text)}
    others = _Others(
        Counter(c.label.name for c in found.values()),
        Counter(c.form for c in found.values() if c.bracket),
        sum(c.quoted for c in found.values()),
        told,
    )
    return {i: c.label for i, c in found.items() if _borne_out(c, others)}


class _Others(NamedTuple):
    """What a document has of names, brackets by form, quotations behind a label, and family names."""

    names: Mapping[str, int]
    brackets: Mapping[str, int]
    quoted: int
    told: Set[str]


def _borne_out(one: Candidate, others: _Others) -> bool:
    """Whether enough speaks for a label."""
    signs = {
        **_signs(one),
        "again": others.names[one.label.name] > 1,
        "alike": one.bracket and others.brackets[one.form] > 1,
        "headline": one.quoted and others.quoted < SEVERAL,
        "told": _family_of(one) in others.told,
    }
    named = signs["told"] or signs["person"] or one.form not in RARE
    return named and sum(WEIGHTS[sign] for sign, seen in signs.items() if seen) >= ENOUGH


def _family_of(one: Candidate) -> str:
    return "" if is_function(one.label.name) else family_name(one.label.name)


def _candidates(blocks: Sequence[Block]) -> Iterator[tuple[int, Candidate]]:
    for i, block in enumerate(blocks):
        if block.heading:
            continue
        if label := colon_label(block):
            yield i, Candidate(block, label, ":")
            continue
        for form, pattern in SEPARATED.items():
            match = pattern.match(block.text)
            label = _label(block, match) if match and not declares(block, match.end()) else None
            if label is not None:
                yield i, Candidate(block, label, form)
                break


def _label(block: Block, match: re.Match[str]) -> Label | None:
    written = match["label"].rstrip("*_ ")
    start = match.start("label")
    return label_of(block.within(start, start + len(written)), written)


def _signs(one: Candidate) -> Mapping[str, bool]:
    """What the label and the words behind it tell by themselves."""
    plain = re.sub(BEHIND, "", one.words)
    parts = re.findall(r"[^\W\d_][\w'’-]*\.?", plain)
    family = family_name(one.label.name)
    return {
        "colon": one.form == ":",
        "function": (one.label.kind is not None or is_function(plain)) and one.form in (":", ".", "bold"),
        "person": any(map(is_honorific, parts)) or any(part.title() in given_names() for part in parts),
        "office": any(is_office(part.casefold().strip(".")) for part in re.findall(r"[^\W\d_]+", one.words)),
        "bracket": one.bracket,
        "third": one.form != ":" and bool(THIRD.match(one.rest)),
        "rare": one.form in RARE,
        "capitals": plain.isupper() and len(plain) > 1,
        "sounds": personal(one.block),
        "common": family in words("not_names") and not is_function(plain) and not QUESTION.fullmatch(plain),
        "small": not one.rest or not LATER.match(one.rest) or one.rest[0].islower(),
        "open": not one.block.closed or bool(one.form != ":" and DATED.search(one.words)),
    }
