"""Events, relations and figures as triples: the content of the graph of the statement that claims them."""

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.entities import Triple
from kg.graph.vocab import KG, RDF, RDFS, SCHEMA, SEM, moment, text
from kg.model import Event, Figure, Relation, content_id

Iri = Callable[[str], NamedNode]
Claim = Event | Relation | Figure


def claim_iri(claim: Claim, iri: Iri) -> NamedNode:
    """Return the IRI of what is claimed; equal events of two statements share theirs."""
    match claim:
        case Event():
            return iri(f"event:{claim.id}")
        case Figure():
            return iri(f"figure:{claim.id}")
        case Relation():
            key = content_id("relation", claim.stated_in, claim.subject, claim.predicate, claim.object)
            return iri(f"relation:{key}")


def content(claim: Claim, iri: Iri) -> Iterator[Triple]:
    """Yield what the graph of the statement holds of its claim.

    Raises:
        ValueError: the ontology knows no such relation or class of events.
    """
    match claim:
        case Relation():
            yield iri(claim.subject), KG[claim.predicate], iri(claim.object)
        case Event():
            yield from _event(claim, iri)
        case Figure():
            yield from _figure(claim, iri)


def _event(event: Event, iri: Iri) -> Iterator[Triple]:
    node = claim_iri(event, iri)
    yield node, RDF.type, KG.Event
    yield node, RDF.type, SEM.Event
    yield node, SEM.eventType, KG[event.type]
    yield node, RDFS.label, text(event.label)
    yield node, KG.status, text(event.status)
    if event.date:
        yield node, SEM.hasTimeStamp, moment(event.date)
    if event.place:
        yield node, SEM.hasPlace, iri(event.place)
    for taking in event.participants:
        entity = iri(taking.entity)
        part = iri(f"participation:{content_id('participation', event.id, taking.entity, taking.role)}")
        yield node, SEM.hasActor, entity
        yield node, KG.participation, part
        yield part, RDF.type, KG.Participation
        yield part, KG.participant, entity
        yield part, KG.participantRole, text(taking.role)


def _figure(figure: Figure, iri: Iri) -> Iterator[Triple]:
    node = claim_iri(figure, iri)
    yield node, RDF.type, KG.Figure
    yield node, RDF.type, SCHEMA.QuantitativeValue
    yield node, SCHEMA.value, Literal(figure.number)
    yield node, SCHEMA.unitText, text(figure.unit)
    yield node, RDFS.label, text(figure.what)
    if figure.date:
        yield node, SEM.hasTimeStamp, moment(figure.date)
