import numpy as np

from lofte.analysis.survey import answers
from lofte.analysis.survey.answers import persons
from lofte.analysis.survey.design import Open


def page():
    chosen = np.zeros((60, 3), bool)
    chosen[:25, 0] = chosen[10:42, 1] = chosen[38:50, 2] = True
    found = persons(chosen, Open(60))
    base, counts = int(found.base[0]), found.chosen[0].tolist()
    names = ["Fler lampor", "Fler poliser på kvällen", "Mer liv på torget"]
    rows = [f"| {name} | {n} | {_share(n, base)} |" for name, n in zip(names, counts, strict=True)]
    return f"""# Öppen enkät: antal personer, inget mer

En öppen enkät visar vad de som svarade tycker. Den visar inte vad invånarna tycker, hur många som
än svarar. Därför skriver vi antal och ”av dem som svarade”, aldrig ”X % av invånarna” och aldrig
ett intervall.

## Exempel

{found.parameters["answers"]} personer öppnade frågan ”Vad skulle hjälpa?” och fick välja flera
svar. {base} svarade, {int(found.missing[0])} hoppade över den.

| | Personer | Av dem som svarade |
| --- | --- | --- |
{chr(10).join(rows)}

Valen är {sum(counts)}, personerna {base}. Den som valde två saker räknas en gång i varje rad och en
gång i summan. Därför blir andelarna tillsammans mer än 100 %.

## När du inte ska använda det

- För att jämföra områden eller år. Olika många och olika personer valde att svara.
- För grupper med få svar. [Små tal göms](disclosure.md).

## Formel

Antal personer per svar och grupp; nämnaren är de personer i gruppen som svarade på frågan.

Metod: {answers.METHOD}, version {answers.VERSION}.
"""


def _share(part, whole):
    return f"{100 * part / whole:.0f} %"
