import numpy as np

from lofte.analysis import hours
from lofte.analysis.hours import hot_hours, week_hours
from lofte.analysis.points import Points
from tests.reference.words import number


def page():
    n = 60
    friday = np.datetime64("2026-11-20T22:10", "s") + np.arange(40) * np.timedelta64(5 * 60, "s")
    other = np.datetime64("2026-11-16T01:07", "s") + np.arange(20) * np.timedelta64(8 * 3600, "s")
    start = np.concatenate([friday, other])
    end = np.full(n, np.datetime64("NaT", "s"))
    nowhere = np.full(n, np.nan)
    points = Points(nowhere, nowhere, start, end, np.zeros(n, dtype=int), ("alla",))
    (hot,) = hot_hours(week_hours(points))
    theft = Points([0.0], [0.0], ["2026-11-18T21:30"], ["2026-11-19T00:00"], [0], ("stöld",))
    parts = week_hours(theft).weights[2, 21:]
    return f"""# När på veckan

Tabellen har sju veckodagar och 24 timmar. Varje händelse väger 1. Vet vi bara att något hände
mellan två klockslag delar vi vikten på timmarna däremellan, efter hur lång tid som ligger i var
och en.

## Exempel

En cykel försvann mellan 21.30 och midnatt en onsdag. Timmen 21–22 får {number(parts[0], 1)}, 22–23
får {number(parts[1], 1)} och 23–24 får {number(parts[2], 1)}.

Av {n} händelser ligger {hot.count:.0f} i fönstret **{hot.label}**. Det är
{100 * hot.share:.0f} % av händelserna på {number(100 * hot.usual, 1)} % av veckans timmar.

## Heta timmar

Ett fönster är 1–7 dagar i rad och 2–8 timmar, högst 30 timmar i veckan: något som en patrull kan
bemanna. Vi visar högst tre, utan gemensamma timmar. Varje fönster ska ha minst fem händelser, minst
en femtedel mer än vanligt, och klara ett exakt test där felnivån delats med antalet möjliga
fönster.
Med en tidigare profil är ”vanligt” fönstrets andel då, annars dess andel av veckans timmar. Ett
fönster över midnatt hör till dagen då det börjar: ”fredag–lördag 22–02” slutar söndag klockan 02.

## När du inte ska använda det

- Färre än {hours.FEWEST_EVENTS} händelser med känd tid: då visar vi inga fönster.
- När klockslaget 00.00 betyder ”vet ej”. Tabellen säger hur många de är. Är de mer än dubbelt så
  många som vid hela timmarna intill räknas de inte in i fönstren.
- Händelser som kan ha skett under sju dagar eller mer säger inget om när. De sprids jämnt över
  veckan och räknas för sig.
- Natten då klockan ställs om rättas inte: timmen 02–03 hoppas över på våren och kommer två gånger
  på hösten. Resultatet säger hur många händelser som börjar i den.

## Formel

Vikten i timme t är överlappet mellan timmen och tiden [start, slut], delat med slut − start. Utan
slut, eller högst en minut: hela vikten i starttimmen. Källa: Ratcliffe 2000.

Metod: {hours.METHOD}; {hours.HOT_METHOD}, version {hours.VERSION}.
"""
