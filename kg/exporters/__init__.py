"""The graph for other tools: ``Exporter`` is the whole contract."""

from collections.abc import Callable
from typing import BinaryIO

from kg.exporters.graphml import graphml
from kg.exporters.rdf import jsonld, nq, trig, turtle
from kg.graph.view import View
from kg.registry import Registry

Exporter = Callable[[View, BinaryIO], None]
"""Writes a view to a binary stream; the same view gives the same bytes."""

EXPORTERS: Registry[Exporter] = Registry(
    "kg.exporters", {"graphml": graphml, "jsonld": jsonld, "nq": nq, "trig": trig, "turtle": turtle}
)
