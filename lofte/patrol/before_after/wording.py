"""What the comparison says, and what it does not say. Never that a visit was the cause."""

from lofte.analysis.effect import Verdict
from lofte.patrol.before_after.comparing import BothTimes, Compared

FEW = "Få händelser – ingen slutsats"
NO_VISITS = "Inga platser att jämföra: inget besök har en plats, eller så besöktes de redan före"
NO_EQUAL = "Ingen lika het plats utan besök finns att jämföra med – ingen slutsats"
_HEADLINES = {
    Verdict.FEWER: (
        "De besökta platserna fick färre händelser än de jämförbara, mer än slumpen förklarar"
    ),
    Verdict.MORE: (
        "De besökta platserna fick fler händelser än de jämförbara, mer än slumpen förklarar"
    ),
    Verdict.NO_SIGN: "Skillnaden mot jämförbara platser går inte att skilja från slumpen",
    Verdict.TOO_FEW: FEW,
}
NO_CAUSE = (
    "Siffrorna visar inte att besöken var orsaken. Något annat kan ha ändrats samtidigt, och den "
    "som är på plats kan också se mer och rapportera mer."
)
REGRESSION = (
    "Platser får besök när de är som värst, och då blir det oftast lugnare sedan, också utan "
    "besök. Därför jämför vi med platser som var lika heta och inte fick något besök."
)


def headline(compared: Compared) -> str:
    if compared.found is None:
        return NO_EQUAL if compared.alone else NO_VISITS
    if not compared.visited:
        return NO_EQUAL
    return _HEADLINES[compared.found.effect.verdict]


def figures(compared: Compared) -> str:
    """The two changes side by side, only where there are events enough."""
    found = compared.found
    if found is None or not found.effect.enough:
        return ""
    effect = found.effect
    told = (found.plain, found.cooling, effect.ratio, effect.low, effect.high)
    plain, cooling, ratio, low, high = (_decimal(one) for one in told)
    level = round(100 * effect.parameters["level"])
    return (
        f"De besökta platserna fick {plain} gånger så många händelser efter som före, de "
        f"jämförbara {cooling} gånger så många. Kvoten mellan dem är {ratio} ({low} till {high}, "
        f"{level} procents säkerhet)."
    )


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def days(times: BothTimes) -> str:
    return (
        f"Före är {times.before} till {times.last_before}, efter är {times.first} till "
        f"{times.last}: lika många dagar."
    )


def method(compared: Compared) -> tuple[str, ...]:
    """What was counted, what was left out, and what must hold."""
    told = [
        "En händelse räknas till den närmaste platsen, om den ligger inom platsens område (minst "
        "150 meter).",
        "Varje besökt plats jämförs med upp till tre obesökta som hade lika många händelser före.",
        *_left_out("Räknas inte, eftersom de besöktes redan före", compared.visited_before),
        *_left_out("Räknas inte, eftersom ingen lika het plats var obesökt", compared.alone),
        *_left_out("Används inte att jämföra med, för nära en besökt plats", compared.too_near),
    ]
    if compared.found is not None:
        effect = compared.found.effect
        told += [one.sentence for one in effect.assumptions]
        told.append(f"Metod: {effect.method}, version {effect.version}.")
    return tuple(told)


def _left_out(why: str, names: tuple[str, ...]) -> list[str]:
    return [f"{why}: {', '.join(names)}."] if names else []
