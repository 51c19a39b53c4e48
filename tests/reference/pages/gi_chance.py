import numpy as np

from lofte.analysis import gi_chance, gi_planes
from lofte.analysis.concentration import gi_star
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.gi_planes import hot_and_cold
from tests.analysis.towns import square
from tests.reference.words import number


def page():
    grid = square(30, 30)
    random = np.random.default_rng(47)
    quiet = random.poisson(0.05, (200, 30, 30)).reshape(200, -1)
    normal = np.mean([gi_star(plane, grid).hot.any() for plane in quiet])
    exact = (hot_and_cold(quiet, grid).state != 0).any(axis=1).mean()
    town = random.poisson(0.5, (30, 30))
    town[10:13, 10:13] += 3
    drawn = gi_star_permuted(town.ravel(), grid, seed=47)
    fine = gi_star_permuted(town.ravel(), grid, permutations=99_999, seed=47)
    return f"""# Flest, prövat mot slumpen

[Gi*](concentration.md) jämför varje ruta och dess grannar med hela kartan. Här frågar vi hur ofta
slumpen ensam ger lika många runt rutan. Vi låter rutorna byta antal med varandra och räknar om.

## Exempel

200 påhittade städer där inget är tätare än något annat: {grid.cells} rutor med i snitt 0,05
händelser. Med normalfördelningens p får {number(100 * normal, 0)} % av städerna minst en ”tät”
ruta. Med det exakta provet får {number(100 * exact, 1)} % det. Vi lovar högst 5 %.

En stad med nio rutor som har tre händelser extra. {drawn.permutations} omkastningar kan inte ge
lägre p än {number(drawn.floor, 3)}. Det är {"fint nog" if drawn.fine_enough() else "för grovt"} för
att peka ut en enda av {drawn.family} rutor. Med {fine.permutations} omkastningar räcker det, och
{fine.hot().sum()} rutor är täta.

## Två sätt

- Exakt: för heltal räknar vi ut hur många sätt det finns att dela ut antalen, utan att slumpa.
  Då finns ingen lägsta gräns för p. Rutans eget antal är med bland dem som byts.
- Omkastningar: för alla slags värden. Rutan behåller sitt eget antal och de andra byter. Lägsta p
  är 1 / (omkastningar + 1), och resultatet säger hur många rutor som prövas tillsammans. Rutorna
  i en karta delar på samma omkastningar, kartor får var sina.

## När du inte ska använda det

- För att säga att något har ökat. Använd [fler än normalt](more_than_normal.md).
- För att hitta en enda ruta med många händelser. En ensam ruta är ingen samling: slumpen kan
  lägga den var som helst. Titta på antalen.
- När en enda plats har mycket fler än alla andra. Den gör att mindre samlingar inte syns.
- Med för få omkastningar för antalet rutor. Resultatet säger det.

## Formel

Exakt: p = andelen av alla val av W rutor bland n vars summa är minst den sedda, där W är antalet
rutor i fönstret. Antalet val med en viss summa är koefficienter i Π_v (1 + y·t^v), en faktor per
ruta med värdet v. Omkastningar: p = (1 + antalet dragningar av W − 1 av de andra med minst lika
stor summa) / (1 + antalet dragningar). Heta och kalla rutor på en karta: Benjamini och Hochberg
över kartans rutor, halva felnivån åt vardera hållet. Källa: Ord & Getis 1995; Anselin 1995.

Metod: {gi_planes.STATE_METHOD}, version {gi_planes.VERSION}; {gi_chance.METHOD}, version
{gi_chance.VERSION}.
"""
