"""The dialogue about a register: upload, see how it is understood, answer, read in."""

import pytest

from lofte.audit.models import AuditEvent
from lofte.importers import storing
from lofte.importers.registers import from_yaml
from lofte.importers.web import waiting
from lofte.statistics.models import Delivery, RegisterRow, Source
from tests.importers.registers import files
from tests.importers.web.conftest import content

BAD_ROW = "K9;ingen dag;1.00;Stöld;6472500;408700\n"


def count(model) -> int:
    return model.objects.unscoped("test").count()


def one(model):
    return model.objects.unscoped("test").get()


def text_of(response) -> str:
    return response.content.decode()


def marked_utc() -> bytes:
    rows = [(f"2026-03-0{i}T10:00:00Z", f"647250{i}", f"40870{i}") for i in range(1, 9)]
    return files.text(("Tid", "N", "E"), rows).encode()


class TestLooking:
    def test_the_page_says_how_the_file_is_understood(self, dialogue):
        page = text_of(dialogue.upload())
        assert "Så här förstås brott.csv" in page
        assert "6 rader lästa, 6 tas in" in page
        assert "”Ärendenr” ser ut som händelsens eget nummer" in page
        assert "K0000-26" in page
        assert count(Source) == 0

    def test_rows_that_cannot_come_in_are_shown_with_reasons_and_fetched(self, dialogue):
        assert "ingen dag" in text_of(dialogue.upload(content(last=BAD_ROW)))
        fetched = dialogue.answer("rejects")
        assert fetched["Content-Disposition"] == 'attachment; filename="avvisade.csv"'
        assert "ingen dag" in fetched.content.decode("utf-8-sig")

    def test_a_question_is_radio_buttons_and_the_answer_stays(self, dialogue):
        page = text_of(dialogue.upload(marked_utc()))
        assert "Det här vet bara du" in page
        assert 'type="radio" name="zone"' in page
        again = dialogue.answer("look", zone="utc", category="Tid")
        assert again.context["form"]["zone"].value() == "utc"
        assert again.context["form"]["category"].value() == "Tid"
        assert count(Source) == 0

    def test_what_is_asked_is_not_also_said_to_be_assumed(self, dialogue):
        assert "Ingen har svarat" not in text_of(dialogue.upload(marked_utc()))

    def test_the_zone_of_a_place_abroad_matters_only_for_utc(self, dialogue):
        rows = [(f"2026-03-0{i}T10:00:00Z", f"41.8{i}", f"-87.6{i}") for i in range(1, 9)]
        page = dialogue.upload(files.text(("Tid", "lat", "lon"), rows).encode())
        assert 'name="zone_name"' in text_of(page)
        assert dialogue.answer("look", zone="local").status_code == 200
        lacking = dialogue.answer("look", zone="utc")
        assert (lacking.status_code, "Vilken tidszon" in text_of(lacking)) == (422, True)
        dialogue.answer("store", zone="utc", zone_name="America/Chicago")
        assert RegisterRow.objects.unscoped("t").earliest("started_at").started_at.hour == 3

    def test_an_answer_outside_the_choices_is_refused(self, dialogue):
        dialogue.upload(marked_utc())
        answered = dialogue.answer("store", zone="mars")
        assert answered.status_code == 422
        assert count(Source) == 0

    def test_columns_that_cannot_be_read_so_are_told(self, dialogue):
        dialogue.upload()
        answered = dialogue.answer("look", start="Brottstyp")
        assert answered.status_code == 422
        assert "Ingen av" in text_of(answered)

    def test_a_file_whose_columns_nobody_can_guess_is_mapped_by_hand(self, dialogue):
        rows = [("6472500", "408700", "Stöld", f"2026-03-0{i}") for i in range(1, 9)]
        page = dialogue.upload(files.text(("a", "b", "c", "d"), rows).encode())
        assert page.context["form"] is not None
        answered = dialogue.answer("store", start="d", x="b", y="a", crs="EPSG:3006")
        assert answered.redirect_chain
        assert RegisterRow.objects.unscoped("t").first().x == pytest.approx(408_700)

    def test_a_file_of_neither_kind_can_still_be_told_when_it_happened(self, dialogue):
        rows = [("Stöld", f"dag {i}") for i in range(1, 9)]
        page = dialogue.upload(files.text(("c", "d"), rows).encode())
        assert "saknar en tidskolumn" in text_of(page)
        answered = dialogue.answer("look", start="d")
        assert "Ingen av" in text_of(answered)

    @pytest.mark.parametrize("data", [b"\x00" * 100, bytes(range(256)) * 20])
    def test_a_file_that_cannot_be_read_is_refused_and_not_kept(self, dialogue, data, tmp_path):
        page = dialogue.upload(data)
        assert page.redirect_chain[-1][0] == dialogue.url("upload")
        assert [m.level_tag for m in page.context["messages"]] == ["error"]
        assert not [f for f in (tmp_path / "media").rglob("*") if f.is_file()]

    def test_an_empty_file_is_told_on_the_form(self, dialogue):
        from django.core.files.uploadedfile import SimpleUploadedFile

        given = {"source": "x", "file": SimpleUploadedFile("a.csv", b"")}
        page = dialogue.client.post(dialogue.url("upload"), given)
        assert page.status_code == 422
        assert "Filen är tom" in text_of(page)


class TestReadingIn:
    def test_it_is_kept_in_the_name_of_the_person(self, dialogue, coordinator, tmp_path):
        dialogue.upload()
        page = dialogue.answer("store")
        assert "6 nya" in text_of(page)
        assert one(Delivery).file_name == "brott.csv"
        assert one(Source).name == "Polisens register"
        event = AuditEvent.objects.get(what="register.imported")
        assert event.by_name == coordinator.name
        assert not [f for f in (tmp_path / "media").rglob("*") if f.is_file()]

    def test_the_same_file_again_is_refused_and_the_file_waits_on(self, dialogue):
        dialogue.upload()
        dialogue.answer("store")
        dialogue.upload()
        page = dialogue.answer("store")
        assert page.status_code == 422
        assert "redan inläst" in text_of(page)
        assert dialogue.client.get(dialogue.url("preview")).status_code == 200
        assert count(Delivery) == 1

    def test_another_key_is_refused_already_while_looking(self, dialogue):
        dialogue.upload()
        dialogue.answer("store")
        dialogue.upload(content(7))
        page = dialogue.answer("look", key="innehållet")
        assert "känner igen sina rader" in text_of(page)

    def test_rejected_rows_are_fetched_from_the_delivery(self, dialogue):
        dialogue.upload(content(last=BAD_ROW))
        dialogue.answer("store")
        fetched = dialogue.client.get(dialogue.url("rejects", one(Delivery).pk))
        assert "ingen dag" in b"".join(fetched.streaming_content).decode("utf-8-sig")

    def test_without_rejected_rows_there_is_nothing_to_fetch(self, dialogue):
        dialogue.upload()
        dialogue.answer("store")
        assert dialogue.client.get(dialogue.url("rejects", one(Delivery).pk)).status_code == 404

    def test_a_busy_database_is_a_sentence_and_the_file_waits_on(self, dialogue, monkeypatch):
        from django.db import OperationalError

        def locked(found, target, progress=None):
            raise OperationalError("database is locked")

        monkeypatch.setattr(storing, "store", locked)
        dialogue.upload()
        page = dialogue.answer("store")
        assert page.status_code == 422
        assert "upptagen" in text_of(page)
        assert dialogue.client.get(dialogue.url("preview")).status_code == 200

    def test_an_older_export_is_cautioned_before_it_comes_in(self, dialogue):
        dialogue.upload()
        dialogue.answer("store")
        assert "äldre export" in text_of(dialogue.upload(content(3)))


class TestMoreColumns:
    def test_they_need_a_legal_ground(self, dialogue):
        dialogue.upload()
        page = dialogue.answer("store", keep=["Tid"])
        assert page.status_code == 422
        assert "Skriv den rättsliga grunden" in text_of(page)
        dialogue.answer("store", keep=["Tid"], legal_ground="PDL 2 kap. 7 §")
        assert one(Source).legal_ground == "PDL 2 kap. 7 §"
        assert RegisterRow.objects.unscoped("t").first().extra == {"Tid": "1.00"}

    def test_they_are_still_chosen_next_time(self, dialogue):
        dialogue.upload()
        dialogue.answer("store", keep=["Tid"], legal_ground="PDL 2 kap. 7 §")
        form = dialogue.upload(content(7)).context["form"]
        assert form["keep"].value() == ["Tid"]
        assert form["legal_ground"].value() == "PDL 2 kap. 7 §"
        dialogue.answer("store")
        assert one(Source).legal_ground == "PDL 2 kap. 7 §"


class TestMapping:
    def test_it_is_fetched_as_yaml_and_brought_back(self, dialogue):
        dialogue.upload()
        fetched = dialogue.answer("download", category="Tid")
        assert from_yaml(fetched.content.decode()).category == ("Tid",)
        form = dialogue.upload(mapping=fetched.content).context["form"]
        assert form["category"].value() == "Tid"

    def test_the_saved_one_is_fetched_from_the_source_and_used_next_time(self, dialogue):
        dialogue.upload()
        dialogue.answer("store", category="Tid")
        fetched = dialogue.client.get(dialogue.url("mapping", one(Source).pk))
        assert from_yaml(fetched.content.decode()).category == ("Tid",)
        assert dialogue.upload(content(7)).context["form"]["category"].value() == "Tid"

    def test_it_can_be_set_aside(self, dialogue):
        dialogue.upload()
        dialogue.answer("store", category="Tid")
        dialogue.upload(content(7))
        assert dialogue.answer("propose").context["form"]["category"].value() == "Brottstyp"

    def test_one_that_no_longer_fits_gives_way_to_a_new_proposal(self, dialogue):
        dialogue.upload()
        dialogue.answer("store")
        other = files.text(("Ärendenr", "Datum", "Klocka", "Slag", "N", "E"), files.rows(8))
        page = text_of(dialogue.upload(other.encode()))
        assert "passar inte filen" in page
        assert "Här är ett nytt förslag" in page

    @pytest.mark.parametrize("mapping", [b"", b"start: [", b"\xff\xfe", b"a: " + b"x" * 200_001])
    def test_what_is_no_mapping_is_told_on_the_form(self, dialogue, mapping):
        page = dialogue.upload(mapping=mapping)
        assert page.status_code == 422
        assert "kolumnkarta" in text_of(page).lower()

    def test_a_source_without_one_has_none_to_fetch(self, dialogue, arrange, kommun):
        with arrange():
            source = Source.objects.create(kommun=kommun, name="Tal", kind="typed")
        assert dialogue.client.get(dialogue.url("mapping", source.pk)).status_code == 404


class TestTabsAndPeople:
    def test_two_people_at_once_do_not_mix(self, dialogue, at, administrator):
        other = at(administrator)
        dialogue.upload(content(3), source="Min")
        other.upload(content(5), source="Din")
        dialogue.answer("store")
        other.answer("store")
        counts = Delivery.objects.unscoped("t").values_list("source__name", "counts__rows")
        assert set(counts) == {("Min", 3), ("Din", 5)}

    def test_the_first_tab_does_not_read_in_what_the_second_chose(self, dialogue):
        dialogue.upload(content(3))
        first = dialogue.shown
        dialogue.upload(content(5))
        dialogue.shown = first
        page = dialogue.answer("store")
        assert "En annan fil har valts" in text_of(page)
        assert count(Delivery) == 0

    def test_the_same_file_for_another_source_is_another_question(self, dialogue):
        dialogue.upload(source="Första")
        first = dialogue.shown
        dialogue.upload(source="Andra")
        dialogue.shown = first
        assert "En annan fil har valts" in text_of(dialogue.answer("store"))
        assert count(Source) == 0

    def test_a_file_swapped_between_the_look_and_the_yes_is_not_read_in(
        self, dialogue, kommun, coordinator, monkeypatch
    ):
        dialogue.upload()
        taken = waiting.take

        def swapped(request, kommun, about):
            waiting.place_of(request, kommun).write_bytes(content(2))
            return taken(request, kommun, about)

        monkeypatch.setattr(waiting, "take", swapped)
        assert "har bytts ut" in text_of(dialogue.answer("store"))
        assert count(Source) == 0

    def test_a_file_taken_by_the_other_tab_is_gone(self, dialogue, monkeypatch):
        dialogue.upload()
        taken = waiting.take

        def gone(request, kommun, about):
            waiting.place_of(request, kommun).unlink()
            return taken(request, kommun, about)

        monkeypatch.setattr(waiting, "take", gone)
        assert "har bytts ut" in text_of(dialogue.answer("store"))

    def test_a_refused_file_does_not_push_out_a_newer_one(self, dialogue, monkeypatch):
        dialogue.upload()

        def meanwhile(found, target, progress=None):
            newer = Dialogue(dialogue.client, dialogue.kommun)
            newer.upload(content(2))
            raise storing.Refused("Nej.")

        from tests.importers.web.conftest import Dialogue

        monkeypatch.setattr(storing, "store", meanwhile)
        dialogue.answer("store")
        page = dialogue.client.get(dialogue.url("preview"))
        assert "2 rader lästa" in text_of(page)

    def test_without_a_waiting_file_the_preview_leads_to_the_form(self, dialogue):
        page = dialogue.client.get(dialogue.url("preview"), follow=True)
        assert page.redirect_chain[-1][0] == dialogue.url("upload")
        assert "Ingen fil väntar" in text_of(page)

    def test_a_waiting_file_is_offered_on_the_form(self, dialogue):
        dialogue.upload()
        assert "brott.csv väntar" in text_of(dialogue.client.get(dialogue.url("upload")))


class TestWho:
    def test_a_leader_and_a_reporter_may_not(self, at, leader, reporter):
        for user in (leader, reporter):
            client = at(user)
            for page in ("upload", "preview"):
                assert client.client.get(client.url(page)).status_code == 403
                assert client.client.post(client.url(page)).status_code == 403

    def test_for_somebody_elsewhere_there_is_nothing(self, at, outsider):
        client = at(outsider)
        assert client.client.get(client.url("upload")).status_code == 404
        assert client.client.get(client.url("rejects", 1)).status_code == 404
