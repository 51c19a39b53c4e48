from lofte.analysis import trend
from lofte.analysis.trend import rate_ratio, series_against_normal
from tests.reference.words import number, small


def page():
    series = [5, 6, 7, 4, 5, 6, 14]
    latest = series_against_normal(series, dispersion=1.0)
    ratio = rate_ratio(30, 20)
    few = rate_ratio(3, 2)
    return f"""# Utveckling: en serie och en kvot

Är den senaste siffran normal? Och hur många gånger fler eller färre är det än förut?

## Exempel

Serien {", ".join(map(str, series))}: normalt {latest.low}–{latest.high}, och den sista är fler än
normalt (sannolikhet {small(latest.p)}).

30 händelser nu och 20 förut är {number(ratio.ratio, 1)} gånger så många, men det kan vara allt
från
{number(ratio.low)} till {number(ratio.high)} gånger. Med 3 och 2 är kvoten densamma, men säger
inget: {number(few.low)} till {number(few.high, 1)} gånger.

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
