"""The page of a trial: whole by itself, the same bytes, and every drawing has its table."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from lofte.situation.render.trial import NOT_TUNED, WHAT_IS_TRIED, chart, charts, how, page
from lofte.situation.trial.document import Span
from tests.situation.test_trial import SOURCE, tried


@pytest.fixture(scope="module")
def found():
    return tried()


def test_the_page_is_whole_and_says_what_it_must(found):
    told = page(found)
    assert told == page(found)
    assert told.startswith("<!doctype html>")
    assert "http://" not in told.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in told
    assert " style=" not in told
    for sentence in (
        NOT_TUNED,
        WHAT_IS_TRIED,
        SOURCE.checksum,
        "Listan ”Var nästa vecka?”",
        found.last_day,
    ):
        assert sentence in told
    assert "Allt i filen är med." in page(replace(found, left_out=()))
    assert "Klotter" in page(replace(found, category="Klotter"))


def test_every_level_has_a_drawing_with_the_same_content_as_a_table(found):
    drawn = charts(found)
    assert len(drawn) == 3
    for one in drawn:
        root = ElementTree.fromstring(one.svg)
        shown = " ".join(root.itertext())
        assert all(row.name in shown for row in found.rows)
        assert [row[0] for row in one.table.rows] == [row.name for row in found.rows]
        assert "så ofta som lotten" in one.title


def test_bars_without_an_interval_or_a_figure_are_drawn_too(found):
    bare = [replace(found.rows[0], pai=(Span(2.0),) * 3)]
    bare += [replace(found.rows[1], pai=(Span(None),) * 3)]
    one = chart(replace(found, rows=tuple(bare)), 0)
    assert "för lite att säga" in one.svg
    nothing = [replace(found.rows[0], pai=(Span(None),) * 3)]
    assert "listan träffar – gånger" in chart(replace(found, rows=tuple(nothing)), 0).title


def test_it_says_what_was_tried(found):
    told = " ".join(how(found))
    assert "12 veckor prövades, 2025-03-03 till 2025-05-25" in told
    assert "En fråga." in told
