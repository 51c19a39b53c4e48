import numpy as np

from lofte.analysis import learner, next_week
from lofte.analysis.grid import Grid
from tests.reference.words import number

BUSY = (44, 45, 98)
EVENING = tuple(24 * day + hour for day in (4, 5) for hour in range(18, 24))


def page():
    grid = Grid(100.0, 0.0, 0.0, 12, 12)
    rates = np.full(grid.cells, 0.02)
    rates[list(BUSY)] = 1.0
    counts = np.random.default_rng(47).poisson(rates[:, None], (grid.cells, 40))
    found = next_week.expected_next_week(counts, grid)
    hours = np.ones(168)
    hours[list(EVENING)] = 10
    told = next_week.in_bands(found.expected, hours, {"kväll": EVENING})
    first = int(found.hot(0.01)[0])
    return f"""# Var nästa vecka: var det är klokt att vara

Metoden svarar på frågan: hur många händelser är att vänta i varje ruta under den vecka som kommer?
Den lär sig av det som har hänt och av inget annat. Den handlar om platser, aldrig om personer, och
den säger var det är klokt att vara närvarande. Den säger inte varför, och inte vem.

## Så går det till

Ur rutans historia görs flera enkla uppskattningar. Några räknar allt som har hänt lika, andra
låter en händelse väga hälften efter {number(learner.LIVES[0], 0)}, {number(learner.LIVES[1], 0)}
eller {number(learner.LIVES[2], 0)} veckor. Varje uppskattning dras mot det som händer omkring
rutan, inom ungefär {number(learner.WIDTHS[0], 0)}, {number(learner.WIDTHS[1], 0)} eller
{number(learner.WIDTHS[2], 0)} meter: mycket när rutan själv har visat lite, nästan inte alls när
den har visat mycket. Sedan vägs uppskattningarna ihop med de vikter som hade förutsett de gångna
veckorna bäst. Vikterna räknas om varje vecka, bara på det förflutna.

## Exempel

{grid.cells} rutor under 40 veckor. Tre rutor har i snitt en händelse i veckan, de andra en på
femtio veckor. Metoden sätter {grid.cell_id(first)} först med {number(found.expected[first])}
väntade händelser. Är en timme på fredags- och lördagskvällen (18–24) tio gånger så livlig som en
annan timme, väntas {number(told["kväll"][first])} av dem då.

Sättet är valt på Chicago 2017 i rutor om 250 meter, uppdelat i tid: för varje vecka har det bara
lärt av veckorna före. 25 veckor har nog med historia för att prövas. Över alla 25, och över de 13
sista för sig, är det vid 1, 2 och 5 % av ytan inte sämre än något enklare sätt inom intervallet,
och bättre än de flesta.

## När du inte ska använda det

- För att säga att något har ökat. Använd [fler än normalt](more_than_normal.md).
- Med färre än {learner.FEWEST_WEEKS} hela veckor. Då säger metoden att underlaget är för litet.
- När rapporteringen har ändrats: nya rapportörer ser ut som nya händelser.
- För att peka ut någon. Underlaget är platser och tider och innehåller inga personer.
- Som facit. Hur ofta den träffar står i [träffar bilden?](accuracy.md), och
  `lofte evaluate` prövar det på ditt eget register. Där insatserna är
  många händer mindre; det vet metoden inte om.

## Formel

    uppskattning = m (a + c) / (a + n m)
    väntat       = (1 − b) Σ_k w_k uppskattning_k + b c/n,   w_k ≥ 0

c är rutans händelser och n veckorna, båda avklingade med halveringstiden; m är medeltalet omkring
rutan (Gauss, utan rutan själv, halveringstid {number(learner.SURROUNDINGS, 0)} veckor) och a är
styrkan ({", ".join(number(a, 1) for a in learner.STRENGTHS)}). Det är medelvärdet efter en
gammafördelad förväntan och Poissonfördelade antal. Till uppskattningarna hör också c/n för varje
halveringstid och en konstant. Vikterna w gör Σ (y log Σ w x − Σ w x) störst över de gångna veckorna
och den tiondel av de kända rutorna (något har hänt inom 300 meter) där det är
tänkbart att vara; de dras svagt mot att väga lika ({number(learner.PRIOR_EVENTS, 0)} händelser).
Högst {learner.MOST_ROWS} rutveckor med händelser
används, de senaste. b är 0 eller den andel avklingade antal som har hittat fler händelser, mer än
slumpen ger. Källor: West & Harrison 1997, 10.8; Dempster, Laird & Rubin 1977.

Metod: {next_week.METHOD}, version {next_week.VERSION}.
"""
