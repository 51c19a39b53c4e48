import numpy as np

from lofte.analysis import differences, interrupted, patrols
from tests.reference.words import number, small


def page():
    pair = differences.difference_in_differences((80, 45), (90, 88))
    few = differences.difference_in_differences((9, 3), (90, 88))
    t = np.arange(156)
    season = np.exp(0.4 * np.sin(2 * np.pi * t / 52.18))
    series = np.random.default_rng(29).poisson(9 * season * np.where(t >= 104, 0.6, 1.0))
    step = interrupted.interrupted(series, 104)
    rng = np.random.default_rng(31)
    rate = rng.gamma(2.0, 4.0, 200)
    before, after = rng.poisson(rate), rng.poisson(rate)
    hot = np.flatnonzero(before >= 12)
    visited = np.zeros(200, dtype=bool)
    visited[hot[::3]] = True
    seen = patrols.patrols((before[visited], after[visited]), (before[~visited], after[~visited]))
    return f"""# Effekt: blev det någon skillnad?

Färre händelser efter en insats bevisar inget. Det kan vara årstiden, slumpen, eller att platsen
valdes när den var som värst. Varje svar här har därför en kvot, ett intervall, vad det bygger på,
och om händelserna räcker. **”{few.verdict.sentence}”** är ett svar.

## Mot jämförelseplatser

80 händelser före och 45 efter där insatsen var, 90 och 88 på jämförelseplatserna: kvoten är
{number(pair.ratio)} ({number(pair.low)} till {number(pair.high)}), sannolikhet {small(pair.p)}.
{pair.verdict.sentence} Med 9 och 3 i stället för 80 och 45: {few.verdict.sentence.lower()}

## Mot seriens egen historia

En serie på {len(series)} veckor med årstid, insats från vecka 105, och 40 % färre inlagda. Svaret:
{number(step.ratio)} ({number(step.low)} till {number(step.high)}). {step.verdict.sentence}

## Besökta platser mot lika heta

{visited.sum()} heta platser får besök, och i det här exemplet hjälper det inte alls. Ändå blir det
{number(seen.plain)} gånger så många efter som före: heta platser svalnar av sig själva. De lika
heta platser som ingen besökte fick {number(seen.cooling)} gånger så många. Kvoten mot dem är
{number(seen.effect.ratio)} ({number(seen.effect.low)} till {number(seen.effect.high)}).
{seen.effect.verdict.sentence}

## Vad svaren bygger på

{
        chr(10).join(
            f"- {a.sentence}"
            for a in (*pair.assumptions, *step.assumptions[:1], step.assumptions[-1])
        )
    }

Varje resultat räknar upp sina egna.

## När du inte ska använda det

- Färre än {differences.FEWEST_EVENTS} händelser i någon grupp, eller färre än
  {interrupted.FEWEST_PERIODS} perioder före eller efter: svaret är att det är för få.
- När jämförelseplatserna valdes efteråt. Ange dem innan du ser siffrorna.
- När rapporteringen ändrades samtidigt, till exempel av en kampanj eller ett nytt formulär.
- När platsen valdes för att den var het och du bara har dess egen serie: använd lika heta platser.
- Med få platser (färre än {differences.FEWEST_PLACES}) vet vi inte hur mycket platser skiljer sig
  åt. Då gäller intervallet bara om antalen inte hoppar mer än slumpen.
- I en serie där en het vecka mycket ofta följs av en till (korrelation 0,6) täcker intervallet
  omkring 92 av 100 i stället för 95. Med korrelation upp till 0,3 täcker det i snitt 93–97, men
  bara 86 i de kortaste serierna med många händelser.

## Formel

Jämförelseplatser: kvot = (A₁/A₀) / (C₁/C₀). Utan överspridning exakta gränser (Fishers
icke-centrala hypergeometriska fördelning), annars
exp(log kvot ± t · √(φ (1/A₀ + 1/A₁ + 1/C₀ + 1/C₁))), där φ är
Pearsons spridning mellan platserna, minst 1.

Egen historia: log μ = nivå + trend + årstid (sinus och cosinus) + steg. Felet är det största av
Newey–West och quasi-Poisson breddat med √((1 + r) / (1 − r)), där r är hur lika två veckor i rad är
(korrelationen mellan residualerna, rättad för sin skevhet); med t-fördelning.

Lika heta: varje besökt plats får upp till {patrols.NEAREST} obesökta med lika många händelser före
(högst en tiondel ifrån, exakt lika under fem händelser). Ingen används två gånger.

Källor: McCullagh & Nelder 1989; Cornfield 1956; Bernal m.fl. 2017; Newey & West 1987.

Metod: {differences.METHOD}; {interrupted.METHOD}; {patrols.METHOD}, version 1.
"""
