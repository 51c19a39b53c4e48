from datetime import date, timedelta

import numpy as np

from lofte.analysis import same_weeks as module
from lofte.analysis.same_weeks import same_weeks


def page():
    starts = tuple(date(2023, 1, 2) + timedelta(days=7 * k) for k in range(204))
    season = np.exp(np.sin(2 * np.pi * np.arange(204) / 52.18))
    series = np.random.default_rng(53).poisson(6 * season)
    series[-1] = 22
    found = same_weeks(series, starts, dispersion=1.0)
    weeks = [starts[k].isocalendar() for k in found.references]
    names = ", ".join(f"v. {w.week} {w.year}" for w in weeks)
    return f"""# Samma veckor tidigare år

Är det många nu, för att vara den här tiden på året? Vi jämför veckan med samma vecka, och veckan
före och efter, de senaste åren.

## Exempel

Veckan som börjar {starts[-1]} har {found.now[0]} händelser. Jämförelsen: {names}, med
{", ".join(map(str, found.before[0]))} händelser. Normalt är {found.low[0]}–{found.high[0]}, så det
här är {"fler än normalt" if found.more[0] else "inte fler än normalt"}.

”Samma vecka” är den vecka som börjar närmast samma datum. En vecka 53 jämförs alltså med veckorna
runt nyår, och resultatet säger när en sådan är med.

## När du inte ska använda det

- När serien inte når ett helt år tillbaka.
- När nivån har ändrats mellan åren, till exempel av fler rapportörer: ange dem som underlag, eller
  använd [larm](alarms.md), som har en trend.
- Påsken flyttar sig. Då kan ”samma vecka” vara en helg ena året och inte det andra.

## Formel

Som i [fler än normalt](more_than_normal.md): givet summan är antalet nu binomialfördelat (Poisson)
eller betabinomialfördelat (negativ binomial). Intervallet är de mittersta 90 procenten, med
historikens osäkerhet inräknad.

Metod: {module.METHOD}, version {module.VERSION}.
"""
