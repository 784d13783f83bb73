"""Parse: ``Document`` → spaCy ``Doc`` with layout, sentences and known names."""

from spacy.language import Language

from kg.nlp.language import load_pipeline

__all__ = ["Language", "load_pipeline"]
