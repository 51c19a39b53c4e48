from lofte.analysis import disclosure
from lofte.analysis.disclosure import (
    PERCENT_BASE,
    PUBLIC_BASE,
    Rounded,
    Table,
    Told,
    attack,
    differences,
    group_shares,
    percentage,
    protect,
    release,
)
from lofte.analysis.disclosure.suppression import MOST_WORK


def page():
    table = Table.cross([[3, 20, 30], [25, 9, 40], [50, 60, 70]])
    protected = protect(table)
    head = ["", "Klotter", "Skadegörelse", "Stöld", "Summa"]
    names = ["Norr", "Söder", "Öster", "Summa"]
    rows = [
        [name, *(_said(value) for value in row)]
        for name, row in zip(names, protected.shown.tolist(), strict=True)
    ]
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * 5, *rows]]
    found = attack(protected.told, [0])
    kept = differences(protect(Table.line([30, 20, 8])), Table.line([32, 20, 8]))
    return f"""# Små tal göms

Ett antal mellan 1 och {disclosure.MINIMUM - 1} kan peka ut en person. Därför visar vi det inte. Men
den som har summan kan räkna baklänges. Därför gömmer vi också några andra tal, så få vi kan.

## Exempel

I Norr fanns tre fall av klotter. Summorna visas, så tre tal till måste gömmas:

{chr(10).join(lines)}

En angripare som löser ekvationssystemet av allt som visas kommer fram till att talet i Norr ligger
mellan {found.low[0]:.0f} och {found.high[0]:.0f}. Angriparen finns i koden. Den vet att gömda tal
är minst 1, att personer är hela, och alla summor och avrundade procent. Varje gömt litet tal prövas
innan något visas, och i testerna prövas slumpvisa familjer av tabeller.

## Flera tabeller

Samma cell i två tabeller är samma cell, och göms i båda. En cell som ingen tabell visar men som
en skillnad avslöjar räknas också: {_overlap()}

## Nya utgåvor

Om en sen rapport ändrar 30 till 32 visar skillnaden att två kom till. För hela tabeller får den
gamla utgåvan stå kvar (här: {"ja" if kept.kept else "nej"}) tills varje tal som ändrats har ändrats
med minst {disclosure.MINIMUM}. För familjer av tabeller visas det som kan visas: {_later()} Allt
räknas mot alla tidigare utgåvor, även de gömda talen; de stannar i huset.

## Andelar

En grupp med färre än {PUBLIC_BASE} svar visas inte. Under {PERCENT_BASE} svar visas antal men inte
procent. Procent visas bara där antalet får visas, för procenten kan röja det: {_percent()} Mellan
{PERCENT_BASE} och 99 svar avrundas till närmaste 5 %, för där är en person mer än en procent (13 av
44 blir {percentage(13, 44).percent} %), annars till hela procent. De som *inte* valde ett svar är
lika hemliga som de som gjorde det: {_others()}

## När det inte räcker

- När två tabeller om samma händelser publiceras var för sig utan att räknas som en familj.
- När någon redan vet något, till exempel att den egna anmälan är en av dem.
- När alla i en grupp svarade lika. En nolla visas som en nolla, och säger något om alla.
- När en tidigare utgåva redan har visat för mycket. Då säger resultatet vilka celler det gäller,
  och inget mer läggs till.

## Formel

Primärt göms celler med 0 < x < {disclosure.MINIMUM} (eller cellens egen gräns). För varje sådan
cell löser vi två linjära program: flytta cellen till gränsen minus 1 och till 1, med alla summor
bevarade, nollor orörda och inget annat under 1, till lägsta kostnad. Celler som måste röra sig
göms.
Att gömma en summa kostar hundra gånger mer. Varje lösning i hela tal är ett bevis för att cellen
kan ha värdet; saknas beviset frågas angriparen (heltalsprogram, HiGHS), och går det inte göms allt
som hänger ihop med cellen. Samma sak görs utan sökning när små celler gånger alla celler är fler
än {MOST_WORK // 1_000_000} miljon. Nollor kan ensamma höja det minsta en cell kan vara; kravet är
då
att lika många värden är möjliga. En ändring mellan utgåvor är en cell: x₂ = x₁ + d, och angriparen
antas veta åt vilket håll. En andel p avrundad till steget s är två olikheter:
(p − s/2) · bas ≤ täljare ≤ (p + s/2) · bas. Källa: Kelly, Golden & Assad 1992; Hundepool m.fl.
2012.

Metod: {disclosure.METHOD}, version {disclosure.VERSION}.
"""


def _said(value):
    return "–" if value is None or value < 0 else str(value)


def _overlap():
    figures = {"16–24": 30, "16–29": 33, "25–29": 3}
    sums = [("16–29", ["16–24", "25–29"])]
    shown = release(figures, sums, untold=["25–29"]).shown
    told = ", ".join(f"{key} år: {_said(value)}" for key, value in shown.items())
    return f"30 är 16–24 år och 33 är 16–29, så tre är 25–29. Då visas {told}."


def _later():
    sums = [("alla", ["norr", "söder", "öster"])]
    first = release({"norr": 30, "söder": 20, "öster": 40, "alla": 90}, sums)
    later = {"norr": 32, "söder": 20, "öster": 49, "alla": 101}
    shown = release(later, sums, earlier=[first.edition]).shown
    told = ", ".join(f"{key} {_said(value)}" for key, value in shown.items())
    return f"om 30, 20 och 40 blir 32, 20 och 49 visas {told}."


def _percent():
    told = Told([1, 44], [44, 44], (), (Rounded(0, 1, 0.065, 0.075),))
    found = attack(told, [0])
    return f"”7 % av 44” kan bara vara {found.low[0]:.0f} personer."


def _others():
    shares = group_shares([40, 50], [[38], [25]])
    return (
        f"att 38 av 40 sa ja visas som {_said(int(shares.chosen[0, 0]))}, för två gjorde det inte."
    )
