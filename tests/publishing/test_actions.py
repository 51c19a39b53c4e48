"""What is let out is frozen, a period old, seen by two, never overlapping, and whole on disk."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from lofte.analysis.periods import parse
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Basemap, Kommun
from lofte.publishing import actions, editions, queries
from lofte.publishing.actions import announce, publish, withdraw
from lofte.publishing.models import Edition
from lofte.publishing.queries import editions_of, next_to_publish, open_from
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.reports import PHONE, last_act
from tests.publishing.documents import OPEN

SLUG = "lyckeberga"


def numbers_in_table() -> list[int]:
    rows = Edition.objects.unscoped("test").order_by("number")
    return list(rows.values_list("number", flat=True))


def frozen_of(kommun: Kommun, key: str, coordinator: User, police: User) -> Picture:
    picture = compile_picture(kommun=kommun, period=parse(key), by=coordinator)
    return freeze(picture=picture, version=1, by=police)


# --- what an edition is ---------------------------------------------------------------------------


def test_an_edition_is_a_file_that_the_table_knows(
    published: Edition, editions_dir: Path, communicator: User
) -> None:
    file = editions.read(editions_dir, SLUG, 1)
    assert (editions_dir / published.path).read_bytes() == editions.to_bytes(file.content)
    assert (published.number, published.checksum) == (1, file.checksum)
    assert file.content["total"] == 36
    assert file.content["published"] == "2026-11-30"
    assert str(published) == "Utgåva 1, Lyckeberga"
    event = last_act()
    assert (event.what, event.by_name) == ("edition.published", communicator.name)
    assert event.details == {"checksum": file.checksum, "period": "2026-W47"}


def test_nothing_finer_than_an_area_is_in_the_file(published: Edition, editions_dir: Path) -> None:
    text = (editions_dir / published.path).read_text()
    for secret in ("Resecentrum", "Almskolan", cast.GROUP_ONLY, "E56", "561050"):
        assert secret not in text


def test_publishing_gives_the_kommun_its_page(
    published: Edition, kommun: Kommun, editions_dir: Path
) -> None:
    facts = editions.kommun(editions_dir, SLUG)
    assert (facts["name"], facts["code"], facts["map_source"]) == ("Lyckeberga", "9901", "")
    assert AuditEvent.objects.filter(what="kommun.announced").exists()


def test_the_page_gets_the_kommuns_own_map_when_it_can_be_drawn(
    kommun: Kommun,
    administrator: User,
    editions_dir: Path,
    arrange: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "bas.geojson"
    file.write_text('{"features": []}')
    monkeypatch.setattr(actions, "path_of", lambda basemap: file)
    with arrange():
        basemap = Basemap.objects.create(
            kommun=kommun, kind="geojson", file="x", checksum="x", attribution="Lyckeberga kommun"
        )
    announce(kommun=kommun, by=administrator)
    assert editions.basemap(editions_dir, SLUG).read_text() == file.read_text()
    assert editions.kommun(editions_dir, SLUG)["map_source"] == "Lyckeberga kommun"
    with arrange():
        basemap.kind = Basemap.Kind.PMTILES
        basemap.save()
    announce(kommun=kommun, by=administrator)
    facts = editions.kommun(editions_dir, SLUG)
    assert (facts["map_kind"], facts["map_source"]) == ("pmtiles", "Lyckeberga kommun")


# --- when and by whom -----------------------------------------------------------------------------


def test_a_draft_is_not_published(draft: Picture, communicator: User) -> None:
    with pytest.raises(Refused, match="Bara en fryst"):
        publish(picture=draft, by=communicator, today=OPEN)


def test_a_picture_is_at_least_a_period_old(frozen: Picture, communicator: User) -> None:
    with pytest.raises(Refused, match="tidigast 2026-11-30"):
        publish(picture=frozen, by=communicator, today=OPEN - timedelta(days=1))
    assert numbers_in_table() == []


@pytest.mark.parametrize(
    ("rhythm", "delay", "key", "expected"),
    [
        ("week", 1, "2026-W47", date(2026, 11, 30)),
        ("week", 2, "2026-W47", date(2026, 12, 7)),
        ("week", 1, "2026-W53", date(2027, 1, 11)),
        ("month", 1, "2026-10", date(2026, 12, 1)),
        ("month", 1, "2026-W47", date(2027, 1, 1)),
        ("week", 1, "2026-10", date(2026, 12, 1)),
        ("week", 1, "2026-11-18--2026-11-18", date(2026, 11, 30)),
    ],
)
def test_the_delay_is_whole_periods_of_the_picture_or_the_kommun(
    kommun: Kommun, rhythm: str, delay: int, key: str, expected: date
) -> None:
    kommun.rhythm, kommun.public_delay = rhythm, delay
    assert open_from(Picture(period_key=key), kommun) == expected


def test_whoever_froze_it_does_not_publish_it(
    draft: Picture, coordinator: User, police: User, arrange: Any, kommun: Kommun
) -> None:
    with arrange():
        Picture.objects.unscoped("test").update(compiled_by=police)
    draft.refresh_from_db()
    frozen = freeze(picture=draft, version=1, by=coordinator)
    with pytest.raises(Refused, match="En annan person"):
        publish(picture=frozen, by=coordinator, today=OPEN)
    with arrange():
        kommun.four_eyes = False
        kommun.save()
    assert publish(picture=frozen, by=coordinator, today=OPEN).number == 1


@pytest.mark.parametrize("key", ["2026-W47", "2026-11-16--2026-11-17", "2026-11"])
def test_two_editions_never_cover_the_same_days(
    published: Edition, town: Kommun, coordinator: User, police: User, communicator: User, key: str
) -> None:
    picture = published.picture
    if key != picture.period_key:
        picture = frozen_of(town, key, coordinator, police)
    with pytest.raises(Refused, match="genom subtraktion"):
        publish(picture=picture, by=communicator, today=date(2027, 3, 1))
    assert numbers_in_table() == [1]


def test_a_picture_that_was_changed_in_the_table_is_not_published(
    frozen: Picture, communicator: User, arrange: Any
) -> None:
    with arrange():
        frozen.document["total"]["count"] = 99
        frozen.save()
    with pytest.raises(Refused, match="kontrollsumman från när den frystes"):
        publish(picture=frozen, by=communicator, today=OPEN)


def test_what_may_go_out_next_is_offered_once(
    frozen: Picture, kommun: Kommun, communicator: User
) -> None:
    assert next_to_publish(kommun, OPEN - timedelta(days=1)) is None
    assert next_to_publish(kommun, OPEN) == frozen
    publish(picture=frozen, by=communicator, today=OPEN)
    assert next_to_publish(kommun, OPEN) is None


# --- withdrawing ----------------------------------------------------------------------------------


def test_a_withdrawn_edition_says_why(
    published: Edition, communicator: User, editions_dir: Path
) -> None:
    edition = withdraw(edition=published, reason=" Fel område ", by=communicator)
    assert edition.withdrawn_reason == "Fel område"
    day = timezone.localdate(edition.withdrawn_at)
    note = editions.read(editions_dir, SLUG, 1).withdrawn
    assert note == {"date": day.isoformat(), "reason": "Fel område"}
    assert last_act().what == "edition.withdrawn"


@pytest.mark.parametrize(
    ("reason", "why"), [("  ", "Skriv varför"), (f"Ring {PHONE}", "personuppgifter")]
)
def test_the_reason_is_needed_and_holds_no_personal_data(
    published: Edition, communicator: User, editions_dir: Path, reason: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        withdraw(edition=published, reason=reason, by=communicator)
    assert editions.read(editions_dir, SLUG, 1).is_open


def test_an_edition_is_withdrawn_once(published: Edition, communicator: User) -> None:
    withdraw(edition=published, reason="Fel", by=communicator)
    with pytest.raises(Refused, match="redan tillbakadragen"):
        withdraw(edition=published, reason="Fel igen", by=communicator)


def test_after_a_withdrawal_the_same_period_may_come_again_and_no_other_over_it(
    published: Edition, town: Kommun, communicator: User, coordinator: User, police: User
) -> None:
    withdraw(edition=published, reason="Fel", by=communicator)
    shorter = frozen_of(town, "2026-11-16--2026-11-19", coordinator, police)
    with pytest.raises(Refused, match="överlappar utgåva 1"):
        publish(picture=shorter, by=communicator, today=date(2027, 3, 1))
    again = publish(picture=published.picture, by=communicator, today=OPEN)
    assert again.number == 2


# --- when something fails -------------------------------------------------------------------------


def test_a_disk_that_fails_leaves_neither_row_nor_file(
    frozen: Picture, communicator: User, editions_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError("disken är full")

    before = AuditEvent.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(editions, "write", full)
        with pytest.raises(OSError, match="full"):
            publish(picture=frozen, by=communicator, today=OPEN)
    assert numbers_in_table() == []
    assert editions.numbers(editions_dir, SLUG) == []
    assert AuditEvent.objects.count() == before
    assert publish(picture=frozen, by=communicator, today=OPEN).number == 1


def test_a_table_that_fails_leaves_no_file(
    frozen: Picture, communicator: User, editions_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = models.QuerySet.create

    def fail(self: Any, **fields: Any) -> Any:
        if self.model is Edition:
            raise ZeroDivisionError
        return create(self, **fields)

    monkeypatch.setattr(models.QuerySet, "create", fail)
    with pytest.raises(ZeroDivisionError):
        publish(picture=frozen, by=communicator, today=OPEN)
    assert editions.numbers(editions_dir, SLUG) == []


def test_a_file_whose_row_was_lost_is_closed_and_its_number_not_used_again(
    published: Edition, communicator: User, editions_dir: Path, arrange: Any
) -> None:
    with arrange():  # as after a power cut between the file and the table
        Edition.objects.unscoped("test").delete()
    again = publish(picture=published.picture, by=communicator, today=OPEN)
    assert again.number == 2
    lost = editions.read(editions_dir, SLUG, 1)
    assert lost.withdrawn["reason"] == "Publiceringen blev aldrig klar."
    assert editions.read(editions_dir, SLUG, 2).is_open


def test_a_note_that_cannot_be_written_leaves_the_edition_open(
    published: Edition, communicator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError("disken är full")

    monkeypatch.setattr(editions, "withdraw", full)
    with pytest.raises(OSError, match="full"):
        withdraw(edition=published, reason="Fel", by=communicator)
    published.refresh_from_db()
    assert published.withdrawn_at is None


def test_a_later_publication_never_changes_the_bytes_of_an_earlier_one(
    published: Edition,
    town: Kommun,
    coordinator: User,
    police: User,
    communicator: User,
    editions_dir: Path,
    arrange: Any,
) -> None:
    file = editions_dir / published.path
    before = file.read_bytes()
    with arrange():
        town.name, town.minimum_cell = "Nya Lyckeberga", 20
        town.save()
    earlier = frozen_of(town, "2026-W46", coordinator, police)
    publish(picture=earlier, by=communicator, today=OPEN)
    withdraw(edition=published, reason="Fel", by=communicator)
    assert file.read_bytes() == before


def test_a_damaged_file_is_told_to_those_who_publish(
    published: Edition, communicator: User, kommun: Kommun, editions_dir: Path, outsider: User
) -> None:
    rows = editions_of(kommun, communicator)
    assert queries.damaged(rows) == set()
    file = editions_dir / published.path
    content = json.loads(file.read_text())
    content["total"] = 99
    editions_dir.joinpath(SLUG, "1", "edition.json").write_bytes(editions.to_bytes(content))
    assert queries.damaged(rows) == {1}
    file.unlink()
    file.with_name("sha256").unlink()
    file.parent.rmdir()
    assert queries.damaged(rows) == {1}
    assert not editions_of(kommun, outsider).exists()
