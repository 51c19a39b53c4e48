"""Our figures beside those of other programs, as one page of the manual."""

import math
from datetime import date

import numpy as np
from scipy.stats import poisson

from lofte.analysis.autocorrelation import moran
from lofte.analysis.chance import Replicates
from lofte.analysis.concentration import gi_star, gi_star_neighbours
from lofte.analysis.density import density_direct
from lofte.analysis.ears import Variant, ears
from lofte.analysis.farrington import Settings, farrington, noufaily
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.grid import Grid
from lofte.analysis.hours import week_hours
from lofte.analysis.near_repeat import Bands, near_repeat
from lofte.analysis.points import Points
from lofte.analysis.rising import mann_kendall
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import mean, share, total
from lofte.analysis.zones import zones
from tests.reference import published
from tests.reference.render import FOLDER

FILES = (
    *("getis_ord", "nc_sids", "mann_kendall", "burkitt_knox", "aoristic_dc", "kde_gauss"),
    *("alarms_salmonella", "scan_ny_leukemia", "scan_nyc_fever", "survey_apistrat"),
)


EARTH = 6371.0088  # km
BURKITT = 10.143816, 8.397681  # mean and variance of the permuted tables, six decimals
PAGE = FOLDER / "andras_siffror.md"


def missing():
    """Without the figures of others the page cannot be written; it can only be read."""
    return any(published.missing(name) for name in FILES)


def rows():
    """Method, program, what is compared, their figure, ours, the largest relative difference."""
    yield from _places()
    yield from _times()
    yield from _alarms()
    yield from _survey()


def _places():
    grid = published.load("getis_ord")["grid"]
    plane = Grid(100.0, 0.0, 0.0, grid["cols"], grid["rows"])
    hot = gi_star(np.array(grid["counts"]).ravel(), plane)
    program = "esda 2.9.0"
    yield "Gi*", program, "z, 2 000 rutor", np.ravel(grid["z"]), hot.z
    yield "Gi*", program, "rutor efter FDR", grid["n_significant_fdr_0.05"], int(hot.hot.sum())
    drawn = gi_star_permuted(np.array(grid["counts"]).ravel(), plane, permutations=9_999, seed=47)
    folded = (np.minimum(drawn.at_least, 9_999 - drawn.at_least) + 1) / 10_000
    theirs = grid["conditional_permutation_9999_n_p_below_0.01"]
    what = "rutor med p under 0,01, 9 999 omkastningar (lottas: högst 2 % ifrån)"
    yield "Gi*", program, what, theirs, int((folded < 0.01).sum())
    counties = published.load("nc_sids")
    near = [counties["neighbours"][str(i)] for i in range(100)]
    sids = counties["SIDR74"]
    found = gi_star_neighbours(sids["values"], near)
    yield "Gi*", program, "z, 100 counties i North Carolina", sids["z_Gi_star"], found.z
    found = moran(sids["values"], near)
    yield "Morans I", program, "I, samma counties", sids["moran_I"], found.i
    yield "Morans I", program, "z under slump", sids["z_rand"], found.z_random
    kde = published.load("kde_gauss")
    x, y = np.meshgrid(kde["cell_centres_x"], kde["cell_centres_y"])
    points = tuple(np.array(kde["points"]).T)
    found = density_direct(points, (x.ravel(), y.ravel()), bandwidth=kde["bandwidth_m"])
    theirs = np.ravel(kde["density_per_m2_at_cell_centres"])
    yield "Täthet", "direkt summa", "1 500 rutor", theirs, found
    ny = published.load("scan_ny_leukemia")
    where = np.stack([ny["x_km"], ny["y_km"]], axis=1)
    found = scan_space(ny["cases"], ny["population"], zones(where, ny["population"])).clusters[0]
    program = "R SpatialEpi 1.2.8"
    yield "Anhopning", program, "kvot, leukemi i New York", ny["most_likely"]["llr"], found.ratio
    yield "Anhopning", program, "väntat antal", ny["most_likely"]["expected"], found.expected
    wanted, ours = _fever()
    for k, (one, other) in enumerate(zip(wanted, ours, strict=True), start=1):
        what = f"kvot, feber i New York, anhopning {k} (sex decimaler)"
        yield "Anhopning i rum och tid", "SaTScan 10.3.2", what, one["test_statistic"], other.ratio


def _fever():
    """(their clusters, ours): circles of 3 km on the globe, the last one to seven days."""
    given = published.load("scan_nyc_fever")
    names = [name for name, *_ in given["locations_id_lat_lon"]]
    at = np.radians([[float(v) for v in row[1:]] for row in given["locations_id_lat_lon"]])
    north, east = at.T
    globe = EARTH * np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1
    )
    cases = [
        (name, int(n), date(*map(int, day.split("/")))) for name, n, day in given["cases_id_n_date"]
    ]
    place = [names.index(name) for name, n, _ in cases for _ in range(n)]
    first = date(2001, 11, 1)
    step = [(day - first).days for _, n, day in cases for _ in range(n)]
    weight = np.bincount(place, minlength=len(names))
    circles = zones(globe, weight, radius=2 * EARTH * np.sin(3 / 2 / EARTH))
    found = scan_time(place, step, circles, Window(24, 7), replicates=Replicates(19, seed=1))
    return given["clusters"], found.clusters[: len(given["clusters"])]


def _times():
    series = published.load("mann_kendall")
    found = mann_kendall(series["series"])
    yield "Mann-Kendall", "SciPy", "tau", series["scipy_tau_b"], float(found.tau)
    yield "Mann-Kendall", "SciPy", "p", series["scipy_p"], float(found.p)
    knox = published.load("burkitt_knox")
    x, y, day = np.array(knox["events_x_y_t"], dtype=float).T
    one = knox["knox"][0]
    bands = Bands((float(one["delta"]),), (float(one["tau"]),), identical=False)
    found = near_repeat((x, y), day, bands, permutations=0)
    moments = float(found.expected[0, 0]), float(found.variance[0, 0])
    p = poisson.sf(one["statistic"], found.expected[0, 0])
    program = "pointpats 2.5.5"
    yield "Upprepning", program, "par (Burkitt)", one["statistic"], int(found.observed[0, 0])
    yield "Upprepning", program, "Poisson P(X > x)", one["p_poisson"], p
    for what, theirs, ours in zip(("väntat", "varians"), BURKITT, moments, strict=True):
        yield "Upprepning", "sluten form", f"{what} under slump (20/5)", theirs, ours
    dc = published.load("aoristic_dc")
    start, end = zip(*dc["events_start_end_utc"], strict=True)
    n, nowhere = len(start), np.full(len(start), np.nan)
    ends = np.array(["NaT" if e == "NA" else e for e in end], dtype="M8[s]")
    kinds = np.zeros(n, dtype=int)
    events = Points(nowhere, nowhere, np.array(start, dtype="M8[s]"), ends, kinds, ("alla",))
    ours = np.roll(week_hours(events).weights.ravel(), 24)
    theirs = dc["weight_per_hour_of_week_168"]
    yield "Timmar", "R aoristic", "168 timmar, 1 025 brott", theirs, ours


def _alarms():
    given = published.load("alarms_salmonella")
    program, series = "R surveillance 1.20.3", given["series"]
    ours = farrington(series, settings=Settings(years=4), evaluated=52).upper[0]
    what = "gräns, 52 veckor"
    yield "Farrington", program, what, _limits(given["farrington_1996"]["upper"]), ours
    for limit in ("delta", "nbPlugin"):
        ours = noufaily(series, settings=Settings(years=4, limit=limit), evaluated=52).upper[0]
        theirs = _limits(given[f"noufaily_2013_{limit}"]["upper"])
        yield f"Noufaily ({limit})", program, what, theirs, ours
    for variant in Variant:
        ours = ears(series, variant, evaluated=104).upper[0]
        theirs = given["ears"][variant]["upper"]
        yield f"EARS {variant}", program, "gräns, 104 veckor", theirs, ours


def _limits(values):
    return [math.nan if value is None or value == 0 else value for value in values]


def _survey():
    given = published.load("survey_apistrat")
    data, wanted = given["data"], given["stratified_fpc"]
    sample = Sample.drawn(weights=data["pw"], stratum=data["stype"], population=data["fpc"])
    score, pupils = mean(data["api00"], sample), total(data["enroll"], sample)
    program = "R survey 4.1.1"
    yield "Urval", program, "medel, stratifierat", wanted["mean"], score.value
    yield "Urval", program, "medelfel", wanted["se"], score.se
    yield "Urval", program, "designeffekt", wanted["deff"], score.deff
    yield "Urval", program, "total", wanted["total"], pupils.value
    yes = np.array(data["sch_wide"]) == "Yes"
    part = share(yes, sample)
    low, high = wanted["prop_ci_logit"]
    yield "Urval", program, "andel", wanted["prop"], part.value
    yield "Urval", program, "andel, nedre gräns (logit)", low, part.low
    yield "Urval", program, "andel, övre gräns (logit)", high, part.high
    yield from _calibrated(given, program)


def _calibrated(given, program):
    data = given["data"]
    plain = Sample.drawn(weights=data["pw"], stratum=data["stype"])
    stype, wide = (
        (data[column], {row[key]: row["Freq"] for row in given["population"][column]})
        for column, key in (("stype", "stype"), ("sch_wide", "sch.wide"))
    )
    made = {
        ("Rakning", "raked_stype_schwide"): rake(plain, [stype, wide], tolerance=1),
        ("Efterstratifiering", "poststratified_schwide"): poststratify(plain, *wide),
    }
    for (method, key), sample in made.items():
        wanted = given[key]
        score, pupils = mean(data["api00"], sample), total(data["enroll"], sample)
        yield method, program, "200 vikter", wanted["weights"], sample.weights
        yield method, program, "medel", wanted["mean"], score.value
        yield method, program, "medelfel", wanted["se"], score.se
        yield method, program, "total", wanted["total"], pupils.value


def difference(theirs, ours):
    """The largest relative difference; where both say nothing there is none."""
    a, b = np.atleast_1d(np.asarray(theirs, float)), np.atleast_1d(np.asarray(ours, float))
    assert a.shape == b.shape
    assert np.array_equal(np.isnan(a), np.isnan(b))
    known = ~np.isnan(a)
    scale = np.maximum(np.abs(a[known]), 1e-9 * np.abs(a[known]).max())
    return float((np.abs(a[known] - b[known]) / np.where(scale > 0, scale, 1)).max())


def page():
    told = []
    for method, program, what, theirs, ours in rows():
        one = np.ndim(theirs) == 0
        shown = (_number(theirs), _number(ours)) if one else ("–", "–")
        told.append(" | ".join((method, program, what, *shown, _size(difference(theirs, ours)))))
    table = "\n".join(f"| {row} |" for row in told)
    return f"""# Samma siffror som andra program

Metoderna är skrivna på nytt, för att vara snabba och fria. Här står de bredvid program som forskare
och myndigheter använder, på samma data. Den sista kolumnen är den största skillnaden i förhållande
till deras siffra.

| Metod | Program | Vad | Deras | Vår | Skillnad |
|---|---|---|---|---|---|
{table}

Där många tal jämförs står bara skillnaden. Skillnader under en miljarddel är avrundning.
Siffrorna räknas om varje gång sidan skrivs.
"""


def _number(value):
    return f"{value:.9g}".replace(".", ",")


def _size(value):
    if value == 0:
        return "ingen"
    return "under 10⁻⁹" if value < 1e-9 else f"{value:.1e}".replace(".", ",")


def main():
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
