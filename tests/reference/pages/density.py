import numpy as np

from lofte.analysis import density as module
from lofte.analysis.density import density, density_direct
from lofte.analysis.grid import Grid
from tests.reference.words import number


def page():
    random = np.random.default_rng(47)
    x, y = random.uniform(0, 2000, (2, 400))
    grid = Grid(100.0, 0.0, 0.0, 20, 20)
    counts = np.bincount(grid.index(x, y), minlength=grid.cells)
    smooth = density(counts, grid, bandwidth=250.0)
    bare = density(counts, grid, bandwidth=250.0, edge=False)
    exact = density_direct((x, y), grid.centre(np.arange(grid.cells)), bandwidth=250.0)
    off = np.abs(bare.per_m2 - exact).max() / exact.max()
    per_km2 = 1e6 * smooth.per_m2.mean()
    return f"""# Täthetskarta

Kartan visar hur tätt händelserna ligger. Varje händelse är en liten kulle, och kartan är summan av
kullarna. Hur breda kullarna är bestämmer hur kartan ser ut. Därför står bredden alltid bredvid
kartan.

## Exempel

{len(x)} händelser är utspridda av slumpen på 2 × 2 km: {number(len(x) / 4, 0)} per
kvadratkilometer. Med bredden {smooth.bandwidth:.0f} m visar kartan i snitt {number(per_km2, 0)}. I
hörnet ligger bara {number(100 * smooth.mass[0], 0)} % av en kulle innanför gränsen. Utan rättning
ser hörnet ut att ha {number(1e6 * bare.per_m2[0], 0)} per kvadratkilometer, med rättning
{number(1e6 * smooth.per_m2[0], 0)}.

Kartan räknas på rutor och inte punkt för punkt. Här skiljer det som mest
{number(100 * off, 1)} % av kartans högsta värde.

## När du inte ska använda det

- Som bevis. En karta med kullar ser övertygande ut också när den kommer ur slumpen. Visa alltid
  antalen bredvid, och [pröva](gi_chance.md) innan du säger att något är tätt.
- För att jämföra två kartor med olika bredd.
- Med bredd mindre än en ruta: då syns rutnätet och inte händelserna. En kulle som ryms i
  rutan lämnar allt i den; kartan är då antalet delat med rutans yta. Bredden ska vara minst
  0,001 meter.
- För att säga var det händer härnäst. Antalen över hela historien är oftast lika bra.

## Formel

täthet(c) = Σ_i K_b(avståndet från c till händelse i) / m(c), per kvadratmeter

    Gauss: K_b(r) = exp(−r² / 2b²) / (2πb²)
    Kvartisk: K_b(r) = 3 / (πb²) · (1 − r²/b²)² för r < b, annars 0

m(c) är den del av kullen runt c som ligger innanför gränsen (Diggle 1985); utan rättning är den 1.
På rutor är K medelvärdet över rutan som händelserna ligger i. b är standardavvikelsen för Gauss
och radien för den kvartiska.

Metod: {module.METHOD}, version {module.VERSION}.
"""
