"""Live clusters: found where they are, merged with what is told of the place, silent in quiet."""

from datetime import timedelta

import numpy as np

from lofte.situation.compose import compose
from lofte.situation.counts import squares, times
from lofte.situation.deeper import clusters
from lofte.situation.document import CLUSTER, MORE
from lofte.situation.results import Around, measure
from tests.situation.picture_town import (
    FIRST,
    SOURCE,
    WEEKS,
    events,
    place,
    points,
    quiet,
    square,
)

LAST = FIRST + timedelta(weeks=WEEKS)


def crowd(count, days=6, at=(1450, 1450)):
    """`count` events within 200 metres in the last days."""
    random = np.random.default_rng(3)
    spots = [(at[0] + 100 * x, at[1] + 100 * y) for x, y in random.random((count, 2))]
    return events(spots, [(LAST - timedelta(days=1 + i % days), 12) for i in range(count)])


def composed(rows, **around):
    return compose(points(rows), source=SOURCE, around=Around(**around))


def section(document):
    return next((one for one in document.sections if one.ident == "anhopningar"), None)


def test_a_quiet_town_has_none():
    told = section(composed(quiet()))
    assert told.title == "Ingen anhopning pågår som slumpen inte kan ge"
    assert "26 veckorna" in told.sentences[-1]


def test_a_register_of_twenty_weeks_is_not_said_to_have_26():
    late = [row for row in quiet() if row[2] >= np.datetime64(LAST - timedelta(weeks=20))]
    assert "de senaste 20 veckorna" in section(composed(late)).sentences[-1]


def test_a_cluster_is_told_with_the_place_where_more_was_seen_already():
    document = composed(quiet() + crowd(30), places=[place("Kvarnskolan", 1500, 1500, radius=200)])
    first = document.findings[0]
    assert (first.kind, first.place) == (MORE, "Kvarnskolan")
    assert "Anhopning sedan 2026-11-" in first.sentence
    assert not [one for one in document.findings if one.kind == CLUSTER]
    assert section(document).title == "En anhopning pågår"


def test_very_many_events_are_spread_in_time_and_that_is_said(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_EVENTS", 400)
    told = section(composed(quiet() + crowd(120)))
    assert "400 av dem, jämnt fördelade i tid" in told.sentences[-1].replace("\u00a0", " ")
    assert any("ungefär" in sentence for sentence in told.sentences)


def test_many_squares_become_larger_ones(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_PLACES", 100)
    document = composed(quiet())
    used = next(m for m in document.methods if m.family == "anhopningar")
    assert used.parameters["square"] > 100


def test_events_told_twice_are_one():
    rows = quiet()
    lately = [row for row in rows if row[2] >= np.datetime64(LAST - timedelta(weeks=4))]
    told = section(composed(rows + lately))
    assert told.title.startswith("Ingen anhopning")


def test_a_town_whose_reports_come_in_bunches_needs_more_to_be_a_cluster():
    random = np.random.default_rng(7)
    rows = quiet()
    for index in random.permutation(len(rows))[: len(rows) // 4]:
        x, y, when, kind = rows[index]
        rows += [(x + i, y, when + np.timedelta64(i, "m"), kind) for i in range(1, 4)]
    assert section(composed(rows)).title.startswith("Ingen anhopning")


def test_too_few_events_say_nothing():
    rows = [row for i, row in enumerate(quiet()) if i % 40 == 0]
    assert section(composed(rows)) is None


def test_the_area_of_a_cluster_is_known():
    document = composed(quiet() + crowd(30), areas=[square("C", "Centrum", 1000, 1000, 1000)])
    assert "C" in {one.area for one in document.findings}


def test_a_cluster_of_new_reporters_says_so_and_is_weak():
    rows = crowd(30) + quiet()
    theirs = np.arange(len(rows)) < 28
    said = section(composed(rows, newcomers=theirs)).sentences[0]
    assert "28 av dem kommer från nya rapportörer, och utan dem är antalet normalt" in said
    two = section(composed(rows, newcomers=np.arange(len(rows)) < 2)).sentences[0]
    assert "nya rapportörer" not in two


def test_a_doubted_cluster_by_itself_is_weak():
    rows = crowd(30) + quiet()
    theirs = np.arange(len(rows)) < 28
    points_ = points(rows)
    when = times(points_, None)
    results = measure(points_, when, squares(points_, when, None), Around(newcomers=theirs))
    (extra,) = clusters.tell(results, "Prov").extras
    assert extra.finding.strength == "visst stöd"
    assert "nya rapportörer" in extra.tail
