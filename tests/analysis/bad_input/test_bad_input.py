"""Bad input is named or answered: never a bare error, never a silent NaN.

One argument of a good call at a time is spoilt. Either the family's own error says which argument
is wrong, or there is an answer, in which NaN stands only where the docstring says so.
"""

import dataclasses
import importlib
import inspect
import math
import pkgutil
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import lofte.analysis
from tests.analysis.bad_input.calls import CALLS
from tests.analysis.bad_input.spoilt import spoilt

# What is None in a good call and takes an object of its own, not a number or a row.
OBJECTS = {"settings", "bunching", "smoothing", "roles", "also", "starts", "group"}
OBJECTS |= {"within", "cluster", "population"}

# NaN that the docstring promises: no answer where there is nothing to answer from. Outside the mask
# it is always allowed.
SAID = {
    "accuracy.ratio": {"value", "low", "high"},
    "alarms.alarms": {"expected", "upper"},
    "concentration.gi_star": {"p"},
    "farrington.noufaily": {"expected", "upper"},
    "farrington.farrington": {"expected", "upper"},
    "near_repeat.near_repeat": {"p"},
    "normal.more_than_normal": {"expected"},
    "points.Points": {"end"},
    "profiles.by_month": {"ratio"},
    "profiles.by_season": {"ratio"},
    "rates.rates": {"rate", "low", "high"},
    "rates.rolling_rates": {"rate", "low", "high"},
    "trend.series_against_normal": {"expected"},
}

# The sentence of these says what is wrong with the events, to whoever reads in a file.
FOR_PEOPLE = {"points.Points", "periods.parse", "next_week.expected_next_week"}

# Functions that take what others have checked, or that take nothing that can be wrong.
INSIDE = {
    "baseline_plan", "baselines", "compiled", "gi_chance.check_draws", "lanes", "learner",
    "neighbourhood", "tails", "windows", "series", "arrays", "asked", "effect", "fear.marks",
    "dispersion", "swedish_days", "chance.against_chance", "hours.week_hours", "periods.before",
    "periods.containing", "profiles.shares", "next_week.expected_after", "walk.methods",
    "weekly.reach", "weekly.smoothed", "zones.weights", "accuracy.judge", "accuracy.not_worse",
    "normal.whole_counts", "concentration.among_neighbours", "rising.direction",
    "survey.design", "survey.intervals", "survey.variance", "disclosure.attacker",
    "disclosure.editions",
}  # fmt: skip


def name_of(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}".removeprefix("lofte.analysis.")


CASES = [
    pytest.param(function, good, argument, id=f"{name_of(function)}-{argument}")
    for function, good in CALLS
    for argument, value in good.items()
    if not (value is None and argument in OBJECTS) and next(spoilt(value), None) is not None
]


@pytest.mark.parametrize(("function", "good", "argument"), CASES)
def test_one_wrong_argument_is_named_or_answered(function, good, argument):
    name = name_of(function)
    arguments = set(inspect.signature(function).parameters)
    if name == "near_repeat.near_repeat" or name == "density.density_direct":
        arguments |= {"x", "y"}
    usual = SAID.get(name, set())
    assert set(gaps(function(**good), mask_of(good))) <= usual
    for odd in spoilt(good[argument]):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found, error = answer(function, {**good, argument: odd})
        if error is None:
            assert set(gaps(found, mask_of({**good, argument: odd}))) <= usual, odd
        else:
            assert type(error).__module__.startswith("lofte.analysis"), (odd, error)
            assert name in FOR_PEOPLE or any(word in str(error) for word in arguments), error


def answer(function: Any, arguments: dict[str, Any]) -> tuple[Any, ValueError | None]:
    try:
        return function(**arguments), None
    except ValueError as error:
        return None, error


def mask_of(arguments: dict[str, Any]) -> Any:
    """The mask of a call, where it has one of its own."""
    mask = arguments.get("mask")
    return mask if isinstance(mask, np.ndarray) and mask.dtype == np.bool_ else np.zeros(0, bool)


def gaps(found: Any, mask: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """The names of the fields that hold NaN or NaT; NaN in a cell outside the mask is no gap."""
    if isinstance(found, np.ndarray):
        if found.dtype.kind == "f":
            masked = mask.size and found.shape[-1:] == mask.shape
            if np.isnan(found[..., mask] if masked else found).any():
                yield name
        if found.dtype.kind == "M" and np.isnat(found).any():
            yield name
    elif isinstance(found, float) and math.isnan(found):
        yield name
    elif dataclasses.is_dataclass(found) and depth < 4:
        for field in dataclasses.fields(found):
            yield from gaps(getattr(found, field.name), mask, field.name, depth + 1)
    elif isinstance(found, (tuple, list)):
        for each in found:
            yield from gaps(each, mask, name, depth + 1)


def test_every_public_method_is_spoilt():
    known = {name_of(function) for function, _ in CALLS}
    missing = []
    for module in pkgutil.walk_packages(lofte.analysis.__path__, "lofte.analysis."):
        if ".kernels" in module.name or module.ispkg:
            continue
        for function in vars(importlib.import_module(module.name)).values():
            if not inspect.isfunction(function) or function.__module__ != module.name:
                continue
            name = name_of(function)
            family = name.rpartition(".")[0]
            if not function.__name__.startswith("_") and not {name, family} & (INSIDE | known):
                missing.append(name)
    assert not missing
