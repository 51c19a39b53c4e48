"""How far it is between stops along the streets; a straight line where no street leads, said so."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

METHOD = "shortest way along streets (Dijkstra)"
AROUND = 1_000.0  # streets this far outside the stops may be part of a way
REACH = 300.0  # a stop farther from every street is reached across open ground
STEP = 25.0  # a way may begin anywhere along a street, to this many metres


@dataclass(frozen=True, eq=False)
class Ways:
    """metres: float[n, n]. along: bool[n, n], whether the way follows streets."""

    metres: NDArray[np.float64]
    along: NDArray[np.bool_]


def ways(points: Sequence[tuple[float, float]], lines: Sequence[shapely.Geometry]) -> Ways:
    """Between all pairs of points, in metres."""
    at = np.asarray(points, float).reshape(-1, 2)
    straight = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    nodes, graph = _network(lines, at)
    if graph is None:
        return Ways(straight, np.eye(len(at), dtype=bool))
    gap, nearest = cKDTree(nodes).query(at)
    between = dijkstra(graph, directed=False, indices=nearest)[:, nearest]
    along = np.isfinite(between) & (gap[:, None] <= REACH) & (gap[None] <= REACH)
    np.fill_diagonal(along, val=True)
    by_street = np.maximum(between + gap[:, None] + gap[None], straight)
    metres = np.where(along, by_street, straight)
    np.fill_diagonal(metres, 0.0)
    return Ways(metres, along)


def _network(
    lines: Sequence[shapely.Geometry], at: NDArray[np.float64]
) -> tuple[NDArray[np.float64], coo_array | None]:
    """Nodes float[k, 2] and the lengths between neighbours; crossings become nodes."""
    none = np.empty((0, 2)), None
    if not len(lines) or not len(at):
        return none
    west, south = at.min(axis=0) - AROUND
    east, north = at.max(axis=0) + AROUND
    near = shapely.clip_by_rect(np.asarray(lines, object), west, south, east, north)
    joined = shapely.segmentize(shapely.union_all(near), STEP)
    parts = shapely.get_parts(joined)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    if not len(parts):
        return none
    coords, part = shapely.get_coordinates(parts, return_index=True)
    nodes, index = np.unique(np.round(coords, 0), axis=0, return_inverse=True)
    index = index.reshape(-1)
    step = part[1:] == part[:-1]
    a, b = index[:-1][step], index[1:][step]
    length = np.hypot(*(coords[1:] - coords[:-1])[step].T)
    graph = coo_array((np.maximum(length, 1e-6), (a, b)), shape=(len(nodes), len(nodes)))
    return nodes, _shortest(graph)


def _shortest(graph: coo_array) -> coo_array:
    """Of two streets between the same crossings the shorter; a plain matrix would add them."""
    order = np.lexsort((graph.data, graph.col, graph.row))
    row, col, data = graph.row[order], graph.col[order], graph.data[order]
    first = np.r_[True, (row[1:] != row[:-1]) | (col[1:] != col[:-1])]
    return coo_array((data[first], (row[first], col[first])), shape=graph.shape)
