"""The word lists of ``ontology/lexicons``, read once."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.model import Act, Channel
from kg.resources import data


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: what act it performs, and what may follow it (``that``, ``np``, ``to``, ``as``)."""

    lemma: str
    act: Act
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Title:
    """An office or profession; ``head`` when holding it means heading the body."""

    text: str
    head: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that points back to a person: gender m, f or any, and the kinds of title that fit."""

    noun: str
    gender: str
    kinds: frozenset[str]
    plural: bool


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (data("ontology") / "lexicons" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _forms(row: Mapping[str, str], *columns: str) -> Iterator[str]:
    for column in columns:
        yield from (form.strip().lower() for form in (row[column] or "").split("|") if form.strip())


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of ``lexicons/<name>.txt``; lines that begin with # are comments."""
    text = (data("ontology") / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def given_names() -> frozenset[str]:
    """Return given names of the world in Latin script, as written."""
    return words("given_names")


@cache
def honorifics() -> frozenset[str]:
    """Return Mr, Dr … in lower case without full stop."""
    return frozenset(word.lower().rstrip(".") for word in words("honorifics"))


def is_honorific(word: str) -> bool:
    """Return whether a word is Mr, Dr …, in any case, with or without full stop."""
    return word.lower().rstrip(".") in honorifics()


@cache
def reporting_verbs() -> Mapping[str, Verb]:
    """Return the reporting verbs by each of their forms, lower case, words joined by one space."""
    found: dict[str, Verb] = {}
    for row in _rows("reporting_verbs"):
        verb = Verb(row["lemma"], Act(row["act"]), frozenset(_forms(row, "frame")))
        for form in _forms(row, "lemma", "past", "participle", "present3", "gerund"):
            found.setdefault(form, verb)
    return found


@cache
def reporting_nouns() -> Mapping[str, Act]:
    """Return act by noun, singular and plural."""
    rows = _rows("reporting_nouns")
    return {form: Act(row["act"]) for row in rows for form in _forms(row, "noun", "plural")}


@dataclass(frozen=True, slots=True)
class Means:
    """By what means something is said "in an interview", "on the air"; None when the noun does not tell."""

    channel: Channel | None
    prepositions: frozenset[str]


@cache
def means() -> Mapping[str, Means]:
    """Return the means that nouns name, singular and plural, lower case, words joined by one space."""
    return {
        form: Means(_channel(row["channel"]), frozenset(_forms(row, "prepositions")))
        for row in _rows("channels")
        if row["part"] == "noun"
        for form in _forms(row, "phrase", "plural")
    }


def _channel(cell: str) -> Channel | None:
    return None if cell == "-" else Channel(cell)


@cache
def means_of_verbs() -> Mapping[str, Channel]:
    """Return the channel that a verb names by itself, by lemma: "tweet"."""
    return {row["phrase"]: Channel(row["channel"]) for row in _rows("channels") if row["part"] == "verb"}


@cache
def titles() -> Mapping[str, Title]:
    """Return the titles by their lower-case text."""
    return {
        t: Title(t, row["head"] == "1", row["kind"]) for row in _rows("titles") for t in _forms(row, "title")
    }


@cache
def roles() -> Mapping[str, Role]:
    """Return the role nouns, singular and plural."""
    found: dict[str, Role] = {}
    for row in _rows("roles"):
        for column in ("noun", "plural"):
            for noun in _forms(row, column):
                found.setdefault(
                    noun, Role(noun, row["gender"], frozenset(_forms(row, "kinds")), column == "plural")
                )
    return found


def is_office(word: str) -> bool:
    """Return whether a lower-case word is a title or a role noun."""
    return word in titles() or word in roles()


@cache
def unnamed() -> Mapping[str, str]:
    """Return, by its forms, what people without a name are called in the plural: "experts", "a source"."""
    return {**group_sources(), **{noun: noun for noun, role in roles().items() if role.plural}}


@cache
def plurals() -> Mapping[str, str]:
    """Return the plural by singular of nouns for people and for sources without a name."""
    rows = [*_rows("group_sources"), *_rows("roles")]
    pairs = ((noun, next(_forms(row, "plural"), noun)) for row in rows for noun in _forms(row, "noun"))
    return dict(pairs)


@cache
def polity_heads() -> frozenset[str]:
    """Return the nouns that make a polity phrase with a country: side, leadership, authorities.

    Of nouns for people only the plural: "the Moldovan leader" is one person.
    """
    persons = word_set("persons") | roles().keys()
    return frozenset(
        form
        for row in _rows("polity_heads")
        for form in _forms(row, *(() if row["noun"] in persons else ("noun",)), "plural")
    )


@cache
def institutions() -> Mapping[str, str]:
    """Return slug by phrase: "ministry of foreign affairs" → ``foreign-ministry``."""
    return {phrase: row["slug"] for row in _rows("institutions") for phrase in _forms(row, "phrase")}


@cache
def group_sources() -> Mapping[str, str]:
    """Return plural by noun of unnamed or collective sources, both forms as keys."""
    return {
        form: row["plural"] or row["noun"]
        for row in _rows("group_sources")
        for form in _forms(row, "noun", "plural")
    }


@cache
def name_heads() -> Mapping[str, str]:
    """Return the entity type that a noun gives to the name it belongs to: "palace" → ``facility``."""
    return {row["noun"].lower(): row["type"] for row in _rows("name_heads")}


@cache
def event_words(part: str) -> Mapping[str, tuple[str, bool]]:
    """Return (event class, strong evidence by itself) by form; ``part`` is ``nouns`` or ``verbs``."""
    found: dict[str, tuple[str, bool]] = {}
    for row in _rows(f"event_{part}"):
        columns = [c for c in row if c not in ("class", "alone")]
        for form in _forms(row, *columns):
            found.setdefault(form, (row["class"], row["alone"] == "1"))
    return found


@cache
def event_names() -> Mapping[str, str]:
    """Return the kind of event that a noun after a name makes: "Istanbul process" → ``talks``."""
    return {row["noun"]: row["kind"] for row in _rows("event_names")}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of: ``USD`` (kind money), ``percent``, ``years`` (time), ``tons`` (measure)."""

    name: str
    kind: str


@cache
def units() -> Mapping[str, Unit]:
    """Return the units by sign, abbreviation and word, singular and plural, lower case."""
    return {form: Unit(row["unit"], row["kind"]) for row in _rows("units") for form in _forms(row, "forms")}


def counted() -> frozenset[str]:
    """Return the nouns without a plural -s that a number can stand before."""
    return words("counted")


def uncounted() -> frozenset[str]:
    """Return the nouns before which "two" or "three" makes no figure."""
    return words("uncounted")


def not_plural() -> frozenset[str]:
    """Return the words on -s that are no plural nouns."""
    return words("not_plural")


@dataclass(frozen=True, slots=True)
class RelationCue:
    """Words that signal a relation: how its ends stand to them, and which words must follow, if any."""

    predicate: str
    frame: str
    needs: frozenset[str]


@cache
def relation_cues() -> Mapping[str, tuple[RelationCue, ...]]:
    """Return the cues by each of their forms, lower case; one form may signal several relations."""
    found: dict[str, tuple[RelationCue, ...]] = {}
    for row in _rows("relation_cues"):
        cue = RelationCue(row["predicate"], row["frame"], frozenset(_forms(row, "needs")))
        for form in _forms(row, "forms"):
            found[form] = (*found.get(form, ()), cue)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """Words for an event that counts only where its sides stand by; ``topic`` tells such events apart."""

    topic: str
    part: str
    type: str


@cache
def changes() -> Mapping[str, Change]:
    """Return the changes by each of their forms, lower case."""
    return {
        form: Change(row["topic"], row["part"], row["class"])
        for row in _rows("event_changes")
        for form in _forms(row, "forms")
    }


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of one row of ``word_sets.csv``."""
    return next(frozenset(_forms(row, "words")) for row in _rows("word_sets") if row["name"] == name)


def closed_words() -> frozenset[str]:
    """Return the words that end a noun phrase: prepositions, conjunctions, pronouns, auxiliaries."""
    return words("closed_words")


@cache
def topic_weights() -> Mapping[str, Mapping[str, float]]:
    """Return by way (named, adjective, we, carried) what each feature adds to being a topic, in log odds."""
    found: dict[str, dict[str, float]] = {}
    for row in _rows("topic_weights"):
        found.setdefault(row["way"], {})[row["feature"]] = float(row["weight"])
    return found
