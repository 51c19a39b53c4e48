import numpy as np

from lofte.analysis import cube as module
from lofte.analysis.cube import cube
from tests.analysis.towns import scattered, square, weeks
from tests.reference.words import number


def page():
    grid = square(10, 10)
    inside = np.arange(100) % 10 < 9
    events = scattered(47, 500, grid, categories=("klotter", "buller"))
    found = cube(events, grid, weeks(4), mask=inside)
    busiest = found.total().max()
    large = 2 * 40_000 * 104 * 8 / 1e6
    return f"""# Kuben: ruta, period och kategori

Allt som handlar om ”var” börjar med samma tabell: hur många händelser av varje slag som ligger i
varje ruta under varje period. Varje händelse räknas en gång, eller så säger vi varför den inte
är med.

## Exempel

{len(events)} händelser, {grid.cells} rutor varav {inside.sum()} i kommunen, {len(found.periods)}
veckor, {len(found.categories)} kategorier: {found.counted} är räknade. Utan koordinater:
{found.left_out.no_place}. Utanför rutnätet: {found.left_out.outside_grid}. Utanför kommunen:
{found.left_out.outside_mask}. Utanför veckorna: {found.left_out.outside_periods}. Den ruta och
vecka som har flest har {busiest}.

## När du inte ska använda det

- För att säga var det är farligt. Kuben visar var det rapporteras.
- När platsen är en mittpunkt för en gata eller ett område: då hamnar allt i en ruta.
- När tiden är osäker på mer än en period. Händelsen räknas i perioden där den börjar.

## Formel

antal[ruta, period, kategori] = antalet händelser med ⌊x / storlek⌋ och ⌊y / storlek⌋ i rutan, start
i perioden och rätt kategori. En ruta äger sin vänstra och nedre kant, en period sin första
midnatt. Antalen lagras som heltal upp till 65 535, och som större heltal när något passerar det. En
stad med 40 000 rutor, 104 veckor och 8 kategorier tar {number(large, 0)} MB.

Metod: {module.METHOD}, version {module.VERSION}.
"""
