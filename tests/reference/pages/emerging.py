import numpy as np

from lofte.analysis import emerging, rising
from lofte.analysis.emerging import Kind, emerging_hot_spots
from lofte.analysis.rising import mann_kendall
from tests.analysis.towns import square
from tests.reference.words import number, small

SWEDISH = {
    Kind.NEW: "ny",
    Kind.CONSECUTIVE: "i följd",
    Kind.INTENSIFYING: "tilltagande",
    Kind.DIMINISHING: "avtagande",
    Kind.PERSISTENT: "varaktig",
    Kind.HISTORICAL: "tidigare",
    Kind.OSCILLATING: "växlande",
    Kind.SPORADIC: "då och då",
    Kind.NONE: "ingen",
}


def planted(when):
    counts = np.random.default_rng(7).poisson(0.1, (20, 30, 30))
    counts[when, 4:6, 4:6] += 5
    found = emerging_hot_spots(counts.reshape(20, -1), square(30, 30))
    return SWEDISH[Kind(int(found.kind.reshape(30, 30)[4, 4]))]


def page():
    whens = (slice(None), slice(-1, None), slice(-4, None), slice(-1))
    seen = [planted(when) for when in whens]
    series = [3, 8, 7, 4, 3, 7, 5, 6, 7, 4, 4, 10]
    trend = mann_kendall(series)
    return f"""# Flest på sista tiden: ny, varaktig eller över

Vi gör [Gi*](gi_chance.md) för varje vecka och ser om samma ruta är tät vecka efter vecka. Av raden
av veckor får rutan en klass. Klassen säger var flest är och hur det har flyttat sig.

## Exempel

En påhittad stad, 20 veckor, och en plats med fem händelser extra. Har den det alla veckor är den
{seen[0]}. Bara sista veckan: {seen[1]}. De fyra sista veckorna: {seen[2]}. Alla veckor utom den
sista: {seen[3]}.

## Klasserna, i den ordning de prövas

Den första som passar gäller. ”Tät” betyder flest, prövat mot slumpen den veckan. Samma klasser
finns för glesa rutor, där färre är än på resten av kartan.

| Klass | När |
| --- | --- |
| ny | bara sista veckan är tät |
| i följd | minst två veckor i rad till och med den sista, aldrig tidigare, under 90 % av veckorna |
| tilltagande | minst 90 % av veckorna och den sista, och z stiger |
| avtagande | minst 90 % av veckorna och den sista, och z faller |
| varaktig | minst 90 % av veckorna och den sista, utan riktning |
| tidigare | inte den sista, men minst 90 % av de andra |
| växlande | den sista är tät, någon vecka var den gles, under 90 % |
| då och då | den sista är tät, med avbrott, aldrig gles, under 90 % |
| ingen | allt annat |

## Stiger eller faller?

Mann-Kendall räknar par av veckor: hur många stiger, hur många faller. Serien
{", ".join(map(str, series))} har {int(trend.s)} fler stigande än fallande par. Sannolikheten för
minst så många åt något håll, om inget ändras, är {small(float(trend.p))}.

## När du inte ska använda det

- För att säga att något är fler än normalt. En plats med mycket folk är tät ofta, och slumpen gör
  den ”då och då” eller ”i följd”. Använd [fler än normalt](more_than_normal.md).
- Med färre än tio veckor: 90 % av några få veckor säger inte mycket.
- För att säga att en plats har minskat för att den är ”avtagande”. z jämför med resten av kartan:
  när en annan plats växer faller den här. Titta på antalen.
- Varje rutas riktning prövas för sig. Av tusen täta rutor får femtio en riktning av en slump.

## Formel

Tät: Gi* med p ur alla sätt att dela ut veckans antal, Benjamini och Hochberg över rutorna,
felnivån 5 % delad på tät och gles (eller normalfördelningens p om man väljer det). Mann-Kendall:
S = Σ_(i<j) tecken(x_j − x_i), Var S = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 med t lika värden i
varje grupp, z = S / √Var S. Exemplet: S = {int(trend.s)}, z = {number(float(trend.z))}. Källa: Mann
1945; Kendall 1975.

Metod: {emerging.METHOD}, version {emerging.VERSION}; {rising.METHOD}, version {rising.VERSION}.
"""
