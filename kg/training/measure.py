"""How good a language model is on the development sets: ``python -m kg.training.measure [--model NAME]``."""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.nlp.models import DEFAULT, load_model
from kg.nlp.tagset import GPE, LOC, ORG, PERSON
from kg.training.agreement import Fragments, agreement, claims
from kg.training.conllu import DEPREL, FEATS, FORM, HEAD, LEMMA, UPOS, XPOS, Sentence, documents, lines
from kg.training.corpora import POLITICS_FOR_DEV
from kg.training.names import CROSSNER, UNER, Tagged, Types, crossner_sentences, spans, uner_sentences
from kg.training.treebanks import features, gum

NAMED = {PERSON: PERSON, ORG: ORG, GPE: LOC, LOC: LOC}
"""The types that every corpus of names has: countries and cities count as places."""
Row = tuple[str, float, str]
"""Measure, value in percent, what it was counted over."""


def syntax(nlp: Language, name: str, path: Path) -> Iterator[Row]:
    """Yield accuracies on a treebank: gold words, sentence by sentence."""
    right: Counter[str] = Counter()
    for document in documents(path):
        for sentence in document:
            words = [row[FORM] for row in sentence.rows]
            doc = nlp(Doc(nlp.vocab, words=words, spaces=_spaces(words, sentence.text)))
            for token, row in zip(doc, sentence.rows, strict=True):
                right.update(_right(token, row))
    total = right["words"]
    for measure in ("tag", "pos", "morph", "lemma", "uas", "las"):
        yield f"{name} {measure}", 100 * right[measure] / total, f"{total} words"


def _spaces(words: Sequence[str], text: str) -> list[bool]:
    found, place = [], 0
    for word in words:
        place = text.find(word, place) + len(word)
        found.append(text[place : place + 1] == " ")
    return found


def _right(token: Token, row: Sequence[str]) -> Iterator[str]:
    head, dep = token.head.i + 1, token.dep_.partition(":")[0].lower()
    if token.head is token or dep == "root":
        head = 0
    yield "words"
    if token.tag_ == row[XPOS]:
        yield "tag"
    if token.pos_ == row[UPOS]:
        yield "pos"
    if str(token.morph) == features(row[FEATS]):
        yield "morph"
    if token.lemma_ == row[LEMMA]:
        yield "lemma"
    if head == int(row[HEAD]):
        yield "uas"
        if dep == row[DEPREL].partition(":")[0]:
            yield "las"


def sentences(nlp: Language, name: str, path: Path) -> Iterator[Row]:
    """Yield the F of sentence bounds on raw text, paragraphs apart."""
    counts: Counter[str] = Counter()
    for document in documents(path):
        text, gold = _raw(document)
        found = {(s.start_char, s.end_char) for s in _trimmed(nlp(text))}
        counts.update(tp=len(gold & found), gold=len(gold), found=len(found))
    yield f"{name} sentences F", _f(counts), f"{counts['gold']} sentences"


def _trimmed(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while end > start and doc[end - 1].is_space:
            end -= 1
        while start < end and doc[start].is_space:
            start += 1
        if start < end:
            yield doc[start:end]


def _raw(document: Sequence[Sentence]) -> tuple[str, set[tuple[int, int]]]:
    text, gold = "", set()
    for sentence in document:
        if text:
            text += "\n\n" if sentence.paragraph else " "
        gold.add((len(text), len(text) + len(sentence.text)))
        text += sentence.text
    return text, gold


def _f(counts: Counter[str]) -> float:
    return 200 * counts["tp"] / max(1, counts["gold"] + counts["found"])


def names(nlp: Language, name: str, tagged: Iterable[Tagged], types: dict[str, Types]) -> Iterator[Row]:
    """Yield the F of typed names: persons, organisations and places; gold words."""
    counts: Counter[str] = Counter()
    per: dict[str, Counter[str]] = {kind: Counter() for kind in (PERSON, ORG, LOC)}
    for sentence in tagged:
        doc = nlp(Doc(nlp.vocab, words=list(sentence.words)))
        gold = {(s, e, _kind(types.get(t))) for s, e, t in spans(sentence.tags) if _kind(types.get(t))}
        found = {(e.start, e.end, NAMED[e.label_]) for e in doc.ents if e.label_ in NAMED}
        counts.update(tp=len(gold & found), gold=len(gold), found=len(found))
        for kind, count in per.items():
            only = [{x for x in side if x[2] == kind} for side in (gold, found, gold & found)]
            count.update(gold=len(only[0]), found=len(only[1]), tp=len(only[2]))
    yield f"{name} F", _f(counts), f"{counts['gold']} names"
    for kind, count in per.items():
        yield f"{name} {kind} F", _f(count), f"{count['gold']} names"


def _kind(types: Types | None) -> str:
    kinds = {NAMED.get(kind, "") for kind in types or ()}
    return kinds.pop() if len(kinds) == 1 else ""


def antecedents(nlp: Language, path: Path) -> Iterator[Row]:
    """Yield the F of links to an earlier mention of the same thing; gold words and sentences."""
    counts: Counter[str] = Counter()
    for passage in gum(path):
        starts: list[bool | int | None] = [row.opens for row in passage.syntax]
        doc = nlp(Doc(nlp.vocab, words=list(passage.words), sent_starts=starts))
        for token, gold in zip(doc, passage.antecedents, strict=True):
            found = token._.antecedent
            counts.update(gold=bool(gold), found=found is not None, tp=found is not None and found.i in gold)
    yield "GUM antecedents F", _f(counts), f"{counts['gold']} mentions with one"


def attributions(nlp: Language, path: Path) -> Iterator[Row]:
    """Yield the F of what is said, and of who says what, on articles as text."""
    counts: Counter[str] = Counter()
    for line in lines(path):
        row = json.loads(line)
        gold = [
            {part: _fragments(one[part]) for part in ("content", "source")} for one in row["attributions"]
        ]
        found = [
            {"content": _places(one.content), "source": _places([one.source] if one.source else [])}
            for one in nlp(row["text"])._.attributions
        ]
        counts.update(agreement(claims(row["text"], gold), claims(row["text"], found)))
    for name in ("content", "sourced"):
        total = counts[f"{name} gold"] + counts[f"{name} found"]
        yield (
            f"PolNeAR {name} F",
            200 * counts[name] / max(1, total),
            f"{counts[f'{name} gold']} attributions",
        )


def _fragments(given: Sequence[int] | Fragments | None) -> Fragments:
    """Spans of characters, from none, one, or several."""
    if not given:
        return []
    return [given] if isinstance(given[0], int) else given  # type: ignore[return-value, list-item]


def _places(given: Sequence[Span]) -> Fragments:
    return [(span.start_char, span.end_char) for span in given]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table of all measures."""
    parser = argparse.ArgumentParser(prog="scripts/eval-model")
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    given = parser.parse_args(arguments)
    nlp, corpora = load_model(given.model), given.corpora
    politics = list(crossner_sentences(corpora / "crossner-politics-dev.iob.gz"))[-POLITICS_FOR_DEV:]
    tables: list[Iterator[Row]] = [
        syntax(nlp, "EWT", corpora / "ewt-dev.conllu.gz"),
        syntax(nlp, "GUM", corpora / "gum-dev.conllu.gz"),
        sentences(nlp, "EWT", corpora / "ewt-dev.conllu.gz"),
        sentences(nlp, "GUM", corpora / "gum-dev.conllu.gz"),
        names(nlp, "UNER-EWT", uner_sentences(corpora / "uner-ewt-dev.iob2.gz"), dict(UNER)),
        names(nlp, "CrossNER politics", politics, dict(CROSSNER)),
        attributions(nlp, corpora / "polnear_dev.jsonl.gz"),
    ]
    if nlp.has_pipe("kg_encoder"):
        tables.append(antecedents(nlp, corpora / "gum-dev.conllu.gz"))
    for rows in tables:
        for measure, value, over in rows:
            print(f"{measure:28} {value:6.2f}   {over}", flush=True)


if __name__ == "__main__":
    main()
