import numpy as np

from lofte.analysis.survey import representation
from lofte.analysis.survey.representation import who_answered
from tests.reference.words import number

AGES = ["16–24", "25–44", "45–64", "65–"]
ANSWERED = np.array([[[3, 40, 61, 22], [2, 31, 40, 25]], [[4, 55, 70, 41], [5, 38, 44, 19]]])
PEOPLE = np.array(
    [[[900, 2100, 1900, 1500], [950, 2200, 1800, 1300]]] * 2,
)


def page():
    found = who_answered(ANSWERED, PEOPLE, public=True)
    inside = who_answered(ANSWERED, PEOPLE, public=False)
    age = found.axes[2]
    rows = [
        f"| {name} | {n} | {there} | {number(ratio)} |"
        for name, n, there, ratio in zip(AGES, age.answered, age.population, age.ratio, strict=True)
    ]
    small = int((ANSWERED < 5).sum())
    return f"""# Vilka svarade, och vilka bor där

Vi jämför dem som svarade med befolkningen, efter område, kön och ålder. Då syns vilka som inte har
hörts. Talet 1 betyder att gruppen svarat lika ofta som andra, 0,5 hälften så ofta.

## Exempel

{found.answered} av {found.population} har svarat. Efter ålder:

| Ålder | Svarade | Befolkning | Jämfört med andra |
| --- | --- | --- | --- |
{chr(10).join(rows)}

Öppet visas område, kön och ålder var för sig, aldrig korsade. Inom gruppen visas de korsade, och
där göms små celler: {small} av {ANSWERED.size} är för små, och
{int((inside.crossed[:-1, :-1, :-1] < 0).sum())} göms för att ingen ska kunna räkna ut dem.

## När du inte ska använda det

- För att rätta resultatet av en öppen enkät. Jämförelsen visar vem som saknas; den gör inte svaren
  till ett urval.
- När de som svarade inte bor där (besökare, personal). Då finns ingen befolkning att jämföra med.

## Formel

(svar i gruppen / alla svar) / (befolkning i gruppen / hela befolkningen). Små tal göms som en
familj av tabeller med gemensam summa, se [små tal göms](disclosure.md).

Metod: {representation.METHOD}, version {representation.VERSION}.
"""
