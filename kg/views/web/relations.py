"""Relations and classes of events in words, the same on every page."""

import re
from collections.abc import Mapping

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What makes a sentence of a relation whose label alone does not; the others are verbs as they are.
_SENTENCES: Mapping[str, str] = {
    "memberOf": "is a member of",
    "hasPosition": "has the position",
    "headOf": "is head of",
    "allyOf": "is an ally of",
    "strategicPartnerOf": "is a strategic partner of",
    "locatedIn": "is located in",
    "partOf": "is part of",
    "partyTo": "is a party to",
    "sentencedBy": "was sentenced by",
    "demands": "makes demands of",
}


def phrase(predicate: str) -> str:
    """Return a relation in words, as ``ontology/kg.ttl`` labels it.

    >>> phrase("strategicPartnerOf")
    'strategic partner of'
    """
    return _CAPITAL.sub(" ", predicate).lower() if predicate.isidentifier() else predicate


def happening(kind: str) -> str:
    """Return a class of events in a word, as ``ontology/kg.ttl`` labels it.

    >>> happening("TALKS")
    'talks'
    """
    return kind.lower()


def sentence(subject: str, predicate: str, target: str) -> str:
    """Return what is claimed of two.

    >>> sentence("Vostania", "allyOf", "Zembia")
    'Vostania is an ally of Zembia'
    """
    return f"{subject} {verb(predicate)} {target}"


def verb(predicate: str) -> str:
    """Return what stands between two of which a relation is claimed.

    >>> verb("allyOf"), verb("metWith")
    ('is an ally of', 'met with')
    """
    return _SENTENCES.get(predicate, phrase(predicate))
