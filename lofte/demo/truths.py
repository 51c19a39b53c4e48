"""The planted truths as plain values, with what is expected with and without them."""

from datetime import date
from typing import Any

import numpy as np

from lofte.demo import words
from lofte.demo.happenings import Clock, Incidents, expected, rates
from lofte.demo.kinds import CATEGORIES, NEW_GROUP_SIZE, PARTIES
from lofte.demo.planting import Effect, effects, last_week, measure_day, new_group_day, rise_day
from lofte.demo.spots import area_codes, cell_corner, spots

LISTED_PERSONAL = 2_000


def cell_id(east: float, north: float) -> str:
    return f"E{east:.0f}N{north:.0f}"


def truths_of(
    incidents_per_year: float, seed: int, last_day: date, *, plant: bool, incidents: Incidents
) -> dict[str, Any]:
    """JSON values. Expected counts are those of the model, not of this draw."""
    monday, sunday = last_week(last_day)
    iso = monday.isocalendar()
    clock, rate = Clock.of(last_day, plant=plant), rates(incidents_per_year)
    told: dict[str, Any] = {
        "planted": plant,
        "seed": seed,
        "incidents_per_year_before_planting": incidents_per_year,
        "rows": len(incidents),
        "last_week": {"key": f"{iso.year}-W{iso.week:02d}", "from": str(monday), "to": str(sunday)},
        "places_expected_per_week": _usual(rate),
        "personal_data": _personal(seed, len(incidents)),
        "effects": [],
    }
    if plant:
        told["effects"] = [_effect(e, clock, rate) for e in effects(last_day)]
        told["category_rise"] = {"category": "NARK", "from": str(rise_day(last_day))}
        told["measure"] = {
            "place": "Gångtunneln vid stationen", "date": str(measure_day(last_day)),
            "what": "Ny belysning i gångtunneln och ronderingar av väktare kvällstid",
        }  # fmt: skip
        told["new_reporter_group"] = {
            "party": "LYCKEBO", "name": _party("LYCKEBO"), "from": str(new_group_day(last_day)),
            "reporters": NEW_GROUP_SIZE, "area": "LY04",
            "meaning": "Fler rapporter därför att fler rapporterar, inte fler händelser.",
        }  # fmt: skip
    return told


def _party(code: str) -> str:
    return next(p.name for p in PARTIES if p.code == code)


def _usual(rate: np.ndarray) -> dict[str, float]:
    return {spot.name: round(float(rate[i].sum()), 2) for i, spot in enumerate(spots())}


def _effect(effect: Effect, clock: Clock, rate: np.ndarray) -> dict[str, Any]:
    base = float(expected(effect, clock, rate).sum())
    weeks = int(effect.day_mask(clock.days).sum()) / 7
    named = [i for i in effect.sites or () if i < len(spots())]
    exact = [] if effect.sites is None or len(effect.sites) > len(named) else named
    usual = float(rate[exact].sum()) if exact else None
    more = base * (effect.factor - 1) / weeks
    return {
        "key": effect.key,
        "what": effect.what,
        "places": [spots()[i].name for i in exact],
        "cells": [cell_id(*cell_corner(spots()[i])) for i in exact],
        "areas": ["LY04"] if effect.new_group else [area_codes()[i] for i in exact],
        "categories": list(effect.categories) or list(CATEGORIES),
        "from": str(effect.first),
        "to": str(effect.last),
        "months": list(effect.months),
        "week_hours": [list(pair) for pair in effect.hours],
        "factor": effect.factor,
        "expected_without": round(base, 2),
        "expected_with": round(base * effect.factor, 2),
        "weeks": round(weeks, 2),
        "place_per_week_without": None if usual is None else round(usual, 2),
        "place_per_week_with": None if usual is None else round(usual + more, 2),
    }


def _personal(seed: int, rows: int) -> dict[str, Any]:
    """The first rows with planted personal data; the rule for the rest is words.has_personal."""
    found = np.flatnonzero(words.has_personal(seed, np.arange(rows)))
    listed = []
    for row in found[:LISTED_PERSONAL].tolist():
        kind, value, _ = words.personal(seed, row)
        listed.append({"row": row, "kind": kind, "value": value})
    return {"count": len(found), "rows": listed, "row": "index in order of time, from 0"}
