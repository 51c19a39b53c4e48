"""A leader sees areas: no square, no place, no point, in any form that leaves the house."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from lofte.audit.models import AuditEvent
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.document import FEWER, MORE, PictureDocument
from lofte.situation.models import Finding, Picture
from lofte.situation.precision import at_area_level
from lofte.situation.queries import (
    content_of,
    document_for,
    findings_at,
    has_picture,
    latest_frozen,
    pictures_of,
)
from tests import cast
from tests.incidents.reports import place
from tests.situation.pictures import WEEK, fill

GROUP_ONLY_AT = ("563300", "6541100")
NAMES = (*cast.PLACES, cast.GROUP_ONLY)


@pytest.fixture
def hidden(kommun: Kommun, housing_party: Party, reporter: User, coordinator: User, police: User):
    """A frozen picture whose finding is a place that only the group may know of."""
    fill(kommun, housing_party, reporter, hot=cast.GROUP_ONLY)
    draft = compile_picture(kommun=kommun, period=WEEK, by=coordinator)
    return freeze(picture=draft, version=1, by=police)


def test_the_group_is_told_the_place(hidden: Picture, coordinator: User) -> None:
    document = document_for(hidden, coordinator)
    assert cast.GROUP_ONLY in {found.place for found in document.findings}
    assert document.cells
    assert document.places


def test_others_are_told_the_area_that_the_place_lies_in(hidden: Picture, leader: User) -> None:
    full, seen = content_of(hidden), document_for(hidden, leader)
    assert not [f for f in full.findings if f.place == "Lyckeberga öst"], "told as the place"
    assert seen.findings[0].sentence.startswith("Lyckeberga öst: 36\u00a0händelser, normalt ")
    assert seen.summary[1] == seen.findings[0].sentence
    [east] = [area for area in seen.areas if area.name == "Lyckeberga öst"]
    assert east.finding == seen.findings[0].number == 1
    assert (seen.cells, seen.places) == ((), ())


def leaks(text: str) -> list[str]:
    return [secret for secret in (*NAMES, *GROUP_ONLY_AT, "E5633", "N65411") if secret in text]


@pytest.mark.parametrize("path", ["", "lagesbild.json", "rutor.geojson", "omraden.geojson"])
def test_no_page_or_file_tells_a_leader_of_a_place_or_square(
    hidden: Picture, leader: User, communicator: User, as_: Any, path: str
) -> None:
    for person in (leader, communicator):
        url = f"/arbete/lyckeberga/lagesbilder/{hidden.pk}/{path}"
        asked = as_(person).get(url)
        given = as_(person).post(url, {"receiver": "group"}) if path == "lagesbild.json" else asked
        for response in (asked, given):
            assert response.status_code == 200
            assert leaks(response.content.decode()) == []


def test_the_group_gets_them_all(hidden: Picture, police: User, as_: Any) -> None:
    client = as_(police)
    base = f"/arbete/lyckeberga/lagesbilder/{hidden.pk}/"
    assert cast.GROUP_ONLY in client.get(base).content.decode()
    squares = json.loads(client.get(f"{base}rutor.geojson").content)
    assert squares["features"]
    given = client.post(f"{base}lagesbild.json", {"receiver": "group"})
    assert cast.GROUP_ONLY in given.content.decode()


def test_a_place_of_the_groups_own_leaves_it_only_when_somebody_says_so(
    hidden: Picture, police: User, as_: Any
) -> None:
    url, client = f"/arbete/lyckeberga/lagesbilder/{hidden.pk}/lagesbild.json", as_(police)
    asked = client.get(url).content.decode()
    assert "inkommen handling hos mottagaren" in asked
    assert "Ta med namnen" in asked
    away = client.post(url, {"receiver": "other"}).content.decode()
    assert cast.GROUP_ONLY.lower() not in away.lower()
    assert "plats som bara gruppen ser" in away
    named = client.post(url, {"receiver": "other", "names": "on"}).content.decode()
    assert cast.GROUP_ONLY in named
    rows = AuditEvent.objects.filter(what="document.handed_out").order_by("pk")
    assert [row.details["secrets"] for row in rows] == [0, 1]
    assert client.post(url, {}).status_code == 200  # nobody chosen: asked again
    assert rows.count() == 2


def test_the_print_tells_a_leader_of_no_place_either(
    hidden: Picture, leader: User, police: User, as_: Any
) -> None:
    url = f"/arbete/lyckeberga/lagesbilder/{hidden.pk}/lagesbild.pdf"
    told = printed(as_(leader).post(url, {"receiver": "group"}).content)
    assert leaks(told) == []
    assert "Lyckeberga öst" in told
    assert cast.GROUP_ONLY in printed(as_(police).post(url, {"receiver": "group"}).content)


def printed(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.split()) + str(reader.metadata)


def test_squares_of_a_leader_are_none(hidden: Picture, leader: User, as_: Any) -> None:
    url = f"/arbete/lyckeberga/lagesbilder/{hidden.pk}/rutor.geojson"
    assert json.loads(as_(leader).get(url).content)["features"] == []


def test_what_pictures_said_of_a_place_is_for_who_may_know_the_place(
    hidden: Picture, kommun: Kommun, coordinator: User, outsider: User
) -> None:
    secret = place(kommun, cast.GROUP_ONLY)
    assert [f.picture for f in findings_at(secret, coordinator)] == [hidden]
    assert not findings_at(secret, outsider).exists()

    class Product:
        def kommun_ids(self) -> frozenset[int]:
            return frozenset({kommun.pk})

        def sees_group_of(self, kommun_id: int) -> bool:
            return True

    assert Finding.objects.visible_to(Product()).exists()
    assert Picture.objects.visible_to(Product()).get() == hidden


# --- the document alone -----------------------------------------------------------------


def with_areas(document: PictureDocument, *klasses: str) -> PictureDocument:
    areas = tuple(
        replace(area, klass=klass) for area, klass in zip(document.areas, klasses, strict=True)
    )
    return replace(document, areas=areas)


def test_areas_with_more_come_before_those_with_fewer(hidden: Picture) -> None:
    seen = at_area_level(with_areas(content_of(hidden), FEWER, MORE))
    told = [(found.kind, found.strength) for found in seen.findings if found.area]
    assert [kind for kind, _ in told] == [MORE, FEWER]
    fewer = next(found for found in seen.findings if found.kind == FEWER)
    assert (fewer.strength, fewer.figures.p, fewer.figures.q) == ("visst stöd", None, None)
    assert [found.number for found in seen.findings] == [*range(1, len(seen.findings) + 1)]


def test_an_area_that_the_picture_told_itself_keeps_its_sentence(hidden: Picture) -> None:
    full = content_of(hidden)
    own = replace(
        full.findings[0], place="Lyckeberga öst", sentence="Lyckeberga öst: som den stod.",
        cells=(), place_id="", x=None, y=None, area="O",
    )  # fmt: skip
    seen = at_area_level(replace(full, findings=(own,)))
    assert [found.sentence for found in seen.findings] == ["Lyckeberga öst: som den stod."]


def test_where_no_area_deviates_it_is_said(hidden: Picture) -> None:
    calm = with_areas(content_of(hidden), "som normalt", "som normalt")
    calm = replace(calm, findings=tuple(f for f in calm.findings if f.cells or f.place_id))
    assert at_area_level(calm).summary[1:] == ("Inget avviker från det normala den här perioden.",)


# --- which pictures ---------------------------------------------------------------------


def test_drafts_are_for_the_group_and_discarded_ones_for_nobody(
    draft: Picture, coordinator: User, leader: User, police: User, arrange: Any
) -> None:
    kommun = draft.kommun
    assert list(pictures_of(kommun, coordinator)) == [draft]
    assert not pictures_of(kommun, leader).exists()
    assert latest_frozen(kommun, leader) is None
    assert has_picture(kommun, "2026-W47")
    freeze(picture=draft, version=1, by=police)
    assert latest_frozen(kommun, leader) == draft
    with arrange():
        Picture.objects.unscoped("test").update(state="discarded", frozen_at=None)
    assert not pictures_of(kommun, coordinator).exists()
    assert not has_picture(kommun, "2026-W47")
