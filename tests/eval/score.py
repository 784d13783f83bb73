"""Compare what ``kg annotate`` reads with hand-made gold: precision, recall and F of each measure.

Gold lies in a folder as ``<doc>.units.jsonl`` (one unit, roughly a sentence, per line) and ``<doc>.facts.json``.
Ids are free: an entity of ours counts as that of the gold whose type and a name it shares. Counts are summed over
documents before dividing. The measures:

segments        the kind of each unit (precision = recall = accuracy)
mentions        the exact words and the right entity; ``mentions/named`` leaves phrases like "the Angolan side" out
speakers        (unit, speaker): in which sentence whose words stand; also for each mode of the words alone
who_said        (unit, speaker, about): the answer to "who said what about X"
events          one of ours for one of the gold's: same class, a common participant, evidence in one of its units
relations       (subject, predicate, object)
figures         (unit, number)
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Extent = Sequence[int]
MODES = ("turn", "direct", "indirect")
CLASSES = (
    "MEET TALKS CALL AGREE SIGN EXCHANGE VISIT ELECTION SUMMIT SENTENCE ARREST ATTACK ACCIDENT SANCTION AID PROTEST"
    " STATEMENT WITHDRAW REJECT PROPOSE EXERCISE OTHER"
)
"""Of events, as the gold has them; events of other classes are neither right nor wrong."""
SHARE, ENOUGH = 0.3, 20
"""A span lies in a unit of which it covers this share, or this many characters, or in which all of it lies."""


@dataclass
class Count:
    """How many were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def gold(self) -> int:
        """How many there are to find."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / max(1, self.gold)

    @property
    def f(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass
class Score:
    """Counts by measure, and by measure the errors as lines."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def compare(self, measure: str, doc: str, gold: Iterable[Any], ours: Iterable[Any]) -> None:
        """Count two sets against each other."""
        gold, ours = set(gold), set(ours)
        self.count(measure, doc, len(gold & ours), sorted(ours - gold, key=str), sorted(gold - ours, key=str))

    def count(self, measure: str, doc: str, right: int, wrong: Sequence[Any], missed: Sequence[Any]) -> None:
        """Add one document to a measure."""
        count = self.counts[measure]
        count.right, count.wrong = count.right + right, count.wrong + len(wrong)
        count.missed += len(missed)
        self.errors[measure] += [f"{doc}: missed {item}" for item in missed]
        self.errors[measure] += [f"{doc}: wrong {item}" for item in wrong]


def score(folder: Path, annotations: Iterable[Json]) -> Score:
    """Score annotations against the gold in a folder.

    Raises:
        ValueError: not exactly one annotation for a document of the gold.
    """
    by_name = {annotation["doc"]: annotation for annotation in annotations}
    result = Score()
    for path in sorted(folder.glob("*.units.jsonl")):
        doc = path.name.removesuffix(".units.jsonl")
        fitting = [name for name in by_name if re.fullmatch(rf"{re.escape(doc)}(?![0-9A-Za-z]).*", name)]
        if len(fitting) != 1:
            raise ValueError(f"{folder}: for {doc} there are {len(fitting)} annotations")
        score_document(result, folder, doc, by_name[fitting[0]])
    return result


def units_in(folder: Path, doc: str) -> list[Json]:
    """Return the units of a document of the gold, in order."""
    lines = (folder / f"{doc}.units.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score_document(result: Score, folder: Path, doc: str, ours: Json) -> None:
    """Add a document of the gold in a folder to a score."""
    units = units_in(folder, doc)
    facts = json.loads((folder / f"{doc}.facts.json").read_text(encoding="utf-8"))
    ids = Ids(facts["entities"], ours["entities"])
    result.compare("segments", doc, {(u["i"], u["kind"]) for u in units}, _kinds(units, ours["segments"]))
    _mentions(result, doc, units, ours, ids)
    _statements(result, doc, units, ours, ids)
    _events(result, doc, units, facts["events"], ours["events"], ids)
    relations = {(r["s"], r["p"], r["o"]) for r in facts["relations"]}
    relations |= {(r["person"], "hasPosition", r["org"]) for r in facts["roles"]}
    claimed = [r for r in ours["relations"] if any(_common(r["evidence"], _extent(u)) for u in units)]
    result.compare(
        "relations", doc, relations, {(ids[r["subject"]], r["predicate"], ids[r["object"]]) for r in claimed}
    )
    figures = {(f["i"], float(f["number"])) for f in facts["figures"] if f.get("number") is not None}
    counted = {(i, float(f["number"])) for f in ours["figures"] for i in units_of(f["evidence"], units)}
    result.compare("figures", doc, figures, counted)


class Ids(dict[str, str]):
    """Our ids → those of the gold; what the gold does not know keeps a name that equals none of it."""

    def __init__(self, gold: Mapping[str, Json], ours: Mapping[str, Json]) -> None:
        bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
        for id_, entity in gold.items():
            for name in [*entity["labels"], id_.partition(":")[2].replace("-", " ")]:
                bearers[entity["type"], _folded(name)].add(id_)
        for id_, entity in ours.items():
            votes: Counter[str] = Counter()
            for name in [entity["label"], *entity["aliases"]]:
                weight = 2 if _folded(name) == _folded(entity["label"]) else 1
                votes.update(dict.fromkeys(sorted(bearers[entity["type"], _folded(name)]), weight))
            self[id_] = votes.most_common(1)[0][0] if votes else f"({entity['type']}) {entity['label']}"

    def __missing__(self, id_: str) -> str:
        return f"(unlisted) {id_}"


def _folded(name: str) -> str:
    """A name without case, punctuation and article."""
    return re.sub(r"[^\w]+", " ", re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I)).strip().casefold()


def _extent(unit: Json) -> Extent:
    return unit["start"], unit["end"]


def _common(one: Extent, other: Extent) -> int:
    """How many characters two extents share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def units_of(span: Extent, units: Sequence[Json]) -> Iterator[int]:
    """Yield the units in which a span lies."""
    for unit in units:
        common, length = _common(span, _extent(unit)), unit["end"] - unit["start"]
        if common and (common >= min(SHARE * length, ENOUGH) or common == span[1] - span[0]):
            yield unit["i"]


def _kinds(units: Sequence[Json], segments: Sequence[Json]) -> Iterator[tuple[int, str]]:
    """Yield for each unit the kind of most of it."""
    for unit in units:
        covers: Counter[str] = Counter()
        for segment in segments:
            covers[segment["kind"]] += _common(_extent(segment), _extent(unit))
        yield unit["i"], covers.most_common(1)[0][0] if any(covers.values()) else "none"


def _mentions(result: Score, doc: str, units: Sequence[Json], ours: Json, ids: Ids) -> None:
    gold = {mention for unit in units for mention in _placed(unit)}
    inside = [m for m in ours["mentions"] if any(u["start"] <= m["start"] < u["end"] for u in units)]
    found = {(m["start"], m["end"], ids[m["entity"]], m["nominal"]) for m in inside}
    result.compare("mentions", doc, {m[:3] for m in gold}, {m[:3] for m in found})
    result.compare(
        "mentions/named", doc, {m[:3] for m in gold if not m[3]}, {m[:3] for m in found if not m[3]}
    )


def _placed(unit: Json) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the gold mentions of a unit with offsets: the gold lists their words from left to right."""
    at = 0
    for mention in unit["mentions"]:
        words = mention["text"]
        place = unit["text"].find(words, at)
        place = place if place >= 0 else unit["text"].find(words)
        at = place + len(words)
        yield unit["start"] + place, unit["start"] + at, mention["id"], mention["nominal"]


def _statements(result: Score, doc: str, units: Sequence[Json], ours: Json, ids: Ids) -> None:
    gold = {(u["i"], a["speaker"], a["mode"]) for u in units for a in u["attributions"]}
    placed = [(i, s) for s in ours["statements"] for i in units_of((s["start"], s["end"]), units)]
    found = {(i, ids[s["speaker"]], s["mode"]) for i, s in placed}
    result.compare("speakers", doc, {x[:2] for x in gold}, {x[:2] for x in found})
    for mode in MODES:
        result.compare(
            f"speakers/{mode}", doc, {x for x in gold if x[2] == mode}, {x for x in found if x[2] == mode}
        )
    said = {(u["i"], a["speaker"], id_) for u in units for a in u["attributions"] for id_ in u["about"]}
    result.compare(
        "who_said", doc, said, {(i, ids[s["speaker"]], ids[id_]) for i, s in placed for id_ in s["about"]}
    )


def _events(
    result: Score, doc: str, units: Sequence[Json], gold: Sequence[Json], ours: Sequence[Json], ids: Ids
) -> None:
    """Match each event of the gold with the first of ours that fits and is not taken yet."""
    left = [
        (event, {i for span in event["evidence"] for i in units_of(span, units)})
        for event in ours
        if event["class"] in CLASSES.split()
    ]
    missed = []
    for event in gold:
        anchors = {anchor["i"] for anchor in event["anchors"]}
        fit = next((pair for pair in left if pair[1] & anchors and _same(event, pair[0], ids)), None)
        if fit is None:
            missed.append(f"{event['class']} {event['label']} {sorted(anchors)}")
        else:
            left.remove(fit)
    wrong = [f"{event['class']} {event['label']} {sorted(places)}" for event, places in left if places]
    result.count("events", doc, len(gold) - len(missed), wrong, missed)


def _same(gold: Json, ours: Json, ids: Ids) -> bool:
    participants = {ids[id_] for id_ in ours["participants"]}
    return gold["class"] == ours["class"] and (
        not gold["participants"] or bool(participants & set(gold["participants"]))
    )
