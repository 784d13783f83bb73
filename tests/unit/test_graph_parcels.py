"""Parcels: filings in are filings out, and nothing else passes for one."""

import gc
import gzip
import io

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ParcelError
from kg.graph import parcels
from kg.graph.parcels import Parcel, parsed
from kg.graph.store import Filing, filing
from kg.graph.vocab import BASE, KG, RDF, entity_iri, registry_graph
from kg.model import Failure
from tests import sample

FILINGS = tuple(
    filing(reading, f"file:///d/{reading.document.source}", BASE)
    for reading in (sample.NEWS, sample.INTERVIEW)
)
TROUBLES = (Failure("bad.txt", "not utf-8\n#dixit {}"), Failure("\ud800.txt", "“”"))


def written(*filings, **more):
    """Return the bytes of a parcel."""
    stream = io.BytesIO()
    parcels.write(stream, Parcel(filings, **more))
    return stream.getvalue()


def opened(data):
    """Return the parcel of bytes, and its filings."""
    parcel = parcels.read(io.BytesIO(data), "p.nq")
    return parcel, tuple(parcel.filings)


def test_what_goes_in_comes_out():
    more = {"failures": TROUBLES, "warnings": TROUBLES[:1], "unchanged": ("x.txt",), "stamp": "s"}
    parcel, filings = opened(written(*FILINGS, **more))
    assert filings == FILINGS
    assert {name: getattr(parcel, name) for name in more} == more


def test_any_store_can_load_a_parcel():
    """Headers are comments."""
    quads = set(pyoxigraph.parse(written(*FILINGS, failures=TROUBLES), pyoxigraph.RdfFormat.N_QUADS))
    assert quads == {quad for item in FILINGS for quad in (*item.own, *item.shared)}


def test_the_same_filings_give_the_same_bytes():
    assert written(*FILINGS) == written(*FILINGS)


WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
NODES = st.sampled_from([NamedNode(f"{BASE}thing/{name}") for name in "abc"])
TERMS = NODES | WORDS.map(Literal) | st.integers().map(Literal)


@st.composite
def any_filing(draw):
    """Return a filing of anything about anything."""
    document = draw(WORDS)
    home = entity_iri(f"document:{document}")
    numbers = draw(st.sets(st.integers(0, 9), max_size=3))
    statements = [entity_iri(f"statement:{number}") for number in sorted(numbers)]
    graphs = st.sampled_from([home, *statements])
    others = st.sampled_from(
        [registry_graph(), entity_iri("document:registry"), entity_iri("statement:line")]
    )
    own = [Quad(home, RDF.type, KG.Document, home)]
    own += [Quad(statement, RDF.type, KG.Statement, home) for statement in statements]
    own += draw(st.lists(st.builds(Quad, NODES, NODES, TERMS, graphs), max_size=5))
    shared = draw(st.lists(st.builds(Quad, NODES, NODES, TERMS, others), max_size=5))
    if document == "registry":
        shared = [quad for quad in shared if quad.graph_name != home]
    return Filing(draw(WORDS), document, draw(WORDS), len(statements), tuple(own), tuple(shared))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(any_filing(), max_size=4),
    st.lists(st.builds(Failure, st.text(), st.text()), max_size=3),
    st.text(),
)
def test_any_filings_in_are_filings_out(filings, failures, stamp):
    parcel, found = opened(written(*filings, failures=failures, stamp=stamp))
    assert (list(found), list(parcel.failures), parcel.stamp) == (filings, failures, stamp)


@settings(deadline=None)
@given(st.data())
def test_a_parcel_cut_short_is_none(data):
    """Wherever it is cut, and whichever byte is struck out of it."""
    whole = written(FILINGS[0], failures=TROUBLES)
    with pytest.raises(ParcelError, match=r"p\.nq"):
        opened(whole[: data.draw(st.integers(0, len(whole) - 1))])


LINES = written(*FILINGS).splitlines(keepends=True)
HEADS = [number for number, line in enumerate(LINES) if line.startswith(b"#dixit")]


def changed(head, old, new):
    """Return the parcel with words of a header changed."""
    number = HEADS[head]
    assert old in LINES[number]
    return b"".join([*LINES[:number], LINES[number].replace(old, new), *LINES[number + 1 :]])


HOSTILE = {
    "nothing": (b"", "cut short"),
    "no header first": (b"".join(LINES[1:]), "line 1: no parcel"),
    "words": (b"Talks planned in Tirask\n", "line 1: no parcel"),
    "no UTF-8 in a header": (changed(0, b"file:", b"\xff\xfe"), "line 1: the header is no JSON"),
    "no UTF-8 in quads": (b"".join([LINES[0], b"\xff\xfe\n", *LINES[1:]]), "line 2: no N-Quads"),
    "no quads": (b"".join([*LINES[:3], b"talks\n", *LINES[3:]]), "line 4: no N-Quads"),
    "no JSON": (changed(0, b"{", b"["), "line 1: the header is no JSON"),
    "no object": (changed(0, LINES[0][7:-1], b"[1]"), "line 1: the header is no JSON object"),
    "nested without end": (changed(0, LINES[0][7:-1], b"[" * 100_000), "line 1: the header is no JSON"),
    "no location": (changed(0, b'"location"', b'"place"'), "line 1: 'location' is no str: None"),
    "a count that is none": (
        changed(0, b'"statements": 2', b'"statements": true'),
        "line 1: 'statements' is no int",
    ),
    "too many statements": (
        changed(0, b'"statements": 2', b'"statements": 3'),
        "line 1: 3 statements told, 2 there",
    ),
    "too few documents": (changed(2, b'"documents": 2', b'"documents": 1'), "1 documents told, 2 there"),
    "another document": (changed(1, b'"document": "', b'"document": "0'), "is not there under https"),
    "failures that are none": (
        changed(2, b'"failures": []', b'"failures": [7]'),
        "'failures' is no list of sources",
    ),
    "unchanged that is none": (
        changed(2, b'"unchanged": []', b'"unchanged": [7]'),
        "'unchanged' is no list of texts",
    ),
    "two parcels in one": (b"".join(LINES) * 2, "more behind the end line"),
    "more behind the end": (b"".join([*LINES, b"<a:b> <a:b> <a:b> .\n"]), "more behind the end line"),
    "no graph": (b"".join([LINES[0], b"<a:b> <a:b> <a:b> .\n", *LINES[1:]]), "line 1: .* have no graph"),
    "a blank node": (b"".join([LINES[0], b"_:a <a:b> <a:b> <a:b> .\n", *LINES[1:]]), "nodes no name"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_parcel_is_refused(case):
    """With its name, and the line."""
    data, message = HOSTILE[case]
    with pytest.raises(ParcelError, match=rf"^p\.nq: .*{message}|^p\.nq: {message}"):
        opened(data)


def test_a_compressed_one_is_read_when_it_is_unpacked():
    """Reading goes to and fro, which streams that unpack can, too."""
    packed = io.BytesIO(gzip.compress(written(*FILINGS)))
    assert tuple(parcels.read(gzip.GzipFile(fileobj=packed), "p.nq.gz").filings) == FILINGS


def test_a_filing_that_was_read_has_the_lines_that_were_written():
    """A bulk load takes them as they are."""
    _, found = opened(written(*FILINGS))
    for read, before in zip(found, FILINGS, strict=True):
        assert (read.written is None, before.written is None) == (False, True)
        assert sorted(read.lines.splitlines()) == sorted(before.lines.splitlines())


def test_the_collector_rests_only_while_quads_are_parsed():
    assert gc.isenabled()
    with pytest.raises(SyntaxError):
        parsed(b"no quads")
    assert gc.isenabled()
