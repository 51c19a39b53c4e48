"""Reading an answer: what can be read is read, the rest is counted."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.polisen.parse import NotAnAnswer, happened, published, read, read_event
from tests.importers.polisen.made import body, entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-22 9:48:12 +02:00", datetime(2026, 8, 22, 7, 48, 12, tzinfo=UTC)),
        ("2026-08-22 19:48:12 +02:00", datetime(2026, 8, 22, 17, 48, 12, tzinfo=UTC)),
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-1-2 3.04 -0130", datetime(2026, 1, 2, 4, 34, tzinfo=UTC)),
        ("2026-01-02 03:04:05.123 +1:00", datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC)),
        ("2026-07-01 12:00", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("2026-02-30 9:48:12 +02:00", None),
        ("2026-02-03 25:00:00 +02:00", None),
        ("0001-01-01 0:00:00 +14:00", None),
        ("i går", None),
        ("", None),
    ],
)
def test_the_time_of_publication_is_read_leniently(text, expected):
    assert published(text) == expected


@pytest.mark.parametrize(
    ("name", "near", "expected"),
    [
        ("22 augusti 08.30, Stöld, Skara", (2026, 8, 22, 9), datetime(2026, 8, 22, 8, 30)),
        ("22 augusti 8:30, Stöld, Skara", (2026, 8, 22, 9), datetime(2026, 8, 22, 8, 30)),
        ("31 december 23.50, Brand, Vara", (2026, 1, 2, 9), datetime(2025, 12, 31, 23, 50)),
        ("01 januari 07.00, Övrigt, Vara", (2025, 12, 30, 9), datetime(2026, 1, 1, 7)),
        ("29 februari 07.00, Övrigt, Vara", (2024, 3, 1, 9), datetime(2024, 2, 29, 7)),
        ("29 februari 07.00, Övrigt, Vara", (2026, 3, 1, 9), None),
        ("22 brumaire 08.30, Stöld", (2026, 8, 22, 9), None),
        ("22 augusti 25.30, Stöld", (2026, 8, 22, 9), None),
        ("Stöld i Skara", (2026, 8, 22, 9), None),
    ],
)
def test_the_events_own_time_takes_the_nearest_year(name, near, expected):
    assert happened(name, datetime(*near, tzinfo=UTC)) == expected


def test_without_a_publication_there_is_no_year_and_no_time():
    assert happened("22 augusti 08.30, Stöld, Skara", None) is None


def test_an_event_tells_what_and_where_but_never_a_coordinate():
    event = read_event(entry(7, place="Lyckebergs län", type="Sammanfattning natt"))
    assert (event.id, event.place, event.type) == (7, "Lyckebergs län", "Sammanfattning natt")
    assert event.is_summary
    assert event.is_whole_county
    assert event.happened == datetime(2026, 3, 10, 8, 30)
    assert not any(hasattr(event, name) for name in ("gps", "x", "y", "latitude", "location"))


def test_any_type_is_taken_and_a_kommun_is_no_county():
    event = read_event(entry(7, type="Något alldeles nytt"))
    assert event.type == "Något alldeles nytt"
    assert not event.is_summary
    assert not event.is_whole_county


def test_the_hash_follows_the_wording():
    assert read_event(entry(7)).content_hash == read_event(entry(7)).content_hash
    assert read_event(entry(7)).content_hash != read_event(entry(7, summary="Ny")).content_hash


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "text",
        [],
        {},
        entry(0),
        entry(-3),
        entry(True),
        entry(2**63),
        entry("x"),
        entry(None),
        entry(1.5),
        entry(5, name=""),
        entry(5, name=["a"]),
    ],
)
def test_an_entry_without_use_is_counted_and_the_rest_is_read(bad):
    reading = read(body([entry(1), bad, entry(2)]))
    assert [event.id for event in reading.events] == [1, 2]
    assert reading.refused == 1


def test_odd_fields_are_survived():
    odd = entry("12", datetime="snart", summary=None, url=3, type="x" * 999, location="Vara")
    event = read_event({**odd, "more": {"new": 1}})
    assert (event.id, event.published, event.summary, event.url) == (12, None, "", "")
    assert len(event.type) == 120
    assert event.place == "Vara"
    assert read_event({**odd, "location": None}).place == ""


def test_what_no_database_can_hold_is_replaced():
    event = read_event(json.loads('{"id": 1, "name": "a\\u0000b\\ud800c"}'))
    assert event.name == "a\ufffdb\ufffdc"


def test_an_id_twice_in_an_answer_counts_once():
    reading = read(body([entry(1, summary="först"), entry(1, summary="sedan")]))
    assert [event.summary for event in reading.events] == ["först"]
    assert reading.refused == 1


@pytest.mark.parametrize(
    "given_body", [b"", b"<html>", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, b'[{"id": 1},']
)
def test_what_is_no_list_of_events_is_refused_with_a_sentence(given_body):
    with pytest.raises(NotAnAnswer, match="Polisens svar"):
        read(given_body)


def test_a_byte_order_mark_is_no_hindrance():
    assert len(read(b"\xef\xbb\xbf" + body([entry(1)])).events) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*entry(1), "other"]), JSON))
def test_no_entry_breaks_the_reading(strange):
    reading = read(json.dumps([strange, entry(1)]).encode())
    assert len(reading.events) + reading.refused == 2
    assert all(event.content_hash for event in reading.events)


@given(st.text(max_size=40))
def test_no_text_breaks_the_times(text):
    assert published(text) is None or published(text).tzinfo is UTC
    happened(text, datetime(2026, 1, 1, tzinfo=UTC))
