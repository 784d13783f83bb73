"""Events: what statements claim to happen, with one id for all claims of the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.clauses import Page
from kg.extract.happenings import CONFLICT, Happening
from kg.model import Event, Evidence, Participation, Span, content_id, hull

EXTRACTOR = "events/1"
CONFIDENCE = 0.6
"""By hand from the precision on the gold, not calibrated yet."""
DAY = len("2025-12-31")
"""A month or a year alone does not tell that two are one event."""
VAGUE = frozenset({"VISIT", "ACCIDENT", "ATTACK", "PROTEST", "EXERCISE", "ELECTION"})
"""Need a date or a place, or a second side."""
NEEDS_TWO = frozenset(
    {
        "MEET",
        "CALL",
        "TALKS",
        "SUMMIT",
        "AGREE",
        "SIGN",
        "EXCHANGE",
        "AID",
        "SANCTION",
        "REJECT",
        "WITHDRAW",
        "PROPOSE",
    }
)
NOUNS = {
    "MEET": "Meeting", "CALL": "Telephone call", "AGREE": "Agreement", "SIGN": "Signing",
    "PROPOSE": "Proposal", "WITHDRAW": "Withdrawal", "REJECT": "Rejection",
    "AID": "Aid or supplies", "SANCTION": "Sanctions",
}  # fmt: skip
"""How labels call the classes that have no name in plain English."""
RANK = {"SUMMIT": 3, "TALKS": 2, "MEET": 1}


@dataclass
class Cluster:
    """Happenings taken to be one event."""

    type: str
    topic: str = ""
    happenings: list[Happening] = field(default_factory=list)

    @property
    def people(self) -> frozenset[str]:
        """Everyone who takes part by any of them."""
        return frozenset(p for h in self.happenings for p in h.people)

    @property
    def date(self) -> str | None:
        """The fullest date."""
        return max((h.date for h in self.happenings if h.date), key=len, default=None)

    @property
    def place(self) -> str | None:
        """The first place named."""
        return next((h.place for h in self.happenings if h.place), None)

    @property
    def names(self) -> frozenset[str]:
        """Ids of the event entities that the words name."""
        return frozenset(h.name for h in self.happenings if h.name)


def events(page: Page, happenings: Iterable[Happening]) -> list[Event]:
    """Return the events that the statements claim, in reading order; claims of one event share its id."""
    clusters = cluster(happenings)
    return [event for group in clusters for event in _events(page, group)]


def cluster(happenings: Iterable[Happening]) -> list[Cluster]:
    """Return the happenings grouped by event, without those too vague to tell one from another."""
    groups: list[Cluster] = []
    for happening in happenings:
        same = next((g for g in reversed(groups) if _same(g, happening)), None)
        if same is None:
            same = Cluster(happening.type, happening.topic)
            groups.append(same)
        same.happenings.append(happening)
        if RANK.get(happening.type, 0) > RANK.get(same.type, 0):
            same.type = happening.type
    return [g for g in groups if _definite(g)]


def _same(group: Cluster, new: Happening) -> bool:
    if new.name is not None and new.name in group.names and RANK.get(group.type) and RANK.get(new.type):
        return True
    if group.type != new.type or group.topic != new.topic or not _compatible(group.date, new.date):
        return False
    if group.place and new.place and group.place != new.place:
        return False
    old, people = group.people, new.people
    if not people or not old:
        day = new.date is not None and len(new.date) >= DAY and new.date == group.date
        return day or (new.place is not None and new.place == group.place)
    return people <= old or old <= people


def _compatible(one: str | None, other: str | None) -> bool:
    """Whether two dates can be of one event: "2025" and "2025-05"."""
    if one is None or other is None:
        return True
    return one.startswith(other) or other.startswith(one)


def _definite(group: Cluster) -> bool:
    """Whether the group tells who, and of whom one expects another side, tells who else or when."""
    if not group.people:
        return bool(group.date and group.type in ("ACCIDENT", "ATTACK", "PROTEST"))
    anchored = bool(group.date or group.place)
    lonely = group.type in NEEDS_TWO | VAGUE or (group.type == "OTHER" and group.topic != CONFLICT)
    return anchored or len(group.people) > 1 or not lonely


def _events(page: Page, group: Cluster) -> list[Event]:
    people = sorted(group.people)
    id_ = content_id("event", group.type, group.topic, group.date, group.place, *people)
    parts = tuple(Participation(p) for p in people)
    label = _label(page, group)
    found = []
    for happening in group.happenings:
        span = _evidence(happening)
        statement = page.statement(happening.cue) or happening.line.statement
        evidence = Evidence(span, span.of(page.text), EXTRACTOR, CONFIDENCE)
        head = id_, statement.id, group.type, label, group.date, group.place, parts
        found.append(Event(*head, happening.status, evidence))
    return found


def _evidence(happening: Happening) -> Span:
    return hull([happening.cue, *(a.span for a in (*happening.actors, *happening.targets))])


def _label(page: Page, group: Cluster) -> str:
    def called(id_: str) -> str:
        entity = page.scene.entities.get(id_)
        return entity.label if entity else id_.partition(":")[2].replace("-", " ").title()

    names = ", ".join(sorted(called(p) for p in group.people))
    where = [called(group.place)] if group.place else []
    when = [group.date] if group.date else []
    tail = ", ".join([*where, *when])
    title = group.topic.capitalize() or NOUNS.get(group.type, group.type.title())
    return title + (f": {names}" if names else "") + (f" ({tail})" if tail else "")
