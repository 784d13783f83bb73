"""Parse: ``Document`` → spaCy ``Doc`` with layout, sentences and known names."""

from spacy.language import Language

from kg.nlp.language import document_pipeline

__all__ = ["Language", "document_pipeline"]
