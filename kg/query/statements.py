"""The statements that fit, as rows: from the index where the view has one, else by SPARQL."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from kg.graph.index import Choice, Stated, ranked
from kg.graph.numbers import number, whole
from kg.graph.questions import Row, rows_of
from kg.graph.view import View
from kg.graph.vocab import KG, entity_iri
from kg.query.periods import within

Anchor = tuple[NamedNode, NamedNode]
Order = tuple[float, str, str, str, int, int, str]


def statements_of(view: View, choice: Choice) -> Iterable[Stated]:
    """Return the statements that fit, in the order that ``Index.statements`` tells of."""
    if view.index is not None:
        return view.index.statements(choice)
    found = list(_asked(view, choice))
    ranks: Mapping[str, float] = {}
    if choice.search is not None:
        ranks = ranked(choice.search, ((_key(one), str(one.row["words"])) for one in found))
        found = [one for one in found if _key(one) in ranks]
    fitting = (one for one in found if _fits(one, choice))
    return sorted(fitting, key=lambda one: _order(one, ranks))[: choice.limit]


def _asked(view: View, choice: Choice) -> Iterator[Stated]:
    """Yield statements from their rows, one a topic; with a search, all, for ranks depend on all words."""
    statements: dict[str, list[Row]] = {}
    chains: dict[str, list[Row]] = {}
    for anchor in [None] if choice.search is not None else list(_anchors(view, choice)):
        for question, found in (("who-said", statements), ("chains", chains)):
            for row in rows_of(view, question, anchor):
                found.setdefault(str(row["statement"]), []).append(row)
    for statement, rows in statements.items():
        about = sorted({str(row["topic"]) for row in rows if row["topic"] is not None})
        yield Stated(rows[0], tuple(about), chains.get(statement, []))


def _anchors(view: View, choice: Choice) -> Iterator[Anchor | None]:
    """Yield what to start from: one topic each, else one speaker each, else all statements."""
    if choice.about is not None:
        yield from ((KG.about, entity_iri(key, view.base)) for key in sorted(choice.about))
    elif choice.by is not None:
        yield from ((KG.speaker, entity_iri(key, view.base)) for key in sorted(choice.by))
    else:
        yield None


def _fits(one: Stated, choice: Choice) -> bool:
    row = one.row
    through = {str(level["speaker"]) for level in one.chain}
    return (
        (choice.about is None or not choice.about.isdisjoint(one.about))
        and (choice.by is None or row["speaker"] in choice.by)
        and (choice.via is None or not choice.via.isdisjoint(through))
        and not (choice.nested is False and through)
        and _is_so_said(row, choice)
    )


def _is_so_said(row: Row, choice: Choice) -> bool:
    on = None if row["saidOn"] is None else str(row["saidOn"])
    return (
        choice.mode in (None, row["mode"])
        and (choice.acts is None or row["act"] in choice.acts)
        and row["act"] not in choice.not_acts
        and (number(row["confidence"]) or 0.0) >= choice.min_confidence
        and within(on, choice.since, choice.until)
    )


def _order(one: Stated, ranks: Mapping[str, float]) -> Order:
    """Documents without a date come last."""
    row = one.row
    document, statement = (str(row[name]).partition(":")[2] for name in ("document", "statement"))
    return (
        ranks.get(_key(one), 0.0),
        str(row["published"] or "9999"),
        str(row["source"] or ""),
        document,
        whole(row["start"]) or 0,
        whole(row["end"]) or 0,
        statement,
    )


def _key(one: Stated) -> str:
    return str(one.row["statement"])
