"""An indicator is read by a person or follows a series; what is missing is never a zero."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.management import due
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.inputs import IndicatorFacts, MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.readings.actions import read_indicator
from lofte.promises.readings.inputs import ReadingFacts
from lofte.promises.readings.models import Reading
from lofte.promises.readings.queries import behind, measured
from lofte.promises.reports.content import report_of
from lofte.promises.reports.pdf import pdf
from lofte.publishing.promises.content import content_of
from lofte.statistics.actions import FigureInput, SeriesInput, import_table
from lofte.statistics.models import Series, Source
from tests.promises.drafts import commit, sign
from tests.promises.test_views import text_of, url

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def series(kommun: Kommun) -> Series:
    source = Source.objects.create(kommun=kommun, name="Kolada", kind=Source.Kind.TABLE)
    return deliver(source, {2024: (14.2, ""), 2025: (12.5, "")})


def deliver(source: Source, years: dict[int, tuple[float | None, str]]) -> Series:
    figures = [
        FigureInput(
            geography_kind="kommun", geography_code="9901", value=value, flag=flag, group="T",
            period_start=date(year, 1, 1), period_end=date(year, 12, 31),
        )
        for year, (value, flag) in years.items()
    ]  # fmt: skip
    given = SeriesInput(code="U07417", name="Anmälda stölder", unit="per 1 000", figures=figures)
    import_table(source=source, file_name="kolada.csv", checksum="x", series=[given], by=SYSTEM)
    return Series.objects.unscoped("test").get(source=source)


@pytest.fixture
def point(promise: Promise, party: Party) -> Commitment:
    return commit(promise, party)


def following(point: Commitment, series: Series, **given: Any) -> Indicator:
    facts = IndicatorFacts(
        **{"kind": "effect", "name": "Stölder", "series": series, "comparator": "fewer"} | given
    )
    return add_indicator(commitment=point, facts=facts, by=SYSTEM)


def indicator_of(point: Commitment, **given: Any) -> Indicator:
    facts = IndicatorFacts(**{"kind": "output", "name": "Pass"} | given)
    return add_indicator(commitment=point, facts=facts, by=SYSTEM)


def run(now: datetime = NOW) -> list[str]:
    return [said for said in due.run_due(now) if "statistiken" in said or "löfte" in said]


def stands(indicator: Indicator) -> list[str]:
    rows = Reading.objects.unscoped("test").filter(indicator=indicator, replaced_at=None)
    return [str(row) for row in rows]


def test_a_new_import_fills_the_indicator_by_itself(point: Commitment, series: Series) -> None:
    indicator = following(point, series)
    assert (indicator.series_area, indicator.unit, indicator.source) == (
        "9901", "per 1 000", "Kolada (U07417)",
    )  # fmt: skip
    assert run() == ["mått ur statistiken"]
    assert stands(indicator) == ["2025: 12,5", "2024: 14,2"]
    assert run() == []
    deliver(series.source, {2025: (12.7, "revised"), 2026: (None, "missing")})
    run()
    assert stands(indicator) == ["2026: uppgift saknas", "2025: 12,7 (reviderad)", "2024: 14,2"]
    (event,) = AuditEvent.objects.filter(what="indicator.followed", details__replaced=1)
    assert (event.by_name, event.details["without_value"]) == ("Löfte", 1)
    row = Reading.objects.unscoped("test").filter(indicator=indicator, replaced_at=None).first()
    assert row is not None
    assert row.source.startswith("Kolada, Anmälda stölder (U07417), kolada.csv, inläst ")


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("missing", "uppgift saknas"),
        ("secret", "skyddas av sekretess"),
        ("not_applicable", "inte aktuell"),
    ],
)
def test_a_status_is_not_a_zero(point: Commitment, series: Series, flag: str, said: str) -> None:
    indicator = following(point, series, due=date(2026, 6, 1))
    deliver(series.source, {2026: (None, flag)})
    run()
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert told.now is not None
    assert (told.now.value, told.now.said, told.met) == (None, said, None)
    assert told.late == (flag == "missing")  # what is protected will not come


def test_a_zero_is_a_zero(point: Commitment, series: Series) -> None:
    indicator = following(point, series)
    deliver(series.source, {2026: (0.0, "nothing")})
    run()
    assert stands(indicator)[0] == "2026: 0 (inget att redovisa (noll))"


def test_before_and_now_are_told_apart(point: Commitment, series: Series) -> None:
    indicator = following(point, series)
    run()
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert (told.now, told.met) == (None, None)
    assert told.before is not None
    assert told.before.period == "2025"
    deliver(series.source, {2026: (11.0, "preliminary")})
    run()
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert told.now is not None
    assert (told.now.said, told.met) == ("11 (preliminär)", True)


@pytest.mark.parametrize(
    ("comparator", "target", "value", "met"),
    [
        ("=", 5.0, 5.0, True),
        ("~", 100.0, 91.0, True),
        ("~", 100.0, 80.0, False),
        (">=", 5.0, 5.0, True),
        (">", 5.0, 5.0, False),
        ("<=", 5.0, 6.0, False),
        ("<", 5.0, 4.0, True),
        ("", 5.0, 4.0, None),
        ("<", None, 4.0, None),
        ("fewer", None, 4.0, None),
        ("all", 5.0, 4.0, None),
    ],
)
def test_the_value_is_held_against_the_target(
    point: Commitment, comparator: str, target: float | None, value: float, met: bool | None
) -> None:
    indicator = indicator_of(point, comparator=comparator, target_value=target)
    read_indicator(indicator=indicator, facts=facts(value=value), by=SYSTEM)
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert told.met is met


def test_one_month_against_another_is_no_verdict(point: Commitment) -> None:
    indicator = indicator_of(point, comparator="fewer")
    for first, last, value in (
        (date(2025, 12, 1), date(2025, 12, 31), 10.0),
        (date(2026, 1, 1), date(2026, 1, 31), 6.0),
    ):
        month = facts(period_start=first, period_end=last, value=value)
        read_indicator(indicator=indicator, facts=month, by=SYSTEM)
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert told.now is not None
    assert (told.now.value, told.met) == (6.0, None)


def test_fewer_and_more_are_against_the_baseline(point: Commitment) -> None:
    for comparator, met in (("fewer", True), ("more", False)):
        indicator = indicator_of(point, comparator=comparator, baseline=40.0)
        read_indicator(indicator=indicator, facts=facts(value=30.0), by=SYSTEM)
        (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
        assert told.met is met


def facts(**given: Any) -> ReadingFacts:
    told = {
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 6, 30),
        "value": 12.0,
        "source": "Loggen",
    }
    return ReadingFacts(**told | given)


def test_a_reading_is_never_written_over(point: Commitment, coordinator: User) -> None:
    indicator = indicator_of(point)
    first = read_indicator(indicator=indicator, facts=facts(), by=coordinator)
    second = read_indicator(indicator=indicator, facts=facts(value=13.5), by=coordinator)
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert stands(indicator) == ["2026-01-01–2026-06-30: 13,5"]
    assert second.told_by.startswith("Samira Samordnare")
    assert list(AuditEvent.objects.filter(what="indicator.read").values_list("details__status"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": None}, "skälet till att det inte finns"),
        ({"source": ""}, "varifrån värdet kommer"),
        ({"period_end": date(2025, 1, 1)}, "före den första"),
        ({"period_end": date(2099, 1, 1)}, "har inte varit än"),
        ({"value": float("inf")}, "inget tal"),
        ({"source": "Ring 070-174 06 05"}, "personuppgifter"),
    ],
)
def test_a_reading_that_does_not_fit(point: Commitment, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_indicator(indicator=indicator_of(point), facts=facts(**given), by=SYSTEM)


def test_a_reason_settles_what_cannot_be_measured(point: Commitment) -> None:
    indicator = indicator_of(point, due=date(2026, 8, 1))
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert told.late
    reason = facts(value=None, reason="Räknaren var trasig.", source="")
    row = read_indicator(indicator=indicator, facts=reason, by=SYSTEM)
    assert (row.said, row.settles) == ("uppgift saknas", True)
    (told,) = measured([indicator], date(2026, 1, 1), today=TODAY)
    assert not told.late


def test_the_database_wants_a_flag_where_there_is_no_value(point: Commitment, arrange: Any) -> None:
    indicator = indicator_of(point)
    with arrange(), pytest.raises(IntegrityError):
        Reading.objects.create(
            indicator=indicator, period_start=TODAY, period_end=TODAY, told_by="x"
        )


def test_the_series_of_another_kommun(
    point: Commitment, other_kommun: Kommun, arrange: Any
) -> None:
    with arrange():
        source = Source.objects.create(kommun=other_kommun, name="K", kind=Source.Kind.TABLE)
    theirs = deliver(source, {2025: (1.0, "")})
    with pytest.raises(Refused, match="annan kommun"):
        following(point, theirs)


def test_the_indicator_of_a_measure_follows_too(
    kommun: Kommun, series: Series, coordinator: User, as_: Any
) -> None:
    given = MeasureFacts(text="Ny belysning", kind="situation")
    measure = add_measure(kommun=kommun, facts=given, by=SYSTEM)
    facts_ = IndicatorFacts(kind="effect", name="Stölder", series=series)
    indicator = add_indicator(measure=measure, facts=facts_, by=SYSTEM)
    run()
    assert len(stands(indicator)) == 2
    page = text_of(as_(coordinator).get(url("readings", indicator.pk)))
    assert "Följer" in page
    assert "12,5" in page


def test_the_pages(
    point: Commitment, series: Series, coordinator: User, leader: User, outsider: User, as_: Any
) -> None:
    client = as_(coordinator)
    form = text_of(client.get(url("indicator", point.pk)))
    assert "Anmälda stölder (U07417), Kolada" in form
    answers = {"kind": "effect", "name": "Stölder", "series": str(series.pk), "due": "2026-08-01"}
    client.post(url("indicator", point.pk), answers, follow=True)
    indicator = Indicator.objects.unscoped("test").get()
    page = text_of(client.get(url("readings", indicator.pk)))
    assert "Ingen avläsning än." in page
    assert "Försenat sedan 2026-08-01" in page
    run()
    read = {
        "period_start": "2026-01-01", "period_end": "2026-06-30", "value": "5,5",
        "source": "Polisen",
    }  # fmt: skip
    page = text_of(as_(leader).post(url("reading", indicator.pk), read, follow=True))
    assert "5,5 per 1 000" in page
    assert "före löftet 12,5 (2025)" in page
    assert "Försenat" not in page
    wrong = client.post(url("reading", indicator.pk), read | {"value": ""})
    assert wrong.status_code == 422
    client.post(url("reading", indicator.pk), read | {"value": "6"})
    assert "Ersatta avläsningar" in text_of(client.get(url("readings", indicator.pk)))
    assert as_(outsider).get(url("readings", indicator.pk)).status_code == 404


def test_the_report_the_file_and_the_open_page(
    point: Commitment, party: Party, police_party: Party, kommun: Kommun, series: Series
) -> None:
    following(point, series)
    typed = indicator_of(point, due=date(2026, 3, 1))
    run()
    sign(point.promise, party, police_party)
    promise = Promise.objects.unscoped("test").get()
    (told,) = report_of(promise, today=TODAY)["groups"][0]["points"]
    assert [one["before"] for one in told["measured"]] == ["12,5 per 1 000", ""]
    assert [one["late"] for one in told["measured"]] == ["", "2026-03-01"]
    assert pdf(report_of(promise, today=TODAY), for_council=True).startswith(b"%PDF")
    read_indicator(indicator=typed, facts=facts(value=3.0), by=SYSTEM)
    version = promise.versions.unscoped("test").get()
    content = content_of(promise, version, kommun, TODAY)
    (open_,) = content["lists"][0]["points"]
    assert [one["now"] for one in open_["measured"]] == ["", "färre än 5"]
    assert open_["measured"][0]["before"] == "12,5 per 1 000"


def test_a_removed_point_is_asked_no_more(point: Commitment, series: Series, arrange: Any) -> None:
    following(point, series)
    with arrange():
        point.removed_at = NOW
        point.save()
    assert list(behind()) == []
    assert results_of(point.promise, today=TODAY) == []
