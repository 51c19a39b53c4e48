"""The Swedish calendar, against days that anybody can look up."""

from datetime import date

import pytest

from lofte.analysis.swedish_days import clock_changes, easter, has_week_53, holidays, said_of


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2026, 4, 5),
     (2038, 4, 25), (2049, 4, 18), (2076, 4, 19)],
)  # fmt: skip
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)


def test_the_year_2026():
    assert {f"{day:%m-%d}": name for day, name in holidays(2026).items()} == {
        "01-01": "nyårsdagen",
        "01-06": "trettondedag jul",
        "04-03": "långfredagen",
        "04-05": "påskdagen",
        "04-06": "annandag påsk",
        "05-01": "första maj",
        "05-14": "Kristi himmelsfärdsdag",
        "05-24": "pingstdagen",
        "06-06": "nationaldagen",
        "06-19": "midsommarafton",
        "06-20": "midsommardagen",
        "10-31": "alla helgons dag",
        "12-24": "julafton",
        "12-25": "juldagen",
        "12-26": "annandag jul",
        "12-31": "nyårsafton",
    }


def test_what_the_law_changed():
    assert holidays(2004)[date(2004, 5, 31)] == "annandag pingst"
    assert date(2005, 5, 16) not in holidays(2005)
    assert date(2004, 6, 6) not in holidays(2004)
    assert holidays(2022)[date(2022, 6, 6)] == "nationaldagen"


def test_a_day_that_is_two_holidays_keeps_the_older_name():
    assert holidays(2049)[date(2049, 6, 6)] == "pingstdagen"


def test_when_the_clock_changes():
    assert clock_changes(2026) == (date(2026, 3, 29), date(2026, 10, 25))
    assert clock_changes(2024) == (date(2024, 3, 31), date(2024, 10, 27))
    assert clock_changes(1995) == (date(1995, 3, 26), date(1995, 9, 24))
    assert clock_changes(1970) == ()


def test_years_with_a_week_53():
    assert [y for y in range(2000, 2040) if has_week_53(y)] == [
        2004, 2009, 2015, 2020, 2026, 2032, 2037,
    ]  # fmt: skip


def test_what_is_said_of_a_period():
    autumn = said_of(date(2026, 10, 1), date(2026, 12, 31))
    assert "5 helgdagar" in autumn[0]
    assert "2026-10-25" in autumn[1]
    assert autumn[2] == "Vecka 53 finns i 2026."
    assert said_of(date(2026, 8, 3), date(2026, 8, 9)) == ()
