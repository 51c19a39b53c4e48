"""Which patrol stands where in which hour: OR-Tools, by effort and not by the clock.

Each hot hour at a place is a task that may be left out at the price of its weight. The search stops
after a number of solutions, so that the same input gives the same routes on any machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

METHOD = "vehicle routing with optional stops and time windows (OR-Tools, guided local search)"
VERSION = "1"
EFFORT = 16_000  # solutions tried times tasks
MOST_SOLUTIONS = 400
SCALE = 1_000_000  # one event outweighs any detour
BEYOND = 100_000


@dataclass(frozen=True, slots=True)
class Task:
    """To stand at a place within an hour. opens, closes: minutes into the duty."""

    place: int
    opens: int
    closes: int
    weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """A task that is done: which one, and the minute at which the patrol arrives."""

    task: int
    arrives: int


def order(
    tasks: Sequence[Task],
    metres: NDArray[np.float64],
    *,
    patrols: int,
    length: int,
    stay: int,
    speed: int,
) -> tuple[tuple[Step, ...], ...]:
    """The routes, one a patrol, that leave out as little weight as found, then walk least.

    length: minutes of the duty. stay: minutes at a stop. speed: metres a minute. A duty begins at
    the first stop and ends at the last.
    """
    if not tasks:
        return ((),) * patrols
    manager = pywrapcp.RoutingIndexManager(len(tasks) + 1, patrols, 0)
    model = pywrapcp.RoutingModel(manager)
    walk, minutes = _tables(tasks, metres, stay, speed)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(walk))
    clock = model.RegisterTransitMatrix(minutes)
    model.AddDimension(clock, length, length, False, "time")
    time = model.GetDimensionOrDie("time")
    for i, task in enumerate(tasks):
        index = manager.NodeToIndex(i + 1)
        time.CumulVar(index).SetRange(task.opens, task.closes - stay)
        model.AddDisjunction([index], round(task.weight * SCALE))
    for patrol in range(patrols):
        model.AddVariableMinimizedByFinalizer(time.CumulVar(model.End(patrol)))
    solution = model.SolveWithParameters(_effort(len(tasks)))
    routes = (_route(model, manager, time, solution, patrol) for patrol in range(patrols))
    return tuple(sorted(routes, key=_first))


def _tables(
    tasks: Sequence[Task], metres: NDArray[np.float64], stay: int, speed: int
) -> tuple[list[list[int]], list[list[int]]]:
    """Metres to walk and minutes from arrival to arrival; node 0 is before and after the duty."""
    at = [task.place for task in tasks]
    between = metres[np.ix_(at, at)]
    walk = np.zeros((len(tasks) + 1,) * 2, dtype=int)
    walk[1:, 1:] = np.minimum(np.rint(between), BEYOND)
    minutes = np.zeros_like(walk)
    minutes[1:, 1:] = [[ceil(one / speed) for one in row] for row in np.minimum(between, BEYOND)]
    minutes[1:, :] += stay
    return walk.tolist(), minutes.tolist()


def _effort(tasks: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.first_solution_strategy = strategy
    metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.local_search_metaheuristic = metaheuristic
    parameters.solution_limit = max(1, min(MOST_SOLUTIONS, EFFORT // tasks))
    return parameters


def _route(model: Any, manager: Any, time: Any, solution: Any, patrol: int) -> tuple[Step, ...]:
    steps, index = [], solution.Value(model.NextVar(model.Start(patrol)))
    while not model.IsEnd(index):
        arrives = solution.Min(time.CumulVar(index))
        steps.append(Step(manager.IndexToNode(index) - 1, arrives))
        index = solution.Value(model.NextVar(index))
    return tuple(steps)


def _first(route: tuple[Step, ...]) -> tuple[bool, int, int]:
    """Patrols are alike: the one that begins first is number one; the idle come last."""
    return (not route, route[0].arrives if route else 0, route[0].task if route else 0)
