"""Measure the small model on the development sets: ``python -m kg.training.scores``."""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.nlp import fast
from kg.nlp.tagset import GPE, LOC, ORG, PERSON
from kg.training.corpora import development
from kg.training.passages import Passage
from kg.training.treebanks import Sentence, documents

COARSE = {PERSON: PERSON, ORG: ORG, GPE: LOC, LOC: LOC}
"""Types as the corpora have them: none tells polities from other places."""
FAR = 60
"""Words. A cue farther away than this from a content says nothing of it."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """What is right for a word of a document, and where it stands in the raw text."""

    place: Place
    tag: str
    pos: str
    lemma: str
    head: int
    relation: str
    opens: bool


def raw(document: Sequence[Sentence], passage: Passage) -> tuple[str, list[Word]]:
    """Return the text of a document, with empty lines between paragraphs, and its words."""
    text, words = "", []
    for sentence in document:
        text += ("\n\n" if sentence.paragraph else " ") if text else ""
        start, end = len(text), len(text)
        text += sentence.text
        for row in sentence.rows:
            found = text.find(row[1], end)
            start, end = (found, found + len(row[1])) if found >= 0 else (end, end)
            words.append((start, end))
    rows = zip(words, passage.syntax, strict=True)
    return text, [
        Word(place, row.tag, row.pos, row.lemma, row.head, row.relation, row.opens) for place, row in rows
    ]


def given_words(nlp: Language, passage: Passage) -> Doc:
    """Return a document of just these words, unread; without breaks, so that the indices agree."""
    return Doc(nlp.vocab, words=list(passage.words), spaces=[True] * len(passage.words))


def paragraphs(passages: Iterable[Passage]) -> Iterator[tuple[Passage, range]]:
    """Yield each passage with the words of each paragraph."""
    for passage in passages:
        starts = [0, *sorted(passage.breaks)]
        for start, end in zip(starts, [*starts[1:], len(passage.words)], strict=True):
            yield passage, range(start, end)


def syntax(nlp: Language, passages: Sequence[Passage]) -> dict[str, float]:
    """Return attachment scores on given words, paragraph by paragraph, with and without punctuation."""
    right: Counter[str] = Counter()
    for passage, inside in paragraphs(passages):
        words = [passage.words[i] for i in inside]
        doc = nlp(Doc(nlp.vocab, words=words, spaces=[True] * len(words)))
        for token in doc:
            row = passage.syntax[inside[token.i]]
            head = inside[token.head.i] == row.head
            label = head and ("root" if token.dep_ == "ROOT" else token.dep_) == row.relation
            for scope in ("all", "words")[: 2 - (row.relation == "punct")]:
                right.update({f"{scope} n": 1, f"{scope} uas": head, f"{scope} las": label})
            right.update({"tag": token.tag_ == row.tag, "pos": token.pos_ == row.pos})
            right.update({"morph": str(token.morph) == row.morph})
    found = {key: right[f"{key}"] / right["all n"] for key in ("tag", "pos", "morph")}
    for scope in ("all", "words"):
        found |= {f"{scope} {key}": right[f"{scope} {key}"] / right[f"{scope} n"] for key in ("uas", "las")}
    return found | {"words": right["all n"]}


def read(nlp: Language, path: Path, passages: Sequence[Passage]) -> dict[str, float]:
    """Return what is right on raw text, of all the words of the corpus; and F of the sentences."""
    right: Counter[str] = Counter()
    for document, passage in zip(documents(path), passages, strict=True):
        text, words = raw(document, passage)
        doc = nlp(text)
        tokens = {(token.idx, token.idx + len(token)): token for token in doc}
        for word in words:
            token = tokens.get(word.place)
            right["n"] += 1
            if token is not None:
                right.update({"token": 1, **_right(token, word)})
        right.update(_sentences(doc, words))
    found = {key: right[key] / right["n"] for key in ("token", "tag", "pos", "lemma")}
    sentences = 2 * right["sentences"] / (right["said"] + right["gold"])
    return found | {"words": right["n"], "sentence F": sentences, "sentences": right["gold"]}


def _right(token: Token, word: Word) -> dict[str, bool]:
    return {
        "tag": token.tag_ == word.tag,
        "pos": token.pos_ == word.pos,
        "lemma": token.lemma_ == word.lemma,
    }


def _sentences(doc: Doc, words: Sequence[Word]) -> dict[str, int]:
    starts = [i for i, word in enumerate(words) if word.opens]
    ends = [*starts[1:], len(words)]
    gold = {(words[a].place[0], words[b - 1].place[1]) for a, b in zip(starts, ends, strict=True)}
    said = {stripped for sentence in doc.sents if (stripped := _stripped(sentence))}
    return {"gold": len(gold), "said": len(said), "sentences": len(gold & said)}


def _stripped(sentence: Span) -> Place | None:
    kept = [token for token in sentence if not token.is_space]
    return (kept[0].idx, kept[-1].idx + len(kept[-1])) if kept else None


def gold_names(passage: Passage) -> tuple[set[tuple[int, int, str]], set[int]]:
    """Return the names of the coarse types by words, and the words about which the corpus leaves it open."""
    found: set[tuple[int, int, str]] = set()
    unsure = {i for i, allowed in enumerate(passage.names) if not allowed}
    for i, allowed in enumerate(passage.names):
        kinds = {COARSE.get(label.partition("-")[2], "") for label in allowed if label[0] == "B"}
        if len(kinds) == 1 and "" not in kinds and all(label[0] == "B" for label in allowed):
            end = i + 1
            while end < len(passage.names) and all(t[0] == "I" for t in passage.names[end] or ("O",)):
                end += 1
            found.add((i, end, min(kinds)))
    return found, unsure


def names(
    nlp: Language, passages: Sequence[Passage], texts: Sequence[tuple[str, list[Word]]] = ()
) -> dict[str, float]:
    """Return precision, recall and F of names, on raw texts where there are some, else on given words."""
    counts: Counter[str] = Counter()
    for k, passage in enumerate(passages):
        gold, unsure = gold_names(passage)
        if texts:
            text, words = texts[k]
            places = {word.place[side]: i + side for i, word in enumerate(words) for side in (0, 1)}
            doc = nlp(text)
            spans = [(places.get(e.start_char, -1), places.get(e.end_char, -1), e.label_) for e in doc.ents]
        else:
            spans = [(e.start, e.end, e.label_) for e in nlp(given_words(nlp, passage)).ents]
        said = {(a, b, COARSE[kind]) for a, b, kind in spans if kind in COARSE}
        said = {span for span in said if unsure.isdisjoint(range(span[0], span[1]))}
        for kind in ("", PERSON, ORG, LOC):
            g, s = ({span for span in group if kind in ("", span[2])} for group in (gold, said))
            counts.update({kind + " gold": len(g), kind + " said": len(s), kind + " right": len(g & s)})
    return {
        (kind or "all") + " " + key: value
        for kind in ("", PERSON, ORG, LOC)
        for key, value in _prf(counts, kind).items()
    }


def _prf(counts: Counter[str], kind: str) -> dict[str, float]:
    right, said, gold = (counts[f"{kind} {key}"] for key in ("right", "said", "gold"))
    return {"P": right / max(1, said), "R": right / max(1, gold), "F": 2 * right / (said + gold), "n": gold}


def linked(doc: Doc) -> list[dict[str, object]]:
    """Return attributions by the nearest cue of the same paragraph; for measuring only."""
    groups: dict[Span, list[Span]] = {}
    for content in doc.spans["content"]:
        cue = _nearest(content, doc.spans["cue"])
        if cue is not None:
            groups.setdefault(cue, []).append(content)
    return [
        {
            "source": _place(_nearest(cue, doc.spans["source"])),
            "cue": _place(cue),
            "content": [_place(part) for part in parts],
        }
        for cue, parts in groups.items()
    ]


def _nearest(span: Span, others: Iterable[Span]) -> Span | None:
    """Words between; a break between paragraphs counts much, an end of sentence some."""
    far = ((_far(span, other), other.start, other) for other in others)
    found = min(far, key=lambda row: row[:2], default=(FAR, 0, None))
    return found[2] if found[0] < FAR else None


def _far(one: Span, other: Span) -> int:
    first, second = sorted((one, other), key=lambda span: span.start)
    between = first.doc[first.end : second.start]
    ends = sum(token.text in (".", "!", "?") for token in between)
    return len(between) + 8 * ends + (FAR if "\n" in between.text else 0)


def _place(span: Span | None) -> Place | None:
    return None if span is None else (span.start_char, span.end_char)


def attributed(nlp: Language, gold: Path, out: Path) -> None:
    """Write what ``eval/score_attribution.py`` scores."""
    with gzip.open(gold, "rt", encoding="utf-8") as lines, out.open("w", encoding="utf-8") as file:
        for line in lines:
            row = json.loads(line)
            file.write(json.dumps({"doc": row["doc"], "attributions": linked(nlp(row["text"]))}) + "\n")


def speed(nlp: Language, folder: Path) -> dict[str, float]:
    """Return words (between white space) per second of processor time."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    parts = [part for text in texts for part in text.split("\n") if part.strip()]
    words = sum(len(text.split()) for text in texts)
    found = {"words": float(words)}
    for name, given in (("paragraphs", parts), ("documents", texts)):
        rates = []
        for _ in range(3):
            start = time.process_time()
            for _doc in nlp.pipe(given, batch_size=64):
                pass
            rates.append(words / (time.process_time() - start))
        found[name + "/s"] = max(rates)
    return found


def main() -> None:
    """Print all scores as JSON, a line for each set."""
    parser = argparse.ArgumentParser(description="Measure the small model.")
    parser.add_argument("--model", type=Path, default=fast.FOLDER)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--texts", type=Path, default=Path("../shared/seeds"), help="for the speed")
    parser.add_argument("--attributions", type=Path, help="file to write for score_attribution.py")
    given = parser.parse_args()
    start = time.process_time()
    nlp = spacy.load(given.model)
    _print("load", {"seconds": time.process_time() - start})
    _print("speed", speed(nlp, given.texts))
    if given.attributions:
        attributed(nlp, given.corpora / "polnear_dev.jsonl.gz", given.attributions)
    dev = development(given.corpora)
    _print("names, CrossNER", names(nlp, dev.names))
    for corpus in ("ewt", "gum"):
        path = given.corpora / f"{corpus}-dev.conllu.gz"
        passages = [p for p in dev.syntax if bool(p.antecedents) == (corpus == "gum")]
        texts = [raw(d, p) for d, p in zip(documents(path), passages, strict=True)]
        _print(f"names, {corpus}", names(nlp, passages, texts))
        _print(f"given words, {corpus}", syntax(nlp, passages))
        _print(f"raw text, {corpus}", read(nlp, path, passages))


def _print(what: str, scores: dict[str, float]) -> None:
    print(json.dumps({what: {key: round(value, 4) for key, value in scores.items()}}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
