import numpy as np

from benchmarks.honesty import alarms as honesty
from lofte.analysis import alarms as many
from lofte.analysis import delay, ears, farrington
from tests.reference.words import number, small

WEEKS = 5 * 52 + 4
QUIET, JUDGED = 80, 52


def page():
    rng = np.random.default_rng(47)
    season = np.exp(0.4 * np.sin(2 * np.pi * np.arange(WEEKS) / 52))
    town = rng.poisson(3 * season, (60, WEEKS))
    town[11, -1] = 16
    found = many.alarms(town)
    above = int(found.above.sum())
    one = farrington.noufaily(town[11])
    short = many.alarms(town[:, -30:])
    c1 = ears.ears(town[11, -30:])
    age, late = np.repeat(np.arange(12), 20), np.tile([0] * 12 + [1] * 6 + [2] * 2, 12)
    seen = delay.completeness(age[late <= age], late[late <= age])
    shape = QUIET, honesty.HISTORY + JUDGED
    rules = honesty.above(honesty.quiet(rng, shape, 10.0, 1.0), JUDGED)
    lugna = f"{QUIET * JUDGED:,}".replace(",", " ")
    season, steady = (honesty.quiet(rng, shape, 50.0, np.inf, wave) for wave in (0.4, 0.0))
    spring = honesty.anything(season, steady, JUDGED)
    return f"""# Larm: vad ökar just nu?

En serie är ett område och en kategori, vecka för vecka. Vi räknar ut hur många händelser som är
att vänta den här veckan och drar en gräns. Över gränsen är ett larm. Med många serier kommer alltid
några över av en slump, så vi kräver mer innan vi säger att något ökar.

## Exempel

{len(town)} serier, fem år. I en av dem har vi lagt in en topp på {town[11, -1]} händelser sista
veckan. Väntat där: {number(one.expected[0, 0], 1)}, gräns {number(one.upper[0, 0], 1)}. Över sina
gränser ligger {above} serier, men bara {int(found.found.sum())} håller när vi tar hänsyn till att
vi tittade på {len(town)} (justerad sannolikhet {small(found.q[11, 0])}).

Med bara 30 veckors historik säger resultatet: ”{short.chosen.sentence}” Gränsen för serien med
toppen blir då {number(c1.upper[0, 0], 1)}.

## Vilken metod

- **Noufaily 2013** när det finns tre år eller mer. Jämför med samma tid på året de senaste fem
  åren, med trend och tio delar av året. De senaste 26 veckorna räknas inte som historik, så att
  ett pågående utbrott inte döljer sig självt. Gamla toppar väger mindre.
- **EARS** (C1, C2, C3) när historiken är kortare. Jämför med sju veckor strax före. Ser ingen
  årstid.
- **Farrington 1996** finns för den som vill jämföra med äldre rapporter.
- Färre än fem händelser på fyra veckor: inget omdöme alls.
- Går det inte att anpassa någon kurva, till exempel första gången något händer, avgör ett exakt
  test.

## Preliminära veckor

Händelser kommer in i efterhand. Av de här {seen.n} händelserna kom {100 * seen.share[0]:.0f} % in
samma vecka och {100 * seen.share[1]:.0f} % veckan efter eller tidigare. Därför är de senaste
{seen.incomplete} veckorna preliminära. Vi räknar inte upp dem: en gissning ska inte se ut som
en siffra.

## När du inte ska använda det

- När rapporteringen har ändrats: ange antalet aktiva rapportörer som underlag. Lägesbilden gör det
  för hela kommunen. Har de nya börjat i ett enda område räcker det inte. Då säger bilden hur många
  av händelserna som är deras, och sätter stödet lägst.
- När en ensam serie ska bedömas på sin gräns. Nivån 5 % gäller antal som är lagom ojämna. I {lugna}
  lugna veckor med tvära kast (i snitt tio, men ofta noll eller trettio) låg
  {number(100 * rules["noufaily delta"], 1)} % över gränsen. EARS gräns lovar ingen nivå alls: där
  låg {number(100 * rules["ears C1 as published"], 1)} % över, inte de 0,1 % som står i metoden.
  Lita på ”håller över alla serier”.
- När historiken är kort och antalen stora: EARS tar våren för en ökning. Med 50 i veckan och en
  årstid som svänger hittade den något i {100 * spring["found, short, with a season"]:.0f} av 100
  lugna veckor; utan årstid i {100 * spring["found, short"]:.0f}. Lägesbilden räknar därför med
  vad hela underlaget gjorde samma veckor förra året, fem veckor tillsammans, när det når dit och
  var minst hundra. Annars säger den att årstiden inte är med.
- För att mäta hur stor en ökning är. Larmet säger bara att det är fler än väntat.

## Formel

Noufaily: log μ = nivå(del av året) + trend · vecka, quasi-Poisson, spridning φ ≥ 1. Vikten faller
som 1/s² där Anscombes residual s är över 2,58. Trenden används med tre år eller mer och bara när
den inte ger mer än den största siffran hittills. Gräns ”delta”:
(μ^(2/3) + z · √(4/9 · μ^(1/3) · (φ + v/μ)))^(3/2), med z för 5 % och v felet i μ i kvadrat. Gräns
”nbPlugin”: kvantilen i den negativa binomialfördelningen med medelvärdet μ och variansen φμ;
”muan”: detsamma vid övre änden av μ. Felet i μ räknas som i R-paketet surveillance: på relativa
residualer efter omviktningen.

EARS C1: medel + 3,09 · standardavvikelse av sju veckor före; C2: med två veckors lucka; C3 lägger
till hur mycket C2 var över 1 de två veckorna före. Med underlag följer medel och gräns det: gånger
veckans underlag, delat med medlet av underlaget de sju veckorna.

Håller över alla serier: dessutom ett försiktigt p-värde (svansen vid ”muan” utan omviktning, eller
det exakta testet i [fler än normalt](more_than_normal.md)) och Benjamini–Hochberg vid 5 % över alla
serier samma vecka.

Källor: Farrington m.fl. 1996; Noufaily m.fl. 2013; Fricker m.fl. 2008; Salmon m.fl. 2016; Lawless
1994 (fördröjning).

Metod: {many.METHOD}; {farrington.METHOD_2013}; {farrington.METHOD_1996}; {ears.METHOD};
{delay.METHOD}, version {many.VERSION}.
"""
