import numpy as np

from benchmarks.honesty.fear import alike, planted, wrong
from lofte.analysis.fear import areas
from lofte.analysis.fear.areas import CLOSE, Klass, fear_by_area
from lofte.analysis.fear.marks import Selection
from tests.reference.words import number

NAMES = ["Parken", "Resecentrum", "Villastaden", "Centrum", "Hamnen", "Ekbacken"]
MARKS = [96, 84, 22, 91, 3, 64]
EVENTS = [21, 148, 31, 170, 4, 66]
RESIDENTS = [2100, 1900, 4800, 3900, 150, 3300]
TOWNS = 200


def page():
    found = fear_by_area(MARKS, EVENTS, RESIDENTS, selection=Selection.SELF_SELECTED)
    order = np.argsort(-found.distance, kind="stable")
    rows = [
        f"| {NAMES[k]} | {MARKS[k]} | {EVENTS[k]} | {_times(found.contrast, k)} "
        f"| {found.klass[k].words} |"
        for k in order
    ]
    few = fear_by_area([3, 1], [1, 2], [1, 1], selection=Selection.SELF_SELECTED)
    quiet = [wrong(alike(15, (300, 400), seed)) for seed in range(TOWNS)]
    names = {"fear": "otryggheten", "events": "händelserna", "contrast": "det ena mot det andra"}
    rates = ", ".join(
        f"{word} {_percent(np.mean([one[name] for one in quiet]))}" for name, word in names.items()
    )
    power = ", ".join(f"{number(t, 1)} gånger: {_percent(_found(t))}" for t in (1.5, 2, 3))
    return f"""# Otrygghet och händelser: områden

Var är otryggheten stor fast det händer lite, och tvärtom? Vi jämför områdets del av alla otrygga
markeringar med dess del av alla händelser, och båda med dess del av invånarna. Vi säger något bara
där siffrorna räcker. Annars står det ”{Klass.TOO_FEW.words}”.

## Exempel

{found.statement}

| Område | Markeringar | Händelser | Markeringar per händelse, mot kommunen | |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Områdena står i ordning efter hur säkert markeringar och händelser skiljer sig åt. Det är ingen
rangordning av områden. Med tre markeringar mot en händelse står det: {few.klass[0].words}.

## Hur ofta blir det fel?

I {TOWNS} påhittade kommuner med 15 områden, 300 markeringar och 400 händelser, där allt följde
invånarna, fick något område fel omdöme: {rates}. Löftet är högst 5 % för varje jämförelse, för alla
områden tillsammans. Ett område där markeringarna är fler och händelserna färre än väntat hittades
när skillnaden var {power}. `python -m benchmarks.honesty.fear` ger hela tabellen.

## När du inte ska använda det

- För att säga hur många invånare som är otrygga. Markeringarna är självvalda; den meningen följer
  med varje resultat.
- När markeringarna och händelserna gäller olika tider eller olika slags platser.
- När en person har satt många markeringar i samma område. Räkna en per person och område.
- När svaren eller händelserna klumpar sig (en skolklass, en kväll). Ange då hur mycket; annars blir
  intervallen för smala.
- Öppet utan att gömma små tal: antalen per område är en tabell som andra ([små tal
  göms](disclosure.md)).
- När invånare är fel jämförelse: få bor i centrum, många är där. Händelser mot markeringar beror
  inte på det valet, de två andra jämförelserna gör det.

## Formel

Med m av M markeringar, e av E händelser och b av invånarna jämförs (m/M)/(b/B), (e/E)/(b/B) och
(m/M)/(e/E). Andelarna får Clopper och Pearsons exakta intervall, kvoten detsamma givet m + e. Varje
intervall har nivån 1 − α/A för A områden (Bonferroni). Över 1 är stor, under 1 liten, helt inom
1/{number(CLOSE, 1)}–{number(CLOSE, 1)} ungefär som på andra håll, annars osäkert. Stor och liten
tillsammans kräver att också kvoten säger det. Är bara kvoten säker sägs bara det. Klumpade antal
delas med sin spridning först, vilket breddar intervallen. Källa: Clopper & Pearson 1934;
Przyborowski & Wilenski 1940.

Metod: {areas.METHOD}, version {areas.VERSION}.
"""


def _found(times):
    return np.mean([planted(times, (300, 400), seed) for seed in range(TOWNS)])


def _times(ratio, k):
    interval = f"{number(ratio.low[k], 1)}–{number(ratio.high[k], 1)}"
    return f"{number(ratio.value[k], 1)} ({interval})"


def _percent(share):
    return f"{number(100 * share, 1)} %"
