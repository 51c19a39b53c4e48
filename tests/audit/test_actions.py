"""Nothing is written without a row that says who did it, and no such row ever changes."""

from typing import Any

import pytest
from django.db import IntegrityError

from lofte.audit.actions import SYSTEM, Unaudited, action, inside_action, record
from lofte.audit.models import AuditEvent, Immutable, Occasion
from lofte.people.models import User
from lofte.places.models import Kommun


def rename(kommun: Kommun, name: str) -> None:
    Kommun.objects.unscoped("test").filter(pk=kommun.pk).update(name=name)


def name_of(kommun: Kommun) -> str:
    return Kommun.objects.unscoped("test").get(pk=kommun.pk).name


@action
def rename_and_say_so(*, kommun: Kommun, name: str, by: Any) -> None:
    rename(kommun, name)
    record("kommun.renamed", kommun, by=by, kommun_code=kommun.code, letters=len(name))


@action
def rename_in_silence(*, kommun: Kommun, by: Any) -> None:
    rename(kommun, "Tystby")


@pytest.fixture
def event(kommun: Kommun, coordinator: User) -> AuditEvent:
    rename_and_say_so(kommun=kommun, name="Nyby", by=coordinator)
    return AuditEvent.objects.get()


def test_a_row_says_who_did_what_to_what_as_text(event: AuditEvent, kommun: Kommun) -> None:
    assert (event.what, event.kommun_code) == ("kommun.renamed", "9901")
    assert (event.target_kind, event.target_id) == ("kommun", str(kommun.pk))
    assert (event.by_name, event.by_party) == (
        "Samira Samordnare",
        "enhet i kommunen i Lyckeberga",
    )
    assert event.details == {"letters": 4}
    assert str(event).endswith("Samira Samordnare: kommun.renamed Lyckeberga")


def test_the_product_itself_acts_under_its_name(kommun: Kommun) -> None:
    rename_and_say_so(kommun=kommun, name="Nyby", by=SYSTEM)
    event = AuditEvent.objects.get()
    assert (event.by_id, event.by_name, event.by_party) == ("system", "Löfte", "")


def test_the_kommun_is_found_through_the_target(kommun: Kommun) -> None:
    @action
    def touch(*, by: Any) -> None:
        record("area.touched", kommun.areas.unscoped("test").first(), by=by)

    touch(by=SYSTEM)
    assert AuditEvent.objects.get().kommun_code == "9901"


def test_an_action_that_does_not_record_is_undone(kommun: Kommun) -> None:
    with pytest.raises(Unaudited, match="rename_in_silence"):
        rename_in_silence(kommun=kommun, by=SYSTEM)
    assert name_of(kommun) == "Lyckeberga"


def test_an_action_that_fails_midway_leaves_neither_change_nor_row(kommun: Kommun) -> None:
    @action
    def fail(*, by: Any) -> None:
        rename_and_say_so(kommun=kommun, name="Halvby", by=by)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(by=SYSTEM)
    assert name_of(kommun) == "Lyckeberga"
    assert not AuditEvent.objects.exists()
    assert not inside_action()


def test_an_action_may_consist_of_others(kommun: Kommun) -> None:
    @action
    def twice(*, by: Any) -> None:
        rename_and_say_so(kommun=kommun, name="Första", by=by)
        rename_and_say_so(kommun=kommun, name="Andra", by=by)

    twice(by=SYSTEM)
    assert AuditEvent.objects.count() == 2


def test_an_inner_action_that_was_undone_does_not_speak_for_the_outer(kommun: Kommun) -> None:
    @action
    def swallow(*, by: Any) -> None:
        with pytest.raises(Unaudited):
            rename_in_silence(kommun=kommun, by=by)
        rename(kommun, "Smygby")

    with pytest.raises(Unaudited, match="swallow"):
        swallow(by=SYSTEM)
    assert name_of(kommun) == "Lyckeberga"


def test_nobody_records_outside_an_action(kommun: Kommun) -> None:
    with pytest.raises(Unaudited, match="inne i en åtgärd"):
        record("kommun.renamed", kommun, by=SYSTEM)


def test_a_row_is_never_changed(event: AuditEvent) -> None:
    event.by_name = "Någon Annan"
    with pytest.raises(Immutable):
        event.save()
    with pytest.raises(Immutable):
        AuditEvent.objects.update(by_name="Någon Annan")
    with pytest.raises(Immutable):
        AuditEvent.objects.bulk_update([event], ["by_name"])
    with pytest.raises(Immutable):
        AuditEvent.objects.update_or_create(defaults={"by_name": "Någon Annan"}, pk=event.pk)
    assert AuditEvent.objects.get().by_name == "Samira Samordnare"


def test_a_row_cannot_be_put_in_the_place_of_another(event: AuditEvent, arrange: Any) -> None:
    impostor = AuditEvent(pk=event.pk, what="x", by_id="x", by_name="Någon Annan")
    with pytest.raises(Immutable):
        AuditEvent.objects.bulk_create(
            [impostor], update_conflicts=True, update_fields=["by_name"], unique_fields=["id"]
        )
    with arrange(), pytest.raises(IntegrityError):
        impostor.save()


def test_a_row_is_never_removed(event: AuditEvent) -> None:
    with pytest.raises(Immutable):
        event.delete()
    with pytest.raises(Immutable):
        AuditEvent.objects.all().delete()
    with pytest.raises(Immutable):
        AuditEvent.objects.filter(pk=event.pk).delete()
    assert AuditEvent.objects.count() == 1


def test_an_occasion_is_known_by_its_job_and_key() -> None:
    assert str(Occasion(job="news", key="2026-11-19")) == "news 2026-11-19"
