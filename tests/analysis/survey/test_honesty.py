"""Where a sample survey carries nothing, that is seen; where it does, `intervals` judges it."""

from benchmarks.honesty.survey import covered, rates


def test_with_three_who_say_yes_the_interval_is_too_narrow_and_the_manual_says_so():
    assert rates(0.05, 60, 200)["share"] < 0.93


def test_one_interval_alone_is_the_same_as_among_all():
    assert covered(0.2, 60, 7, ["total"]) == {"total": covered(0.2, 60, 7)["total"]}
