from lofte.analysis.grid import Grid
from lofte.analysis.periods import PeriodKind, containing, parse


def page():
    week = parse("2026-W53")
    grid = Grid.covering([383_450.0], [6_470_050.0])
    border = containing(PeriodKind.TWO_WEEKS, week.start)
    return f"""# Räkna: rutor och perioder

Allt annat bygger på att räkna rätt: varje händelse hör till högst en ruta och en period.

## Rutor

Rutnätet ligger på SCB:s rutor i SWEREF 99 TM. En ruta heter efter sitt nedre vänstra hörn: punkten
383 450 öst, 6 470 050 nord ligger i {grid.cell_id(0)}. Rutan äger sin nedre och vänstra kant.
Händelser utan koordinater hör inte till någon ruta. De räknas för sig och försvinner inte.

## Perioder

Veckor följer ISO 8601: måndag först, och vissa år har en vecka 53. {week.label} hör till 2026,
också
dagarna i januari. Flera veckor tillsammans räknas från måndag 1 januari 2018, rakt över årsskiften:
perioden runt {week.label[:5]} är {border.label}. En händelse hör till perioden där den börjar.

## När du inte ska använda det

Jämför inte antal för olika långa perioder, eller en halv vecka med en hel. Ange antalet dagar som
underlag i [fler än normalt](more_than_normal.md).

## Formel

Rutans kolumn är ⌊(x − väst) / sida⌋ och dess rad ⌊(y − söder) / sida⌋, räknat från rutnätets nedre
vänstra hörn. Perioden är den enda där start ≤ t < slut; slutet på en period är starten på nästa.
Antalet i en ruta och period är summan av händelserna med just den kolumnen, raden och perioden.
"""
