"""Setting up a kommun in the browser: preview first, nothing half written."""

import json
import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.importers.setup import drawer
from lofte.importers.setup.checks import checks_of
from lofte.importers.setup.kinds import KINDS
from lofte.people.models import Invitation, Party, User
from lofte.people.parties.actions import close_party
from lofte.places.actions import Settings, change_settings, import_addresses, import_places
from lofte.places.inputs import AddressInput, PlaceInput
from lofte.places.models import Area, Basemap, Kommun, NamedPlace
from tests.cast import GROUP_ONLY, OX, OY
from tests.importers.setup.test_readers import square

CSV = f"namn;öst;nord\nÅn;{OX};{OY}\nStortorget;{OX};{OY}\n"


def at(name: str, kommun: Kommun, *rest: object) -> str:
    return reverse(f"places:{name}", args=[kommun.slug, *rest])


def said(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def hidden(response: object) -> dict[str, str]:
    fields = re.findall(
        r"<input type=\"hidden\"\s+name=\"(\w+)\"\s+value=\"([^\"]*)\"", said(response)
    )
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def upload(text: str | bytes, name: str = "fil.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def admin(administrator: User, as_: object) -> Client:
    return as_(administrator)


def names(kommun: Kommun) -> set[str]:
    rows = NamedPlace.objects.unscoped("test").filter(kommun=kommun)
    return set(rows.values_list("name", flat=True))


# --- a file: upload, preview, yes ------------------------------------------------------------


def test_a_file_shows_what_it_would_change_and_changes_nothing(
    admin: Client, kommun: Kommun
) -> None:
    page = at("file", kommun, "platser")
    assert "Platser som människor har namn på" in said(admin.get(page))
    response = admin.post(page, {"file": upload(CSV)})
    assert "Inget är sparat än" in said(response)
    assert "<li>Ån</li>" in said(response)
    assert "Stortorget (slag, öst, nord)" in said(response)
    assert "Ån" not in names(kommun)


def test_a_yes_does_what_was_shown(admin: Client, kommun: Kommun) -> None:
    page = at("file", kommun, "platser")
    shown = admin.post(page, {"file": upload(CSV)})
    response = admin.post(page, hidden(shown), follow=True)
    assert "Platser: klart." in said(response)
    assert "Ån" in names(kommun)
    again = admin.post(page, hidden(shown), follow=True)
    assert "Filen finns inte kvar" in said(again)


def test_a_change_by_somebody_else_in_between_shows_a_new_list(
    admin: Client, kommun: Kommun
) -> None:
    page = at("file", kommun, "platser")
    shown = admin.post(page, {"file": upload(CSV)})
    place = PlaceInput(name="Ån", x=OX + 7, y=OY)
    import_places(kommun=kommun, places=[place], by=SYSTEM)
    second = admin.post(page, hidden(shown))
    assert "Något har ändrats sedan du såg listan" in said(second)
    row = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Ån")
    assert row.x == OX + 7
    admin.post(page, hidden(second))
    row.refresh_from_db()
    assert row.x == OX


def test_a_file_that_was_swapped_meanwhile_is_not_used(admin: Client, kommun: Kommun) -> None:
    page = at("file", kommun, "platser")
    shown = admin.post(page, {"file": upload(CSV)})
    admin.post(page, {"file": upload(CSV.replace("Ån", "Ön"))})
    assert "Filen finns inte kvar" in said(admin.post(page, hidden(shown), follow=True))
    assert names(kommun).isdisjoint({"Ån", "Ön"})


def test_what_became_impossible_meanwhile_is_said(
    admin: Client, kommun: Kommun, police_party: Party
) -> None:
    page = at("file", kommun, "personer")
    rows = f"n@x.example;N;{police_party.name};ledare\nm@x.example;M;{police_party.name};ledare\n"
    shown = admin.post(page, {"file": upload(f"e-post;namn;part;roll\n{rows}")})
    close_party(party=police_party, kommun=kommun, by=SYSTEM)
    assert "är inte part" in said(admin.post(page, hidden(shown), follow=True))
    assert not Invitation.objects.unscoped("test").exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 400, b'{"type": "FeatureCollection"'])
def test_junk_is_answered_with_a_page_and_leaves_nothing(
    admin: Client, kommun: Kommun, administrator: User, kind: str, content: bytes
) -> None:
    data = {"file": upload(content), "kind": "own", "version": "2", "attribution": "©"}
    response = admin.post(at("file", kommun, kind), data)
    assert response.status_code == 422
    assert "Något behöver rättas" in said(response)
    assert not drawer.slot(administrator, kommun, kind).exists()


def test_a_file_that_is_too_large_is_refused(
    admin: Client, kommun: Kommun, settings: object
) -> None:
    settings.LOFTE_MAX_IMPORT_BYTES = 10
    response = admin.post(at("file", kommun, "platser"), {"file": upload(CSV)})
    assert "för stor" in said(response)


def test_without_a_file_or_an_answer_the_page_asks_again(admin: Client, kommun: Kommun) -> None:
    assert admin.post(at("file", kommun, "platser"), {}).status_code == 422
    response = admin.post(at("file", kommun, "omraden"), {"file": upload("{}"), "kind": "own"})
    assert response.status_code == 422
    assert admin.get(at("file", kommun, "nagot")).status_code == 404


def test_areas_by_the_browser(admin: Client, kommun: Kommun) -> None:
    page = at("file", kommun, "omraden")
    feature = {"type": "Feature", "properties": {"kod": "Ä", "namn": "Ängen"}, "geometry": square()}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    data = {"file": upload(text, "a.geojson"), "kind": "sub", "version": "2026"}
    shown = admin.post(page, {**data, "valid_from": "2026-01-01"})
    admin.post(page, hidden(shown))
    row = Area.objects.unscoped("test").get(kommun=kommun, name="Ängen")
    assert (row.kind, row.version, str(row.valid_from)) == ("sub", "2026", "2026-01-01")


def test_a_background_map_by_the_browser(admin: Client, kommun: Kommun) -> None:
    page = at("file", kommun, "bakgrundskarta")
    feature = {"type": "Feature", "properties": {}, "geometry": square()}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    shown = admin.post(page, {"file": upload(text, "k.geojson"), "attribution": "© Lyckeberga"})
    assert "Filen är hel" in said(shown)
    admin.post(page, hidden(shown))
    assert Basemap.objects.unscoped("test").get().attribution == "© Lyckeberga"


def test_people_by_the_browser_get_their_letters(
    admin: Client, kommun: Kommun, party: Party, settings: object
) -> None:
    page = at("file", kommun, "personer")
    rows = f"n@x.example;N;{party.name};ledare\nm@x.example;M;{party.name};rapportör\n"
    text = f"e-post;namn;part;roll\n{rows}"
    shown = admin.post(page, {"file": upload(text)})
    admin.post(page, hidden(shown))
    assert {letter.to[0] for letter in mail.outbox} == {"n@x.example", "m@x.example"}
    settings.EMAIL_BACKEND = "tests.people.broken_mail.EmailBackend"
    shown = admin.post(page, {"file": upload(text.replace("@x", "@y"))})
    assert "gick inte iväg" in said(admin.post(page, hidden(shown), follow=True))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("parter", "part;slag\nPolisen Ö;Polisen\nBo AB;bostadsföretag\n"),
        ("adresser", f"gatunamn;nummer;öst;nord\nÅgatan;1;{OX};{OY}\nÅgatan;2;{OX};{OY}\n"),
    ],
)
def test_tables_by_the_browser(admin: Client, kommun: Kommun, kind: str, text: str) -> None:
    page = at("file", kommun, kind)
    shown = admin.post(page, {"file": upload(text)})
    assert "klart." in said(admin.post(page, hidden(shown), follow=True))


def test_streets_by_the_browser(admin: Client, kommun: Kommun) -> None:
    shape = {"type": "LineString", "coordinates": [[16.0, 59.0], [16.01, 59.0]]}
    feature = {"type": "Feature", "properties": {"namn": "Ågatan"}, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    page = at("file", kommun, "gator")
    shown = admin.post(page, {"file": upload(text, "g.geojson")})
    assert "klart." in said(admin.post(page, hidden(shown), follow=True))


# --- places ----------------------------------------------------------------------------------


def test_places_stand_in_swedish_order_and_by_kind(
    admin: Client, kommun: Kommun, reporter: User, as_: object
) -> None:
    places = [PlaceInput(name=n, x=OX, y=OY, kind="park") for n in ("Ö", "Å", "Ä", "Zoo")]
    import_places(kommun=kommun, places=places, by=SYSTEM)
    page = said(as_(reporter).get(at("places", kommun), {"slag": "park"}))
    order = [page.index(f">{name}</a>") for name in ("Zoo", "Å", "Ä", "Ö")]
    assert order == sorted(order)
    assert ">Resecentrum</a>" not in page
    assert ">Resecentrum</a>" in said(as_(reporter).get(at("places", kommun), {"slag": "x"}))


def test_a_reporter_sees_neither_the_groups_places_nor_the_tools(
    kommun: Kommun, reporter: User, as_: object
) -> None:
    page = said(as_(reporter).get(at("places", kommun)))
    assert GROUP_ONLY not in page
    assert "Lägg till en plats" not in page


def test_a_place_is_added_changed_closed_and_opened(admin: Client, kommun: Kommun) -> None:
    data = {"name": "Ån", "kind": "park", "position": f"{OY}, {OX}", "radius": "100"}
    assert "Ån är sparad" in said(admin.post(at("add", kommun), data, follow=True))
    assert admin.post(at("add", kommun), data).status_code == 422
    row = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Ån")
    assert (row.x, row.y) == (OX, OY)
    page = at("change", kommun, row.pk)
    assert f"{OY:.1f}, {OX:.1f}" in said(admin.get(page))
    admin.post(page, {**data, "radius": "50", "group_only": "on"})
    row.refresh_from_db()
    assert (row.radius, row.group_only) == (50, True)
    assert "Ån är stängd" in said(admin.post(at("close", kommun, row.pk), follow=True))
    assert "Öppna platsen igen" in said(admin.get(page))
    assert "Ån är öppen igen" in said(admin.post(at("close", kommun, row.pk), follow=True))
    assert admin.get(at("change", kommun, 999_999)).status_code == 404


@pytest.mark.parametrize("position", ["58.999, 16.045", "58,999 16,045", "16.045; 58.999"])
def test_a_position_is_pasted_from_any_map(admin: Client, kommun: Kommun, position: str) -> None:
    data = {"name": "Ån", "kind": "park", "position": position, "radius": "100"}
    admin.post(at("add", kommun), data)
    row = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Ån")
    assert (round(row.x, -3), round(row.y, -3)) == (560_000, 6_540_000)


def test_a_position_is_an_address(admin: Client, kommun: Kommun) -> None:
    address = AddressInput(street="Ågatan", number="1", x=OX + 3, y=OY)
    import_addresses(kommun=kommun, addresses=[address], by=SYSTEM)
    data = {"name": "Ån", "kind": "park", "position": "ågatan 1", "radius": "100"}
    admin.post(at("add", kommun), data)
    assert NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Ån").x == OX + 3


@pytest.mark.parametrize("position", ["ingenstans", "5, 5 och lite", "1, 99999999"])
def test_a_position_that_is_nowhere_is_asked_for_again(
    admin: Client, kommun: Kommun, position: str
) -> None:
    data = {"name": "Ån", "kind": "park", "position": position, "radius": "100"}
    response = admin.post(at("add", kommun), data)
    assert response.status_code == 422
    assert "Varken en adress" in said(response)


# --- the kommun's own choices and the check ---------------------------------------------------


def test_the_kommuns_own_choices_are_changed(admin: Client, kommun: Kommun) -> None:
    page = at("settings", kommun)
    data = {
        "method_name": "EST", "rhythm": "month", "meeting_weekday": "2", "minimum_cell": "6",
        "public_delay": "2", "reporter_days": "30", "contact": "Kontaktcenter",
    }  # fmt: skip
    assert "Rytm" in said(admin.get(page)) or "lägesbild" in said(admin.get(page))
    assert "är sparade" in said(admin.post(page, data, follow=True))
    kommun.refresh_from_db()
    assert (kommun.rhythm, kommun.four_eyes, kommun.reporter_days) == ("month", False, 30)
    assert "Inget var ändrat" in said(admin.post(page, data, follow=True))
    assert admin.post(page, {**data, "minimum_cell": "2"}).status_code == 422
    assert admin.post(page, {**data, "method_name": "   "}).status_code == 422


def test_the_check_says_what_is_missing_and_where_to_go(
    admin: Client, kommun: Kommun, administrator: User
) -> None:
    page = said(admin.get(at("check", kommun)))
    assert "saker saknas i Lyckeberga" in page
    assert "saknas: rapportör" not in page  # the coordinator comes first in the list
    assert "saknas: samordnare, rapportör, kommunpolis" in page
    assert at("file", kommun, "bakgrundskarta") in page
    assert "Se vad, och vad du kan göra" in said(admin.get(at("setup", kommun)))


def test_the_check_is_content_when_all_is_there(
    admin: Client, kommun: Kommun, settings: object, reporter: User, coordinator: User,
    police: User, reviewer: User,
) -> None:  # fmt: skip
    settings.DEFAULT_FROM_EMAIL = "lofte@lyckeberga.example"
    change_settings(kommun=kommun, settings=Settings(contact="Kontaktcenter"), by=SYSTEM)
    kommun.refresh_from_db()
    missing = {str(c.what) for c in checks_of(kommun) if not c.done}
    assert missing == {"Gator", "Adresser", "Bakgrundskarta"}
    assert not [c for c in checks_of(kommun) if c.needed and not c.done]


def test_a_point_on_the_map_goes_before_what_is_written(admin: Client, kommun: Kommun) -> None:
    data = {"name": "Ån", "kind": "park", "position": "ingenstans", "radius": "100"}
    admin.post(at("add", kommun), {**data, "lon": "16.045", "lat": "58.999"})
    row = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Ån")
    assert (round(row.x, -3), round(row.y, -3)) == (560_000, 6_540_000)


def test_the_map_of_the_places_shows_what_the_table_shows(
    kommun: Kommun, reporter: User, as_: object
) -> None:
    response = as_(reporter).get(at("places", kommun))
    features = response.context["map"]["layers"][0]["data"]["features"]
    listed = re.findall(r"data-feature-id=\"(\d+)\"", said(response))
    assert [feature["id"] for feature in features] == listed
    assert GROUP_ONLY not in str(response.context["map"])
