"""A picture is made without the collector, which is left as it was."""

import gc

import pytest

from lofte.situation.collecting import not_collecting


@pytest.fixture(autouse=True)
def _as_before():
    yield
    gc.enable()


def test_nothing_is_collected_meanwhile_and_all_is_as_before_afterwards():
    with not_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_leaves_it_as_it_was_too():
    with pytest.raises(ValueError, match="avbrutet"), not_collecting():
        raise ValueError("avbrutet")
    assert gc.isenabled()


def test_who_had_turned_it_off_keeps_it_off():
    gc.disable()
    with not_collecting():
        pass
    assert not gc.isenabled()
