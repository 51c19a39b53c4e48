"""What the guard lets pass in words that people write."""

import pytest

from lofte.people.free_text import PersonalData, checked


def test_a_text_in_another_language_is_searched_for_numbers_but_not_for_swedish_names():
    assert checked("Ammaan yara", foreign=True) == "Ammaan yara"
    with pytest.raises(PersonalData):
        checked("Wac 070-174 06 05", foreign=True)
