"""The graph for other tools."""

import io
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph
import pytest
import rdflib

from kg.exporters import EXPORTERS
from kg.graph.vocab import entity_iri
from kg.model import Entity, EntityType
from tests import sample

HOSTILE = Entity("place:tirask", EntityType.PLACE, "Ti\x00ra\ud800s\uffffk\u202e \"'<&>]]>\\ \x0b")
FORMATS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def view():
    """Return a view with a label of hostile characters."""
    entities = tuple(HOSTILE if entity.id == HOSTILE.id else entity for entity in sample.NEWS.entities)
    return sample.view_of(replace(sample.NEWS, entities=entities), sample.INTERVIEW)


def export(name, view):
    stream = io.BytesIO()
    EXPORTERS[name](view, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_the_same_graph_gives_the_same_bytes(name):
    one, other = sample.view_of(sample.NEWS, sample.INTERVIEW), sample.view_of(sample.INTERVIEW, sample.NEWS)
    assert export(name, one) == export(name, other) != b""


def test_n_quads_are_sorted(view):
    lines = export("nq", view).splitlines(keepends=True)
    assert lines == sorted(lines)
    assert len(lines) == len(set(view.quads()))


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_rdf_comes_back_whole(view, name):
    media = {"nq": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG}[name]
    assert set(pyoxigraph.parse(export(name, view), media)) == set(view.quads())


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph:DeprecationWarning")
def test_rdflib_reads_every_quad(view, name):
    dataset = rdflib.Dataset()
    dataset.parse(data=export(name, view).decode(), format=FORMATS[name])
    assert len(set(dataset.quads())) == len(set(view.quads()))


def test_turtle_is_the_union_of_all_graphs(view):
    graph = rdflib.Graph().parse(data=export("turtle", view), format="turtle")
    assert len(graph) == len({quad.triple for quad in view.quads()})
    assert b"polity:zembia" in export("turtle", view)


def test_json_ld_is_json(view):
    assert json.loads(export("jsonld", view))


def test_graphml_is_read_back_with_every_claim(view):
    written = export("graphml", view)
    graph = nx.parse_graphml(written.decode(), force_multigraph=True)
    assert graph.nodes["polity:zembia"] == {"label": "Zembia", "type": "polity"}
    edges = [data for _, _, data in graph.edges(data=True) if data["predicate"] == "memberOf"]
    assert {(edge["speaker_label"], edge["mode"]) for edge in edges} == {
        ("Ilva Drell", "turn"),
        ("Registry of actors", "registry"),
    }
    assert all("start" not in edge for edge in edges if edge["mode"] == "registry")


def test_graphml_is_xml_whatever_the_labels():
    entities = (
        *sample.NEWS.entities[:1],
        replace(sample.VOSTANIA, label=HOSTILE.label),
        *sample.NEWS.entities[2:],
    )
    ET.fromstring(export("graphml", sample.view_of(replace(sample.NEWS, entities=entities))))


def test_the_hostile_label_is_kept_but_for_its_surrogate(view):
    label = HOSTILE.label.replace("\ud800", "\N{REPLACEMENT CHARACTER}")
    found = {quad.object.value for quad in view.quads() if quad.subject == entity_iri(HOSTILE.id)}
    assert label in found
