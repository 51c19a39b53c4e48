"""Ready-made figures keep their source, and a missing value is not a zero."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.statistics.actions import (
    Sentence,
    add_source,
    import_table,
    note_intelligence,
    type_figure,
)
from lofte.statistics.models import Figure, Intelligence, NewsEvent, NewsVersion, Series, Source
from lofte.statistics.queries import figures_of, intelligence_of, news_for
from tests.incidents.reports import PHONE, last_act
from tests.statistics.registers import figure, series


@pytest.fixture
def table(kommun: Kommun, coordinator: User) -> Source:
    return add_source(kommun=kommun, name="Kolada", kind=Source.Kind.TABLE, by=coordinator)


def take_in(source: Source, *figures: Any, **changed: Any) -> Any:
    return import_table(
        source=source,
        file_name="kolada.json",
        checksum="ab" * 32,
        series=[series(*figures, **changed)],
        by=SYSTEM,
    )


def figures_in(source: Source) -> list[tuple[int, float | None, str]]:
    rows = Figure.objects.unscoped("test").filter(series__source=source).order_by("period_start")
    return [(row.period_start.year, row.value, row.flag) for row in rows]


def test_personal_data_in_the_name_of_a_series_never_reaches_the_table(table: Source) -> None:
    take_in(table, figure(2025, 1.0), name="Ring 19811218-9876")
    assert Series.objects.unscoped("test").get().name == "Ring [personnummer]"


def test_a_table_keeps_its_figures_with_period_and_flag(table: Source) -> None:
    delivery = take_in(table, figure(2024, 812.5), figure(2025, 790, flag="preliminary"))
    assert figures_in(table) == [(2024, 812.5, ""), (2025, 790, "preliminary")]
    assert (delivery.period_start, delivery.period_end) == (date(2024, 1, 1), date(2025, 12, 31))
    assert delivery.counts == {"figures": 2, "without_value": 0}
    event = last_act()
    assert (event.what, event.kommun_code) == ("table.imported", "9901")


def test_a_missing_value_is_not_zero(table: Source) -> None:
    take_in(table, figure(2024, None, flag="secret"), figure(2025, 0))
    assert figures_in(table) == [(2024, None, "secret"), (2025, 0, "")]


@pytest.mark.parametrize("value", [None, float("nan")])
@pytest.mark.parametrize("flag", ["", "preliminary"])
def test_an_empty_value_needs_an_explanation(table: Source, value: float | None, flag: str) -> None:
    with pytest.raises(Refused, match="Ett tomt värde är inte noll"):
        take_in(table, figure(2024, 5), figure(2025, value, flag=flag))
    assert figures_in(table) == []


def test_a_figure_that_comes_again_replaces_the_earlier(table: Source) -> None:
    first = take_in(table, figure(2024, 800, flag="preliminary"), figure(2025, 700))
    second = take_in(table, figure(2024, 812), name="Anmälda våldsbrott, slutliga")
    assert figures_in(table) == [(2024, 812, ""), (2025, 700, "")]
    rows = Figure.objects.unscoped("test").order_by("period_start")
    assert [row.delivery_id for row in rows] == [second.pk, first.pk]
    assert str(rows[0]) == "Anmälda våldsbrott, slutliga: 812.0"
    assert Series.objects.unscoped("test").count() == 1


def test_a_figure_that_stands_twice_in_a_file_is_the_last_one(table: Source) -> None:
    delivery = take_in(table, figure(2024, 1), figure(2024, 2))
    assert figures_in(table) == [(2024, 2, "")]
    assert delivery.counts["figures"] == 1


def test_a_table_without_figures_is_refused(table: Source) -> None:
    with pytest.raises(Refused, match="inga uppgifter"):
        take_in(table)
    assert not Series.objects.unscoped("test").exists()


def test_one_figure_is_typed_at_a_time(table: Source, coordinator: User) -> None:
    typed = type_figure(
        source=table, given=series(figure(2026, 31, group="flickor")), by=coordinator
    )
    assert (typed.value, typed.delivery) == (31, None)
    assert last_act().what == "figure.typed"
    assert last_act().details == {"series": "N07403"}
    with pytest.raises(Refused, match="en uppgift i taget"):
        type_figure(source=table, given=series(figure(2026, 1), figure(2025, 1)), by=coordinator)


def test_figures_are_read_by_who_works_in_the_kommun(
    table: Source, kommun: Kommun, coordinator: User, outsider: User
) -> None:
    take_in(table, figure(2024, 1), figure(2025, 2), figure(2025, 9, geography_code="9902"))
    found = figures_of(table, coordinator, kommun.code)
    assert [row.value for row in found] == [2, 1]
    assert not figures_of(table, outsider, kommun.code).exists()
    assert not Series.objects.visible_to(outsider).exists()


# --- intelligence: a sentence, never data -----------------------------------------------


def sentence(**changed: Any) -> Sentence:
    fields: dict[str, Any] = {
        "text": "Det säljs narkotika vid resecentrum på helgkvällar.",
        "said_by": "Kommunpolis",
        "strength": Intelligence.Strength.SUPPORTED,
        "concerns": "Resecentrum",
        "valid_from": date(2026, 11, 1),
    }
    return Sentence(**(fields | changed))


def test_a_sentence_is_noted_for_the_group_only(
    kommun: Kommun, police: User, reviewer: User, reporter: User, leader: User, outsider: User
) -> None:
    noted = note_intelligence(kommun=kommun, sentence=sentence(), by=police)
    assert last_act().what == "intelligence.noted"
    assert "narkotika" not in str(last_act().details) + last_act().target_name
    today = date(2026, 11, 20)
    assert list(intelligence_of(kommun, reviewer, today)) == [noted]
    for nobody in (reporter, leader, outsider):
        assert not Intelligence.objects.visible_to(nobody).exists()


def test_a_sentence_is_told_while_it_holds(kommun: Kommun, police: User) -> None:
    note_intelligence(kommun=kommun, sentence=sentence(valid_to=date(2026, 11, 10)), by=police)
    assert intelligence_of(kommun, police, date(2026, 11, 10)).exists()
    assert not intelligence_of(kommun, police, date(2026, 11, 11)).exists()


@pytest.mark.parametrize("field", ["text", "said_by", "concerns"])
def test_a_sentence_that_points_at_a_person_is_refused(
    kommun: Kommun, police: User, field: str
) -> None:
    with pytest.raises(Refused, match=r"telefonnummer.*Ingenting sparades"):
        note_intelligence(kommun=kommun, sentence=sentence(**{field: f"Ring {PHONE}"}), by=police)
    assert not Intelligence.objects.unscoped("test").exists()


# --- the police's news ---------------------------------------------------------------


def test_news_of_the_kommuns_own_place_are_shown_until_withdrawn(
    kommun: Kommun, arrange: Any
) -> None:
    now = timezone.now()
    seen = {"first_seen": now, "last_seen": now, "location": "lyckeberga"}
    with arrange():
        shown = NewsEvent.objects.create(police_id=1, name="20 november, Stöld", **seen)
        NewsEvent.objects.create(police_id=2, name="Indragen", withdrawn_at=now, **seen)
        NewsEvent.objects.create(police_id=3, name="Annan ort", **seen | {"location": "Grannby"})
        version = NewsVersion.objects.create(
            event=shown, number=1, seen_at=now, content_hash="x", content={}
        )
    assert list(news_for(kommun)) == [shown]
    assert (str(shown), str(version)) == ("20 november, Stöld", f"{shown.pk} v1")
    kommun.news_location = "Grannby"
    assert news_for(kommun).get().name == "Annan ort"
