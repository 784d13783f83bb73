"""The four laws of the design, on readings of whole documents and of any text at all."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.graph.quads import quads
from kg.graph.store import memory_store
from kg.graph.vocab import KG, OA, RDF, RELATIONS, SCHEMA, SEM, registry_graph
from kg.model import Document, MentionForm, Span
from kg.pipeline import build, read
from kg.readers import find_sources
from kg.readers import read as read_source

ROOT = Path(__file__).parents[2]
INVENTED = sorted(str(path) for path in (ROOT / "tests" / "eval" / "gold").glob("*.txt"))
SEEDS = str(ROOT / "seeds" / "documents")
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def readings():
    """Return the readings of the invented documents."""
    return tuple(
        read(document) for source in find_sources(INVENTED, [".txt"]) for document in read_source(source)
    )


each = pytest.mark.parametrize("number", range(len(INVENTED)), ids=[Path(name).stem for name in INVENTED])


def mentioned(reading):
    """Yield every span of a reading with the words that it claims to be."""
    for item in (*reading.statements, *reading.events, *reading.relations, *reading.figures):
        yield item.evidence.span, item.evidence.quote
    for mention in reading.mentions:
        yield mention.span, mention.text


def spans(reading):
    """Yield every span of a reading."""
    yield from (span for span, _ in mentioned(reading))
    yield from (segment.span for segment in reading.segments)
    yield from (mention.anchor for mention in reading.mentions if mention.anchor)
    yield from (judgement.mention for judgement in reading.judgements)
    yield from (part for statement in reading.statements for part in statement.content)
    for utterance in reading.utterances:
        yield from (span for span in (utterance.span, utterance.source, utterance.cue) if span)


def check_spans(reading):
    """Hold law 2 for a reading."""
    text = reading.document.text
    assert all(span.of(text) == words for span, words in mentioned(reading))
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(reading))
    assert all(part.start < part.end for statement in reading.statements for part in statement.content)


# Law 1: only claims


@each
def test_every_claim_lies_in_the_graph_of_a_statement(number):
    """Events, relations and figures are said by a statement, and nowhere else."""
    found = list(quads(readings()[number]))
    statements = {
        quad.subject.value for quad in found if (quad.predicate, quad.object) == (RDF.type, KG.Statement)
    }
    of_claims = {SEM.eventType, SEM.hasActor, SEM.hasPlace, SEM.hasTimeStamp, SCHEMA.value, SCHEMA.unitText}
    of_claims |= {KG[name] for name in RELATIONS.split()}
    claims = [
        quad
        for quad in found
        if quad.predicate in of_claims
        and not (quad.predicate == KG.partOf and quad.subject.value in statements)  # of its utterance
    ]
    assert claims
    assert {quad.graph_name.value for quad in claims} <= statements


@each
def test_every_statement_has_a_speaker_who_is_an_entity(number):
    """There is nobody who says something and is not in the reading."""
    reading = readings()[number]
    known = {entity.id for entity in reading.entities}
    utterances = {utterance.id: utterance for utterance in reading.utterances}
    assert {utterances[statement.utterance].speaker for statement in reading.statements} <= known
    assert {u.reported_in for u in reading.utterances if u.reported_in} <= set(utterances)


@each
def test_what_a_claim_refers_to_is_listed(number):
    """Participants, places, both ends of a relation, subjects."""
    reading = readings()[number]
    used = {part.entity for event in reading.events for part in event.participants}
    used |= {event.place for event in reading.events if event.place}
    used |= {id_ for relation in reading.relations for id_ in (relation.subject, relation.object)}
    used |= {id_ for statement in reading.statements for id_ in statement.about}
    used |= {judgement.entity for judgement in reading.judgements}
    assert used <= {entity.id for entity in reading.entities}


# Law 2: span = words


@each
def test_spans_are_words_in_documents(number):
    """In every layout."""
    check_spans(readings()[number])


LETTERS = st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from(
    '\n\r\t \u2028\u0301\u202e🛶“”"«»—:.?א'
)
PHRASES = st.sampled_from(
    [
        "Elena Drell said that ", "according to experts, ", "— ", "\n\nQ: ", "\nA: ", '"We met in Oslo," ', "Norway", " told ",
        "MR. DRELL: ", "the Norwegian side ", " 2.3 thousand boats ", "on May 6, 2031 ", ".\r\n\r\n", "? ", "“", "”, he said. ",
        "This was stated by ", "\U0001f6f6", "e\u0301", "\u05e9\u05dc\u05d5\u05dd", "---\n", "# ", "**", " signed a treaty with Chile",
    ]
)  # fmt: skip


@QUICK
@given(
    st.lists(PHRASES | st.text(LETTERS, max_size=8), min_size=1, max_size=40).map(
        lambda parts: "A" + "".join(parts)
    )
)
def test_spans_are_words_in_any_text(text):
    """Astral, right-to-left, combining, any line end; phrases of attribution in any order."""
    reading = read(Document("any.txt", text, "0" * 64, published="2031-05-06"))
    assert reading.document.text == text
    check_spans(reading)
    list(quads(reading))  # which refuses what breaks laws 1 and 2


@QUICK
@given(st.text(LETTERS, max_size=200).map(lambda text: f"A{text}"))
def test_noise_is_read_without_an_error(text):
    """Whatever decodes is a document."""
    check_spans(read(Document("noise.txt", text, "0" * 64)))


@QUICK
@given(st.sampled_from(["\U0001f6f6 ", "e\u0301 ", "שלום ", "\u202e"]), st.integers(1, 5))
def test_what_stands_before_moves_spans_by_its_code_points(mark, count):
    """A line of other characters in front shifts each offset by its length, and changes nothing else."""
    line, text = f"{mark * count}.\n\n", "Deputy Minister Elena Drell said that the tax belongs to nobody.\n"
    plain, moved = (read(Document("x.txt", words, "0" * 64)) for words in (f"A.\n\n{text}", line + text))
    shift = len(line) - len("A.\n\n")
    said = [
        [s.content for s in r.statements if s.evidence.quote.startswith("the tax")] for r in (plain, moved)
    ]
    assert said[0]
    assert said[1] == [tuple(Span(p.start + shift, p.end + shift) for p in parts) for parts in said[0]]


# Law 3: same input, same graph


def dump(*patterns):
    """Return the sorted N-Quads of documents, built in that order."""
    store = memory_store()
    build(patterns, store)
    return store.view().dump()


def test_order_and_repetition_do_not_count():
    """Forwards, backwards, twice, bit by bit: the same bytes."""
    once = dump(*INVENTED, SEEDS)
    assert dump(SEEDS, *reversed(INVENTED)) == once
    store = memory_store()
    for name in [*INVENTED[::2], SEEDS, *INVENTED]:
        build([name], store)
    assert store.view().dump() == once


def test_there_are_no_blank_nodes():
    """Every node has a name made of its content."""
    for reading in readings():
        assert all(
            isinstance(term, NamedNode) for quad in quads(reading) for term in (quad.subject, quad.graph_name)
        )


def test_what_was_read_before_does_not_count():
    """A document is read alone as after others."""
    first = readings()[0]
    assert read(first.document) == first


# Law 4: resolving never overwrites


@each
def test_a_mention_keeps_its_words_beside_its_entity(number):
    """What it looked like stands in the graph as found; whom it is taken for is a judgement about it."""
    reading = readings()[number]
    found = list(quads(reading))
    words = {quad.subject: quad.object.value for quad in found if quad.predicate == OA.exact}
    nodes = {quad.subject for quad in found if (quad.predicate, quad.object) == (RDF.type, KG.Mention)}
    assert sorted(words[node] for node in nodes) == sorted(mention.text for mention in reading.mentions)
    judged = [quad.object for quad in found if quad.predicate == KG.mention]
    assert set(judged) == nodes


@each
def test_one_judgement_for_each_mention(number):
    """With a score and a judge; anaphors are resolved, too."""
    reading = readings()[number]
    assert [judgement.mention for judgement in reading.judgements] == [m.span for m in reading.mentions]
    assert all(0 <= judgement.score <= 1 and judgement.by for judgement in reading.judgements)
    assert all(mention.form in MentionForm for mention in reading.mentions)


def test_the_registry_holds_no_event():
    """What is shared by documents names things and claims nothing that a document says."""
    for reading in readings():
        shared = [quad for quad in quads(reading) if quad.graph_name == registry_graph()]
        assert shared
        assert not {SEM.eventType, SEM.hasActor, SCHEMA.value, KG.speaker} & {
            quad.predicate for quad in shared
        }
