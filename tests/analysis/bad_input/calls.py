"""One good call of every public method, to be spoilt one argument at a time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from lofte.analysis import (
    accuracy,
    alarms,
    autocorrelation,
    chance,
    concentration,
    counting,
    cube,
    delay,
    density,
    differences,
    displacement,
    ears,
    emerging,
    farrington,
    gi_chance,
    gi_planes,
    grid,
    hours,
    interrupted,
    near_repeat,
    next_week,
    normal,
    patrols,
    per_head,
    periods,
    points,
    power,
    profiles,
    rates,
    rising,
    same_weeks,
    scan_space,
    scan_time,
    significance,
    trend,
    walk,
    weekly,
    zones,
)
from lofte.analysis.disclosure import shares, suppression, tables
from lofte.analysis.fear import areas, marks, surface
from lofte.analysis.survey import answers, calibration, cells, design, estimates, representation

RANDOM = np.random.default_rng(1)
GRID = grid.Grid(100, 0, 0, 6, 5)
MASK = np.arange(30) != 7
COUNTS = RANDOM.poisson(2.0, 30)
PLANES = RANDOM.poisson(1.0, (12, 30))
SERIES = RANDOM.poisson(5.0, (3, 400))
SERIES_80 = RANDOM.poisson(30, 80)
STARTS = tuple(date(2012, 1, 2) + timedelta(7 * week) for week in range(400))
NOW = periods.containing(periods.PeriodKind.WEEK, date(2020, 5, 6))
PERIODS = (*periods.before(NOW, 3), NOW)
N = 40
X, Y = RANDOM.uniform(0, 600, N), RANDOM.uniform(0, 500, N)
TIMES = np.datetime64("2020-04-20T00:00:00") + RANDOM.integers(0, 21 * 86400, N).astype("m8[s]")
DAY = RANDOM.integers(0, 100, N)
POINTS = points.Points(
    x=X, y=Y, start=TIMES, end=TIMES, category=np.zeros(N, np.int32), categories=("a",)
)
FIRST, LAST = date(2020, 4, 20), date(2020, 5, 10)
NEIGHBOURS = [[1, 2], [0, 2], [0, 1, 3], [2, 4], [3]]
FIVE = np.array([1.0, 2, 3, 5, 1])
PLACES = np.array([[0, 0], [100, 0], [200, 0], [300, 50.0]])
CIRCLES = zones.zones(PLACES, np.array([10.0, 20, 30, 40]))
REPLICATES = chance.Replicates(19)
WEEKLY = RANDOM.poisson(0.5, (30, 60))
WEEKS = weekly.Weekly.of(WEEKLY, GRID)
STRATA, SEX = np.repeat(["a", "b"], 10), np.array(["m", "k"] * 10)
SAMPLE = design.Sample.drawn(weights=np.ones(20) * 5, stratum=STRATA)
CELLS = cells.together(SAMPLE)
VALUES = RANDOM.normal(5, 2, 20)
YES = VALUES > 5
BANDS = near_repeat.Bands((100, 200), (7, 14))
TABLE = tables.Table.cross(np.array([[3, 20], [30, 9]]))


def fear_smoothed(bandwidth: Any, mask: Any, least: Any) -> Any:
    """The map of fear, whose mask and bandwidth come in an object of their own."""
    return surface.fear_surface(
        COUNTS,
        COUNTS[::-1],
        GRID,
        selection=marks.Selection.SELF_SELECTED,
        labelling=surface.Labelling(1, 99),
        smoothing=surface.Smoothing(bandwidth, mask, least),
    )


CALLS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (accuracy.cells_at, {"area": 100, "level": 0.05}),
    (accuracy.hits, {"score": COUNTS * 1.0, "counts": COUNTS, "chosen": 3}),
    (accuracy.ratio, {"above": PLANES[:, :3] * 1.0, "below": PLANES[:, :3] + 1.0}),
    (
        alarms.alarms,
        {
            "counts": SERIES,
            "evaluated": 2,
            "settings": None,
            "exposure": None,
            "starts": STARTS,
            "incomplete": 0,
            "fdr": 0.05,
        },
    ),
    (autocorrelation.moran, {"values": FIVE, "neighbours": NEIGHBOURS}),
    (
        autocorrelation.local_moran,
        {"values": FIVE, "neighbours": NEIGHBOURS, "permutations": 19, "seed": 0},
    ),
    (chance.Replicates, {"number": 99, "stop": None, "seed": 0}),
    (
        concentration.gi_star,
        {"counts": COUNTS, "grid": GRID, "mask": MASK, "radius": None, "alpha": 0.05},
    ),
    (concentration.gi_star_neighbours, {"values": FIVE, "neighbours": NEIGHBOURS, "alpha": 0.05}),
    (counting.count, {"unit": np.arange(5), "slot": np.arange(5), "units": 5, "slots": 5}),
    (counting.slots, {"start": TIMES, "periods": PERIODS}),
    (cube.cube, {"points": POINTS, "grid": GRID, "periods": PERIODS, "mask": MASK, "weight": None}),
    (
        delay.completeness,
        {"age": np.full(200, 30), "delay": RANDOM.integers(0, 20, 200), "complete": 0.95},
    ),
    (
        density.density,
        {
            "counts": COUNTS,
            "grid": GRID,
            "bandwidth": 150.0,
            "kernel": "gaussian",
            "mask": MASK,
            "edge": True,
        },
    ),
    (
        density.density,
        {"counts": COUNTS, "grid": GRID, "bandwidth": 150.0, "kernel": "quartic", "mask": MASK},
    ),
    (
        density.density_of_points,
        {"x": X, "y": Y, "grid": GRID, "bandwidth": 150.0, "kernel": "gaussian", "mask": MASK},
    ),
    (
        density.density_direct,
        {"points": (X, Y), "at": (X, Y), "bandwidth": 150.0, "kernel": "gaussian"},
    ),
    (
        density.density_of_points,
        {"x": X, "y": Y, "grid": GRID, "bandwidth": 150.0, "kernel": "quartic", "mask": MASK},
    ),
    (
        density.density_direct,
        {"points": (X, Y), "at": (X, Y), "bandwidth": 150.0, "kernel": "quartic"},
    ),
    (
        differences.difference_in_differences,
        {
            "treated": (np.array([30, 40]), np.array([20, 30])),
            "comparison": (np.array([50, 60]), np.array([55, 60])),
            "level": 0.95,
            "dispersion": None,
        },
    ),
    (
        displacement.displacement,
        {
            "target": (60, 40),
            "buffer": (50, 48),
            "control": (100, 101),
            "seed": 1,
            "replicates": 199,
            "level": 0.95,
            "dispersion": 1.0,
        },
    ),
    (
        ears.ears,
        {
            "counts": SERIES,
            "variant": "C1",
            "evaluated": 1,
            "baseline": 7,
            "alpha": None,
            "least_deviation": 0.0,
        },
    ),
    (emerging.classify, {"states": np.array([[1, 0], [1, 0]]), "trend": np.array([0, 0])}),
    (
        emerging.emerging_hot_spots,
        {"counts": PLANES, "grid": GRID, "mask": MASK, "radius": None, "alpha": 0.05},
    ),
    (
        farrington.noufaily,
        {"counts": SERIES, "settings": None, "evaluated": 2, "exposure": None, "starts": STARTS},
    ),
    (farrington.farrington, {"counts": SERIES, "settings": None, "evaluated": 2, "starts": STARTS}),
    (
        areas.fear_by_area,
        {
            "marks": np.array([30, 20, 10]),
            "events": np.array([10, 20, 30]),
            "base": np.array([100.0, 100, 100]),
            "selection": marks.Selection.SELF_SELECTED,
            "alpha": 0.05,
            "bunching": None,
        },
    ),
    (
        surface.fear_surface,
        {
            "marks": COUNTS,
            "events": COUNTS[::-1],
            "grid": GRID,
            "selection": marks.Selection.SELF_SELECTED,
            "labelling": surface.Labelling(19),
            "smoothing": None,
        },
    ),
    (fear_smoothed, {"bandwidth": 150.0, "mask": MASK, "least": 1.0}),
    (
        gi_chance.gi_star_permuted,
        {
            "values": COUNTS * 1.0,
            "grid": GRID,
            "mask": MASK,
            "radius": None,
            "permutations": 19,
            "seed": 0,
        },
    ),
    (
        gi_chance.gi_star_neighbours_permuted,
        {"values": FIVE, "neighbours": NEIGHBOURS, "permutations": 19, "seed": 0},
    ),
    (gi_planes.gi_star_planes, {"counts": PLANES, "grid": GRID, "mask": MASK, "radius": None}),
    (
        gi_planes.hot_and_cold,
        {"counts": PLANES, "grid": GRID, "mask": MASK, "radius": None, "alpha": 0.05},
    ),
    (grid.Grid, {"size": 100, "x0": 0, "y0": 0, "nx": 4, "ny": 4}),
    (grid.Grid.covering, {"x": X, "y": Y, "size": 100.0}),
    (GRID.index, {"x": X, "y": Y}),
    (GRID.centre, {"cell": np.arange(4)}),
    (GRID.cell_id, {"cell": 3}),
    (
        hours.hot_hours,
        {"now": hours.week_hours(POINTS), "usual": hours.week_hours(POINTS), "alpha": 0.05},
    ),
    (
        interrupted.interrupted,
        {
            "counts": SERIES_80,
            "start": 40,
            "year": 12.0,
            "harmonics": 1,
            "trend": True,
            "exposure": None,
            "lags": None,
            "level": 0.95,
        },
    ),
    (near_repeat.Bands, {"distances": (100, 200), "days": (7, 14)}),
    (
        near_repeat.near_repeat,
        {"where": (X, Y), "day": DAY, "bands": BANDS, "permutations": 19, "seed": 0},
    ),
    (near_repeat.poisson_at_least, {"observed": np.arange(4), "expected": np.ones(4)}),
    (next_week.expected_next_week, {"counts": WEEKLY, "grid": GRID, "mask": MASK}),
    (
        next_week.in_bands,
        {"expected": np.ones(5), "hours": np.ones(168), "bands": {"natt": [0, 1]}},
    ),
    (
        normal.more_than_normal,
        {
            "now": COUNTS,
            "history": PLANES.T,
            "exposure_now": 1.0,
            "exposure_history": None,
            "alpha": 0.05,
            "dispersion": None,
            "minimum_periods": 4,
        },
    ),
    (
        per_head.more_per_head,
        {
            "counts": np.array([40, 9, 12, 8]),
            "population": np.array([1_000.0, 900, 1_200, 800]),
            "alpha": 0.05,
            "dispersion": 1.0,
        },
    ),
    (
        patrols.patrols,
        {
            "visited": (np.array([9, 8]), np.array([5, 5])),
            "unvisited": (np.array([9, 9, 8, 3]), np.array([9, 8, 9, 3])),
            "nearest": 2,
            "level": 0.95,
            "dispersion": None,
        },
    ),
    (periods.parse, {"text": "2020-W12"}),
    (
        points.Points,
        {
            "x": X,
            "y": Y,
            "start": TIMES,
            "end": TIMES,
            "category": np.zeros(N, np.int32),
            "categories": ("a",),
        },
    ),
    (
        power.smallest_change,
        {
            "before": 100.0,
            "longer": 1.0,
            "comparison": None,
            "dispersion": 1.0,
            "power": 0.8,
            "level": 0.05,
        },
    ),
    (
        power.times_needed,
        {
            "before": 40.0,
            "fall": 0.3,
            "comparison": None,
            "dispersion": 1.0,
            "power": 0.8,
            "level": 0.05,
        },
    ),
    (profiles.by_weekday, {"start": TIMES, "first": FIRST, "last": LAST, "level": 0.95}),
    (profiles.by_month, {"start": TIMES, "first": FIRST, "last": LAST, "level": 0.95}),
    (profiles.by_season, {"start": TIMES, "first": FIRST, "last": LAST, "level": 0.95}),
    (rates.rates, {"counts": COUNTS, "at_risk": np.ones(30) * 100, "per": 1000.0, "level": 0.95}),
    (
        rates.rolling_rates,
        {
            "counts": PLANES,
            "at_risk": np.ones((12, 30)) * 100,
            "window": 3,
            "per": 1000.0,
            "level": 0.95,
        },
    ),
    (rising.mann_kendall, {"series": PLANES, "continuity": False}),
    (
        same_weeks.same_weeks,
        {
            "counts": SERIES[0],
            "starts": STARTS,
            "week": -1,
            "years": 3,
            "half": 1,
            "exposure": None,
            "dispersion": None,
            "alpha": 0.05,
        },
    ),
    (
        scan_space.scan_space,
        {
            "cases": np.array([3, 4, 9, 2]),
            "population": np.array([10.0, 20, 30, 40]),
            "circles": CIRCLES,
            "total": None,
            "replicates": REPLICATES,
        },
    ),
    (scan_time.Window, {"steps": 14, "longest": 7}),
    (
        scan_time.scan_time,
        {
            "place": RANDOM.integers(0, 4, 50),
            "step": RANDOM.integers(0, 14, 50),
            "circles": CIRCLES,
            "window": scan_time.Window(14, 7),
            "expected": None,
            "replicates": REPLICATES,
        },
    ),
    (significance.benjamini_hochberg, {"p": np.array([0.01, 0.2, 0.5]), "alpha": 0.05}),
    (significance.worth_testing, {"smallest_p": np.array([0.01, 0.2]), "alpha": 0.05}),
    (
        trend.series_against_normal,
        {
            "counts": SERIES[0][:20],
            "exposure": None,
            "alpha": 0.05,
            "dispersion": None,
            "minimum_periods": 4,
        },
    ),
    (
        trend.rate_ratio,
        {
            "now": 10,
            "before": 20,
            "exposure_now": 1.0,
            "exposure_before": 1.0,
            "level": 0.95,
            "dispersion": 1.0,
        },
    ),
    (weekly.Weekly.of, {"counts": WEEKLY, "grid": GRID, "mask": MASK}),
    (
        weekly.Weekly.from_events,
        {
            "cell": np.array([1, 2, 3]),
            "week": np.array([0, 1, 2]),
            "grid": GRID,
            "weeks": 3,
            "mask": MASK,
        },
    ),
    (walk.walk, {"weekly": WEEKS, "first": 55, "levels": (0.1,)}),
    (
        zones.zones,
        {
            "coordinates": PLACES,
            "weight": np.array([10.0, 20, 30, 40]),
            "radius": None,
            "share": 0.5,
            "centres": None,
        },
    ),
    (shares.percentage, {"part": 30, "base": 100}),
    (
        shares.group_shares,
        {
            "base": np.array([100, 50]),
            "chosen": np.array([[40, 60], [20, 30]]),
            "minimum": 5,
            "public_base": 10,
        },
    ),
    (tables.Table.line, {"counts": np.array([3, 20, 30])}),
    (tables.Table.cross, {"counts": np.array([[3, 20], [30, 9]])}),
    (
        suppression.protect,
        {"table": TABLE, "minimum": 5, "show_zeros": True, "also": None, "roles": None},
    ),
    (
        answers.persons,
        {
            "chosen": np.array([[1, 0], [0, 1], [1, 1]], bool),
            "survey": design.Open(3),
            "answered": None,
            "group": None,
            "groups": 1,
        },
    ),
    (
        calibration.poststratify,
        {"sample": SAMPLE, "groups": SEX, "population": {"m": 50.0, "k": 50.0}},
    ),
    (
        calibration.rake,
        {
            "sample": SAMPLE,
            "margins": [(SEX, {"m": 60.0, "k": 40.0}), (STRATA, {"a": 50.0, "b": 50.0})],
            "tolerance": 1e-09,
            "most_passes": 50,
        },
    ),
    (cells.together, {"sample": SAMPLE}),
    (
        cells.shares,
        {
            "yes": CELLS.size[:, None] // 2,
            "given": CELLS.size,
            "cells": CELLS,
            "level": 0.95,
        },
    ),
    (
        design.Sample.drawn,
        {"weights": np.ones(20) * 5, "stratum": STRATA, "population": None, "cluster": None},
    ),
    (design.Open, {"answers": 3}),
    (estimates.mean, {"values": VALUES, "sample": SAMPLE, "within": None, "level": 0.95}),
    (estimates.total, {"values": VALUES, "sample": SAMPLE, "within": None, "level": 0.95}),
    (estimates.share, {"yes": YES, "sample": SAMPLE, "within": None, "level": 0.95}),
    (
        representation.who_answered,
        {
            "answered": np.ones((2, 2, 3), int) * 9,
            "population": np.ones((2, 2, 3), int) * 99,
            "public": True,
            "minimum": 5,
        },
    ),
]
