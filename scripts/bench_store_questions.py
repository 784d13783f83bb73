"""Nine questions such as people put to such a graph, each in the form that suits the side that answers.

rdflib is fastest over the union of all graphs, Oxigraph where ``GRAPH`` keeps a question within one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

PREFIXES = """
PREFIX kg: <https://w3id.org/dixit/ontology#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
SAMPLES = 4
"""How many parameters each question is put with, from the hottest to the rarest."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``$`` stands for its parameter.

    Attributes:
        asks: whose names are put for the parameter: ``topics``, ``speakers``, ``actors`` or ``words``.
        union: over the union of all graphs.
        graph: within graphs.
    """

    asks: str
    union: str
    graph: str

    def put(self, parameter: str, *, graph: bool) -> str:
        """Return the query for one parameter: an IRI or a word."""
        return PREFIXES + (self.graph if graph else self.union).replace("$", parameter)


def spread(ranked: Sequence[str], count: int = SAMPLES) -> list[str]:
    """Return ``count`` of a ranking, from first to last at even steps of the logarithm.

    >>> spread(list("abcdefghi"), 3)
    ['a', 'c', 'i']
    """
    ranks = {round(len(ranked) ** (step / max(count - 1, 1))) - 1 for step in range(count)}
    return [ranked[rank] for rank in sorted(ranks)]


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "said about": Question(
            "topics",
            """SELECT DISTINCT ?s ?who ?on ?words WHERE {
              ?s kg:about <$> ; kg:speaker ?who ; kg:content ?words . OPTIONAL { ?s kg:saidOn ?on }
            } ORDER BY DESC(?on) ?s LIMIT 50""",
            """SELECT DISTINCT ?s ?who ?on ?words WHERE { GRAPH ?d {
              ?s kg:about <$> ; kg:speaker ?who ; kg:content ?words . OPTIONAL { ?s kg:saidOn ?on }
            } } ORDER BY DESC(?on) ?s LIMIT 50""",
        ),
        "co-mention": Question(
            "topics",
            """SELECT ?other (COUNT(DISTINCT ?d) AS ?n) WHERE {
              { SELECT DISTINCT ?d { ?m kg:refersTo <$> ; kg:inDocument ?d } }
              ?near kg:inDocument ?d ; kg:refersTo ?other . FILTER(?other != <$>)
            } GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT 20""",
            """SELECT ?other (COUNT(DISTINCT ?d) AS ?n) WHERE {
              { SELECT DISTINCT ?d { GRAPH ?d { ?m kg:refersTo <$> } } }
              GRAPH ?d { ?near kg:refersTo ?other } FILTER(?other != <$>)
            } GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT 20""",
        ),
        "speaker × topics": Question(
            "speakers",
            """SELECT ?topic (COUNT(?s) AS ?n) WHERE { ?s kg:speaker <$> ; kg:about ?topic }
            GROUP BY ?topic ORDER BY DESC(?n) ?topic""",
            """SELECT ?topic (COUNT(?s) AS ?n) WHERE { GRAPH ?d { ?s kg:speaker <$> ; kg:about ?topic } }
            GROUP BY ?topic ORDER BY DESC(?n) ?topic""",
        ),
        "actor–event–actor": Question(
            "actors",
            """SELECT ?c (COUNT(DISTINCT ?next) AS ?n) WHERE {
              { SELECT DISTINCT ?b { ?e sem:hasActor <$> ; sem:hasActor ?b . FILTER(?b != <$>) }
                ORDER BY ?b LIMIT 25 }
              ?next sem:hasActor ?b ; sem:hasActor ?c . FILTER(?c != ?b && ?c != <$>)
            } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 20""",
            """SELECT ?c (COUNT(DISTINCT ?next) AS ?n) WHERE {
              { SELECT DISTINCT ?b { GRAPH ?s { ?e sem:hasActor <$> ; sem:hasActor ?b } FILTER(?b != <$>) }
                ORDER BY ?b LIMIT 25 }
              GRAPH ?t { ?next sem:hasActor ?b ; sem:hasActor ?c } FILTER(?c != ?b && ?c != <$>)
            } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 20""",
        ),
        "substring": Question(
            "words",
            """SELECT ?s ?words WHERE { ?s kg:content ?words FILTER(CONTAINS(?words, "$")) }
            ORDER BY ?s LIMIT 50""",
            """SELECT ?s ?words WHERE { GRAPH ?d { ?s kg:content ?words } FILTER(CONTAINS(?words, "$")) }
            ORDER BY ?s LIMIT 50""",
        ),
        "word by regex": Question(
            "words",
            r"""SELECT ?s ?words WHERE { ?s kg:content ?words FILTER(REGEX(?words, "\\b$\\b", "i")) }
            ORDER BY ?s LIMIT 50""",
            r"""SELECT ?s ?words WHERE {
              GRAPH ?d { ?s kg:content ?words } FILTER(REGEX(?words, "\\b$\\b", "i"))
            } ORDER BY ?s LIMIT 50""",
        ),
        "per month": Question(
            "topics",
            """SELECT ?month (COUNT(?s) AS ?n) WHERE {
              ?s kg:about <$> ; kg:saidOn ?on . BIND(SUBSTR(STR(?on), 1, 7) AS ?month)
            } GROUP BY ?month ORDER BY ?month""",
            """SELECT ?month (COUNT(?s) AS ?n) WHERE {
              GRAPH ?d { ?s kg:about <$> ; kg:saidOn ?on } BIND(SUBSTR(STR(?on), 1, 7) AS ?month)
            } GROUP BY ?month ORDER BY ?month""",
        ),
        "ego network": Question(
            "actors",
            """SELECT DISTINCT ?p ?near WHERE { { <$> ?p ?near } UNION { ?near ?p <$> } }""",
            """SELECT DISTINCT ?p ?near WHERE {
              { GRAPH ?g { <$> ?p ?near } } UNION { GRAPH ?g { ?near ?p <$> } }
            }""",
        ),
        "path": Question(
            "topics",
            """SELECT ?through (COUNT(DISTINCT ?s) AS ?n) WHERE {
              ?s kg:about <$> ; kg:partOf/kg:reportedIn+ ?outer . ?outer kg:speaker ?through
            } GROUP BY ?through ORDER BY DESC(?n) ?through LIMIT 20""",
            """SELECT ?through (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?d {
              ?s kg:about <$> ; kg:partOf/kg:reportedIn+ ?outer . ?outer kg:speaker ?through
            } } GROUP BY ?through ORDER BY DESC(?n) ?through LIMIT 20""",
        ),
    }
)
"""By name."""
