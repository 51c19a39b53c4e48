"""The pages about sources, figures, sentences and the police's news."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from lofte.statistics.models import (
    Delivery,
    Figure,
    Intelligence,
    NewsEvent,
    RegisterRow,
    Series,
    Source,
)
from tests.write_guard import arrange


def text_of(response) -> str:
    return response.content.decode().replace("&nbsp;", "\u00a0")


@arrange()
def make_source(kommun, name="Polisens register", kind="register", **fields) -> Source:
    return Source.objects.create(kommun=kommun, name=name, kind=kind, **fields)


@arrange()
def make_delivery(source, n=1, **counts) -> Delivery:
    return Delivery.objects.create(
        source=source,
        file_name=f"brott{n}.csv",
        checksum=f"{n:064x}",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        counts={"rows": 12_345, "new": 1_000, "known_before": 11_345, "vanished": 7} | counts,
        notes=["Filen har ingen kategori."],
    )


@arrange()
def make_rows(source, delivery, count=5) -> None:
    RegisterRow.objects.bulk_create(
        RegisterRow(
            source=source,
            key_hash=f"{i:032x}",
            started_at=timezone.now(),
            x=None if i == 0 else 560_000.0,
            y=None if i == 0 else 6_540_000.0,
            first_delivery=delivery,
            last_delivery=delivery,
            vanished_in=delivery if i == 1 else None,
        )
        for i in range(count)
    )


@pytest.fixture
def address(kommun):
    return lambda name, *args: reverse(f"statistics:{name}", args=[kommun.slug, *args])


@pytest.fixture
def source(kommun):
    return make_source(kommun)


class TestSources:
    def test_none_yet_says_what_to_do(self, as_, coordinator, address):
        assert "Inga källor än" in text_of(as_(coordinator).get(address("sources")))

    def test_each_says_what_it_is_and_when_it_was_filled(self, as_, coordinator, source, address):
        make_delivery(source)
        page = text_of(as_(coordinator).get(address("sources")))
        assert "Polisens register" in page
        assert "en fil" in page
        assert "senast inläst" in page

    def test_more_sources_ask_no_more_questions(
        self, as_, coordinator, kommun, address, django_assert_num_queries
    ):
        client = as_(coordinator)
        for count in (1, 12):
            for n in range(count):
                make_delivery(make_source(kommun, f"Källa {count}-{n}"), n)
            client.get(address("sources"))
            with django_assert_num_queries(4):
                client.get(address("sources"))

    def test_those_of_another_kommun_are_not_there(self, as_, coordinator, other_kommun, address):
        theirs = make_source(other_kommun, "Grannbys register")
        client = as_(coordinator)
        assert "Grannbys" not in text_of(client.get(address("sources")))
        assert client.get(address("source", theirs.pk)).status_code == 404


class TestSource:
    def test_it_tells_its_rows_and_files(self, as_, coordinator, source, address):
        make_rows(source, make_delivery(source))
        page = text_of(as_(coordinator).get(address("source", source.pk)))
        assert "12\u00a0345 rader: 1\u00a0000 nya" in page
        assert "gäller 2026-01-01 till 2026-06-30" in page
        assert "Filen har ingen kategori." in page
        assert "Om en inläsning blev fel" in page

    def test_the_next_file_and_the_mapping_are_one_step_away(
        self, as_, coordinator, kommun, address
    ):
        source = make_source(kommun, "Brott & straff", mapping="lofte-mapping: 1\n")
        page = text_of(as_(coordinator).get(address("source", source.pk)))
        assert "?source=Brott%20%26%20straff" in page
        assert reverse("importers:mapping", args=[kommun.slug, source.pk]) in page

    def test_rejected_rows_can_be_fetched(self, as_, coordinator, kommun, source, address):
        delivery = make_delivery(source, rejected=3)
        with arrange():
            Delivery.objects.unscoped("t").update(rejects_file="a.csv")
        page = text_of(as_(coordinator).get(address("source", source.pk)))
        assert reverse("importers:rejects", args=[kommun.slug, delivery.pk]) in page

    def test_a_secret_figure_is_no_zero(self, as_, coordinator, kommun, address):
        table = make_source(kommun, "Brå", "table")
        with arrange():
            series = Series.objects.create(source=table, code="a", name="Stöld", unit="antal")
            for year, value, flag in ((2024, 12.5, ""), (2025, None, "secret")):
                Figure.objects.create(
                    series=series,
                    geography_kind="kommun",
                    geography_code=kommun.code,
                    period_start=date(year, 1, 1),
                    period_end=date(year, 12, 31),
                    value=value,
                    flag=flag,
                )
        page = text_of(as_(coordinator).get(address("source", table.pk)))
        assert "skyddas av sekretess" in page
        assert '<td class="number">–</td>' in page

    @pytest.mark.parametrize("count", [1, 15])
    def test_more_files_ask_no_more_questions(
        self, as_, coordinator, source, address, django_assert_num_queries, count
    ):
        for n in range(count):
            make_delivery(source, n)
        client = as_(coordinator)
        client.get(address("source", source.pk))
        with django_assert_num_queries(7):
            client.get(address("source", source.pk))

    def test_its_facts_are_changed(self, as_, coordinator, source, address):
        sent = {"publisher": "Polisen", "is_police": "on", "in_picture": ""}
        page = as_(coordinator).post(address("source", source.pk), sent, follow=True)
        assert "Källans uppgifter är sparade." in text_of(page)
        source.refresh_from_db()
        assert (source.publisher, source.is_police, source.in_picture) == ("Polisen", True, False)

    def test_a_fact_that_does_not_fit_is_told(self, as_, coordinator, source, address):
        page = as_(coordinator).post(address("source", source.pk), {"publisher": "x" * 121})
        assert page.status_code == 422


class TestFigure:
    SENT = {
        "source": "CAN",
        "name": "Har provat narkotika, åk 9",
        "unit": "procent",
        "value": "4,5",
        "flag": "",
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
    }

    def test_it_is_kept_with_its_source(self, as_, coordinator, kommun, address):
        page = as_(coordinator).post(address("figure"), self.SENT, follow=True)
        assert "Uppgiften är sparad." in text_of(page)
        figure = Figure.objects.unscoped("t").get()
        assert (figure.value, figure.geography_code) == (4.5, kommun.code)
        assert Source.objects.unscoped("t").get().kind == "typed"

    def test_the_next_one_goes_to_the_same_source(self, as_, coordinator, address):
        client = as_(coordinator)
        client.post(address("figure"), self.SENT)
        client.post(address("figure"), self.SENT | {"value": "5,5"})
        assert Figure.objects.unscoped("t").get().value == 5.5
        page = client.get(address("figure") + "?source=CAN")
        assert 'value="CAN"' in text_of(page)

    def test_one_that_is_missing_says_why(self, as_, coordinator, address):
        client = as_(coordinator)
        page = client.post(address("figure"), self.SENT | {"value": ""})
        assert (page.status_code, "säg varför det saknas" in text_of(page)) == (422, True)
        client.post(address("figure"), self.SENT | {"value": "", "flag": "secret"})
        assert Figure.objects.unscoped("t").get().value is None

    def test_a_period_that_ends_before_it_begins(self, as_, coordinator, address):
        page = as_(coordinator).post(address("figure"), self.SENT | {"period_end": "2024-12-31"})
        assert "ligger före den första" in text_of(page)

    def test_a_register_takes_no_typed_figures(self, as_, coordinator, kommun, address):
        make_source(kommun, "CAN")
        page = as_(coordinator).post(address("figure"), self.SENT)
        assert page.status_code == 422
        assert not Figure.objects.unscoped("t").exists()


class TestIntelligence:
    SENT = {
        "text": "Flera uppger att det säljs narkotika vid stationen på kvällarna.",
        "said_by": "Fältgruppen",
        "strength": "supported",
        "concerns": "Resecentrum",
        "valid_from": "2026-01-01",
    }

    def test_the_group_shares_it(self, as_, coordinator, police, address):
        page = as_(coordinator).post(address("intelligence"), self.SENT, follow=True)
        assert "Meningen är sparad" in text_of(page)
        assert "säljs narkotika" in text_of(as_(police).get(address("intelligence")))

    def test_personal_data_is_refused_and_the_sentence_stays_in_the_form(
        self, as_, coordinator, address
    ):
        sent = self.SENT | {"text": "Ring 070-174 06 05 om stationen."}
        page = as_(coordinator).post(address("intelligence"), sent)
        assert page.status_code == 422
        assert "070-174 06 05" in text_of(page)
        assert not Intelligence.objects.unscoped("t").exists()

    def test_none_is_said(self, as_, coordinator, address):
        assert "Ingen mening gäller" in text_of(as_(coordinator).get(address("intelligence")))


class TestNews:
    def test_the_police_are_quoted(self, as_, leader, kommun, address):
        with arrange():
            NewsEvent.objects.create(
                police_id=1,
                first_seen=timezone.now(),
                last_seen=timezone.now(),
                published_at=timezone.now(),
                name="22 november 08.30, Stöld",
                summary="En cykel.",
                location=kommun.name,
            )
        page = text_of(as_(leader).get(address("news")))
        assert "22 november 08.30, Stöld" in page
        assert "Källa: Polisen" in page

    def test_none_says_what_to_do(self, as_, leader, address):
        assert "Inga händelser" in text_of(as_(leader).get(address("news")))


class TestWho:
    @pytest.mark.parametrize("page", ["sources", "figure"])
    def test_a_leader_and_a_reporter_may_not(self, as_, leader, reporter, address, page):
        for user in (leader, reporter):
            assert as_(user).get(address(page)).status_code == 403

    def test_intelligence_is_for_the_group(self, as_, leader, reporter, communicator, address):
        for user in (leader, reporter, communicator):
            assert as_(user).get(address("intelligence")).status_code == 403

    @pytest.mark.parametrize("page", ["sources", "figure", "intelligence", "news"])
    def test_for_somebody_elsewhere_there_is_nothing(self, as_, outsider, address, page):
        assert as_(outsider).get(address(page)).status_code == 404
