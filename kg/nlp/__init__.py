"""Parse: ``Document`` → spaCy ``Doc`` with layout, sentences and known names."""

from spacy.language import Language

from kg.nlp.language import document_pipeline
from kg.nlp.models import model_stamp

__all__ = ["Language", "document_pipeline", "model_stamp"]
