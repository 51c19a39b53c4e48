"""Compile, read, freeze by a second person; a frozen picture never changes."""

import hashlib
import re
from typing import Any

import pytest
from django.db import models

from lofte.analysis.periods import parse
from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.actions import compile_picture, discard, freeze, write_summary
from lofte.situation.models import Finding, Picture
from lofte.situation.queries import content_of
from lofte.situation.states import TRANSITIONS, SecondPersonNeeded, State, WrongState
from tests import cast
from tests.incidents.reports import PHONE, last_act, told
from tests.situation.pictures import WEEK, findings_of, picture_in


def test_a_draft_says_what_it_found_and_what_it_rests_on(draft: Picture, coordinator: User) -> None:
    first = findings_of(draft)[0]
    assert first.sentence.startswith("Resecentrum: 30\u00a0händelser, normalt ")
    assert str(first) == first.sentence
    assert (first.place.name, first.area.name) == ("Resecentrum", "Lyckeberga väst")
    assert first.figures["count"] == 30
    assert first.figures["source"] == "EST-rapporter, Lyckeberga kommun"
    assert (draft.state, draft.period_key, draft.compiled_by) == ("draft", "2026-W47", coordinator)
    assert str(draft) == f"Lägesbild {WEEK.label}"
    event = last_act()
    assert (event.what, event.kommun_code) == ("picture.compiled", "9901")
    assert event.details["checksum"] == draft.checksum


def test_the_picture_shows_how_many_reporters_were_active(draft: Picture) -> None:
    caveats = " ".join(content_of(draft).caveats)
    assert re.search(r"Rapportörer aktiva[^.]*: 1 \(normalt 1\)", caveats)
    assert "Rapporter från 1 part: bostadsföretag i Lyckeberga." in caveats


def test_the_same_input_gives_the_same_bytes(draft: Picture, town: Kommun) -> None:
    again = compile_picture(kommun=town, period=WEEK, by=SYSTEM)
    assert again.checksum == draft.checksum
    assert again.extract_checksum == draft.extract_checksum
    assert again.compiled_by is None


def test_what_the_table_keeps_is_what_was_summed(draft: Picture) -> None:
    kept = content_of(picture_in(draft)).to_json()
    assert hashlib.sha256(kept).hexdigest() == draft.checksum


def test_a_new_draft_retires_the_old_one_and_keeps_the_coordinators_words(
    draft: Picture, town: Kommun, coordinator: User
) -> None:
    write_summary(picture=draft, summary="Nyinflyttat gym.", version=1, by=coordinator)
    again = compile_picture(kommun=town, period=WEEK, by=coordinator)
    assert again.summary == "Nyinflyttat gym."
    assert picture_in(draft).state == "discarded"


def test_a_frozen_period_is_not_compiled_again(frozen: Picture, town: Kommun) -> None:
    with pytest.raises(Refused, match="redan fryst"):
        compile_picture(kommun=town, period=WEEK, by=SYSTEM)


def test_without_anything_to_show_it_is_said_what_to_do(kommun: Kommun) -> None:
    with pytest.raises(
        Refused, match=r"Bekräfta rapporter under Granska eller läs in ett register"
    ):
        compile_picture(kommun=kommun, period=WEEK, by=SYSTEM)
    assert not AuditEvent.objects.exists()


def test_a_picture_that_fails_midway_leaves_the_old_draft(
    draft: Picture, town: Kommun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(models.QuerySet, "bulk_create", fail)
    with pytest.raises(ZeroDivisionError):
        compile_picture(kommun=town, period=WEEK, by=SYSTEM)
    assert picture_in(draft).state == "draft"
    assert Picture.objects.unscoped("test").count() == 1


# --- the coordinator's words ------------------------------------------------------------------


def test_the_coordinators_words_are_kept_but_not_in_the_log(
    draft: Picture, coordinator: User
) -> None:
    written = write_summary(picture=draft, summary="Ny belysning.", version=1, by=coordinator)
    assert (written.summary, written.version) == ("Ny belysning.", 2)
    assert last_act().what == "picture.summary_written"
    assert not [row for row in told() if "belysning" in row]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (f"Ring {PHONE}", "telefonnummer"),
        (f"Se {cast.GROUP_ONLY.upper()}.", "bara gruppen får se"),
    ],
)
def test_words_that_not_all_may_read_are_refused(
    draft: Picture, coordinator: User, words: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        write_summary(picture=draft, summary=words, version=1, by=coordinator)
    assert picture_in(draft).summary == ""


def test_of_two_who_write_at_once_the_second_overwrites_nothing(
    draft: Picture, coordinator: User
) -> None:
    write_summary(picture=draft, summary="Först", version=1, by=coordinator)
    with pytest.raises(WrongState, match="hann ändra"):
        write_summary(picture=draft, summary="Sedan", version=1, by=coordinator)
    assert picture_in(draft).summary == "Först"


# --- freezing -----------------------------------------------------------------------------------


def test_a_second_person_freezes(draft: Picture, police: User) -> None:
    frozen = freeze(picture=draft, version=1, by=police)
    assert (frozen.state, frozen.frozen_by, frozen.one_person) == ("frozen", police, False)
    assert frozen.frozen_at is not None
    event = last_act()
    assert (event.what, event.by_name) == ("picture.frozen", "Kim Kommunpolis")
    assert event.details == {"checksum": draft.checksum}


def test_whoever_compiled_it_does_not_freeze_it(draft: Picture, coordinator: User) -> None:
    with pytest.raises(SecondPersonNeeded, match="En annan person"):
        freeze(picture=draft, version=1, by=coordinator)
    assert picture_in(draft).state == "draft"


def test_a_small_kommun_may_let_one_person_do_both_and_says_so(
    draft: Picture, coordinator: User, arrange: Any
) -> None:
    with arrange():
        draft.kommun.four_eyes = False
        draft.kommun.save()
    assert freeze(picture=draft, version=1, by=coordinator).one_person


def test_a_draft_that_changed_since_it_was_read_is_not_frozen(
    draft: Picture, police: User, coordinator: User
) -> None:
    write_summary(picture=draft, summary="Nytt", version=1, by=coordinator)
    with pytest.raises(WrongState, match="hann ändra"):
        freeze(picture=draft, version=1, by=police)
    assert picture_in(draft).state == "draft"


def test_a_period_has_one_frozen_picture(frozen: Picture, police: User, arrange: Any) -> None:
    with arrange():
        twin = picture_in(frozen)
        twin.pk, twin.state, twin.frozen_at, twin.version = None, State.DRAFT, None, 1
        twin.save()
    with pytest.raises(WrongState, match="redan en fryst"):
        freeze(picture=twin, version=1, by=police)
    assert picture_in(twin).state == "draft"


def test_a_frozen_picture_never_changes(frozen: Picture, police: User, coordinator: User) -> None:
    for act in (
        lambda: freeze(picture=frozen, version=2, by=police),
        lambda: discard(picture=frozen, by=coordinator),
        lambda: write_summary(picture=frozen, summary="Sent", version=2, by=coordinator),
    ):
        with pytest.raises(WrongState):
            act()
    assert (picture_in(frozen).version, picture_in(frozen).summary) == (2, "")
    assert TRANSITIONS[State.FROZEN] == frozenset()


def test_a_discarded_draft_stays_in_the_list(draft: Picture, coordinator: User) -> None:
    assert discard(picture=draft, by=coordinator).state == "discarded"
    assert last_act().what == "picture.discarded"
    assert Finding.objects.unscoped("test").exists()


def test_a_draft_that_somebody_just_froze_is_not_discarded(
    draft: Picture, coordinator: User, police: User
) -> None:
    read_earlier = picture_in(draft)
    freeze(picture=draft, version=1, by=police)
    with pytest.raises(WrongState, match="hann ändra"):
        discard(picture=read_earlier, by=coordinator)
    assert picture_in(draft).state == "frozen"


def test_a_picture_may_be_of_any_period(town: Kommun) -> None:
    picture = compile_picture(kommun=town, period=parse("2026-11-02--2026-11-15"), by=SYSTEM)
    assert (picture.period_start.isoformat(), picture.period_end.isoformat()) == (
        "2026-11-02",
        "2026-11-16",
    )
