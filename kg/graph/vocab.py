"""The words of the graph: vocabularies, the IRIs of our things, literals. A misspelt term raises."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, unquote_to_bytes

from pyoxigraph import Literal, NamedNode

from kg.model import Act, Channel, EntityType


class Terms:
    """A vocabulary: ``KG.speaker`` or ``KG["speaker"]`` is an IRI, a term that it lacks raises."""

    def __init__(self, base: str, names: str) -> None:
        self.base = base
        self._nodes = {name: NamedNode(base + name) for name in names.split()}

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term ``name``, as written in code."""
        try:
            return self._nodes[name]
        except KeyError:
            raise AttributeError(f"<{self.base}> has no term {name!r}") from None

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term ``name``, as found in data.

        Raises:
            ValueError: the vocabulary has no such term.
        """
        try:
            return self._nodes[name]
        except KeyError:
            raise ValueError(f"<{self.base}> has no term {name!r}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)


EVENT_CLASSES = (
    "MEET TALKS CALL AGREE SIGN EXCHANGE VISIT ELECTION SUMMIT SENTENCE ARREST ATTACK ACCIDENT SANCTION AID"
    " PROTEST STATEMENT WITHDRAW REJECT PROPOSE EXERCISE OTHER SUPPORT CONCEDE COOPERATE REQUEST ACCUSE"
    " THREATEN MOBILIZE COERCE ASSAULT"
)
RELATIONS = (
    "memberOf hasPosition headOf allyOf strategicPartnerOf locatedIn partOf partyTo negotiatesWith metWith"
    " spokeWith opposes supports accuses criticises praises demands supplies tradesWith worksFor sentencedBy"
)
_CLASSES = (
    "Entity Person Polity Organization Place Event Group Facility Product Document Mention Judgement"
    " Utterance Statement Figure Participation Extent Evidence Extractor EventClass Attitude Segment"
)
_PROPERTIES = (
    "speaker mode source cue content about mainlyAbout saidOn datedBy channel venue role addressee"
    " reportedIn inDocument act evidence span extent confidence form metonym refersTo mention entity"
    " score judgedBy"
    " bearsOut statedIn status participation participant participantRole adjective demonym capital"
    " sha256 start end kind ploverCategory ploverMode"
)
_CONCEPTS = "acts channels eventClasses " + " ".join(
    [*(f"act-{act}" for act in Act), *(f"channel-{channel.replace(' ', '-')}" for channel in Channel)]
)

KG = Terms(
    "https://w3id.org/dixit/ontology#", f"{_CLASSES} {_PROPERTIES} {RELATIONS} {EVENT_CLASSES} {_CONCEPTS}"
)  # every one of them stands in ontology/kg.ttl, and nothing else does (tests/unit/test_graph_vocab.py)
RDF = Terms("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object")
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Terms("http://www.w3.org/2001/XMLSchema#", "date gYearMonth gYear anyURI")
SKOS = Terms("http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel exactMatch")
DC = Terms("http://purl.org/dc/elements/1.1/", "title publisher source date language identifier")
PROV = Terms(
    "http://www.w3.org/ns/prov#", "wasAttributedTo hadPrimarySource wasGeneratedBy wasQuotedFrom Activity"
)
OA = Terms("http://www.w3.org/ns/oa#", "TextPositionSelector TextQuoteSelector start end exact")
SCHEMA = Terms("https://schema.org/", "Article Quotation Claim QuantitativeValue articleBody value unitText")
SEM = Terms(
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event eventType hasActor hasPlace hasTimeStamp accordingTo",
)
ORG = Terms("http://www.w3.org/ns/org#", "Membership member organization")
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
"""Library of Congress, Extended Date/Time Format: what an interval ``start/end`` is written in."""
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES = {
    "kg": KG.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "xsd": XSD.base,
    "skos": SKOS.base,
    "dc": DC.base,
    "prov": PROV.base,
    "oa": OA.base,
    "schema": SCHEMA.base,
    "sem": SEM.base,
    "org": ORG.base,
    "wd": WIKIDATA,
}

CLASS_OF = {
    EntityType.PERSON: KG.Person,
    EntityType.POLITY: KG.Polity,
    EntityType.ORG: KG.Organization,
    EntityType.PLACE: KG.Place,
    EntityType.EVENT: KG.Event,
    EntityType.DOCUMENT: KG.Document,
    EntityType.GROUP: KG.Group,
    EntityType.FACILITY: KG.Facility,
    EntityType.PRODUCT: KG.Product,
}

BASE = "https://w3id.org/dixit/id/"
REGISTRY = "document:registry"
"""The id of the registry of actors as a document: what its files say are claims too."""

_KIND = re.compile(r"[a-z]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATES = ((10, XSD.date), (7, XSD.gYearMonth), (4, XSD.gYear))
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def entity_iri(key: str, base: str = BASE) -> NamedNode:
    """Return the IRI of the thing with id ``kind:name``, whatever stands in the name.

    Everything but ASCII letters, digits and ``_.-~`` is percent-encoded (lone surrogates too), and so
    are the dots of a name made of dots, which is a relative path elsewhere.

    >>> entity_iri("polity:armenia").value
    'https://w3id.org/dixit/id/polity/armenia'

    Raises:
        ValueError: the id has no kind.
    """
    kind, colon, name = key.partition(":")
    if not colon or not _KIND.fullmatch(kind):
        raise ValueError(f"an id reads 'kind:name', not {key!r}")
    local = quote(name.encode("utf-8", "surrogatepass"), safe="")
    return NamedNode(f"{base}{kind}/{local if local.strip('.') else local.replace('.', '%2E')}")


def entity_id(iri: str, base: str = BASE) -> str:
    """Return the id of the thing with that IRI; an IRI from elsewhere is returned as it is.

    >>> entity_id("https://w3id.org/dixit/id/polity/armenia")
    'polity:armenia'
    """
    kind, slash, name = iri.removeprefix(base).partition("/")
    if not (iri.startswith(base) and slash and _KIND.fullmatch(kind)):
        return iri
    return f"{kind}:{unquote_to_bytes(name).decode('utf-8', 'surrogatepass')}"


def key_of(iri: str, base: str = BASE) -> str:
    """Return the id without its kind: the content hash of a statement, a document, an utterance."""
    return entity_id(iri, base).partition(":")[2]


def wikidata_iri(item: str) -> NamedNode:
    """Return the IRI of a Wikidata item, ``Q399``."""
    return NamedNode(WIKIDATA + quote(item.encode("utf-8", "surrogatepass"), safe=""))


def registry_graph(base: str = BASE) -> NamedNode:
    """Return the name of the graph of entities and their names."""
    return NamedNode(f"{base}registry")


def text(words: str) -> Literal:
    """Return ``words`` as a literal; RDF cannot hold a lone surrogate, U+FFFD stands for each."""
    return Literal(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", words))


def moment(iso: str) -> Literal:
    """Return a date, month, year or interval as a typed literal; anything else stays a plain one.

    >>> moment("2031-04").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    start, slash, end = iso.partition("/")
    if slash and _is_date(start) and _is_date(end):
        return Literal(iso, datatype=EDTF)
    if not _is_date(iso):
        return text(iso)
    return Literal(iso, datatype=next(datatype for length, datatype in _DATES if length == len(iso)))


def _is_date(iso: str) -> bool:
    if not _ISO.fullmatch(iso):
        return False
    try:
        date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])
    except ValueError:
        return False
    return True
