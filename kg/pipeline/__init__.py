"""Put the stages together: read → parse → extract → link → assert. The only place that knows them all."""

from kg.model import Failure
from kg.pipeline.build import annotate, build
from kg.pipeline.chunks import Progress, Read
from kg.pipeline.engines import ENGINES
from kg.pipeline.reading import read
from kg.pipeline.report import BuildReport
from kg.pipeline.settings import Settings
from kg.pipeline.sharing import CHUNK, Plan

__all__ = [
    "CHUNK", "ENGINES", "BuildReport", "Failure", "Plan", "Progress", "Read", "Settings", "annotate", "build",
    "read",
]  # fmt: skip
