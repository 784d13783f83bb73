"""A reading as stand-off annotation over the original text: what people label, correct and score with."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePath

from kg.model import Event, MentionForm, Mode, Reading, Span, Utterance

Json = dict[str, object]


def annotation(reading: Reading) -> Json:
    """Return the annotation of a document; every offset counts code points of the text as read."""
    document = reading.document
    spoken = _Voices(reading)
    judged = {judgement.mention: judgement.entity for judgement in reading.judgements}
    return {
        "doc": PurePath(document.source).stem or document.source,
        "source": document.source,
        "sha256": document.sha256,
        "title": document.title,
        "published": document.published,
        "publisher": spoken.publisher,
        "segments": [{**_ends(s.span), "kind": s.kind, "speaker": s.speaker} for s in reading.segments],
        "mentions": [
            {
                **_ends(m.span),
                "entity": judged[m.span],
                "type": m.type,
                "metonym": m.metonym,
                "nominal": m.form is MentionForm.NOMINAL,
            }
            for m in reading.mentions
        ],
        "statements": spoken.statements(),
        "events": spoken.events(),
        "relations": [
            {
                "subject": r.subject,
                "predicate": r.predicate,
                "object": r.object,
                "according_to": spoken.claimant(r.stated_in),
                "evidence": _pair(r.evidence.span),
            }
            for r in reading.relations
        ],
        "figures": [
            {
                "number": f.number,
                "unit": f.unit,
                "what": f.what,
                "date": f.date,
                "according_to": spoken.claimant(f.stated_in),
                "evidence": _pair(f.evidence.span),
            }
            for f in reading.figures
        ],
        "entities": {
            e.id: {
                "type": e.type,
                "label": e.label,
                "aliases": sorted(set(e.called())),
                "wikidata": e.wikidata,
            }
            for e in reading.entities
        },
    }


class _Voices:
    """Whose words each statement is."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        utterances: Mapping[str, Utterance] = {u.id: u for u in reading.utterances}
        self._of = {s.id: utterances[s.utterance] for s in reading.statements}
        narrators = [u.speaker for u in reading.utterances if u.mode is Mode.NARRATION]
        self.publisher = narrators[0] if narrators else None

    def claimant(self, statement: str) -> str:
        """The entity id of who says so, ``narrator`` for the publisher's own voice."""
        utterance = self._of[statement]
        return "narrator" if utterance.mode is Mode.NARRATION else utterance.speaker

    def statements(self) -> list[Json]:
        """All statements but the narration's."""
        found = []
        for s in self._reading.statements:
            utterance = self._of[s.id]
            if utterance.mode is not Mode.NARRATION:
                found.append(
                    {
                        "id": s.id,
                        "utterance": utterance.id,
                        **_ends(s.span),
                        "speaker": utterance.speaker,
                        "mode": utterance.mode,
                        "cue": _pair(utterance.cue),
                        "source": _pair(utterance.source),
                        "content": [_pair(part) for part in s.content],
                        "reported_in": utterance.reported_in,
                        "said_on": utterance.said_on,
                        "dated_by": utterance.dated_by,
                        "channel": utterance.channel,
                        "venue": utterance.venue,
                        "addressee": utterance.addressee,
                        "role": utterance.role,
                        "act": s.act,
                        "confidence": s.evidence.confidence,
                        "about": list(s.about),
                    }
                )
        return found

    def events(self) -> list[Json]:
        """Each event once, with all who claim it and where."""
        by_id: dict[str, list[Event]] = defaultdict(list)
        for event in self._reading.events:
            by_id[event.id].append(event)
        return [
            {
                "id": id_,
                "class": many[0].type,
                "label": many[0].label,
                "date": many[0].date,
                "place": many[0].place,
                "participants": [p.entity for p in many[0].participants],
                "status": many[0].status,
                "according_to": sorted({self.claimant(e.stated_in) for e in many}),
                "evidence": [
                    list(pair)
                    for pair in sorted({(e.evidence.span.start, e.evidence.span.end) for e in many})
                ],
            }
            for id_, many in sorted(by_id.items())
        ]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _ends(span: Span) -> Json:
    return {"start": span.start, "end": span.end}
