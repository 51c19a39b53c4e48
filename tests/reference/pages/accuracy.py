import numpy as np

from lofte.analysis import accuracy
from lofte.analysis.accuracy import Weeks, hits, judge
from tests.reference.words import number

EVENTS, AREA, CHOSEN = (10, 20, 5, 15), 200, 4
BEST, MINE, OTHER = (6, 8, 5, 10), (3, 6, 2, 5), (2, 4, 1, 4)


def column(values):
    return np.array(values, dtype=float)[:, None]


def page():
    weeks = Weeks(
        (0.02,), np.full(4, AREA), np.array(EVENTS), np.full((4, 1), CHOSEN), column(BEST)
    )
    told = judge(column(MINE), weeks, other=column(OTHER))
    tied = hits([5, 2, 2, 1], [3, 1, 0, 7], 2)
    return f"""# Träffar bilden? PAI och PEI

PAI säger hur många gånger fler händelser som hamnar i de utpekade rutorna än om rutorna hade valts
med lott. 1 är lika bra som lotten. PEI säger hur stor del det är av det bästa möjliga: 1 är
fullträff varje vecka.

## Så prövas det

Vi går genom registret vecka för vecka. För varje vecka ser metoderna bara det som hände före den,
pekar ut 1, 2 och 5 procent av ytan, och får sedan veta vad som hände. Ingenting ställs in på de
veckor som redovisas.

- Andelen blir hela rutor: närmaste antal, minst en ruta. PAI räknas med den andel som rutorna
  verkligen är.
- Delar flera rutor den sista platsen räknas det som är att vänta om lotten väljer mellan dem.
- Ytan är rutorna innanför gränsen. Finns ingen gräns är ytan de rutor där något har hänt inom 300
  meter (minst en ruta bort) före veckan. Den kan alltså växa; då vägs varje vecka med vad lotten
  hade hittat.
- Händelser utanför ytan räknas inte med, men hur många de är står i tabellen.

## Exempel

Fyra veckor med {", ".join(map(str, EVENTS))} händelser på {AREA} rutor. Metoden pekar ut {CHOSEN}
rutor (2 procent) och hittar {", ".join(map(str, MINE))} händelser. PAI är
({sum(MINE)}/{sum(EVENTS)}) / ({CHOSEN}/{AREA}) = {number(told.pai.value[0])} (95 % intervall
{number(told.pai.low[0])} till {number(told.pai.high[0])}). Bästa möjliga rutor hade hållit
{sum(BEST)}: PEI är
{number(told.pei.value[0])}. En annan metod hittar {", ".join(map(str, OTHER))}. Skillnaden i PAI är
{number(told.ahead.value[0])} ({number(told.ahead.low[0])} till {number(told.ahead.high[0])}),
räknad vecka mot vecka, och därför säkrare än de två talen var för sig.

Fyra rutor med poängen 5, 2, 2 och 1 har 3, 1, 0 och 7 händelser. De två högsta håller
{number(tied, 1)}: de tre i den första, och hälften av den enda i de två som delar andra platsen.

## När det inte räcker

- Färre än {accuracy.FEWEST_WEEKS} veckor ger inget intervall. Där bra och dåliga veckor kommer i
  sviter håller intervallet 91–94 gånger av 100 i stället för 95, också med hundra veckor.
- Ett högt PAI säger inte att närvaro hjälper. Det säger bara att händelserna fanns där.
- PAI beror på ytan. Jämför metoder på samma yta, aldrig två kommuner med varandra.

## Formel

    PAI = Σ träffar / Σ N (a/A)      PEI = Σ träffar / Σ bästa möjliga

Summorna går över veckorna; N är veckans händelser, a de utpekade rutorna, A ytan. Är ytan densamma
alla veckor är PAI (träffar/N) / (a/A). Intervallet är Students t över block av veckor (kubikroten
ur antalet), med variansen av vad varje vecka gör med kvoten när den lämnas ute: som en cirkulär
blockbootstrap, men i sluten form så att inget lottas. Källor: Chainey, Tompson & Uhlig 2008 (PAI);
Hunt 2016 (PEI); Politis & Romano 1992 (block).

Metod: {accuracy.METHOD}, version {accuracy.VERSION}.
"""
