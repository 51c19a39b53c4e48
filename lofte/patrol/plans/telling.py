"""A plan's document in words, for page, print and file alike; secret names only when asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lofte.patrol.models import Plan
from lofte.situation.sentences import NBSP, number

HIDDEN = "Plats som bara gruppen ser"


@dataclass(frozen=True, slots=True)
class ToldStop:
    place: str
    time: str
    way: str
    why: str
    activity: str
    weight: str


@dataclass(frozen=True, slots=True)
class ToldRoute:
    name: str
    summary: str
    stops: tuple[ToldStop, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """secrets: how many different places of the group's own the plan names."""

    headline: str
    duty: str
    routes: tuple[ToldRoute, ...]
    left_out: tuple[tuple[str, str], ...]
    weights: str
    method: str
    secrets: int


def told(plan: Plan, *, secrets: bool) -> Told:
    data = plan.document
    named = [*(stop for route in data["routes"] for stop in route["stops"]), *data["left_out"]]
    hidden = {one["stop"] for one in named if one["secret"]}
    return Told(
        headline=_headline(data),
        duty=_duty(plan),
        routes=tuple(
            _route(i, route, len(data["routes"]), secrets)
            for i, route in enumerate(data["routes"], start=1)
        ),
        left_out=tuple(_left(one, secrets) for one in data["left_out"]),
        weights=_weights(data),
        method=_method(data),
        secrets=len(hidden),
    )


def _headline(data: dict[str, Any]) -> str:
    if not data["hours_total"]:
        return "Inget antaget stopp har timmar i passet"
    return f"{data['hours_covered']} av {data['hours_total']} platstimmar hinns med"


def _duty(plan: Plan) -> str:
    ends = (plan.first_hour + plan.hours) % 24
    patrols = "1 patrull" if plan.patrols == 1 else f"{plan.patrols} patruller"
    return (
        f"{plan.day:%Y-%m-%d} klockan {plan.first_hour:02}–{ends:02}, {patrols} "
        f"{plan.get_travel_display()}, {plan.minutes} minuter per stopp"
    )


def _route(i: int, route: dict[str, Any], routes: int, secrets: bool) -> ToldRoute:
    name = f"Patrull {i}" if routes > 1 else "Patrullens stopp"
    if not route["stops"]:
        return ToldRoute(name, "Inget stopp: de andra patrullerna räcker.", ())
    stops = tuple(_stop(one, secrets) for one in route["stops"])
    noun = "stopp"
    summary = f"{len(stops)} {noun}, {number(route['metres'])} meter mellan dem"
    return ToldRoute(name, summary, stops)


def _stop(one: dict[str, Any], secrets: bool) -> ToldStop:
    arrives, leaves = (datetime.fromisoformat(one[key]) for key in ("arrives", "leaves"))
    hide = one["secret"] and not secrets
    return ToldStop(
        place=HIDDEN if hide else one["place"],
        time=f"{arrives:%H.%M}–{leaves:%H.%M}",
        way=_way(one),
        why="" if hide else one["why"],
        activity="" if hide else one["activity"],
        weight=_decimal(one["weight"]),
    )


def _way(one: dict[str, Any]) -> str:
    if not one["metres"]:
        return ""
    how = "längs gator" if one["along"] else "fågelvägen, gata saknas i kartan"
    return f"{number(one['metres'])} meter, {one['walk']} minuter ({how})"


def _left(one: dict[str, Any], secrets: bool) -> tuple[str, str]:
    place = HIDDEN if one["secret"] and not secrets else one["place"]
    hours = ", ".join(one["hours"])
    when = f" Klockan {hours}, vikt {_decimal(one['weight'])}." if hours else ""
    return f"{place}, {one['window']}", f"{one['why']}{when}"


def _weights(data: dict[str, Any]) -> str:
    different = [f"{kind} {_decimal(weight)}" for kind, weight in data["weights"] if weight != 1]
    if not different:
        return "Alla slag av händelser väger lika."
    others = f"Kommunens egna vikter: {', '.join(different)}. Övriga slag väger 1."
    unweighted = ", ".join(data.get("unweighted", ()))
    return f"{others} Finns inte i kommunens lista: {unweighted}." if unweighted else others


def _method(data: dict[str, Any]) -> str:
    straight = " Sträckor utan gata i kartan är räknade fågelvägen." if data["straight"] else ""
    return (
        "En timme på en plats väger lika mycket som händelserna den timmen i veckan, gånger vikten "
        f"för deras slag, minst {_decimal(data['least'])}. Ordningen tar med så mycket vikt som "
        "den hittar och förflyttar sig sedan så lite som möjligt. Farten är "
        f"{data['speed']}{NBSP}meter i minuten.{straight}"
    )


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")
