import numpy as np

from lofte.analysis import near_repeat as module
from lofte.analysis.near_repeat import Bands, near_repeat
from tests.reference.words import number, small


def page():
    random = np.random.default_rng(5)
    x, y = random.random((2, 400)) * 2000
    day = random.integers(0, 100, 400)
    x = np.append(x, x[:60] + random.uniform(20, 60, 60))
    y = np.append(y, y[:60])
    day = np.append(day, day[:60] + random.integers(1, 6, 60))
    found = near_repeat((x, y), day, Bands((100.0, 200.0), (7.0, 14.0)))
    lines = [
        f"| {where} | "
        + " | ".join(
            f"{found.observed[row, k]} mot {number(found.expected[row, k], 1)}" for k in range(2)
        )
        + " |"
        for row, where in enumerate(("samma plats", "över 0–100 m", "över 100–200 m"))
    ]
    table = "\n".join(lines)
    return f"""# Upprepning i närheten

Efter ett inbrott ökar ibland risken i husen intill, någon vecka framåt. Vi räknar par av händelser
som ligger nära varandra både i rum och i tid, och jämför med hur många par det blir när tiderna
delas ut på nytt.

## Exempel

{found.n} påhittade händelser, varav 60 har följt på en annan inom fem dagar och 60 meter.

| Avstånd | 0–7 dagar | över 7–14 dagar |
| --- | --- | --- |
{table}

Inom 100 meter och en vecka finns {found.observed[1, 0]} par, {number(found.ratio[1, 0], 1)} gånger
så många som väntat. Sannolikheten för minst så många av en slump är
{small(found.p[1, 0])}, och för 100–200 meter {small(found.p[2, 0])}.

## När du inte ska använda det

- När platserna är satta på en mitt för gatan eller området. Par på exakt samma plats står därför på
  en egen rad: de kan vara en adress, men också en mittpunkt.
- När rapporterna kommer sent eller i klump. En pärm som förs in på en dag ser ut som
  upprepningar.
- När samma händelse står på två rader. Lägesbilden räknar en rad som i allt är lik en annan en gång
  och säger det, men bara där klockslaget är känt: annars kan de vara två.
- När antalet har ändrats mycket på olika håll under perioden. Då blir det fler par än väntat utan
  att den ena händelsen leder till den andra. Håll perioden under ett år.
- När paren är få. Där ett halvt par är väntat säger normalfördelningen för ofta att två är många.
  Lägesbilden tar därför den största av två sannolikheter, normalfördelningens ur den exakta
  variansen och Poissons, och säger inget om färre än tre par.
- För enskilda hushåll. Metoden säger något om ett slags händelser, inte om vem som drabbas.

## Formel

Ett band har med sin övre gräns men inte sin undre; det första dagbandet har med noll dagar. Väntat:
par inom avståndet · par inom tiden / alla par. p = (1 + utdelningar med minst lika många par) /
(1 + utdelningar), här {found.permutations} stycken. Variansen räknas exakt, ur hur många par av par
som delar en händelse i rum och i tid (Mantel 1967), så utdelningarna är en kontroll. Poissons p är
P(X ≥ sett); andra program skriver ofta P(X > sett), som är lägre. Källa: Knox 1964; Johnson m.fl.
2007.

Metod: {module.METHOD}, version {module.VERSION}.
"""
