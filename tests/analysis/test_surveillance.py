"""Every option against R's surveillance, on series of our own: sparse, rising, falling, jumpy."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from lofte.analysis.farrington import Settings, farrington, noufaily

FIGURES = json.loads((Path(__file__).parent / "figures" / "surveillance.json").read_text())
WEEKS = 364
MONDAYS = tuple(date(2014, 6, 2) + timedelta(days=7 * k) for k in range(WEEKS))
OPTIONS = {
    "plain": {},
    "short": {"years": 3, "trend_p": 0.05},
    "muan": {"limit": "muan", "alpha": 0.01},
    "nbPlugin": {"limit": "nbPlugin", "periods": 5, "half": 2},
    "windows": {"periods": 1, "power": "1/2"},
    "unweighted": {"threshold": np.inf, "power": "none"},
    "flat": {"trend": False, "past": 3, "years": 4},
    "population": {"years": 4},
    "few": {"few": (0, 4), "years": 2},
    "dates": {},
}
OLD = {
    "farrington": {},
    "farrington_unweighted": {
        "years": 3, "half": 2, "alpha": 0.01, "threshold": np.inf, "power": "1/2",
    },
}  # fmt: skip


def limits(name):
    return np.array(FIGURES["upper"][name], dtype=float)


@pytest.mark.parametrize("name", OPTIONS)
def test_noufaily(name):
    population = 1000 * (1 + 0.2 * np.sin(np.arange(1, WEEKS + 1)))
    found = noufaily(
        FIGURES["series"],
        settings=Settings(**OPTIONS[name]),
        evaluated=6,
        exposure=population if name == "population" else None,
        starts=MONDAYS if name == "dates" else None,
    )
    assert found.upper == pytest.approx(limits(name), rel=1e-9, nan_ok=True)
    assert np.array_equal(np.isnan(found.upper), found.few | found.unfitted)


@pytest.mark.parametrize("name", OLD)
def test_farrington(name):
    found = farrington(FIGURES["series"], settings=Settings(**OLD[name]), evaluated=6)
    assert found.upper == pytest.approx(limits(name), rel=1e-9, nan_ok=True)
