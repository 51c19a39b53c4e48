from lofte.analysis import disclosure
from lofte.analysis.disclosure import Table, differences, protect


def page():
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
