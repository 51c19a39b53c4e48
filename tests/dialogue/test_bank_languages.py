"""What residents read of the question bank stands in every language of the open pages."""

import pytest

from lofte.dialogue.questionnaires import bank, languages

FOR_RESIDENTS = ("web", "sample", "market")


@pytest.mark.parametrize("language", list(languages.IN_SWEDISH))
@pytest.mark.parametrize("format_", FOR_RESIDENTS)
def test_a_form_for_residents_is_whole(format_, language):
    assert languages.missing(bank.starting(format_), language) == []


def test_nothing_is_translated_that_the_bank_does_not_say():
    said = {
        texts["sv"]
        for format_ in FOR_RESIDENTS
        for texts in languages.texts_of(bank.starting(format_))
    }
    for _theme, questions in bank.themes():
        said |= {texts["sv"] for one in questions for texts in languages.texts_of_question(one)}
    assert set(bank.translations()) - said == set()
