"""The page of the effects, and where an answer is told: report, file, sheet, open page."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.management import due
from lofte.management.dues import effects as dues
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.actions import remove_commitment
from lofte.promises.commitments.models import Indicator
from lofte.promises.effects.actions import answer_effect
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.queries import results_of
from lofte.promises.reports.content import report_of
from lofte.promises.reports.pdf import pdf
from lofte.promises.reports.sheet import read, write
from lofte.promises.signing.actions import amend, freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer
from lofte.promises.signing.models import Version
from lofte.publishing.promises.content import content_of
from tests.promises.drafts import commit, sign
from tests.promises.effects import planting
from tests.promises.effects.planting import AFTER, planned, promise_of
from tests.promises.test_views import text_of, url


@pytest.fixture
def indicator(kommun: Kommun, party: Party, police_party: Party) -> Indicator:
    return planting.indicator_of(kommun, party, police_party)


@pytest.fixture
def plan(kommun: Kommun, party: Party, police_party: Party, indicator: Indicator) -> EffectPlan:
    """Signed, with a real fall in the register."""
    source = planting.register(kommun, target=10, after=5)
    made = planned(indicator, source)
    sign(promise_of(indicator), party, police_party, on=date(2025, 3, 2))
    made.refresh_from_db()
    return made


def test_from_a_draft_to_a_plan(
    kommun: Kommun, coordinator: User, indicator: Indicator, as_: Any, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    client, promise = as_(coordinator), promise_of(indicator)
    assert "Ingen plan för hur effekten ska synas" in text_of(
        client.get(url("effects", promise.pk))
    )
    form = text_of(client.get(url("effect-plan", indicator.pk)))
    assert "Lyckeberga öst" in form
    assert 'value="2023-01-01"' in form
    assert "Lindängens källargångar" not in form
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    answers = {
        "targets": f"place:{place.pk}",
        "comparisons": f"area:{planting.area(kommun, 'O').pk}",
        "buffer": "400",
        "sources": f"register:{source.pk}",
        "before_first": "2023-01-01",
    }
    page = text_of(client.post(url("effect-plan", indicator.pk), answers, follow=True))
    assert "Planen är sparad" in page
    assert "Resecentrum (150 m runt om)" in page
    assert "Inte undertecknad än" in page
    again = text_of(client.get(url("effect-plan", indicator.pk)))
    assert f'<option value="place:{place.pk}" selected>' in again
    wrong = client.post(url("effect-plan", indicator.pk), answers | {"before_first": "2024-12-30"})
    assert wrong.status_code == 422
    assert "minst 56 dagar" in text_of(wrong)
    made = EffectPlan.objects.unscoped("test").get()
    gone = text_of(client.post(url("effect-drop", made.pk), follow=True))
    assert "Planen är borttagen" in gone


def test_the_answer_on_the_page(
    plan: EffectPlan, indicator: Indicator, coordinator: User, as_: Any
) -> None:
    client, promise = as_(coordinator), promise_of(indicator)
    assert "Effekten är inte räknad än" in text_of(client.get(url("effects", promise.pk)))
    page = text_of(client.post(url("effect-answer", plan.pk), follow=True))
    assert "Effekten är räknad" in page
    assert "Färre än utan insatsen, mer än slumpen förklarar." in page
    assert "Undertecknad 2025-03-02" in page
    assert "60 dagar efter att löftet började" in page
    whole = text_of(client.get(url("promise", promise.pk)))
    assert "Färre än utan insatsen" in whole


def test_the_pages_of_others(
    plan: EffectPlan, indicator: Indicator, outsider: User, leader: User, as_: Any
) -> None:
    promise = promise_of(indicator)
    assert as_(outsider).get(url("effects", promise.pk)).status_code == 404
    assert as_(outsider).post(url("effect-answer", plan.pk)).status_code == 404
    assert as_(leader).get(url("effects", promise.pk)).status_code == 200
    assert as_(leader).get(url("effect-plan", indicator.pk)).status_code == 403


def test_the_report_the_file_and_the_sheet_tell_it(plan: EffectPlan, indicator: Indicator) -> None:
    answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    promise = promise_of(indicator)
    report = report_of(promise, today=AFTER)
    (effect,) = report["groups"][0]["points"][0]["effects"]
    assert effect["targets"] == ["Resecentrum (150 m runt om)"]
    text = " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(pdf(report, for_council=False))).pages
    )
    assert "Färre än utan insatsen, mer än slumpen förklarar." in text
    assert "difference in differences" in text
    content = write(results_of(promise, today=AFTER))
    rows = list(load_workbook(BytesIO(content))["Effekt"].iter_rows(values_only=True))
    assert [row[2].split(" (")[0] for row in rows[1:]] == [
        "Före och efter, med trend och årstid borträknade",
        "Mot jämförelseplatserna",
        "Flyttade det?",
    ]
    assert len(read(content)) == 1  # what is filled in comes back as before


def test_the_open_page_tells_no_counts_and_hides_small_ones(
    plan: EffectPlan, indicator: Indicator, kommun: Kommun, arrange: Any
) -> None:
    row = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    promise = promise_of(indicator)
    version = Version.objects.unscoped("test").get(promise=promise)
    (effect,) = content_of(promise, version, kommun, AFTER)["lists"][0]["points"][0]["effects"]
    assert all("counts" not in one for one in effect["answers"])
    assert effect["answers"][1]["change"]
    with arrange():
        row.content["answers"][1]["smallest"] = 2
        row.save()
    (effect,) = content_of(promise, version, kommun, AFTER)["lists"][0]["points"][0]["effects"]
    assert effect["answers"][1]["change"] == ""
    assert effect["answers"][1]["sentence"].startswith("Färre")


def test_the_scheduler_answers_by_itself_once_a_month(plan: EffectPlan, kommun: Kommun) -> None:
    def run(day: date) -> list[str]:
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return [key for key in due.run_due(now) if key.startswith("effekt ")]

    assert run(date(2025, 12, 31)) == []
    assert len(run(date(2026, 1, 4))) == 1
    assert EffectAnswer.objects.unscoped("test").count() == 1
    assert run(date(2026, 1, 5)) == []
    assert len(run(date(2026, 2, 1))) == 1
    assert EffectAnswer.objects.unscoped("test").count() == 1  # nothing new
    late = datetime(2027, 3, 1, tzinfo=UTC)
    assert list(dues.due(late)) == []


def test_the_effect_of_a_point_that_was_struck_is_told(
    plan: EffectPlan, indicator: Indicator, kommun: Kommun, party: Party, police_party: Party
) -> None:
    promise, point = promise_of(indicator), indicator.commitment
    assert point is not None
    amend(promise=promise, by=SYSTEM)
    commit(promise, text="Något annat")
    remove_commitment(commitment=point, by=SYSTEM)
    promise.refresh_from_db()
    reasons = {"V4": "Prov", "V7": "Prov"}
    version = freeze(
        promise=promise, version=promise.version, overruled=reasons, why="Byte", by=SYSTEM
    )
    signers = tuple(Signer(party=one, name="U") for one in (party, police_party))
    facts = CeremonyFacts(held_on=date(2025, 6, 1), signers=signers)
    record_ceremony(version=version, facts=facts, by=SYSTEM)
    promise.refresh_from_db()
    version.refresh_from_db()
    (waits,) = content_of(promise, version, kommun, AFTER)["struck"]
    assert (waits["planned"], waits["effects"]) == (["Bråk vid Resecentrum"], [])
    answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    content = content_of(promise, version, kommun, AFTER)
    (effect,) = content["struck"][0]["effects"]
    assert "counts" not in effect["answers"][0]
    page = render_to_string("publishing/_public_promise.html", {"content": content})
    assert "Struket ur löftet" in page
    assert "Färre än utan insatsen, mer än slumpen förklarar." in " ".join(page.split())
    (told,) = report_of(promise, today=AFTER)["struck"]
    assert told["effects"][0]["indicator"] == "Bråk vid Resecentrum"
