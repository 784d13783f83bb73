"""As what somebody speaks: the office at the time of speaking."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.offices import Holding
from kg.extract.scene import Scene
from kg.model import DatedBy, Office, Utterance


def in_office(
    scene: Scene, utterances: Iterable[Utterance], offices: Sequence[Holding]
) -> Iterator[Utterance]:
    """Yield the utterances with the office of the speaker filled in.

    The office is the one that the document gives the speaker first, else the one that the registry knows for
    the date of speaking; without a date, one that is held still. What was said at a time when the speaker, as
    the registry knows, held other offices than on the day of publication was not said in the one that the
    document gives.
    """
    given: dict[str, str] = {}
    for holding in offices:
        given.setdefault(holding.person, _office(scene, holding.title.text, holding.body))
    for utterance in utterances:
        yield replace(utterance, role=_role(scene, utterance, given))


def _role(scene: Scene, utterance: Utterance, given: Mapping[str, str]) -> str | None:
    entity = scene.entities.get(utterance.speaker)
    known = entity.offices if entity else ()
    now = _held(known, scene.published)
    then = _held(known, utterance.said_on) if utterance.dated_by is DatedBy.TEXT else now
    if then == now and utterance.speaker in given:
        return given[utterance.speaker]
    return _office(scene, then[-1].title, then[-1].body) if then else None


def _held(offices: Sequence[Office], when: str | None) -> list[Office]:
    return [office for office in offices if office.held(when)]


def _office(scene: Scene, title: str, body: str) -> str:
    """The title with its body: "Deputy Foreign Minister, Russia"."""
    owner = scene.entities.get(body)
    named = (
        title
        if title[:1].isupper()
        else title.title().replace(" Of ", " of ").replace(" The ", " the ").replace(" To ", " to ")
    )
    return f"{named}, {owner.label}" if owner else named
