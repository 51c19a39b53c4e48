"""The words of the picture: plain Swedish, with a comparison, never louder than the figures."""

from datetime import date

import pytest

from lofte.situation import sentences
from lofte.situation.document import FEWER, MORE, TOO_FEW, USUAL, Figures, HotWindow

NBSP = "\u00a0"


def window(label: str, share: float, usual: float) -> HotWindow:
    return HotWindow(label, 4, 5, 20, 1, 14.0, share, usual)


def test_a_span_is_told_in_weeks_where_they_are_whole() -> None:
    end = date(2026, 11, 23)
    assert sentences.latest(date(2026, 5, 25), end) == "de senaste 26 veckorna"
    assert sentences.latest(date(2026, 11, 13), end) == "de senaste 10 dagarna"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "inga händelser"), (1, "1 händelse"), (14, "14 händelser"), (18234, "18 234 händelser")],
)
def test_events_are_counted_as_people_say_it(count: int, words: str) -> None:
    assert sentences.events(count) == words.replace(" ", NBSP if count else " ")


def test_a_finding_has_a_count_what_is_normal_and_when() -> None:
    figures = Figures(14, 4, 9)
    told = sentences.finding("Resecentrum", figures, "fredag–lördag 20–01")
    plain = told.replace(NBSP, " ")
    assert plain == "Resecentrum: 14 händelser, normalt 4–9. Flest fredag–lördag 20–01."


def test_a_finding_without_history_says_nothing_of_normal() -> None:
    assert sentences.finding("Torget", Figures(1)).replace(NBSP, " ") == "Torget: 1 händelse."


def test_a_band_of_one_number_is_one_number() -> None:
    assert sentences.normal(Figures(3, 0, 0)) == "normalt 0"


@pytest.mark.parametrize(
    ("figures", "klass", "part"),
    [
        (Figures(30, 10, 20), MORE, "fler än normalt"),
        (Figures(3, 10, 20), FEWER, "färre än normalt"),
        (Figures(12, 10, 20), USUAL, "inom det normala"),
        (Figures(0, 0, 1), TOO_FEW, "Få händelser – ingen slutsats"),
        (Figures(12), TOO_FEW, "för kort historik"),
        (Figures(0), TOO_FEW, "inga händelser"),
    ],
)
def test_the_whole_register_in_one_sentence(figures: Figures, klass: str, part: str) -> None:
    assert part in sentences.total(figures, klass)


def test_where_most_is_never_says_more_than_normal() -> None:
    told = sentences.most("Nära Torget", count=40, share=0.126, cells=1)
    assert told.replace(NBSP, " ") == (
        "Flest händelser: nära Torget. 40 händelser (13 % av alla) på 1 ruta."
    )
    assert "normal" not in told


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.004, "under 1 %"), (0.5, "50 %"), (1.0, "100 %")]
)
def test_shares_are_whole_per_cents(share: float, words: str) -> None:
    assert sentences.percent(share).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    ("q", "words"),
    [(None, "beskrivning"), (0.0001, "starkt stöd"), (0.005, "tydligt stöd"), (0.04, "visst stöd")],
)
def test_certainty_is_said_in_words(q: float | None, words: str) -> None:
    assert sentences.strength(q) == words


def test_hours_that_stand_out_and_hours_that_grew_are_two_things() -> None:
    most, more = window("fredag–lördag 20–01", 0.31, 0.06), window("måndag 07–09", 0.12, 0.04)
    told = sentences.hot_hours((most,), (more,)).replace(NBSP, " ")
    assert told == (
        "Flest fredag–lördag 20–01: 31 % av händelserna. "
        "Större andel än vanligt måndag 07–09: 12 %, vanligen 4 %."
    )
    assert sentences.hot_hours((), ()) == "Inga timmar på veckan sticker ut."


def test_a_very_long_name_is_cut_in_a_sentence() -> None:
    assert len(sentences.short("Väldigt långt namn " * 50)) <= 80
    assert sentences.short("Torget") == "Torget"


def test_numbers_have_swedish_form() -> None:
    assert sentences.number(1234567).split(NBSP) == ["1", "234", "567"]
    assert sentences.number(7.25) == "7,2"
