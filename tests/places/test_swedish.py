import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.places.swedish import folded, swedish_key


def test_the_alphabet_ends_in_a_ring_a_umlaut_o_umlaut() -> None:
    words = ["Öland", "Zinkgruvan", "Ängelholm", "Åmål", "Alingsås", "Ödeshög", "Arboga"]
    expected = ["Alingsås", "Arboga", "Zinkgruvan", "Åmål", "Ängelholm", "Ödeshög", "Öland"]
    assert sorted(words, key=swedish_key) == expected


@pytest.mark.parametrize(
    "words",
    [
        ["Vega", "Wallby", "Yngsjö"],
        ["Allen", "Allén", "Allena"],
        ["Kvarteret 2", "Kvarteret 10", "Kvarteret 10 B"],
        ["Ab", "abc"],
        ["Stor gatan", "Storgatan"],
        ["Mylla", "Müller", "Myra"],
        ["Ægir", "Ängen"],
        ["5:an", "Almen", "Åsen", "Øst", "Östra", "Жук"],
    ],
)
def test_the_order(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(backwards, key=swedish_key) == words


def test_decomposed_letters_sort_as_whole_ones() -> None:
    apart = unicodedata.normalize("NFD", "Åmål")
    assert sorted(["Ängen", apart, "Zoo"], key=swedish_key) == ["Zoo", apart, "Ängen"]


def test_case_accents_and_blanks_are_folded_but_not_the_swedish_letters() -> None:
    assert folded("  ALLÉN  12 ") == "allen 12"
    assert folded("ÅÄÖ åäö") == "åäö åäö"
    assert folded("Müllers") == "müllers"
    assert folded("a") != folded("å") != folded("ä")


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_text_has_a_place_in_the_order(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(words, key=swedish_key) == sorted(backwards, key=swedish_key)
