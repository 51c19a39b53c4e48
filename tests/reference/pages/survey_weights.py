import numpy as np

from lofte.analysis.survey.calibration import MOST_PASSES, poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.errors import NoConvergence
from lofte.analysis.survey.estimates import share
from tests.reference.words import number

ROWS = [("kvinna", "16–29", 10, 7), ("kvinna", "30–", 90, 36)]
ROWS += [("man", "16–29", 6, 2), ("man", "30–", 94, 19)]
SEX, AGE = {"kvinna": 5000, "man": 5000}, {"16–29": 2500, "30–": 7500}


def page():
    sex = np.repeat([row[0] for row in ROWS], [row[2] for row in ROWS])
    age = np.repeat([row[1] for row in ROWS], [row[2] for row in ROWS])
    yes = np.concatenate([np.arange(n) < k for _, _, n, k in ROWS])
    plain = Sample.drawn(weights=np.full(len(yes), 50.0))
    by_age, both = poststratify(plain, age, AGE), rake(plain, [(sex, SEX), (age, AGE)])
    before, after, fitted = (share(yes, sample) for sample in (plain, by_age, both))
    young = int(np.sum(age == "16–29"))
    return f"""# Vikter: svaren ska likna befolkningen

Unga svarar mer sällan. Om unga är otryggare än andra blir resultatet då för lågt. Därför får varje
svar en vikt så att svaren tillsammans har samma ålder, kön eller område som befolkningen.

## Exempel

{len(yes)} har svarat, {young} av dem är 16–29 år: {number(100 * young / len(yes), 0)} % av svaren
men 25 % av befolkningen.

| | Otrygga | 95 % intervall |
| --- | --- | --- |
| utan vikter | {_percent(before)} |
| vägt mot ålder (efterstratifiering) | {_percent(after)} |
| vägt mot kön och ålder var för sig (raking) | {_percent(fitted)} |

Varje ungt svar väger {number(by_age.weights[age == "16–29"][0], 0)} och varje annat
{number(by_age.weights[age == "30–"][0], 0)}. Det gör intervallet bredare: få svar bär mycket.
Raking blev klar efter {both.calibration.passes} varv.

## När du inte ska använda det

- För öppna enkäter. Vikter gör inte ett självvalt urval till ett lottat, och Löfte vägrar.
- När en grupp i befolkningen inte har något svar. Slå ihop den med en annan; Löfte säger vilken.
- När kombinationer saknas. Om alla kvinnor som svarat är unga och alla män äldre finns inga
  vikter som stämmer. {_stuck()}
- När tabellerna gäller olika befolkningar (olika år, olika åldrar). Deras summor ska vara lika.

## Formel

Efterstratifiering: w' = w · N_g / Σ w i gruppen g. Raking: samma steg för en tabell i taget, varv
efter varv, tills ingen cell i den gemensamma tabellen ändras (högst {MOST_PASSES} varv; annars ett
fel, aldrig ett tyst svar). Det som befolkningstabellen förklarar är inte längre osäkert. Variansen
räknas därför på det som blir kvar när varje grupps medelvärde har dragits av: med de gamla vikterna
för efterstratifiering, oviktat och tio varv för raking, precis som R:s survey gör. R:s rake stannar
redan när ingen cell ändras med mer än en person; det är tolerance=1. Källa: Deming & Stephan 1940;
Lumley 2004.
"""


def _percent(found):
    interval = f"{number(100 * found.low, 1)}–{number(100 * found.high, 1)} %"
    return f"{number(100 * found.value, 1)} % | {interval}"


def _stuck():
    sample = Sample.drawn(weights=np.ones(4))
    try:
        rake(sample, [(list("kkmm"), {"k": 5, "m": 5}), (list("uuää"), {"u": 3, "ä": 7})])
    except NoConvergence as error:
        return f"Då står det: ”{error}”"
    raise AssertionError("raking settled where it cannot")
