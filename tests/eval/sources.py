"""Scores whom short invented texts mean by "he", "the diplomat", "the latter".

    python tests/eval/sources.py [--part design|held|late|last] [--errors]

A line of sources.jsonl is one text: its words in question, and by whom they are (entity ids; none: by nobody who
is named). Of the statements that hold the words the narrowest count. What nobody is said to have said is missing.
The rules were written with the part "design" in view; the errors in "held" and "late" were looked at once, after
their first scores (accuracy 0.88 and 0.83), those in "last" never.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))  # so that this runs as a program too

from kg.model import Document, Mode, Reading, Span  # noqa: E402
from kg.pipeline import read  # noqa: E402
from tests.eval.score import Json  # noqa: E402

PARTS = ("design", "held", "late", "last")


def items(part: str | None = None) -> Iterator[Json]:
    """Yield the texts of one part, or all."""
    for line in (HERE / "sources.jsonl").read_text(encoding="utf-8").splitlines():
        item: Json = json.loads(line)
        if part in (None, item["part"]):
            yield item


def outcomes(item: Json) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield for each question of a text: right, wrong or missing; the words; by whom; what the product says."""
    text = item["text"]
    document = Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-06")
    reading = read(document)
    named = {judgement.entity for judgement in reading.judgements}
    for question in item["said"]:
        start = text.index(question["words"])
        found = speakers(reading, Span(start, start + len(question["words"])))
        gold = sorted(question["by"])
        if gold:
            verdict = "right" if found == gold else "wrong" if found else "missing"
        else:
            verdict = "wrong" if named & set(found) else "right"
        yield verdict, question["words"], gold, found


def speakers(reading: Reading, words: Span) -> list[str]:
    """Return who says ``words``, by the narrowest statements that hold them; the publisher does not count."""
    utterances = {utterance.id: utterance for utterance in reading.utterances}
    holding = [
        (sum(part.end - part.start for part in s.content), utterances[s.utterance].speaker)
        for s in reading.statements
        if utterances[s.utterance].mode is not Mode.NARRATION and any(p.contains(words) for p in s.content)
    ]
    least = min((length for length, _ in holding), default=0)
    return sorted({speaker for length, speaker in holding if length == least})


def count(part: str | None = None) -> Counter[str]:
    """Return how many questions are answered right and wrong, and how many not at all."""
    return Counter(verdict for item in items(part) for verdict, *_ in outcomes(item))


def row(name: str, counts: Counter[str]) -> str:
    """Return accuracy and the share of wrong answers among those given, as a line."""
    total = counts.total()
    given = counts["right"] + counts["wrong"]
    return (
        f"{name:<8} accuracy {counts['right'] / total:.3f}  precision {counts['right'] / max(given, 1):.3f}  "
        f"right {counts['right']} wrong {counts['wrong']} missing {counts['missing']}"
    )


def errors(part: str | None) -> Iterator[str]:
    """Yield a line for each question that is not answered right."""
    for item in items(part):
        for verdict, words, gold, found in outcomes(item):
            if verdict != "right":
                yield f"{item['id']} {verdict}: {words!r} is by {gold or 'nobody named'}, not {found}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of the parts, and the errors of one or all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, help="only this part")
    parser.add_argument("--errors", action="store_true", help="list what is not right")
    wanted = parser.parse_args(arguments)
    parts = [wanted.part] if wanted.part else PARTS
    lines = [row(part, count(part)) for part in parts]
    lines += errors(wanted.part) if wanted.errors else ()
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
