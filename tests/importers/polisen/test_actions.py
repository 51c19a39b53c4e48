"""The feed in the database: versions, withdrawals, one transaction, one audit row an answer."""

from datetime import timedelta

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.importers.polisen import feed
from lofte.importers.polisen.actions import follow
from lofte.importers.polisen.client import Client, Outcome
from lofte.importers.polisen.collect import collect
from lofte.importers.polisen.feed import Change, Worth
from lofte.statistics.models import NewsEvent, NewsVersion
from tests.importers.polisen.made import NOON, answer, body, entry, many
from tests.importers.polisen.test_client import AGENT, Clock, Server
from tests.importers.polisen.test_feed import raw, real, recorded

MINUTES = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def take(entries, at=NOON, **how):
    return follow(answer=answer(entries, at, **how), by=SYSTEM)


def test_a_first_answer_is_stored_with_its_wordings():
    result = take(many())
    assert result.count(Change.NEW) == 500
    assert NewsEvent.objects.count() == NewsVersion.objects.count() == 500
    event = NewsEvent.objects.get(police_id=1000)
    assert (event.location, event.type, event.summary) == (
        "Lyckeberga",
        "Stöld",
        "En cykel är borta.",
    )
    assert (event.first_seen, event.last_seen, event.published_at) == (NOON, NOON, NOON)
    assert event.versions.get().content == entry(1000)


def test_an_answer_is_one_audit_row_with_counts_and_no_text():
    take(many())
    audited = AuditEvent.objects.get(what="news.followed")
    assert audited.details["worth"] == "whole"
    assert audited.details["new"] == 500
    assert "cykel" not in str(audited.details)


def test_an_empty_answer_writes_nothing():
    assert take([]).worth is Worth.EMPTY
    assert not NewsEvent.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_new_wording_is_shown_and_the_old_one_kept():
    take(many())
    take([entry(1000, summary="Ett mord."), *many()[1:]], NOON + 10 * MINUTES)
    event = NewsEvent.objects.get(police_id=1000)
    assert event.summary == "Ett mord."
    assert event.first_seen == NOON
    kept = list(event.versions.values_list("number", "content__summary"))
    assert kept == [(1, "En cykel är borta."), (2, "Ett mord.")]


def test_an_older_wording_is_kept_below_the_one_that_we_show():
    take(many())
    take([entry(1000, summary="Före."), entry(3)], NOON - 10 * MINUTES)
    event = NewsEvent.objects.get(police_id=1000)
    assert event.summary == "En cykel är borta."
    kept = list(event.versions.values_list("number", "content__summary"))
    assert kept == [(1, "Före."), (2, "En cykel är borta.")]
    assert take(many(), NOON + MINUTES).count(Change.UNCHANGED) == 500


def test_lasting_absence_withdraws_and_a_return_brings_back():
    take(many())
    for minutes in (20, 40):
        take(many()[1:], NOON + minutes * MINUTES)
    event = NewsEvent.objects.get(police_id=1000)
    assert (event.absent_answers, event.withdrawn_at) == (2, None)
    assert take(many()[1:], NOON + 60 * MINUTES).count(Change.WITHDRAWN) == 1
    event.refresh_from_db()
    assert event.withdrawn_at == NOON + 60 * MINUTES
    assert take(many(), NOON + 70 * MINUTES).count(Change.RETURNED) == 1
    event.refresh_from_db()
    assert (event.absent_answers, event.withdrawn_at) == (0, None)
    assert event.versions.count() == 1


def test_personal_data_in_a_notice_is_masked_in_every_copy():
    wording = entry(1, summary="Ring Anna 070-174 06 05 om bilen ABC123.")
    take([wording])
    event = NewsEvent.objects.get()
    assert event.summary == "Ring [namn] [telefonnummer] om bilen [registreringsnummer]."
    assert "174" not in str(event.versions.get().content)
    assert take([wording], NOON + MINUTES).count(Change.UNCHANGED) == 1


def test_all_of_an_answer_or_nothing(monkeypatch):
    take(many())
    monkeypatch.setattr(NewsVersion.objects, "bulk_create", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take([entry(2000), *many()[1:]], NOON + 10 * MINUTES)
    assert not NewsEvent.objects.filter(police_id=2000).exists()
    assert NewsEvent.objects.get(police_id=1000).absent_answers == 0


def test_an_answer_costs_few_questions(django_assert_max_num_queries):
    take(many())
    with django_assert_max_num_queries(14):
        take([entry(2000, published=NOON + MINUTES), *many()[1:]], NOON + 10 * MINUTES)


def test_a_visit_asks_remembers_and_takes_in(tmp_path):
    server, clock, memory = Server(), Clock(), tmp_path / "polisen.json"
    server.says(200, body(many(500, newest=clock.now)))
    server.says(429)

    def visit():
        client = Client(user_agent=AGENT, clock=clock, sleep=clock.sleep, address=server.address)
        return collect(client=client, memory=memory, by=SYSTEM)

    first, second, third = visit(), visit(), visit()
    assert first.digest.worth is Worth.WHOLE
    assert NewsEvent.objects.count() == 500
    assert (second.fetch.outcome, second.digest) == (Outcome.TOO_MANY, None)
    assert third.fetch.outcome is Outcome.RESTING
    assert clock.slept == [10.0]
    server.http.shutdown()
    server.http.server_close()


def in_batches(answers, most=1500):
    """Neighbouring parts put together as long as no event comes twice, to save transactions."""
    batch, ids = [], set()
    for one in answers:
        new = {event.id for event in one.events}
        if batch and (len(ids) + len(new) > most or ids & new):
            yield feed.Answer(batch[-1].at, tuple(e for b in batch for e in b.events), part=True)
            batch, ids = [], set()
        batch.append(one)
        ids |= new
    yield feed.Answer(batch[-1].at, tuple(e for b in batch for e in b.events), part=True)


@real
def test_the_recorded_years_end_with_every_event_and_every_wording():
    for given in in_batches(recorded()):
        follow(answer=given, by=SYSTEM)
    for given in raw():
        follow(answer=given, by=SYSTEM)
    assert NewsEvent.objects.count() == 45_075
    # 46,624 rows, of which one repeats the wording before it.
    assert NewsVersion.objects.count() == 46_623
