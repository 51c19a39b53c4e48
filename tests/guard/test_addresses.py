"""Street addresses that point out a home, and the many that do not."""

import pytest

from lofte.guard import Kind, find


def found(text):
    return [text[s.start : s.end] for s in find(text) if s.kind is Kind.ADDRESS]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Hon bor på Björkvägen 14.", "Björkvägen 14"),
        ("hemma hos dem på storgatan 12", "storgatan 12"),
        ("Fest på Björkvägen 14 B varje natt", "Björkvägen 14 B"),
        ("Björkvägen 14b", "Björkvägen 14b"),
        ("Storgatan 3, 2 tr", "Storgatan 3, 2 tr"),
        ("Storgatan 3 lgh 1102", "Storgatan 3 lgh 1102"),
        ("Utanför Storgatan 3 B", "Storgatan 3 B"),
        ("Skadegörelse i trapphuset Almvägen 22", "Almvägen 22"),
        ("Norra Esplanaden 12 är boendes port", "Norra Esplanaden 12"),
        ("Familjen på Karin Boyes gata 5", "Karin Boyes gata 5"),
        ("Klotter på Almgränd nr 4", "Almgränd nr 4"),
        ("adress: Ringstigen 118", "Ringstigen 118"),
        ("Villan på Lindallén 7 har inbrott", "Lindallén 7"),
        ("Mannen på Kungsgatan 42 skriker", "Kungsgatan 42"),
        ("Grannarna på Kyrkbacken 6, igen", "Kyrkbacken 6"),
    ],
)
def test_a_home_is_found_with_letter_and_floor(text, address):
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Klotter på Storgatan",
        "Kiosken på Storgatan 4 är stängd",
        "Skolan på Skolgatan 5 har glaskross",
        "I korsningen Storgatan 4",
        "Ungdomar vid Storgatan 12",
        "Glas utanför Kungsgatan 3",
        "Storgatan 8, ICA, stök",
        "Bråk på Storgatan 12, en restaurang",
        "Åvägen 13:02 larm",
        "Åvägen 13.02 larm",
        "Mjösundsvägen 16 förare kontrollerades",
        "Vallgatan 3 gånger",
        "Storgatan 2-14 saknar ljus",
        "Storgatan 12 januari",
        "Länsväg 184, riksväg 49, Riksväg 40, väg 184, E20",
        "Trafikplats 120 och busshållplats 4, plan 3",
        "torget 3",
        "på storplan 3",
        "Björkvägen 1402",
    ],
)
def test_a_public_place_a_time_or_an_amount_is_left(text):
    assert found(text) == []
