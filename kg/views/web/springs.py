"""Places by springs: networkx up to a thousand nodes, and beyond that its core with the others around it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.views.web.overlaps import GOLDEN_ANGLE, Array, Numbers


class Web(NamedTuple):
    """A connected graph in numbers: how many nodes, which pairs are tied, and how strongly.

    ``ends`` has the shape (ties, 2), the smaller number first, in order; ``pull`` is ≥ 1 for each.
    """

    nodes: int
    ends: Numbers
    pull: Array

    def graph(self) -> "nx.Graph[int]":
        """Return it for networkx, with the nodes in order."""
        made: nx.Graph[int] = nx.Graph()
        made.add_nodes_from(range(self.nodes))
        pairs = zip(self.ends.tolist(), self.pull.tolist(), strict=True)
        made.add_weighted_edges_from((one, other, pull) for (one, other), pull in pairs)
        return made

    def degrees(self) -> Numbers:
        """Return how many ties each node has."""
        return np.bincount(self.ends.ravel(), minlength=self.nodes)


SPRINGS = 1000  # nodes whose springs networkx can settle in seconds: each pulls on each
_FORCE = 499  # nodes; above that networkx wants scipy for its spring_layout, not for its forceatlas2_layout
_SEED = 20  # any; fixed, so that the same graph is the same picture
_FORCE_ROUNDS = 150
_ATLAS_ROUNDS = 100
_ROUNDS = 80
_SAMPLES = 12  # nodes that push one away in each round, standing for all of them


def springs(web: Web) -> Array:
    """Return a place for each node, of shape (nodes, 2), in no unit."""
    if web.nodes <= _FORCE:
        k = 1.6 / np.sqrt(web.nodes)
        return _rows(nx.spring_layout(web.graph(), k=k, iterations=_FORCE_ROUNDS, seed=_SEED))
    if web.nodes <= SPRINGS:
        return _rows(nx.forceatlas2_layout(web.graph(), max_iter=_ATLAS_ROUNDS, weight="weight", seed=_SEED))
    return _around_core(web)


def _rows(found: Mapping[int, Iterable[float]]) -> Array:
    return np.array([list(found[node]) for node in range(len(found))], dtype=float)


def _around_core(web: Web) -> Array:
    """Return places by springs for the best connected, with the others drawn to their neighbours."""
    core = np.sort(np.argsort(-web.degrees(), kind="stable")[:_FORCE])
    inside = np.isin(web.ends, core).all(axis=1)
    inner = Web(len(core), np.searchsorted(core, web.ends[inside]), web.pull[inside])
    at = np.full((web.nodes, 2), np.nan)
    at[core] = springs(inner)
    at[core] *= np.sqrt(web.nodes) / np.sqrt(np.mean(at[core] ** 2))
    _beside(at, web)
    return _relaxed(at, web)


def _beside(at: Array, web: Web) -> None:
    """Give a place to those without one: amid their neighbours, layer by layer outwards from the core."""
    both = np.concatenate((web.ends, web.ends[:, ::-1]))
    while np.isnan(at[:, 0]).any():
        from_known = both[np.isnan(at[both[:, 0], 0]) & ~np.isnan(at[both[:, 1], 0])]
        new, which, count = np.unique(from_known[:, 0], return_inverse=True, return_counts=True)
        sums = np.stack([np.bincount(which, weights=at[from_known[:, 1], axis]) for axis in (0, 1)], axis=1)
        angle = new * GOLDEN_ANGLE
        at[new] = sums / count[:, None] + np.stack((np.cos(angle), np.sin(angle)), axis=1)


def _relaxed(at: Array, web: Web) -> Array:
    """Return places after some rounds of springs in which a sample of the nodes pushes for all.

    The natural distance between neighbours is 1, and the picture is about ``sqrt(nodes)`` wide.
    """
    chance = np.random.RandomState(_SEED)
    one, other = web.ends.T
    for step in np.linspace(np.sqrt(web.nodes) / 20, 0.2, _ROUNDS):
        away = at[one] - at[other]
        pull = away * (np.sqrt((away**2).sum(axis=1)) * web.pull)[:, None]
        force = np.stack([_sums(other, one, pull[:, axis], web.nodes) for axis in (0, 1)], axis=1)
        far = at[:, None] - at[chance.randint(0, web.nodes, (web.nodes, _SAMPLES))]
        near = np.maximum((far**2).sum(axis=2), 1.0)
        force += (far / near[:, :, None]).sum(axis=1) * (web.nodes / _SAMPLES)
        length = np.sqrt((force**2).sum(axis=1))[:, None]
        at = at + force / np.maximum(length, 1e-9) * np.minimum(length, step)
    return at


def _sums(plus: Numbers, minus: Numbers, weights: Array, nodes: int) -> Array:
    return np.asarray(np.bincount(plus, weights, nodes) - np.bincount(minus, weights, nodes), dtype=float)
