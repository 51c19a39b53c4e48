import numpy as np

from lofte.analysis import scan_space as space
from lofte.analysis import scan_time as module
from lofte.analysis.chance import Replicates
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones
from tests.reference.words import number, small


def page():
    random = np.random.default_rng(1)
    where = np.stack(np.meshgrid(np.arange(6), np.arange(6)), -1).reshape(-1, 2) * 100.0
    place = np.append(random.integers(0, 36, 300), [7] * 8)
    step = np.append(random.integers(0, 20, 300), [18, 19] * 4)
    circles = zones(where, np.bincount(place), radius=300.0)
    found = scan_time(place, step, circles, Window(20, 7), replicates=Replicates(seed=47))
    first, second = found.clusters[:2]
    return f"""# Anhopningar just nu

Sökningen lägger cirklar av alla storlekar runt varje plats och tittar på den senaste dagen, de två
senaste och så vidare. Någonstans blir det alltid flest. Därför frågar vi: hur ofta blir den främsta
cirkeln så här stark när slumpen ensam delar ut tiderna?

## Exempel

36 platser, 20 dagar, {found.cases} händelser. Vi har lagt in åtta extra på en plats de två sista
dagarna. Sökningen prövar {found.zones} cirklar. Starkast: {first.cases} händelser där det väntade
är {number(first.expected, 1)}, dag {first.first + 1}–{first.last + 1}. Bland
{found.chance.replicates} försök där tiderna delats ut på nytt var sannolikheten för något så
starkt {small(first.p)}. Om sökningen görs varje dag kommer något sådant av en slump en gång på
{first.recurrence:.0f} dagar. Den näst starkaste, på andra platser, har sannolikheten
{number(second.p)}: den säger inget.

## När du inte ska använda det

- För att rita gränsen. Den verkliga anhopningen är sällan rund, och cirkeln kan ha några platser
  för mycket eller för lite.
- När rapporteringen just har ändrats på en plats: en ny rapportör ser ut som en anhopning.
- När samma händelse står på två rader. Lägesbilden räknar en rad som i allt är lik en annan en gång
  och säger det, men bara där klockslaget är känt: annars kan de vara två.
- När allt händer samma veckodag. Fönster som slutar i dag blandar ihop vecka och helg om de är
  kortare än en vecka.
- För att följa flera år. Flyttar folk in i ett område syns det som en anhopning; håll perioden
  kort.
- Den näst starkaste jämförs med slumpens starkaste. Den är alltså strängt bedömd.

## Formel

Kvoten för en cirkel och ett fönster med c fall av C, när e väntas:

    c ln(c / e) + (C − c) ln((C − c) / (C − e)) när c > e, annars 0

- Med befolkning (Kulldorff 1997): e = C · cirkelns befolkning / hela befolkningen, och försöken
  delar ut fallen efter befolkningen.
- Med ett väntat antal för varje plats och steg (Kulldorff 2001): e är summan i cirkeln och
  fönstret, och försöken delar ut fallen efter den.
- Utan befolkning (Kulldorff m.fl. 2005): e = cirkelns fall · fönstrets fall / C, och försöken delar
  ut tiderna på nytt.

En cirkel har högst hälften av befolkningen eller fallen, och högst den radie som anges. Platser på
samma avstånd tas med samtidigt.

p = (1 + försök med minst lika hög bästa kvot) / (1 + försök). Man kan sluta så snart ett visst
antal försök har nått dit; då är p deras andel (Besag & Clifford 1991), och resultatet säger hur
många försök som gjordes. För det som ligger bortom försöken anpassas en Gumbelkurva med samma medel
och spridning (Abrams, Kulldorff & Kleinman 2010). Återkomsttid = 1 / p steg. Är fallen andelar
(597,4 fall) räknar kvoten med hela fall (597), som i R:s SpatialEpi.

Metod: {space.METHOD}, version {space.VERSION}; {module.METHOD};
{module.POISSON_METHOD}, version {module.VERSION}.
"""
