"""Link: ``Mention`` → ``Entity``. What a mention looked like and whom we take it to be stay two things."""

from kg.link.gazetteer import Gazetteer
from kg.link.resolve import Links, new, resolve

__all__ = ["Gazetteer", "Links", "new", "resolve"]
