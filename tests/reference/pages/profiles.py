from datetime import date, datetime, timedelta

from lofte.analysis import profiles
from lofte.analysis.profiles import by_month, by_weekday
from tests.reference.words import number


def page():
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    summer = [datetime(2026, 7, 1, 21) + timedelta(days=k % 31) for k in range(40)]
    times = summer + [datetime(2026, 1, 1, 9) + timedelta(days=3 * k) for k in range(120)]
    found = by_month(times, first, last)
    july = found.parts.index("juli")
    days = by_weekday(times, first, last)
    return f"""# Veckodag, månad och årstid

Ligger händelserna jämnt över året, eller finns det en topp? Vi jämför varje del med så många
händelser som den skulle ha om alla dagar vore lika. En månad med 28 dagar, eller ett år som bara
är delvis med, ger därför ingen falsk topp.

## Exempel

{found.n} händelser under 2026. Juli har {found.counts[july]}; med lika dagar vore det
{number(found.expected[july], 1)}. Det är {number(found.ratio[july], 1)} gånger så många
({number(found.low[july], 1)} till {number(found.high[july], 1)}).

Helgdagar är en egen del bland veckodagarna: {days.days[7]} dagar, {days.counts[7]} händelser. En
julafton är varken en torsdag eller en söndag. Midsommarafton, julafton och nyårsafton räknas dit.

Resultatet säger själv vad som är speciellt med dagarna: ”{days.said[0]}” ”{days.said[1]}”
”{days.said[2]}”

## När du inte ska använda det

- Färre än {profiles.FEWEST_EVENTS} händelser: resultatet säger att de är för få.
- Ett enda år säger inte att det blir så nästa år. Jämför flera.
- När händelserna kommer i klungor (en kväll, tio rapporter) är intervallet för smalt.
- Intervallet gäller varje del för sig. Bland tolv månader ser en av tjugo lugna delar ut att
  avvika.

## Formel

Kvot = antal / (n · dagar i delen / alla dagar). Gränserna är Clopper och Pearsons för andelen,
delade med delens andel av dagarna. Påsken räknas med den gregorianska regeln, helgdagarna efter
lag (1989:253).

Metod: {profiles.METHOD}, version {profiles.VERSION}.
"""
