"""Registers of other parties, as files that a coordinator would be sent."""

import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from lofte.demo.kinds import NUMBER
from lofte.demo.town import Town

DAMAGE = ("SKAD", "SKAD-K", "SKAD-G", "SKAD-B", "SKAD-L")
WORDS = {"SKAD": "Skadegörelse övrigt", "SKAD-K": "Klotter", "SKAD-G": "Glaskross",
         "SKAD-B": "Brand", "SKAD-L": "Belysning"}  # fmt: skip
MIDDLE_COST = {"SKAD": 4_200, "SKAD-K": 2_600, "SKAD-G": 5_400, "SKAD-B": 14_000, "SKAD-L": 6_800}
# Reported offences a month in a kommun of 12,000, invented.
MONTHLY = {"Misshandel": 8.5, "Skadegörelse": 16.0, "Klotter": 4.0, "Narkotikabrott": 9.5,
           "Stöld ur motorfordon": 5.0, "Cykelstöld": 6.5, "Inbrott i bostad": 2.6,
           "Ofredande": 7.0, "Olaga hot": 4.4}  # fmt: skip


def write_registers(town: Town, folder: Path) -> None:
    write_damage(town, folder / "skadegorelse_fastighet.csv")
    write_monthly(town, folder / "polisens_manadstal.csv")


def write_damage(town: Town, path: Path) -> None:
    """The property unit's costs: CP1252, semicolons, decimal commas, north before east."""
    i = town.incidents
    rng = np.random.default_rng([town.seed, 5])
    rows = np.flatnonzero(
        np.isin(i.category, [NUMBER[c] for c in DAMAGE]) & (i.place >= 0)
        & (rng.random(len(i)) < 0.6)
    )[:20_000]  # fmt: skip
    found: list[tuple[str, ...]] = []
    for n in rows.tolist():
        code = town.categories[i.category[n]]
        cost = MIDDLE_COST[code] * rng.lognormal(0, 0.6)
        day, clock = str(i.start[n].astype("datetime64[m]")).split("T")
        found.append((
            f"F{town.first_day.year}-{len(found) + 1:05d}", day, clock.lstrip("0").rjust(4, "0"),
            town.places[i.place[n]].name, WORDS[code], f"{cost:.2f}".replace(".", ","),
            f"{i.y[n]:.1f}".replace(".", ","), f"{i.x[n]:.1f}".replace(".", ","),
        ))  # fmt: skip
    header = ("Ärendenr", "Datum", "Klockslag", "Objekt", "Typ av skada", "Kostnad (kr)",
              "Nord SWEREF99TM", "Öst SWEREF99TM")  # fmt: skip
    _write(path, [header, *found], encoding="cp1252")


def write_monthly(town: Town, path: Path) -> None:
    """One row per month, kommun and kind of offence, as the police would hand over."""
    rng = np.random.default_rng([town.seed, 6])
    first = np.datetime64(town.first_day, "M")
    months = np.arange(first, np.datetime64(town.last_day, "M"))  # the last month is not over
    rows = [("Månad", "Kommunkod", "Kommun", "Brottstyp", "Antal anmälda brott", "Status")]
    for k, month in enumerate(months):
        status = "preliminär" if k >= len(months) - 6 else "slutlig"
        for kind, rate in MONTHLY.items():
            count = int(rng.poisson(rate * town.population / 12_000))
            rows.append((str(month), town.kommunkod, town.name, kind, str(count), status))
    _write(path, rows, encoding="utf-8-sig")


def _write(path: Path, rows: Iterable[tuple[str, ...]], *, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
