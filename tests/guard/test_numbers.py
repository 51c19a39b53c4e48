"""Personnummer and samordningsnummer: found however they are written, and little else.

The numbers are Skatteverket's test numbers or made here; the telephone numbers elsewhere in this
folder are those that PTS keeps for fiction.
"""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer
from stdnum import luhn

from lofte.guard import Kind, Span, find

TODAY = date(2026, 1, 1)


def found(text):
    return [(text[span.start : span.end], span.kind) for span in find(text)]


WRITTEN = """
19811218-9876 | 198112189876 | 811218-9876 | 811218+9876 | 8112189876 | 811218 9876
19811218 9876 | 811218 - 9876 | 811218  9876 | 811218–9876 | 811218−9876 | 811218\u20119876
811218\u00a09876 | 19811218\u202f9876 | ８１１２１８－９８７６ | 81 12 18 9876 | 1981 12 18 9876
1981-12-18-9876 | 81-12-18 9876 | 81.12.18-9876 | 19 811218-9876 | 811218 98 76
8 1 1 2 1 8 9 8 7 6 | 1 9 8 1 1 2 1 8 9 8 7 6 | 811218-\u200b9876 | ٨١١٢١٨-٩٨٧٦ | 811218/9876
811218:9876 | 811218.9876 | 811218_9876 | 811218--9876
"""
FRAMES = ("{}", "Mannen ({}) gick.", "Pnr:{}.", "Vi såg {}, {} igen.", "rad\n{}\nrad", "pnr{}")


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("number", [n.strip() for n in re.split(r"[|\n]", WRITTEN.strip())])
def test_every_way_of_writing_a_personnummer_is_found_whole(number, frame):
    text = frame.replace("{}", number)
    assert found(text) == [(number, Kind.PERSONNUMMER)] * frame.count("{}")


@pytest.mark.parametrize("number", ["701063-2391", "19701063-2391", "7010632391", "701063 2391"])
def test_a_samordningsnummer_has_a_kind_of_its_own(number):
    assert found(f"med {number} i passet") == [(number, Kind.SAMORDNINGSNUMMER)]


@pytest.mark.parametrize("number", ["000101-R220", "20000101-T220", "000101T220"])
def test_interim_numbers_with_a_letter_are_found(number):
    assert found(f"nr {number}.") == [(number, Kind.PERSONNUMMER)]


@given(
    st.dates(date(1890, 1, 1), TODAY),
    st.integers(1, 999),
    st.sampled_from(["-", "+", " ", "", "–"]),
    st.booleans(),
    st.booleans(),
)
def test_every_valid_number_is_found(born, serial, sign, long, coordination):
    day = born.day + 60 if coordination else born.day
    nine = f"{born:%y%m}{day:02}{serial:03}"
    ten = nine + luhn.calc_check_digit(nine)
    assert personnummer.valid(ten) or (born.month, born.day) == (2, 29)
    written = (f"{born.year // 100}" if long else "") + ten[:6] + sign + ten[6:]
    kind = Kind.SAMORDNINGSNUMMER if coordination else Kind.PERSONNUMMER
    assert found(f"Det var {written} som ringde") == [(written, kind)]


@pytest.mark.parametrize("cue", ["pnr ", "Personnummer: ", "person nr ", "p-nr. ", "född "])
def test_a_wrong_check_digit_is_found_after_a_cue(cue):
    assert found(f"{cue}811218-9875") == [("811218-9875", Kind.PERSONNUMMER)]


@pytest.mark.parametrize(
    "number", ["811218-9875", "811218-0002", "pnr 811318-9876", "19800230-1234"]
)
def test_a_wrong_number_without_a_cue_or_with_a_date_that_never_was_is_left(number):
    assert found(f"artikel {number} kom") == []


@pytest.mark.parametrize(
    "text",
    [
        "Pnr är okänt. Ordernummer 811218-9875",
        "pnr saknas\n811218-9875",
        "personnummer [personnummer] 811218-9875",
        "pnr? Nej! 811218-9875",
    ],
)
def test_a_cue_does_not_reach_into_another_sentence_line_or_past_a_mask(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2018-12-18 1236",  # Luhn says yes, but it is a date with a clock time
        "81 12 18 98 77",
        "orgnr 556036-0793",
        "18112189876543",
        "plusgiro 12 34 56-7, bankgiro 123-4567",
        "2 0 1 9 8 0",
        "1 2 3 4 5 6 7 8 9 0 1 2",
        "8 1 1 3 1 8 9 8 7 6",
    ],
)
def test_other_rows_of_digits_are_left(text):
    assert found(text) == []


def test_a_date_with_a_clock_time_is_found_after_a_cue():
    assert found("pnr 2018-12-18 1236") == [("2018-12-18 1236", Kind.PERSONNUMMER)]


def test_the_span_counts_code_points_of_the_text_that_was_given():
    text = "👮🏽\u200b 811218-\u00ad9876"
    assert find(text) == (Span(4, 16, Kind.PERSONNUMMER),)
    assert text[4:16] == "811218-\u00ad9876"
