"""Every figure of R's survey package for the same answers: means, totals, shares, groups, rules.

`r/figures.R` wrote `r/figures.csv` from `r/answers.csv` (made up) with survey 4.1.1.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Lonely, Sample
from lofte.analysis.survey.estimates import mean, share, total

FOLDER = Path(__file__).parent / "r"
SEX = {"kvinna": 201, "man": 190}
AGE = {"16-29": 90, "30-64": 180, "65-": 121}
HOUSES = {"mitt": 130, "norr": 45, "soder": 21}


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected():
    figures = defaultdict(list)
    for row in read("figures.csv"):
        figures[row["design"]].append(float(row["value"]))
    return figures


ANSWERS = read("answers.csv")
FIGURES = expected()


def column(name, lonely):
    rows = [row for row in ANSWERS if lonely or row["stratum"] != "ensam"]
    return np.array([row[name] for row in rows])


def plain(*, lonely=False, **more):
    stratum = column("stratum", lonely)
    return Sample.drawn(weights=column("weight", lonely).astype(float), stratum=stratum, **more)


def fpc(*, lonely=False):
    population = column("population", lonely).astype(float)
    return Sample.drawn(stratum=column("stratum", lonely), population=population)


def houses():
    return [HOUSES[name] for name in column("stratum", False)]


def margins():
    return [(column("sex", False), SEX), (column("age", False), AGE)]


DESIGNS = {
    "plain": plain,
    "fpc": fpc,
    "one": lambda: Sample.drawn(weights=column("weight", False).astype(float)),
    "houses": lambda: plain(cluster=column("house", False)),
    "houses fpc": lambda: plain(cluster=column("house", False), population=houses()),
    "poststratified": lambda: poststratify(fpc(), column("sex", False), SEX),
    "poststratified plain": lambda: poststratify(plain(), column("age", False), AGE),
    "raked": lambda: rake(fpc(), margins(), tolerance=1e-12, most_passes=200),
    "raked coarse": lambda: rake(plain(), margins(), tolerance=1, most_passes=10),
}
RULES = {rule: rule for rule in ("certainty", "average", "adjust")}
for _rule in RULES:
    DESIGNS[f"lonely {_rule}"] = lambda: plain(lonely=True)
    DESIGNS[f"lonely fpc {_rule}"] = lambda: fpc(lonely=True)


def group(name, lonely):
    if name.endswith(" young"):
        return column("age", lonely) == "16-29"
    if name.endswith(" north"):
        return column("stratum", lonely) == "norr"
    return None


@pytest.mark.parametrize("name", FIGURES)
def test_it_equals_r(name):
    design = name.removesuffix(" young").removesuffix(" north")
    lonely = design.startswith("lonely")
    how = {
        "within": group(name, lonely),
        "lonely": Lonely(design.split()[-1]) if lonely else Lonely.REFUSE,
    }
    sample = DESIGNS[design]()
    score = column("score", lonely).astype(float)
    unsafe = column("unsafe", lonely) == "1"
    average = mean(score, sample, **how)
    summed = total(unsafe.astype(float), sample, **how)
    part = share(unsafe, sample, **how)
    narrow = mean(score, sample, level=0.9, **how)
    ours = [average.value, average.se, average.deff, summed.value, summed.se, summed.deff]
    ours += [part.value, part.se, part.low, part.high, narrow.low, narrow.high, average.df]
    assert ours == pytest.approx(FIGURES[name], rel=1e-6 if "raked" in name else 1e-9)


def test_r_has_been_asked_about_every_design():
    names = {name.removesuffix(" young").removesuffix(" north") for name in FIGURES}
    assert names == set(DESIGNS)
