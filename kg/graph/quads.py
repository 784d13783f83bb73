"""A reading as quads, without blank nodes: every name is made of content, so equal readings give equal quads.

Three kinds of graph: ``document/…`` holds who said which words, ``statement/…`` what a
statement claims of the world, ``registry`` the names of things. Only the last is shared by documents.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.claims import Claim, Iri, claim_iri, content
from kg.graph.entities import Term, Triple, entity_quads
from kg.graph.vocab import (
    BASE,
    DC,
    KG,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    entity_iri,
    moment,
    text,
)
from kg.model import ATTITUDES, Document, Evidence, Mode, Reading, Relation, Span, content_id

_GAP = " … "


def quads(reading: Reading, base: str = BASE) -> Iterator[Quad]:
    """Yield all that ``reading`` says: its own graphs, then what it shares with other documents.

    Raises:
        ValueError: a claim without its statement, or evidence that is not the words at its place.
    """
    yield from own_quads(reading, base)
    yield from entity_quads(reading, base)


def own_quads(reading: Reading, base: str = BASE) -> Iterator[Quad]:
    """Yield the graph of the document and those of its statements."""

    def iri(key: str) -> NamedNode:
        return entity_iri(key, base)

    _check(reading)
    home = iri(f"document:{reading.document.id}")
    parts = (_document, _segments, _mentions, _judgements, _utterances, _statements, _grounds)
    for triple in chain.from_iterable(part(reading, iri) for part in parts):
        yield Quad(*triple, home)
    for claim in _claims(reading):
        graph = iri(f"statement:{claim.stated_in}")
        for triple in content(claim, iri):
            yield Quad(*triple, graph)


def _check(reading: Reading) -> None:
    """Hold the first two laws: only claims, and spans that are the words."""
    stated = {statement.id for statement in reading.statements}
    for claim in _claims(reading):
        if claim.stated_in not in stated:
            raise ValueError(f"{reading.document.source}: a claim of no statement: {claim}")
    for item in (*reading.statements, *_claims(reading)):
        evidence = item.evidence
        if evidence.span.of(reading.document.text) != evidence.quote:
            raise ValueError(
                f"{reading.document.source}: not the words at {evidence.span}: {evidence.quote!r}"
            )


def _claims(reading: Reading) -> Iterable[Claim]:
    return chain(reading.events, reading.relations, reading.figures)


def _given(subject: NamedNode, **values: Term | None) -> Iterator[Triple]:
    """Yield the properties of our vocabulary that have a value."""
    for name, value in values.items():
        if value is not None:
            yield subject, KG[name], value


def _document(reading: Reading, iri: Iri) -> Iterator[Triple]:
    document = reading.document
    node = iri(f"document:{document.id}")
    yield node, RDF.type, KG.Document
    yield node, RDF.type, SCHEMA.Article
    yield node, KG.sha256, text(document.sha256)
    yield node, DC.source, text(document.source)
    yield node, DC.language, text(document.language)
    yield node, SCHEMA.articleBody, text(document.text)
    if document.title is not None:
        yield node, DC.title, text(document.title)
    if document.publisher is not None:
        yield node, DC.publisher, text(document.publisher)
    if document.published is not None:
        yield node, DC.date, moment(document.published)
    if document.url is not None:
        yield node, DC.identifier, text(document.url)


def _segments(reading: Reading, iri: Iri) -> Iterator[Triple]:
    """Yield what each stretch is for; its words are not repeated, for together they are the text."""
    document = reading.document
    for segment in reading.segments:
        span = segment.span
        node = iri(f"segment:{content_id('segment', document.id, segment.kind, span.start, span.end)}")
        yield node, RDF.type, KG.Segment
        yield node, OA.start, Literal(span.start)
        yield node, OA.end, Literal(span.end)
        yield from _given(
            node,
            kind=text(segment.kind),
            inDocument=iri(f"document:{document.id}"),
            speaker=iri(segment.speaker) if segment.speaker else None,
        )


def _extent(document: Document, span: Span, iri: Iri) -> tuple[NamedNode, Iterator[Triple]]:
    """Return the node of a stretch of text, and what is to be said of it."""
    node = iri(f"extent:{content_id('extent', document.id, span.start, span.end)}")
    return node, chain([(node, RDF.type, KG.Extent)], _selectors(node, document, span))


def _selectors(node: NamedNode, document: Document, span: Span) -> Iterator[Triple]:
    """Web Annotation Data Model 4.2.4 and 4.2.5, both on one node; offsets are code points as there."""
    yield node, OA.start, Literal(span.start)
    yield node, OA.end, Literal(span.end)
    yield node, OA.exact, text(span.of(document.text))


def _mention_iri(document: Document, span: Span, iri: Iri) -> NamedNode:
    return iri(f"mention:{content_id('mention', document.id, span.start, span.end)}")


def _mentions(reading: Reading, iri: Iri) -> Iterator[Triple]:
    document = reading.document
    for mention in reading.mentions:
        node = _mention_iri(document, mention.span, iri)
        yield node, RDF.type, KG.Mention
        yield node, KG.inDocument, iri(f"document:{document.id}")
        yield node, KG.form, text(mention.form)
        yield from _selectors(node, document, mention.span)
        if mention.metonym:
            yield node, KG.metonym, Literal(True)  # noqa: FBT003 - an RDF literal has no keyword


def _judgements(reading: Reading, iri: Iri) -> Iterator[Triple]:
    """Yield every judgement, and what a mention refers to in the view of the best (of equals, of each)."""
    document = reading.document
    best: dict[Span, float] = {}
    for judgement in reading.judgements:
        best[judgement.mention] = max(judgement.score, best.get(judgement.mention, judgement.score))
    for judgement in reading.judgements:
        mention = _mention_iri(document, judgement.mention, iri)
        entity = iri(judgement.entity)
        key = content_id("judgement", mention.value, judgement.entity, judgement.by)
        node = iri(f"judgement:{key}")
        yield node, RDF.type, KG.Judgement
        yield from _given(
            node, mention=mention, entity=entity, score=Literal(judgement.score), judgedBy=text(judgement.by)
        )
        if judgement.score == best[judgement.mention]:
            yield mention, KG.refersTo, entity


def _utterances(reading: Reading, iri: Iri) -> Iterator[Triple]:
    document = reading.document
    for utterance in reading.utterances:
        node = iri(f"utterance:{utterance.id}")
        speaker = iri(utterance.speaker)
        yield node, RDF.type, KG.Utterance
        if utterance.mode is Mode.DIRECT:
            yield node, RDF.type, SCHEMA.Quotation
        yield node, PROV.wasAttributedTo, speaker
        yield from _given(
            node,
            speaker=speaker,
            mode=text(utterance.mode),
            inDocument=iri(f"document:{document.id}"),
            saidOn=moment(utterance.said_on) if utterance.said_on else None,
            datedBy=text(utterance.dated_by) if utterance.dated_by else None,
            channel=text(utterance.channel) if utterance.channel else None,
            venue=iri(utterance.venue) if utterance.venue else None,
            role=text(utterance.role) if utterance.role else None,
            addressee=iri(utterance.addressee) if utterance.addressee else None,
        )
        if utterance.reported_in:
            outer = iri(f"utterance:{utterance.reported_in}")
            yield node, KG.reportedIn, outer
            yield outer, PROV.hadPrimarySource, node
        for term, span in ((KG.source, utterance.source), (KG.cue, utterance.cue), (KG.span, utterance.span)):
            if span is not None:
                extent, said = _extent(document, span, iri)
                yield node, term, extent
                yield from said


def _statements(reading: Reading, iri: Iri) -> Iterator[Triple]:
    document = reading.document
    utterances = {utterance.id: utterance for utterance in reading.utterances}
    for statement in reading.statements:
        node = iri(f"statement:{statement.id}")
        utterance = utterances[statement.utterance]
        yield node, RDF.type, KG.Statement
        yield node, RDF.type, SCHEMA.Claim
        if statement.act in ATTITUDES:
            yield node, RDF.type, KG.Attitude
        yield node, PROV.wasQuotedFrom, iri(f"document:{document.id}")
        yield from _given(
            node,
            partOf=iri(f"utterance:{utterance.id}"),
            inDocument=iri(f"document:{document.id}"),
            speaker=iri(utterance.speaker),
            mode=text(utterance.mode),
            saidOn=moment(utterance.said_on) if utterance.said_on else None,
            datedBy=text(utterance.dated_by) if utterance.dated_by else None,
            act=text(statement.act),
            content=text(_GAP.join(span.of(document.text) for span in statement.content)),
            mainlyAbout=iri(statement.about[0]) if statement.about else None,
        )
        for entity in statement.about:
            yield node, KG.about, iri(entity)
        yield from _extents(document, node, statement.span, statement.content, iri)
        evidence, said = _evidence(document, statement.evidence, iri)
        yield node, KG.evidence, evidence
        yield from said


def _extents(
    document: Document, node: NamedNode, span: Span, content: tuple[Span, ...], iri: Iri
) -> Iterator[Triple]:
    """Yield the hull of a statement, and where its content has several parts, each of them."""
    hull, said = _extent(document, span, iri)
    yield node, KG.span, hull
    yield from said
    for part in content if len(content) > 1 else ():
        extent, said = _extent(document, part, iri)
        yield node, KG.extent, extent
        yield from said


def _evidence(document: Document, evidence: Evidence, iri: Iri) -> tuple[NamedNode, Iterator[Triple]]:
    span, extractor = evidence.span, evidence.extractor
    key = content_id("evidence", document.id, span.start, span.end, extractor, str(evidence.confidence))
    node, run = iri(f"evidence:{key}"), iri(f"extractor:{extractor}")
    described: list[Triple] = [
        (node, RDF.type, KG.Evidence),
        (node, RDF.type, OA.TextPositionSelector),
        (node, RDF.type, OA.TextQuoteSelector),
        (node, KG.confidence, Literal(evidence.confidence)),
        (node, PROV.wasGeneratedBy, run),
        (run, RDF.type, KG.Extractor),
        (run, RDF.type, PROV.Activity),
        (run, RDFS.label, text(extractor)),
    ]
    return node, chain(described, _selectors(node, document, span))


def _grounds(reading: Reading, iri: Iri) -> Iterator[Triple]:
    """Yield which words each claim was read from: that is ours, not the speaker's, so it is no part of it.

    The node that ties words to claim belongs to one statement, since others may claim the same event.
    """
    for claim in _claims(reading):
        node = claim_iri(claim, iri)
        evidence, said = _evidence(reading.document, claim.evidence, iri)
        yield from said
        ground = iri(f"ground:{content_id('ground', claim.stated_in, node.value, evidence.value)}")
        yield from _given(
            ground, bearsOut=node, statedIn=iri(f"statement:{claim.stated_in}"), evidence=evidence
        )
        if isinstance(claim, Relation):
            yield node, RDF.type, RDF.Statement
            yield node, RDF.subject, iri(claim.subject)
            yield node, RDF.predicate, KG[claim.predicate]
            yield node, RDF.object, iri(claim.object)
