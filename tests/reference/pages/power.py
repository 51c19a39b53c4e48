from lofte.analysis import power
from lofte.analysis.power import smallest_change, times_needed
from tests.reference.words import number

SIZES = (20, 40, 100, 200, 1000)


def percent(share):
    return "inget" if share is None else f"{100 * share:.0f} %"


def row(n):
    alone, beside = smallest_change(n), smallest_change(n, comparison=n)
    return f"| {n} | {percent(alone.fall)} | {percent(beside.fall)} | {percent(alone.rise)} |"


def page():
    rows = "\n".join(row(n) for n in SIZES)
    times = times_needed(40, 0.3)
    seen = 100 * power._power_beside((40, 40 * 0.22), 40, 1.0, 0.05)
    return f"""# Innan ni skriver under: vad går att se?

Ett löfte om färre händelser ska gå att följa upp. Med få händelser går bara mycket stora
förändringar att skilja från slumpen. Titta här först.

## Exempel

Så stor måste minskningen vara för att synas fyra gånger av fem:

| händelser före | utan jämförelse | mot en plats med lika många | ökning, utan jämförelse |
|---|---|---|---|
{rows}

Vill ni kunna se 30 % färre och har 40 händelser per period behövs {number(times, 1)} gånger så
många: lägg ihop fler perioder, både före och efter, eller ett större område.

I andras tabeller kan det stå att 40 händelser mot 40 kräver omkring 78 % färre. En så stor
minskning syns {seen:.0f} gånger av 100 med det test som vi räknar med. Fyra gånger av
fem räcker det med {percent(smallest_change(40, comparison=40).fall)}.

## När du inte ska använda det

- Efter att siffrorna är kända. Då säger intervallet i [effekt](effect.md) mer.
- När antalen hoppar mer än slumpen och du inte har angett spridningen: då krävs mer än tabellen
  säger.
- Som skäl att inte göra något. En insats kan hjälpa fast det inte går att visa.

## Formel

Vi löser ut den förändring där testet på nivån 5 % (tvåsidigt) ger utslag med sannolikheten 80 %.
Händelser före är det väntade antalet, och lika lång tid följer efter. Testet är det
exakta: givet summan är antalet efter binomialfördelat, och bredvid en jämförelse är det
hypergeometriskt givet hur många som föll efter i båda. Styrkan summeras över allt som kan hända
(upp till {power.MOST_EXACT:.0f} händelser per plats; bredvid en jämförelse över jämnt spridda
summor). Med fler, eller med spridningen φ över 1, är testet det för log av kvoten, med variansen
φ (1/före + 1/efter + 2/jämförelse).

Källor: Przyborowski & Wilenski 1940; Gu m.fl. 2008.

Metod: {power.METHOD}, version {power.VERSION}.
"""
