import numpy as np

from benchmarks.honesty.fear import SIDE, surface
from lofte.analysis.fear import surface as module
from tests.reference.words import number, small

TOWNS = 100


def page():
    found = surface(2, pull=4.0, replicates=199)
    top = int(np.argmax(found.log_ratio))
    quiet = [surface(seed, replicates=39) for seed in range(TOWNS)]
    false = np.mean([bool(one.more_fear.any() or one.more_events.any()) for one in quiet])
    settings = found.parameters
    return f"""# Otrygghet och händelser: kartan

Kartan visar var markeringarna ligger tätare än händelserna, och tvärtom. Båda jämnas ut lika
mycket. Färg får bara de rutor där skillnaden är större än slumpen kan ge någonstans på hela kartan.
Rutor med för få punkter i närheten är streckade.

## Exempel

{found.statement} I en påhittad stad på {SIDE} x {SIDE} rutor har ett kvarter fyra gånger så många
markeringar som händelserna motsvarar. Bandbredden är {settings["bandwidth_metres"]:.0f} meter. Av
{settings["cells"]} rutor har {settings["cells_judged"]} nog många punkter för att bedömas.
{int(found.more_fear.sum())} rutor visas som mer otrygghet än händelser,
{int(found.more_events.sum())} som det omvända. Där kvoten är störst är den
{number(np.exp(found.log_ratio[top]), 1)} gånger kommunens, och så stor avvikelse har hela kartan av
en slump med sannolikheten {small(found.p_map[top])}.

I {TOWNS} städer där markeringarna följde händelserna visade kartan ändå något i
{number(100 * false, 0)} %. Löftet är högst 5 %.

## När du inte ska använda det

- För att säga var det är farligt. Kartan visar skillnaden mellan det som markeras och det som
  rapporteras.
- När en person har satt flera markeringar nära varandra. Räkna en per person och ruta.
- Utan antalen bredvid. Visa alltid hur många markeringar och händelser som ligger bakom.
- För gränser på metern. Det som ligger inom en bandbredd flyter ihop.

## Formel

    ρ(s) = log((M(s) + q) / (E(s) + 1 − q)) − log(q / (1 − q)),  q = M / (M + E)

M(s) och E(s) är antalet markeringar och händelser som en gaussisk kärna vid s vilar på, delat med
den del av kärnan som ligger innanför gränsen (kantkorrektion). Det är log(f_M / f_E) med en punkt
tillagd i hela kommunens proportion, så att ingen ruta delar med noll och få punkter drar mot noll.
Färre än {settings["least"]:.0f} punkter i närheten: ingen bedömning. Toleransen: etiketterna delas
ut på nytt bland alla punkter ({settings["replicates"]} gånger här, annars 999), och |ρ(s)| · √n(s)
jämförs med kartans största värde varje gång. Fröet följer med resultatet. Källa: Kelsall & Diggle
1995; Hazelton & Davies 2009; Westfall & Young 1993.

Metod: {module.METHOD}, version {module.VERSION}.
"""
