"""Our figures beside those of other programs, as one page of the manual."""

import math

import numpy as np
from scipy.stats import poisson

from lofte.analysis.autocorrelation import moran
from lofte.analysis.concentration import gi_star, gi_star_neighbours
from lofte.analysis.density import density_direct
from lofte.analysis.ears import Variant, ears
from lofte.analysis.farrington import Settings, farrington, noufaily
from lofte.analysis.grid import Grid
from lofte.analysis.hours import week_hours
from lofte.analysis.near_repeat import Bands, near_repeat
from lofte.analysis.points import Points
from lofte.analysis.rising import mann_kendall
from lofte.analysis.scan_space import scan_space
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import mean, total
from lofte.analysis.zones import zones
from tests.reference import published
from tests.reference.render import FOLDER

FILES = (
    *("getis_ord", "nc_sids", "mann_kendall", "burkitt_knox", "aoristic_dc", "kde_gauss"),
    *("alarms_salmonella", "scan_ny_leukemia", "survey_apistrat"),
)


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
    p = poisson.sf(one["statistic"], found.expected[0, 0])
    program = "pointpats 2.5.5"
    yield "Upprepning", program, "par (Burkitt)", one["statistic"], int(found.observed[0, 0])
    yield "Upprepning", program, "Poisson P(X > x)", one["p_poisson"], p
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
