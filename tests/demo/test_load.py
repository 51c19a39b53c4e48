"""The demo kommun as a newcomer meets it: alive, loaded once, all of it or nothing."""

import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings

from lofte.audit.refusals import Refused
from lofte.coordination.models import Decision, Meeting
from lofte.demo import load, signins
from lofte.demo.load import SLUG, load_demo
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.page import results_page
from lofte.dialogue.states import Mode
from lofte.dialogue.states import State as DialogueState
from lofte.duties.clocks import clocks_of
from lofte.duties.council.models import CouncilMember
from lofte.incidents.models import Incident
from lofte.incidents.states import State as ReportState
from lofte.patrol.models import Plan, Stop, Visit
from lofte.people.models import FavouritePlace, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.promises.carrying import unjudged
from lofte.promises.effects.models import EffectAnswer
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.models import Promise
from lofte.promises.plans.models import ActionPlan
from lofte.promises.queries import results_of
from lofte.promises.signing import files, sealing
from lofte.promises.signing.models import Version
from lofte.publishing import editions
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from lofte.situation.own.models import OwnPicture
from lofte.situation.states import State
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import Figure, Intelligence, NewsEvent, RegisterRow, Source

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


def rows(model):
    return model.objects.unscoped("what the demo holds")


def quiet(_: str) -> None:
    pass


class TestTheLoadedDemo(TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory(prefix="lofte-demo-")
        cls.addClassCleanup(folder.cleanup)
        cls.editions = Path(folder.name) / "editions"
        half = cls.editions / SLUG / "1"  # what a load that was stopped midway left behind
        half.mkdir(parents=True)
        (half / "edition.json").write_text("{")
        own = {"EDITIONS_DIR": cls.editions, "MEDIA_ROOT": Path(folder.name) / "files"}
        own["LOFTE_SEAL"] = Path(folder.name) / "seal.p12"
        cls.enterClassContext(override_settings(DEMO=True, **own))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        load_demo(now=NOW, say=quiet)

    def test_the_group_has_met_answered_and_patrolled(self):
        assert set(rows(Stop).values_list("state", flat=True)) >= {"accepted", "declined"}
        assert rows(Meeting).filter(state="closed").count() == 1
        assert rows(Meeting).get(state="planned").held_on == date(2026, 11, 26)
        assert set(rows(Decision).values_list("state", flat=True)) == {"open", "done"}
        assert rows(Visit).filter(commitment__isnull=False).exists()
        assert rows(OwnPicture).exclude(handed_in_at=None).count() == 2
        assert rows(Plan).exists()

    def test_last_years_promise_is_judged_and_this_years_in_force(self) -> None:
        last, tunnel, now = rows(Promise).order_by("pk")
        assert {last.state, tunnel.state, now.state} == {"signed"}
        assert now.follows == last
        assert not unjudged(now)
        found = [one.result for one in results_of(last, today=NOW.date())]
        assert found == ["met", "no_target", "not_met_why"]
        light, patrols, telling = results_of(now, today=NOW.date())
        assert light.result == "met"
        assert patrols.logged > 60
        assert telling.logged >= 10

    def test_the_planned_test_is_signed_and_the_file_sealed(self) -> None:
        version = rows(Version).get(promise=rows(Promise).order_by("pk").last())
        planned, *_followed = version.document["tests"]
        assert planned["smallest_fall"] == pytest.approx(0.67, abs=0.005)
        assert sealing.checked(files.read(version.file)).intact
        assert [row.number for row in rows(StatutoryPicture)] == [2, 1]

    def test_the_plan_is_decided_and_followed_up_on_the_way(self) -> None:
        plan = rows(ActionPlan).get()
        assert (plan.state, plan.number, plan.overruled) == ("decided", 1, {})
        assert plan.picture.number == 1
        said = {row.light for row in rows(FollowUp).exclude(measure=None)}
        assert said == {"green", "red", "yellow"}

    def test_the_tunnel_fell_as_it_was_planted(self) -> None:
        answer = rows(EffectAnswer).get()
        said = {one["method"]: one["verdict"] for one in answer.content["answers"]}
        assert answer.content["faults"] == []
        assert (said["interrupted"], said["differences"]) == ("fewer", "fewer")

    def test_promises_are_for_a_part_of_the_town_or_for_all_of_it(self) -> None:
        parts = {promise.title: promise.areas.unscoped("test").count() for promise in rows(Promise)}
        assert sorted(parts.values()) == [0, 1, 1]

    def test_one_clock_of_the_act_warns(self) -> None:
        kommun = rows(Kommun).get()
        assert [(one.kind, one.mark) for one in clocks_of(kommun, NOW.date())] == [
            ("picture", 0),
            ("plan", 18),
        ]
        assert rows(CouncilMember).get(chair=True).role == "kommunstyrelsens ordförande"

    def test_last_week_is_a_draft_and_the_weeks_before_are_frozen(self) -> None:
        draft = rows(Picture).get(state=State.DRAFT)
        assert draft.period_key == "2026-W47"
        assert draft.summary
        assert rows(Picture).filter(state=State.FROZEN).count() >= 8

    def test_the_open_page_has_editions_and_nothing_of_a_broken_load(self) -> None:
        found = editions.editions(self.editions, SLUG)
        assert [one.number for one in editions.of_kind(found, editions.PICTURE)] == [4, 3, 2, 1]
        last, tunnel, now = rows(Promise).order_by("pk")
        told = editions.current_promises(found)
        assert {one.content["code"] for one in told} == {now.code, tunnel.code, last.code}
        others = ["dialogue", "release", "promise", "promise", "promise"]
        assert [one.kind for one in found] == [*others, *["picture"] * 4]
        assert rows(Edition).count() == 9

    def test_reports_wait_and_one_went_back_with_a_question(self) -> None:
        assert rows(Incident).filter(state=ReportState.RECEIVED).count() >= 5
        asked = rows(Incident).get(state=ReportState.RETURNED)
        assert asked.question
        assert asked.reporter.email == f"rapportor@{signins.HOST}"

    def test_the_drawn_survey_is_weighed_by_one_population(self) -> None:
        [survey] = rows(Dialogue).filter(mode=Mode.SAMPLE, state=DialogueState.ENDED)
        viewer = User.objects.get(email=f"samordnare@{signins.HOST}")
        weighed = results_page(survey, viewer).weighed
        assert weighed is not None
        assert weighed.by == {"alder", "kon", "omrade"}
        assert sum(part.population for part in weighed.parts) == 9_700

    def test_others_have_told_what_they_know(self) -> None:
        assert rows(Source).count() == 3
        assert rows(RegisterRow).exists()
        assert rows(Figure).filter(delivery=None).exists()
        assert rows(Intelligence).count() == 1
        news = NewsEvent.objects.all()
        assert len(news) == 3
        assert all("Påhittad" in one.summary for one in news)
        assert not rows(Kommun).get().news_on, "the demo asks the real feed"

    def test_the_cast_signs_in_and_nobody_else_does(self) -> None:
        shown = signins.codes(NOW.timestamp())
        assert {one.role for one in shown} == {role.label for role in Role}
        assert all(len(one.code) == 6 for one in shown)
        cast = {one.email for one in shown}
        for user in User.objects.all():
            assert user.check_password(signins.PASSWORD) == (user.email in cast)
            assert user.has_usable_password() == (user.email in cast)

    def test_the_reporter_has_places_of_their_own(self) -> None:
        own = FavouritePlace.objects.filter(user__email=f"rapportor@{signins.HOST}")
        assert own.count() == 3

    def test_the_command_a_second_time_loads_nothing(self) -> None:
        before = rows(Incident).count()
        out = io.StringIO()
        call_command("demo", load_only=True, stdout=out)
        assert f"http://localhost:8000/{SLUG}/" in out.getvalue()
        assert signins.PASSWORD in out.getvalue()
        assert (rows(Kommun).count(), rows(Incident).count()) == (1, before)

    def test_a_second_load_is_refused(self) -> None:
        with pytest.raises(Refused, match="finns redan"):
            load_demo(now=NOW, say=quiet)
        assert len(editions.numbers(self.editions, SLUG)) == 9


@pytest.mark.django_db
def test_a_load_that_is_stopped_midway_leaves_nothing(settings, tmp_path, monkeypatch):
    settings.DEMO, settings.MEDIA_ROOT, settings.EDITIONS_DIR = True, tmp_path, tmp_path / "e"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "_reports", stop)
    with pytest.raises(KeyboardInterrupt):
        load_demo(now=NOW, say=quiet)
    assert not rows(Kommun).exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_outside_the_demo_nothing_is_loaded_or_removed(settings, tmp_path):
    settings.EDITIONS_DIR, settings.MEDIA_ROOT = tmp_path / "editions", tmp_path / "files"
    kept = settings.EDITIONS_DIR / SLUG
    kept.mkdir(parents=True)
    with pytest.raises(Refused, match="demonstrationen"):
        load_demo(now=NOW, say=quiet)
    assert kept.is_dir()
    assert not rows(Kommun).exists()
    with pytest.raises(Refused, match="ingen demonstration"):
        call_command("demo", load_only=True)
