"""The manual of the methods: every figure on a page is computed when the page is written."""

import numpy as np

from lofte.analysis import concentration, disclosure, hours, normal, significance, trend
from lofte.analysis.disclosure import Table, differences, protect
from lofte.analysis.grid import Grid
from lofte.analysis.hours import hot_hours, week_hours
from lofte.analysis.normal import more_than_normal
from lofte.analysis.periods import PeriodKind, containing, parse
from lofte.analysis.points import Points
from lofte.analysis.significance import benjamini_hochberg
from lofte.analysis.trend import rate_ratio, series_against_normal
from lofte.analysis.windows import window_sums


def _number(value, digits=2):
    return f"{value:.{digits}f}".replace(".", ",")


def _small(value):
    return _number(value, 4) if value >= 0.0001 else "mindre än 0,0001"


def more_than_normal_page():
    history = [6, 5, 8, 7, 4, 6, 9, 7]
    now = 14
    place = more_than_normal([now], [history], dispersion=1.0)
    jumpy = more_than_normal([now], [history], dispersion=2.5)
    total = now + sum(history)
    random = np.random.default_rng(47)
    town = random.poisson(5.0 * random.gamma(0.8, 1.25, (40, 90)))
    town[0] = random.poisson(5.0, 90)
    own = more_than_normal(np.full(40, 18), town)
    return f"""# Fler än normalt

Vi jämför varje plats med sig själv. Har platsen fler händelser den här perioden än dess egen
historia förklarar? En plats i centrum jämförs alltså inte med en lugn villagata.

## Exempel

Resecentrum hade {", ".join(map(str, history))} händelser under åtta perioder. Nu är de {now}.

- Väntat: {_number(place.expected[0], 1)}. Normalt: {place.low[0]}–{place.high[0]}.
- Sannolikheten för minst {now} händelser, om inget har ändrats: {_small(place.p[0])}.
- Om antalen brukar hoppa mer än slumpen (spridning 2,5): normalt {jumpy.low[0]}–{jumpy.high[0]},
  sannolikhet {_small(jumpy.p[0])}.

Varje plats bedöms efter hur mycket just dess egna antal brukar hoppa. En jämn plats med i snitt
{_number(town[0].mean(), 1)} händelser i veckan har normalt {own.low[0]}–{own.high[0]}. Grannparken
har {_number(town[1].mean(), 1)} i snitt men hoppar mellan {town[1].min()} och {town[1].max()}, och
dess band är {own.low[1]}–{own.high[1]}. Parkens sommarkvällar gör inte stationens band bredare.

## Så läser du ”normalt {place.low[0]}–{place.high[0]}”

Gränserna är hela tal. Om inget har ändrats hamnar högst 5 % av perioderna under den lägre gränsen
och högst 5 % över den högre (ett centralt band på 90 %). Osäkerheten i historien är inräknad: med
kort historia blir bandet bredare. Att ett antal ligger över bandet räcker inte för ”fler än
normalt”. Vi prövar många platser samtidigt, och då hamnar några över bandet av en slump.

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

I exemplet: P(Bin({total}, 1/{len(history) + 1}) ≥ {now}) = {_small(place.p[0])}. Takten har
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

Platser med så få händelser att de aldrig skulle kunna ge utslag prövas inte (Tarone 1990). Bland de
prövade låter vi högst 5 % av fynden vara falska: se [många prövningar](significance.md). Det som
kallas fler ligger också alltid över bandet.

Metod: {normal.METHOD}, version {normal.VERSION}.
"""


def concentration_page():
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
{sums[40]:.0f} och z blir {_number(found.z[40])}. I hörnet är z {_number(found.z[0])}.
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


def hours_page():
    n = 60
    friday = np.datetime64("2026-11-20T22:10", "s") + np.arange(40) * np.timedelta64(5 * 60, "s")
    other = np.datetime64("2026-11-16T01:07", "s") + np.arange(20) * np.timedelta64(8 * 3600, "s")
    start = np.concatenate([friday, other])
    end = np.full(n, np.datetime64("NaT", "s"))
    nowhere = np.full(n, np.nan)
    points = Points(nowhere, nowhere, start, end, np.zeros(n, dtype=int), ("alla",))
    (hot,) = hot_hours(week_hours(points))
    theft = Points([0.0], [0.0], ["2026-11-18T21:30"], ["2026-11-19T00:00"], [0], ("stöld",))
    parts = week_hours(theft).weights[2, 21:]
    return f"""# När på veckan

Tabellen har sju veckodagar och 24 timmar. Varje händelse väger 1. Vet vi bara att något hände
mellan två klockslag delar vi vikten på timmarna däremellan, efter hur lång tid som ligger i var
och en.

## Exempel

En cykel försvann mellan 21.30 och midnatt en onsdag. Timmen 21–22 får {_number(parts[0], 1)}, 22–23
får {_number(parts[1], 1)} och 23–24 får {_number(parts[2], 1)}.

Av {n} händelser ligger {hot.count:.0f} i fönstret **{hot.label}**. Det är
{100 * hot.share:.0f} % av händelserna på {_number(100 * hot.usual, 1)} % av veckans timmar.

## Heta timmar

Ett fönster är 1–7 dagar i rad och 2–8 timmar, högst 30 timmar i veckan: något som en patrull kan
bemanna. Vi visar högst tre, utan gemensamma timmar. Varje fönster ska ha minst fem händelser, minst
en femtedel mer än vanligt, och klara ett exakt test där felnivån delats med antalet möjliga
fönster.
Med en tidigare profil är ”vanligt” fönstrets andel då, annars dess andel av veckans timmar. Ett
fönster över midnatt hör till dagen då det börjar: ”fredag–lördag 22–02” slutar söndag klockan 02.

## När du inte ska använda det

- Färre än {hours.FEWEST_EVENTS} händelser med känd tid: då visar vi inga fönster.
- När klockslaget 00.00 betyder ”vet ej”. Tabellen säger hur många de är. Är de mer än dubbelt så
  många som vid hela timmarna intill räknas de inte in i fönstren.
- Händelser som kan ha skett under sju dagar eller mer säger inget om när. De sprids jämnt över
  veckan och räknas för sig.
- Natten då klockan ställs om rättas inte.

## Formel

Vikten i timme t är överlappet mellan timmen och tiden [start, slut], delat med slut − start. Utan
slut, eller högst en minut: hela vikten i starttimmen. Källa: Ratcliffe 2000.

Metod: {hours.METHOD}; {hours.HOT_METHOD}, version {hours.VERSION}.
"""


def disclosure_page():
    table = Table.cross([[3, 20, 30], [25, 9, 40], [50, 60, 70]])
    protected = protect(table)
    head = ["", "Klotter", "Skadegörelse", "Stöld", "Summa"]
    names = ["Norr", "Söder", "Öster", "Summa"]
    rows = [
        [name, *("–" if value < 0 else str(value) for value in row)]
        for name, row in zip(names, protected.shown.tolist(), strict=True)
    ]
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * 5, *rows]]
    kept = differences(protect(Table.line([30, 20, 8])), Table.line([32, 20, 8]))
    return f"""# Små tal göms

Ett antal mellan 1 och {disclosure.MINIMUM - 1} kan peka ut en person. Därför visar vi det inte. Men
den som har summan kan räkna baklänges. Därför gömmer vi också några andra tal, så få vi kan.

## Exempel

I Norr fanns tre fall av klotter. Summorna visas, så tre tal till måste gömmas:

{chr(10).join(lines)}

Läsaren kan inte avgöra om det var 1, 2, 3 eller 4 fall. Det prövas av en angripare i testerna: den
löser ekvationssystemet av allt som visas, vet att gömda tal är minst 1, och söker det minsta och
det
största värde som varje gömt litet tal kan ha.

## Nya utgåvor av samma tabell

Om en sen rapport ändrar 30 till 32 visar skillnaden att två kom till. Därför får den gamla utgåvan
stå kvar (här: {"ja" if kept.kept else "nej"}) tills varje tal som ändrats har ändrats med minst
{disclosure.MINIMUM}. Det som en gång gömts förblir gömt. Utgåvan måste jämföras med den förra
utgåvans hela tabell, även de gömda talen; den stannar i huset.

## När det inte räcker

- När två olika tabeller om samma händelser publiceras var för sig. Slå ihop dem till en tabell
  med alla summor, eller publicera en av dem.
- När någon redan vet något, till exempel att den egna anmälan är en av dem.
- För andelar och medelvärden. Räkna dem bara på tal som får visas.

## Formel

Primärt göms celler med 0 < x < {disclosure.MINIMUM}. För varje sådan cell löser vi två linjära
program: flytta cellen till {disclosure.MINIMUM - 1} och till 1, med alla summor bevarade, nollor
orörda och inget annat under 1, till lägsta kostnad. Celler som måste röra sig göms. Att gömma en
summa kostar hundra gånger mer. En liten summa över k celler med händelser kan aldrig vara mindre
än k;
där är kravet att minst {disclosure.MINIMUM - 1} värden är möjliga. Källa: Kelly, Golden & Assad
1992;
Hundepool m.fl. 2012.

Metod: {disclosure.METHOD}, version {disclosure.VERSION}.
"""


def significance_page():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = benjamini_hochberg(p, 0.05)
    single = sum(value <= 0.05 for value in p)
    spared = significance.worth_testing([1e-9] * 3 + [0.04] * 997, 0.05)
    return f"""# Många prövningar på en gång

Den som prövar tusen rutor på nivån 5 % hittar femtio av en slump. Vi rättar för det: av det som vi
kallar fynd ska i genomsnitt högst 5 % vara falska. I en kommun där inget har ändrats kallar vi
något alls ”fler än normalt” högst en gång av tjugo.

## Exempel

Femton prövningar i Benjamini och Hochbergs artikel: {single} har p under 0,05, men bara
{found.rejected.sum()} är fynd. Gränsen blev {_number(found.threshold, 4)}.

Tusen platser, varav 997 har så få händelser att p aldrig kan bli mindre än 0,04: bara
{spared.sum()} är värda att pröva, och de slipper betala för de andra.

## När du inte ska använda det

När du redan vet vilken enda plats du frågar om. Då räcker dess eget p.

## Formel

Ordna p₁ ≤ … ≤ p_n. Fynden är de k minsta, där k är det största tal med p_k ≤ 0,05 · k / n. Det
håller också när fönster överlappar (Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001). Värda
att pröva är de vars minsta möjliga p är högst 0,05 / K, där K är det minsta tal k för vilket
högst k
prövningar kan nå 0,05 / k (Tarone 1990; Gilbert 2005). Valet ser bara platsens totala antal över
historien och nu, inte hur det fördelar sig.
"""


def trend_page():
    series = [5, 6, 7, 4, 5, 6, 14]
    latest = series_against_normal(series, dispersion=1.0)
    ratio = rate_ratio(30, 20)
    few = rate_ratio(3, 2)
    return f"""# Utveckling: en serie och en kvot

Är den senaste siffran normal? Och hur många gånger fler eller färre är det än förut?

## Exempel

Serien {", ".join(map(str, series))}: normalt {latest.low}–{latest.high}, och den sista är fler än
normalt (sannolikhet {_small(latest.p)}).

30 händelser nu och 20 förut är {_number(ratio.ratio, 1)} gånger så många, men det kan vara allt
från
{_number(ratio.low)} till {_number(ratio.high)} gånger. Med 3 och 2 är kvoten densamma, men säger
inget: {_number(few.low)} till {_number(few.high, 1)} gånger.

## När du inte ska använda det

- När perioderna är valda efter att någon sett siffrorna. En topp följs nästan alltid av färre.
- När rapporteringen har ändrats. Ange antalet dagar eller aktiva rapportörer som underlag.
- När enstaka serier är korta: spridningen skattas då på nästan inget. Ange hellre den som gäller
  för alla platser.

## Formel

Serien prövas som i [fler än normalt](more_than_normal.md), med en enda plats. Kvoten: givet summan
är antalet nu binomialfördelat. Med Clopper och Pearsons gränser π för dess andel blir kvotens
gränser
π / (1 − π) · e_förut / e_nu. Hoppar antalen mer än slumpen delas båda med spridningen först, vilket
breddar intervallet; den delen är ungefärlig (quasi-Poisson).

Metod: {trend.METHOD}; {trend.RATIO_METHOD}, version {trend.VERSION}.
"""


def counting_page():
    week = parse("2026-W53")
    grid = Grid.covering([383_450.0], [6_470_050.0])
    border = containing(PeriodKind.TWO_WEEKS, week.start)
    return f"""# Räkna: rutor och perioder

Allt annat bygger på att räkna rätt: varje händelse hör till högst en ruta och en period.

## Rutor

Rutnätet ligger på SCB:s rutor i SWEREF 99 TM. En ruta heter efter sitt nedre vänstra hörn: punkten
383 450 öst, 6 470 050 nord ligger i {grid.cell_id(0)}. Rutan äger sin nedre och vänstra kant.
Händelser utan koordinater hör inte till någon ruta. De räknas för sig och försvinner inte.

## Perioder

Veckor följer ISO 8601: måndag först, och vissa år har en vecka 53. {week.label} hör till 2026,
också
dagarna i januari. Flera veckor tillsammans räknas från måndag 1 januari 2018, rakt över årsskiften:
perioden runt {week.label[:5]} är {border.label}. En händelse hör till perioden där den börjar.

## När du inte ska använda det

Jämför inte antal för olika långa perioder, eller en halv vecka med en hel. Ange antalet dagar som
underlag i [fler än normalt](more_than_normal.md).
"""


PAGES = {
    "concentration": concentration_page,
    "counting": counting_page,
    "disclosure": disclosure_page,
    "hours": hours_page,
    "more_than_normal": more_than_normal_page,
    "significance": significance_page,
    "trend": trend_page,
}
