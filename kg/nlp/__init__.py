"""Parse: ``Document`` → spaCy ``Doc`` with layout, sentences and known names."""

from kg.nlp.language import load_pipeline

__all__ = ["load_pipeline"]
