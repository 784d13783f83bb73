"""As what somebody speaks, and when: the office at the time of speaking."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.offices import Holding
from kg.extract.scene import Scene
from kg.model import Mode, Utterance


def in_office(
    scene: Scene, utterances: Sequence[Utterance], offices: Sequence[Holding]
) -> Iterator[Utterance]:
    """Yield the utterances with the role and date of the speaker filled in.

    The office is the one that the document gives the speaker first, else the one that the registry knows for
    the date of publication; without a date, one that is held still. What is reported within somebody's words
    was said before them, so it gets no date.
    """
    given: dict[str, str] = {}
    for holding in offices:
        given.setdefault(holding.person, _office(scene, holding.title.text, holding.body))
    for utterance in utterances:
        role = given.get(utterance.speaker) or _registered(scene, utterance.speaker)
        dated = utterance.mode is Mode.TURN or utterance.reported_in is None
        yield replace(utterance, role=role, said_on=scene.published if dated else None)


def _registered(scene: Scene, person: str) -> str | None:
    entity = scene.entities.get(person)
    current = [o for o in entity.offices if scene.current(o)] if entity else []
    return _office(scene, current[-1].title, current[-1].body) if current else None


def _office(scene: Scene, title: str, body: str) -> str:
    """The title with its body: "Deputy Foreign Minister, Russia"."""
    owner = scene.entities.get(body)
    named = (
        title
        if title[:1].isupper()
        else title.title().replace(" Of ", " of ").replace(" The ", " the ").replace(" To ", " to ")
    )
    return f"{named}, {owner.label}" if owner else named
