import numpy as np

from lofte.analysis import normal
from lofte.analysis.normal import more_than_normal
from lofte.analysis.per_head import more_per_head
from tests.reference.words import number, small


def page():
    history = [6, 5, 8, 7, 4, 6, 9, 7]
    now = 14
    place = more_than_normal([now], [history], dispersion=1.0)
    jumpy = more_than_normal([now], [history], dispersion=2.5)
    total = now + sum(history)
    random = np.random.default_rng(47)
    town = random.poisson(5.0 * random.gamma(0.8, 1.25, (40, 90)))
    town[0] = random.poisson(5.0, 90)
    own = more_than_normal(np.full(40, 18), town)
    people = more_per_head([38, 11, 14, 9], [1_900, 1_400, 1_600, 1_100])
    return f"""# Fler än normalt

Vi jämför varje plats med sig själv. Har platsen fler händelser den här perioden än dess egen
historia förklarar? En plats i centrum jämförs alltså inte med en lugn villagata.

## Exempel

Resecentrum hade {", ".join(map(str, history))} händelser under åtta perioder. Nu är de {now}.

- Väntat: {number(place.expected[0], 1)}. Normalt: {place.low[0]}–{place.high[0]}.
- Sannolikheten för minst {now} händelser, om inget har ändrats: {small(place.p[0])}.
- Om antalen brukar hoppa mer än slumpen (spridning 2,5): normalt {jumpy.low[0]}–{jumpy.high[0]},
  sannolikhet {small(jumpy.p[0])}.

Varje plats bedöms efter hur mycket just dess egna antal brukar hoppa. En jämn plats med i snitt
{number(town[0].mean(), 1)} händelser i veckan har normalt {own.low[0]}–{own.high[0]}. Grannparken
har {number(town[1].mean(), 1)} i snitt men hoppar mellan {town[1].min()} och {town[1].max()}, och
dess band är {own.low[1]}–{own.high[1]}. Parkens sommarkvällar gör inte stationens band bredare.

## Så läser du ”normalt {place.low[0]}–{place.high[0]}”

Gränserna är hela tal. Om inget har ändrats hamnar högst 5 % av perioderna under den lägre gränsen
och högst 5 % över den högre (ett centralt band på 90 %). Osäkerheten i historien är inräknad: med
kort historia blir bandet bredare. Att ett antal ligger över bandet räcker inte för ”fler än
normalt”. Vi prövar många platser samtidigt, och då hamnar några över bandet av en slump.

## När det inte finns någon historia: per invånare

Finns det ingen historia, men ett känt antal människor på varje plats (boende, besökare, eller
bostäder för inbrott), kan en plats i stället jämföras med de andra: har den fler händelser än dess
andel av människorna förklarar? Fyra kvarter har 38, 11, 14 och 9 händelser och 1 900, 1 400, 1 600
och 1 100 boende. I det första var {number(people.expected[0], 1)} väntade om takten är som i de
andra, normalt {people.low[0]}–{people.high[0]}, och sannolikheten för minst 38 är
{small(people.p[0])}. Det säger var det är flest per människa, inte att något har ändrats. Ett
köpcentrum där få bor men många rör sig blir alltid högt: då är boende fel mått.

## När du inte ska använda det

- När historien är kortare än fyra perioder. Då visar vi inget.
- När fler har börjat rapportera. Ange antalet aktiva rapportörer som underlag, annars ser en ny
  rapportör ut som en brottsvåg.
- När säsongen skiljer sig: jämför sommar med sommar.
- När historien själv innehåller ett långvarigt utbrott. Då ser det ovanliga vanligt ut. Lägesbilden
  räknar därför inte med de senaste tolv veckorna när minst ett år ändå är kvar.

## Formel

En plats har antalen x₁, …, x_h med underlaget e₁, …, e_h, och nu antalet y med underlaget e₀. Om
takten är oförändrad är y, givet summan N = y + x₁ + … + x_h, binomialfördelat:

    p = P(Bin(N, e₀ / (e₀ + e₁ + … + e_h)) ≥ y)

I exemplet: P(Bin({total}, 1/{len(history) + 1}) ≥ {now}) = {small(place.p[0])}. Takten har
fallit bort, så sannolikheten är exakt både för glesa och täta platser (Przyborowski & Wilenski
1940). Bandet är de y som det testet inte kallar ovanliga på 5 % åt vardera hållet (Thatcher 1964).

Hoppar antalen mer än slumpen är de negativt binomialfördelade, och y är i stället
betabinomialfördelat med vikterna e₀/c och (e₁ + … + e_h)/c, där c = u + k/takt: u är att vissa
perioder är livligare, k att händelser kommer i klungor. Varje plats har sitt eget u och k, skattade
ur historien ensam. Först skattas hur u och k fördelar sig bland platserna, på ett rutnät av värden,
så att alla platsers historia blir så sannolik som möjligt. En påhittad plats som kan vara vad som
helst är med, så att inget är uteslutet. Sedan får varje plats medelvärdet av u och k givet sin egen
historia: en lång historia talar för sig själv, en gles plats lånar av de andra (Laird 1978). För k
räknar vi med den lägre av takten i allt och takten i historien (plus en händelse). Den delen är
ungefärlig och försiktig.

Mot en känd befolkning är det samma prövning, med de andra platserna som historia: P(Bin(N, b₀ / B)
≥ y), där N är alla händelser, b₀ platsens befolkning och B allas.

Platser med så få händelser att de aldrig skulle kunna ge utslag prövas inte (Tarone 1990). Bland de
prövade låter vi högst 5 % av fynden vara falska: se [många prövningar](significance.md). Det som
kallas fler ligger också alltid över bandet.

Metod: {normal.METHOD}, version {normal.VERSION}.
"""
