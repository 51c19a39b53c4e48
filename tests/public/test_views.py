"""The open site reads editions on disk: no table, no cookie, and calm when something is wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from lofte.publishing import editions
from lofte.publishing.disclosed import public_picture
from tests.publishing.documents import document

SLUG = "lyckeberga"
FACTS = {"name": "Lyckeberga", "contact": "trygghet@lyckeberga.example", "map_source": ""}


def publish(root: Path, number: int = 1, period: str = "2026-W47", **extra: Any) -> None:
    content = public_picture(document([3, 20, 30], [53], period=period), minimum=5)
    content |= {"number": number, "published": "2026-11-30", "one_person": False, **extra}
    editions.write(root, SLUG, number, content)


@pytest.fixture
def page(editions_dir: Path, tmp_path: Path) -> Path:
    """Lyckeberga's page with one edition."""
    basemap = tmp_path / "bas.geojson"
    basemap.write_text('{"type": "FeatureCollection", "features": []}')
    editions.present(editions_dir, SLUG, FACTS, basemap)
    publish(editions_dir)
    return editions_dir


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def asked(client: Client, path: str, method: str = "get", **extra: Any) -> Any:
    """The answer, its file closed as a server closes it."""
    response = getattr(client, method)(path, **extra)
    # As the test client does: a connection that an earlier test left open is not looked at.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    return response


# No test here asks for the database: the pages must work while it cannot be reached.
PAGES = [
    "/",
    "/om/tillganglighet/",
    f"/{SLUG}/",
    f"/{SLUG}/lagesbild/1/",
    f"/{SLUG}/lagesbild/1/omraden.geojson",
    f"/{SLUG}/karta.geojson",
]


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_works_without_the_database(client: Client, path: str) -> None:
    assert asked(client, path).status_code in {200, 302}


@pytest.mark.usefixtures("page", "db")
@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_the_database(
    client: Client, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        asked(client, path)


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("path", PAGES)
def test_a_resident_gets_no_cookie(client: Client, path: str) -> None:
    response = asked(client, path, follow=True)
    assert not response.cookies
    assert not client.cookies


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("path", PAGES[1:5])
def test_pages_may_be_kept_for_a_while(client: Client, path: str) -> None:
    assert "max-age=300" in client.get(path)["Cache-Control"]


@pytest.mark.usefixtures("page")
def test_the_background_map_may_be_kept_for_a_day(client: Client) -> None:
    response = client.get(f"/{SLUG}/karta.geojson")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert b"".join(response.streaming_content).startswith(b"{")


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_read_not_written(client: Client, path: str) -> None:
    assert asked(client, path, "post").status_code == 405
    assert asked(client, path, "head").status_code in {200, 302}


# --- one kommun, several, none ----------------------------------------------------------


def test_one_kommun_is_at_home_at_once(client: Client, page: Path) -> None:
    assert client.get("/").url == f"/{SLUG}/"


def test_several_kommuner_are_chosen_between(client: Client, page: Path) -> None:
    editions.present(page, "grannby", {"name": "Grannby"})
    text = text_of(client.get("/"))
    assert 'href="/grannby/"' in text
    assert f'href="/{SLUG}/"' in text


def test_no_kommun_yet_is_said(client: Client) -> None:
    assert "Ingen kommun har öppnat sin sida än" in text_of(client.get("/"))


def test_a_kommun_without_an_edition_has_a_page(client: Client, editions_dir: Path) -> None:
    editions.present(editions_dir, SLUG, FACTS)
    assert "Ingen lägesbild är publicerad än" in text_of(client.get(f"/{SLUG}/"))
    assert client.get(f"/{SLUG}/karta.geojson").status_code == 404


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    "path",
    ["/ingenstans/", "/ingenstans/lagesbild/1/", f"/{SLUG}/lagesbild/9/",
     f"/{SLUG}/lagesbild/9/omraden.geojson"],
)  # fmt: skip
def test_what_was_never_published_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


# --- what an edition shows --------------------------------------------------------------


def test_the_latest_picture_stands_on_the_kommuns_page(client: Client, page: Path) -> None:
    publish(page, 2, "2026-W46", one_person=True)
    text = text_of(client.get(f"/{SLUG}/"))
    assert "Läget v. 47 2026" in text
    assert "v. 46 2026" in text, "among the earlier ones"
    assert FACTS["contact"] in text
    assert text.index("Centrum</th>") < text.index("Ålidhem</th>") < text.index("Östermalm</th>")


def test_hidden_figures_are_said_to_be_hidden(client: Client, page: Path) -> None:
    text = text_of(client.get(f"/{SLUG}/lagesbild/1/"))
    assert "visas inte" in text
    assert "Tal under 5 visas inte" in text
    features = client.get(f"/{SLUG}/lagesbild/1/omraden.geojson").json()["features"]
    assert None in [feature["properties"]["count"] for feature in features]
    assert {feature["geometry"]["type"] for feature in features} == {"Polygon"}


def test_a_picture_by_one_person_says_so(client: Client, editions_dir: Path) -> None:
    editions.present(editions_dir, SLUG, FACTS)
    publish(editions_dir, one_person=True)
    assert "En och samma person" in text_of(client.get(f"/{SLUG}/"))


def test_a_withdrawn_edition_says_why_and_shows_nothing(client: Client, page: Path) -> None:
    editions.withdraw(page, SLUG, 1, {"date": "2026-12-01", "reason": "Fel områden."})
    response = client.get(f"/{SLUG}/lagesbild/1/")
    assert response.status_code == 410
    assert "Den drogs tillbaka 2026-12-01. Skäl: Fel områden." in text_of(response)
    assert "Östermalm" not in text_of(response)
    assert client.get(f"/{SLUG}/lagesbild/1/omraden.geojson").status_code == 404
    assert "Ingen lägesbild är publicerad än" in text_of(client.get(f"/{SLUG}/"))


def test_a_damaged_edition_is_a_calm_page(client: Client, page: Path) -> None:
    publish(page, 2, "2026-W48")
    file = page / SLUG / "2" / "edition.json"
    file.write_text(file.read_text().replace("30", "31"))
    response = client.get(f"/{SLUG}/lagesbild/2/")
    assert response.status_code == 503
    assert "kan inte visas just nu" in text_of(response)
    assert client.get(f"/{SLUG}/lagesbild/2/omraden.geojson").status_code == 404
    assert "Läget v. 47 2026" in text_of(client.get(f"/{SLUG}/")), "the sound one is shown"


def test_the_map_is_framed_by_the_areas(client: Client, page: Path) -> None:
    west, south, east, north = client.get(f"/{SLUG}/").context["map"]["view"]["bounds"]
    assert 15 < west < east < 17
    assert 58 < south < north < 60


def test_the_map_stands_on_the_background_that_came_with_it(client: Client, page: Path) -> None:
    editions.present(page, SLUG, {**FACTS, "map_source": "Lyckeberga kommun"})
    basemap = client.get(f"/{SLUG}/").context["map"]["basemap"]
    assert basemap == {
        "kind": "geojson",
        "url": f"/{SLUG}/karta.geojson",
        "attribution": "Lyckeberga kommun",
    }


def test_an_edition_without_areas_has_a_map_of_the_country(
    client: Client, editions_dir: Path
) -> None:
    editions.present(editions_dir, SLUG, FACTS)
    content = public_picture(document([], [40], elsewhere=40), minimum=5)
    editions.write(editions_dir, SLUG, 1, content | {"number": 1, "published": "2026-11-30"})
    assert client.get(f"/{SLUG}/").context["map"]["view"]["zoom"] == 4


def test_a_kommun_with_tiles_has_them_under_its_open_map(page: Path, client: Client) -> None:
    tiled = {**FACTS, "map_source": "Lantmäteriet", "map_kind": "pmtiles"}
    editions.present(page, SLUG, tiled)
    said = client.get(f"/{SLUG}/").content.decode()
    assert f"/{SLUG}/bakgrundskarta" in said
    assert "pmtiles" in said
