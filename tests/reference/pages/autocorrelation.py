import numpy as np

from lofte.analysis import autocorrelation
from lofte.analysis.autocorrelation import local_moran, moran
from tests.reference.words import number, small


def page():
    ring = [[(i - 1) % 12, (i + 1) % 12] for i in range(12)]
    halves, stripes = [2.0] * 6 + [9.0] * 6, [2.0, 9.0] * 6
    like, unlike = moran(halves, ring), moran(stripes, ring)
    odd = np.array([2, 3, 2, 1, 2, 9, 2, 1, 3, 2, 1, 2.0])
    local = local_moran(odd, ring, seed=47)
    return f"""# Liknar grannar varandra?

Morans I är ett tal för hela kartan: ligger höga värden intill höga och låga intill låga? Den lokala
varianten säger det för varje område.

## Exempel

Tolv områden i en ring. När hälften i rad har 9 och resten 2 är I = {number(like.i)} (sannolikheten
av en slump {small(like.p)}). När varannan har 9 är I = {number(unlike.i)}: grannar är olika. Om
inget hänger ihop väntar vi {number(like.expected)}.

Ett enda område har 9 och de andra 1–3. Dess lokala I är {number(local.i[5])}: högt bland låga
(klass {local.quadrant[5]}). Men p = {number(local.p[5])}: grannarna är inte lägre än andra, så det
säger inget om platsen runt om.

## När du inte ska använda det

- För antal i områden av olika storlek: stora områden har fler. Använd andelar eller jämför varje
  område [med sig självt](more_than_normal.md).
- För att peka ut områden när många prövas. {local.permutations} omkastningar ger aldrig lägre p än
  {number(local.floor, 3)}, och av tusen områden får femtio p under 0,05 av en slump. Rätta för det:
  se [många prövningar](significance.md).
- Med färre än fyra områden.

## Formel

    I = (n / Σ_ij w_ij) · Σ_ij w_ij z_i z_j / Σ_i z_i²
    I_i = z_i · (medel av z bland grannarna) / (medel av z²)

z är avvikelsen från medelvärdet, w_ij är 1 / antalet grannar. Variansen finns både för värden som
kastas om och för normalfördelade (Cliff & Ord 1981). Lokalt p: området behåller sitt värde och de
andra byter (Anselin 1995); den mindre av de två sidorna, (1 + minst lika långt ut) / (1 +
omkastningar).

Metod: {autocorrelation.METHOD}; {autocorrelation.LOCAL_METHOD}, version {autocorrelation.VERSION}.
"""
