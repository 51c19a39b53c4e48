import numpy as np

from lofte.analysis import concentration
from lofte.analysis.grid import Grid
from lofte.analysis.windows import window_sums
from tests.reference.words import number


def page():
    grid = Grid(100.0, 0.0, 0.0, 9, 9)
    counts = np.ones(81)
    counts[40] = 30
    found = concentration.gi_star(counts, grid)
    sums = window_sums(counts, grid)
    return f"""# Flest: var de flesta händelserna finns

Gi* (uttalas gi-stjärna) visar var händelserna ligger tätt. Varje ruta bedöms tillsammans med sina
åtta grannar. Metoden visar var folk är och var det rapporteras. Därför säger vi ”flest”, aldrig
”fler än normalt”.

## Exempel

81 rutor har en händelse var, utom den mittersta som har 30. Summan i fönstret runt mitten är
{sums[40]:.0f} och z blir {number(found.z[40])}. I hörnet är z {number(found.z[0])}.
{found.hot.sum()}
rutor räknas som täta: mitten och dess grannar.

## När du inte ska använda det

- För att säga att något har ökat. Använd [fler än normalt](more_than_normal.md).
- När nästan alla rutor är tomma. Antalen är då så sneda att metoden hittar ”täta” rutor också i
  en stad där inget är tätare än något annat.

## Formel

    z_i = (Σ_j w_ij x_j − X̄ W_i) / (S √((n W_i − W_i²) / (n − 1)))

w_ij är 1 för rutan själv och grannarna, annars 0; W_i = Σ_j w_ij; X̄ är medelvärdet och S
standardavvikelsen (delad med n) över de n rutorna innanför gränsen. Rutor vid kanten har färre
grannar. p är normalfördelningens övre svans. Källa: Ord & Getis 1995.

Metod: {concentration.METHOD}, version {concentration.VERSION}.
"""
