"""Numbers as people write them."""

import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers.numerals import comma_is_unclear, parse_numbers


def value(text: str | None, decimal: str = "comma") -> float:
    return float(parse_numbers(pa.array([text], pa.string()), decimal=decimal)[0][0])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("57.7", 57.7),
        ("57,7", 57.7),
        ("6 473 210,5", 6473210.5),
        ("6\u00a0473\u202f210", 6473210),
        ("−12,5", -12.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("6'473'210", 6473210),
        ("1e5", 1e5),
        (".5", 0.5),
        ("674,032", 674.032),
        ("+3", 3),
    ],
)
def test_forms_that_are_read(text, number):
    assert value(text) == pytest.approx(number)


def test_a_comma_may_group_thousands_when_the_mapping_says_so():
    assert value("674,032", "point") == 674_032
    assert value("57,7", "point") == pytest.approx(57.7)


@pytest.mark.parametrize("text", ["x", "12 m", "1,2,3", "--5", "5-", "1e999", "12.5.6"])
def test_what_is_no_number_is_wrong(text):
    values, wrong = parse_numbers(pa.array([text]))
    assert wrong[0]
    assert math.isnan(values[0])


@pytest.mark.parametrize("text", ["", " ", "NA", "-", None, "okänd"])
def test_an_empty_cell_is_not_wrong(text):
    values, wrong = parse_numbers(pa.array([text], pa.string()))
    assert not wrong[0]
    assert math.isnan(values[0])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_survives_with_either_mark(number):
    assert value(repr(number)) == number
    assert value(repr(number).replace(".", ",")) == number


@given(st.integers(-(10**9), 10**9))
def test_thousands_may_be_set_apart_by_spaces(number):
    assert value(f"{number:,}".replace(",", " ")) == number


@given(st.lists(st.text(max_size=20)))
def test_no_text_makes_it_fall(cells):
    values, wrong = parse_numbers(pa.array(cells, pa.string()))
    assert len(values) == len(wrong) == len(cells)


@pytest.mark.parametrize(
    ("cells", "unclear"),
    [(["674,032", "12"], True), (["674,032", "12,5"], False), (["12.5"], False), ([], False)],
)
def test_a_comma_is_unclear_only_when_nothing_settles_it(cells, unclear):
    assert comma_is_unclear(pa.array(cells, pa.string())) is unclear
