from lofte.analysis import rates as method
from lofte.analysis.rates import STEADY, rates, rolling_rates
from tests.reference.words import number


def page():
    both = rates([4, 400], [1_250, 125_000])
    few, many = ((both.low[i], both.high[i]) for i in range(2))
    years = [2, 7, 1, 5, 3, 6]
    rolled = rolling_rates(years, 1_250, window=3)
    told = ", ".join(number(value, 1) for value in rolled.rate[2:])
    return f"""# Per tusen: händelser mot dem som kan drabbas

Hur ofta händer det, räknat på hur många som kan drabbas? Ett område med fler invånare har fler
händelser utan att vara mer utsatt. Talet sägs bara när det är sagt vilka som räknas: invånare,
bostäder, bilar.

## Exempel

4 händelser på 1 250 invånare och 400 på 125 000 är båda {number(both.rate[0], 1)} per tusen. Men
det första talet kan lika gärna vara allt från {number(few[0], 1)} till {number(few[1], 1)}, det
andra {number(many[0], 1)} till {number(many[1], 1)}. Därför står antalet och intervallet alltid
bredvid.

Ett litet område med {", ".join(map(str, years))} händelser i sex år hoppar. Tre år i taget blir
det, för varje år från det tredje: {told} per tusen och år.

## Få händelser

Under {STEADY} händelser är talet märkt som osäkert. Visa antalet, slå ihop år eller områden, och
dra ingen slutsats av att ett sådant tal är högre än ett annat.

## När du inte ska använda det

- När ingen vet hur många som kan drabbas. Ett centrum med tusen boende och femtio tusen besökare
  har inte tusen som kan drabbas.
- För att rangordna områden. De minsta hamnar alltid överst och underst, av slumpen.
- För enskilda rutor: invånarna bor inte där de rör sig.

## Formel

Talet är händelser / underlag · 1 000. Intervallet är exakt för Poissonfördelade antal (Garwood
1936): nedre gräns χ²(α/2; 2n) / 2, övre χ²(1 − α/2; 2n + 2) / 2, delade med underlaget. Utjämnade
tal summerar händelser och underlag var för sig över perioderna innan de delas, så att varje
händelse väger lika. Gränsen {STEADY} är den som National Center for Health Statistics (USA)
använder: under den är medelfelet mer än en dryg femtedel av talet.

Metod: {method.METHOD}, version {method.VERSION}.
"""
