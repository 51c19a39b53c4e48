from lofte.analysis import displacement as module
from lofte.analysis.displacement import displacement
from tests.reference.words import number


def page():
    found = displacement((200, 100), (150, 170), (400, 410), seed=41)
    gained = displacement((2000, 1000), (3000, 2000), (9000, 9000), seed=41)
    none = displacement((50, 46), (60, 70), (200, 200), seed=41)
    q, f = found.quotient, found.fall
    return f"""# Flyttade det?

När det blir färre händelser i ett område är frågan om de flyttade till grannkvarteret. Den viktade
förflyttningskvoten jämför förändringen i området runt om med vinsten i målområdet, båda mätta mot
ett kontrollområde längre bort.

- Över 0: området runt om blev också bättre.
- Mellan −1 och 0: en del flyttade, men mindre än vinsten.
- Under −1: mer flyttade än vad som vanns.

## Exempel

Mål 200 → 100, runt om 150 → 170, kontroll 400 → 410. Målområdet föll ({number(f.value)} mot
kontrollen; {number(f.low)} till {number(f.high)}). Kvoten är {number(q.value)}, men kan vara allt
från {number(q.low)} till {number(q.high)}: {found.spread.sentence}

Med 2 000 → 1 000, 3 000 → 2 000 och 9 000 → 9 000 är kvoten {number(gained.quotient.value)}
({number(gained.quotient.low)} till {number(gained.quotient.high)}): {gained.spread.sentence}

Mål 50 → 46: {none.spread.sentence} Då visar vi ingen kvot.

## När du inte ska använda det

- När målområdet inte tydligt blev bättre. En kvot med nästan noll i nämnaren betyder inget, så vi
  räknar ingen.
- Färre än {module.FEWEST_EVENTS} händelser i något av områdena.
- När området runt om är så stort att en flytt inte syns, eller så litet att den hamnar utanför.
- Det du inte mäter syns inte: händelser kan flytta i tid, eller bli av annat slag.

## Formel

WDQ = (B₁/C₁ − B₀/C₀) / (A₁/C₁ − A₀/C₀), A mål, B runt om, C kontroll, 0 före och 1 efter. Källa:
Bowers & Johnson 2003. Intervallet: {module.REPLICATES} dragningar av de sex nivåerna ur
gammafördelningar (antal + ½, skalade med spridningen), och de mittersta 95 procenten av kvoterna.
Samma frö ger samma intervall.

Metod: {module.METHOD}, version {module.VERSION}.
"""
