"""Noufaily alarms of 400 series over seven years of weeks, the last two of them judged."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure, Peer, Seconds, Target
from benchmarks.r import r_seconds
from lofte.analysis.alarms import alarms
from lofte.analysis.farrington import Settings, noufaily

SERIES, WEEKS, JUDGED, SAMPLED = 400, 7 * 52, 2 * 52, 8
SETTINGS = Settings(years=4)


def counts() -> Any:
    """From one case in three weeks to thirty a week, with a season."""
    random = np.random.default_rng(1)
    season = np.exp(0.4 * np.sin(2 * np.pi * np.arange(WEEKS) / 52))
    mean = np.geomspace(0.3, 30, SERIES)
    random.shuffle(mean)
    return random.negative_binomial(5, 5 / (5 + mean[:, None] * season))


def ours(data: Any) -> Any:
    return noufaily(data, settings=SETTINGS, evaluated=JUDGED)


def everything(data: Any) -> Any:
    """With the second, cautious fit and the false-discovery rate over all series."""
    return alarms(data, settings=SETTINGS, evaluated=JUDGED)


def surveillance(data: Any) -> Seconds:
    control = f"""list(range = {WEEKS - JUDGED + 1}:{WEEKS}, b = 4, w = 3, noPeriods = 10,
        pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, alpha = 0.05,
        limit54 = c(5, 4), thresholdMethod = "delta", glmWarnings = FALSE)"""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "counts.csv"
        np.savetxt(file, data[:SAMPLED].T, fmt="%d", delimiter=",")
        return r_seconds(
            "suppressPackageStartupMessages(library(surveillance));"
            "y <- as.matrix(read.csv(arguments[1], header = FALSE));"
            'sts <- new("sts", observed = y, freq = 52, start = c(2019, 1))',
            f"suppressWarnings(farringtonFlexible(sts, {control}))",
            str(file),
        )


PEER = Peer(
    f"surveillance farringtonFlexible ({SAMPLED} of {SERIES} series, scaled)",
    "R:surveillance",
    surveillance,
    share=SAMPLED / SERIES,
)
FIGURES = (
    Figure(
        "alarms, Noufaily",
        SERIES,
        counts,
        ours,
        (PEER,),
        Target(ratio=20),
        recorded=(("surveillance, 52 weeks judged", 310.0),),
    ),
    Figure("alarms, with FDR over all series", SERIES, counts, everything),
)
