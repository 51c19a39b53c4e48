"""Days that are unlike others in Sweden: public holidays, clock changes, weeks numbered 53.

Source: lag (1989:253) om allmaenna helgdagar; the clock changes by the rules in force since 1981
(from 1996 those of the EU). Easter by the anonymous Gregorian computus (Meeus 1991).
"""

from datetime import date, timedelta

FIRST_CLOCK_CHANGE, EU_CLOCK = 1981, 1996
FIRST_NATIONAL_DAY, LAST_WHIT_MONDAY = 2005, 2004
_FIXED = {
    (1, 1): "nyårsdagen",
    (1, 6): "trettondedag jul",
    (5, 1): "första maj",
    (12, 25): "juldagen",
    (12, 26): "annandag jul",
}
_FROM_EASTER = {
    -2: "långfredagen",
    0: "påskdagen",
    1: "annandag påsk",
    39: "Kristi himmelsfärdsdag",
    49: "pingstdagen",
}
_EVES = {(12, 24): "julafton", (12, 31): "nyårsafton"}


def easter(year: int) -> date:
    """Easter Sunday."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + leap + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int) -> dict[date, str]:
    """The public holidays of a year, and the eves that are as free as they: midsommarafton,
    julafton and nyårsafton."""
    found = {date(year, *day): name for day, name in (_FIXED | _EVES).items()}
    sunday = easter(year)
    found |= {sunday + timedelta(days=days): name for days, name in _FROM_EASTER.items()}
    if year <= LAST_WHIT_MONDAY:
        found[sunday + timedelta(days=50)] = "annandag pingst"
    if year >= FIRST_NATIONAL_DAY:
        found.setdefault(date(year, 6, 6), "nationaldagen")
    midsummer = _weekday_from(date(year, 6, 20), 5)
    found[midsummer - timedelta(days=1)] = "midsommarafton"
    found[midsummer] = "midsommardagen"
    found[_weekday_from(date(year, 10, 31), 5)] = "alla helgons dag"
    return dict(sorted(found.items()))


def _weekday_from(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def clock_changes(year: int) -> tuple[date, ...]:
    """The Sundays on which the clock skips 02-03 (spring) and shows 02-03 twice (autumn).

    Empty before 1981.
    """
    if year < FIRST_CLOCK_CHANGE:
        return ()
    autumn = 10 if year >= EU_CLOCK else 9
    return tuple(
        _weekday_from(date(year, month, 31 if month != 9 else 30) - timedelta(days=6), 6)
        for month in (3, autumn)
    )


def has_week_53(year: int) -> bool:
    """Does the ISO year have a week 53?"""
    return date(year, 12, 28).isocalendar().week == 53


def said_of(first: date, last: date) -> tuple[str, ...]:
    """What a reader should know of these days, as Swedish sentences: holidays, clock, week 53."""
    years = range(first.year, last.year + 1)
    free = [d for y in years for d in holidays(y) if first <= d <= last]
    changes = [d for y in years for d in clock_changes(y) if first <= d <= last]
    numbered = [
        y for y in years if has_week_53(y) and first <= date.fromisocalendar(y, 53, 1) <= last
    ]
    sentences = []
    if free:
        sentences.append(
            f"Perioden har {len(free)} helgdagar och aftnar, till exempel {free[0]} "
            f"({holidays(free[0].year)[free[0]]})."
        )
    if changes:
        days = ", ".join(map(str, changes))
        sentences.append(f"Klockan ställs om {days}: dygnet är 23 eller 25 timmar.")
    if numbered:
        sentences.append(f"Vecka 53 finns i {', '.join(map(str, numbered))}.")
    return tuple(sentences)
