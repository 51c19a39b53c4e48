"""The pages of promises: from an empty list to a signed promise and its follow-up."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.inputs import FocusLine, MeasureFacts, PartyLine
from lofte.promises.measures.actions import add_measure, close_measure
from lofte.promises.models import Promise
from lofte.promises.signing.actions import freeze
from lofte.promises.states import State
from lofte.situation.problems.actions import close_problem, describe_problem, merge_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.statutory.actions import PictureFacts, begin_picture
from tests import cast
from tests.promises.drafts import commit, draft, sign
from tests.promises.test_exchange import SMALL
from tests.promises.test_signing import (  # noqa: F401 - fixtures
    REASONS,
    _own_files,
    chief,
    frozen,
    signed,
)
from tests.write_guard import arrange

BASE = "/arbete/lyckeberga/loften/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def url(name: str, *args: object) -> str:
    return reverse(f"promises:{name}", args=["lyckeberga", *args])


def promise_answers(party: Party, police_party: Party, **given: Any) -> dict[str, Any]:
    return {
        "title": "Tryggare kvällar",
        "area_text": "Lyckeberga",
        "first_day": "2026-01-01",
        "last_day": "2026-12-31",
        f"party_{party.pk}": "signs",
        f"role_{party.pk}": "ordförande",
        f"party_{police_party.pk}": "signs",
        "focus": "Resecentrum\nNarkotika bland unga",
    } | given


def test_from_an_empty_list_to_a_draft_with_a_point(
    kommun: Kommun, coordinator: User, party: Party, police_party: Party, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Inget löfte än" in text_of(client.get(BASE))
    answers = promise_answers(party, police_party)
    made = client.post(url("new"), answers, follow=True)
    assert "Inga åtaganden än" in text_of(made)
    promise = Promise.objects.unscoped("test").get()
    assert [f.text for f in promise.focuses.unscoped("test")] == [
        "Resecentrum",
        "Narkotika bland unga",
    ]
    point = {
        "text": "Vi ska fortsätta verka för trygghet",
        "parties": str(police_party.pk),
        "target_kind": "none",
    }
    page = text_of(client.post(url("point-new", promise.pk), point, follow=True))
    assert "<q>fortsätta</q> säger inte hur mycket" in page
    assert "<q>verka för</q> lovar en vilja" in page
    assert "<strong>Var?</strong>" in page
    page = text_of(client.get(url("promise", promise.pk)))
    assert "Polisen lovar" in page
    changed = promise_answers(party, police_party, title="Nya ord", version="1")
    assert "Nya ord" in text_of(client.post(url("change", promise.pk), changed, follow=True))
    late = client.post(url("change", promise.pk), changed)
    assert late.status_code == 422
    assert "det du skrev finns kvar" in text_of(late)


def test_a_promise_is_for_several_parts_of_the_kommun_or_for_all_of_it(
    kommun: Kommun, coordinator: User, party: Party, police_party: Party, as_: Any
) -> None:
    west, east = Area.objects.unscoped("test").filter(kommun=kommun, kind=Area.Kind.OWN)
    made = draft(kommun, areas=(west,))
    client = as_(coordinator)
    answers = promise_answers(party, police_party, areas=[str(west.pk), str(east.pk)])
    client.post(url("change", made.pk), answers | {"version": "1"})
    assert set(made.areas.unscoped("test")) == {west, east}
    with arrange():
        Area.objects.unscoped("test").filter(pk=west.pk).update(valid_to=date(2020, 12, 31))
    assert west.name not in client.get(url("change", made.pk)).content.decode()
    client.post(url("change", made.pk), promise_answers(party, police_party, version="2"))
    assert set(made.areas.unscoped("test")) == {west}, "what is not offered stays"


def test_what_the_form_does_not_ask_for_stays(
    kommun: Kommun,
    other_kommun: Kommun,
    coordinator: User,
    party: Party,
    police_party: Party,
    stranger: Party,
    as_: Any,
) -> None:
    lines = (
        PartyLine(party=party, printed="Kommunen"),
        PartyLine(party=stranger, printed="Grannbo AB", signs=False),
    )
    made = draft(kommun, parties=lines, kommuner=(other_kommun,), note="Kom ihåg")
    answers = promise_answers(party, police_party, version="1")
    as_(coordinator).post(url("change", made.pk), answers)
    made.refresh_from_db()
    assert made.note == "Kom ihåg"
    assert made.kommuner.unscoped("test").count() == 2
    printed = {row.printed for row in made.promise_parties.unscoped("test")}
    assert printed == {"Kommunen", "Polisen", "Grannbo AB"}


def as_sent(field: Any) -> Any:
    """What a browser sends of a field: of choices only those that are there to be chosen."""
    value, choices = field.value(), getattr(field.field, "choices", None)
    if choices is None:
        return value
    known = {str(key) for key, _ in choices}
    many = value if isinstance(value, list) else [value]
    return [one for one in many if str(one) in known]


def change_as_shown(client: Client, address: str, **given: Any) -> Any:
    """The form sent back as it was shown, but for what is given."""
    form = client.get(address).context["form"]
    answers = {name: as_sent(form[name]) for name in form.fields}
    told = {name: value for name, value in (answers | given).items() if value}
    return client.post(address, told, follow=True)


def test_a_partners_edit_keeps_what_only_the_keeper_sees(
    kommun: Kommun, other_kommun: Kommun, party: Party, coordinator: User, outsider: User, as_: Any
) -> None:  # fmt: skip
    """The promise that it follows, the picture it rests on and its problems are the keeper's."""
    before = draft(kommun, party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    commit(before, party)
    sign(before, party, on=date(2025, 1, 2))
    picture = begin_picture(
        kommun=kommun,
        facts=PictureFacts(
            title="År 2025", first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
        ),
        by=coordinator,
    )
    problem = describe_problem(
        kommun=kommun, facts=ProblemFacts(title="Mörka gångvägar", kind="fear"), by=SYSTEM
    )
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Stortorget")
    shared = draft(
        kommun, party, kommuner=(other_kommun,), follows=before, picture=picture,
        focuses=(FocusLine(text="Torget", place=place),
                 FocusLine(text=problem.title, problem=problem), FocusLine(text="Unga")),
    )  # fmt: skip
    address = reverse("promises:change", args=[other_kommun.slug, shared.pk])
    change_as_shown(as_(outsider), address, title="Nya ord", focus="Torget\nUnga\nBusstationen")
    shared.refresh_from_db()
    assert (shared.title, shared.follows, shared.picture) == ("Nya ord", before, picture)
    rows = shared.focuses.unscoped("test").values_list("text", "problem", "place")
    assert list(rows) == [
        ("Torget", None, place.pk),
        ("Mörka gångvägar", problem.pk, None),
        ("Unga", None, None),
        ("Busstationen", None, None),
    ]


@pytest.mark.parametrize("how", ["closed", "left"])
def test_a_promise_whose_party_is_gone_can_be_changed_and_the_party_taken_out(
    promise: Promise, police_party: Party, coordinator: User, as_: Any, how: str
) -> None:
    """It is not frozen with that party."""
    with arrange():
        if how == "closed":
            Party.objects.unscoped("test").filter(pk=police_party.pk).update(closed_on="2026-02-01")
        else:
            police_party.kommuner.clear()
    client, address = as_(coordinator), url("change", promise.pk)
    assert ("(stängd)" in text_of(client.get(address))) == (how == "closed")
    assert "Löftet är ändrat" in text_of(change_as_shown(client, address, title="Nya ord"))
    assert promise.promise_parties.unscoped("test").filter(party=police_party).exists()
    commit(promise)
    promise.refresh_from_db()
    with pytest.raises(Refused, match=f"{police_party} är .*fastställdes inte"):
        freeze(promise=promise, version=promise.version, overruled=REASONS, by=SYSTEM)
    change_as_shown(client, address, **{f"party_{police_party.pk}": ""})
    assert not promise.promise_parties.unscoped("test").filter(party=police_party).exists()
    assert police_party.name not in text_of(client.get(address))


@pytest.mark.parametrize("end", ["closed", "merged"])
def test_a_focus_stays_when_its_problem_ended_until_somebody_takes_it_out(
    kommun: Kommun, party: Party, coordinator: User, as_: Any, end: str
) -> None:
    dark, other = (
        describe_problem(kommun=kommun, facts=ProblemFacts(title=one, kind="fear"), by=SYSTEM)
        for one in ("Mörka gångvägar", "Otrygga gångvägar")
    )
    made = draft(kommun, party, focuses=(FocusLine(text=dark.title, problem=dark),))
    if end == "closed":
        close_problem(problem=dark, by=SYSTEM)
    else:
        merge_problem(problem=dark, into=other, by=SYSTEM)
    client, address = as_(coordinator), url("change", made.pk)
    assert "Löftet är ändrat" in text_of(change_as_shown(client, address, title="Nya ord"))
    assert made.focuses.unscoped("test").get().problem == dark
    change_as_shown(client, address, problems=[])
    assert not made.focuses.unscoped("test").exists()


def test_a_refused_point_keeps_what_was_typed(
    promise: Promise, coordinator: User, as_: Any
) -> None:
    point = {"text": "Vi går fyra rundor", "target_kind": "count", "comparator": ">="}
    response = as_(coordinator).post(url("point-new", promise.pk), point)
    assert response.status_code == 422
    assert "behöver ett tal" in text_of(response)
    assert "Vi går fyra rundor" in text_of(response)


def test_a_point_is_changed_measured_and_removed(
    promise: Promise, coordinator: User, as_: Any
) -> None:
    client, point = as_(coordinator), commit(promise)
    measured = {"kind": "effect", "name": "Anmälda rån", "events": "40"}
    page = text_of(client.post(url("indicator", point.pk), measured, follow=True))
    assert "går en minskning att skilja från slump först när den är omkring 67 %" in page
    assert "en längre period, ett större område" in page
    row = point.indicators.unscoped("test").get()
    page = text_of(client.post(url("indicator-remove", row.pk), follow=True))
    assert "Inget mått än" in page
    said = {"text": "Vi går", "target_kind": "none", "version": "1"}
    assert "Åtagandet är sparat" in text_of(client.post(url("point", point.pk), said, follow=True))
    page = text_of(client.post(url("point-remove", point.pk), follow=True))
    assert "Inga åtaganden än" in page


def test_the_rules_are_shown_and_reasons_asked_for(
    promise: Promise, coordinator: User, as_: Any
) -> None:
    commit(promise)
    client = as_(coordinator)
    page = text_of(client.get(url("freeze", promise.pk)))
    assert "Varför V4 inte ska gälla här" in page
    refused = client.post(url("freeze", promise.pk), {"version": "1"})
    assert "Löftet fastställdes inte" in text_of(refused)
    reasons = {f"rule_{rule}": reason for rule, reason in REASONS.items()} | {"version": "1"}
    page = text_of(client.post(url("freeze", promise.pk), reasons, follow=True))
    assert "Nu skriver varje part under samma text" in page
    page = text_of(client.get(url("version", promise.pk, 1)))
    assert REASONS["V4"] in page
    page = text_of(client.post(url("take-back", promise.pk), follow=True))
    assert "går att ändra igen" in page
    page = text_of(client.post(url("take-back", promise.pk), follow=True))
    assert "Inget väntar på underskrifter" in page


def reauthenticated(client: Client) -> None:
    response = client.post(
        f"{reverse('mfa_reauthenticate')}?next=/", {"code": cast.one_time_code()}
    )
    assert response.status_code == 302, text_of(response)


def test_each_signatory_reads_gives_a_code_and_signs(
    promise: Promise,
    signatory: User,
    chief: User,  # noqa: F811
    as_: Any,
) -> None:
    commit(promise)
    version = frozen(promise)
    for person in (signatory, chief):
        client = as_(person)
        page = client.get(url("sign", promise.pk, 1))
        assert "ange din engångskod eller nyckel igen" in text_of(page)
        asked = client.post(url("sign", promise.pk, 1), {"read": version.checksum})
        assert asked.status_code == 302
        assert asked.url.startswith(reverse("mfa_reauthenticate"))
        reauthenticated(client)
        done = client.post(url("sign", promise.pk, 1), {"read": version.checksum}, follow=True)
        assert "Du har skrivit under för din part" in text_of(done)
    promise.refresh_from_db()
    assert promise.state == State.SIGNED
    page = text_of(client.get(url("promise", promise.pk)))
    assert "Leif Lokalpolischef" in page


def test_an_old_version_is_not_signed(promise: Promise, signatory: User, as_: Any) -> None:
    commit(promise)
    frozen(promise)
    client = as_(signatory)
    reauthenticated(client)
    page = client.post(url("sign", promise.pk, 1), {"read": "0" * 64})
    assert "Du har inte skrivit under" in text_of(page)


def test_a_ceremony_with_a_file(
    promise: Promise, coordinator: User, party: Party, police_party: Party, as_: Any
) -> None:
    commit(promise)
    frozen(promise)
    answers = {
        f"name_{party.pk}": "Ulla U",
        f"name_{police_party.pk}": "Leif L",
        "held_on": "2026-02-04",
        "file": SimpleUploadedFile("papper.pdf", b"%PDF-1.7 papper"),
    }
    page = as_(coordinator).post(url("ceremony", promise.pk, 1), answers, follow=True)
    assert "Undertecknandet är sparat" in text_of(page)
    promise.refresh_from_db()
    assert promise.state == State.SIGNED


@pytest.fixture
def in_force(
    promise: Promise,
    police_party: Party,
    signatory: User,
    chief: User,  # noqa: F811
) -> Commitment:
    point = commit(promise, police_party)
    signed(promise, signatory, chief)
    return point


def test_two_taps_log_a_visit(in_force: Commitment, police: User, as_: Any) -> None:
    client = as_(police)
    form = client.get(url("log", in_force.pk)).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields}
    page = client.post(url("log", in_force.pk), answers | {"done_on": "2026-05-03"}, follow=True)
    assert "Aktiviteten är loggad" in text_of(page)
    row = in_force.activities.unscoped("test").get()
    assert row.count == 1
    page = text_of(client.post(url("undo", row.pk), follow=True))
    assert "Inget är loggat än" in page


def test_about_eighty_is_logged_as_about_eighty(
    in_force: Commitment, police: User, as_: Any
) -> None:
    client, page = as_(police), url("log", in_force.pk)
    form = client.get(page).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields}
    answers |= {"done_on": "2026-05-03", "count": "många"}
    assert "till exempel 12 eller ~80" in text_of(client.post(page, answers))
    shown = text_of(client.post(page, answers | {"count": "~80"}, follow=True))
    assert "cirka 80" in shown


def test_outcome_and_judgement_side_by_side(
    in_force: Commitment, police: User, leader: User, as_: Any
) -> None:
    client = as_(police)
    told = {
        "name": "vandringar",
        "kind": "activity",
        "comparator": "~",
        "value": "5",
        "counts": "on",
    }
    page = text_of(client.post(url("outcome", in_force.pk), told, follow=True))
    assert "omkring 5" in page
    other = {"name": "krogkontroll", "kind": "activity", "value": "1"}
    page = text_of(client.post(url("other-outcome", in_force.promise_id), other, follow=True))
    assert "Krogkontroll" in page
    said = {
        "on": "2026-11-01",
        "voice": "promiser",
        "party": str(police.party_in(in_force.promise.kommun_id).pk),
        "verdict": "kept",
        "source": "Loggen",
        "judgement": "continue",
        "judgement_reason": "Det hjälpte.",
    }
    page = text_of(client.post(url("judge", in_force.pk), said, follow=True))
    assert "fortsätt: Det hjälpte." in page
    police_party = police.party_in(in_force.promise.kommun_id)
    assert f"Den som lovade, {police_party}, 2026-11-01: hållet" in page
    refused = as_(leader).post(url("judge", in_force.pk), said)
    assert "Du kan inte svara för" in text_of(refused)
    (row,) = in_force.follow_ups.unscoped("test")
    asked = text_of(client.get(url("correct-point", row.pk)))
    assert "kept" in asked
    assert f"”{row.commitment.text}” Den gamla bedömningen finns kvar" in asked
    partly = said | {"verdict": "partly", "partly_rule": "Varannan kväll"}
    other_voice = client.post(url("correct-point", row.pk), partly | {"voice": "residents"})
    assert "rättas av den som gjorde den" in text_of(other_voice)
    page = text_of(client.post(url("correct-point", row.pk), partly, follow=True))
    assert "Rättelsen är sparad. Båda syns." in page
    assert "delvis hållet" in page
    assert client.get(url("correct-point", row.pk)).status_code == 404, "it is corrected once"
    outcome = in_force.outcomes.unscoped("test").get()
    refused = as_(leader).post(url("outcome-withdraw", outcome.pk), follow=True)
    assert "Det var Polisen" in text_of(refused)
    page = text_of(as_(police).post(url("outcome-withdraw", outcome.pk), follow=True))
    assert "Utfallet är tillbakataget" in page
    assert "omkring 5" not in page


def test_a_new_version_shows_the_difference(
    in_force: Commitment, coordinator: User, police_party: Party, as_: Any
) -> None:
    client, promise = as_(coordinator), in_force.promise
    page = text_of(client.post(url("amend", promise.pk), follow=True))
    assert "Den gamla gäller tills alla har skrivit under den nya" in page
    said = {
        "text": "Vi går trygghetsvandringar vid Resecentrum och Stortorget",
        "parties": str(police_party.pk),
        "target_kind": "count",
        "comparator": ">=",
        "value": "6",
        "version": "1",
    }
    client.post(url("point", in_force.pk), said)
    frozen(promise, why="Torget kom till.")
    page = text_of(client.get(url("version", promise.pk, 2)))
    assert "<ins>och Stortorget" in page
    assert "<del>" in page


def test_two_years_side_by_side(
    kommun: Kommun,
    coordinator: User,
    party: Party,
    police_party: Party,
    as_: Any,
    in_force: Commitment,
) -> None:
    client = as_(coordinator)
    answers = promise_answers(
        party,
        police_party,
        first_day="2027-01-01",
        last_day="2027-12-31",
        follows=str(in_force.promise_id),
    )
    client.post(url("new"), answers)
    new = Promise.objects.unscoped("test").get(first_day=date(2027, 1, 1))
    page = text_of(client.get(url("promise", new.pk)))
    assert "1 tidigare åtagande saknar bedömning" in page
    page = text_of(client.get(url("compare", new.pk)))
    assert "struket" in page
    assert "Inte bedömt än" in page
    page = text_of(client.post(url("carry", new.pk, in_force.pk), follow=True))
    assert "samma ord" in page
    assert "Inget tidigare löfte" in text_of(client.get(url("compare", in_force.promise_id)))


def test_files_in_and_out(kommun: Kommun, coordinator: User, party: Party, as_: Any) -> None:
    client = as_(coordinator)
    file = SimpleUploadedFile("loften.yaml", SMALL.encode())
    page = text_of(client.post(url("import"), {"file": file}, follow=True))
    assert "Löftena är inlästa" in page
    assert "inkommen handling" in client.get(url("export")).content.decode()
    assert b"prov-2026" in client.post(url("export"), {"receiver": "group"}).content
    again = SimpleUploadedFile("loften.yaml", SMALL.encode())
    assert "upptagen" in text_of(client.post(url("import"), {"file": again}))


def test_a_draft_is_discarded(promise: Promise, coordinator: User, as_: Any) -> None:
    client = as_(coordinator)
    assert "Utkastet är kasserat" in text_of(client.post(url("discard", promise.pk), follow=True))
    client.post(url("discard", promise.pk))
    promise.refresh_from_db()
    assert promise.state == State.DISCARDED


def test_who_may_only_read_sees_no_buttons(
    in_force: Commitment, communicator: User, reporter: User, as_: Any
) -> None:
    page = text_of(as_(communicator).get(url("promise", in_force.promise_id)))
    assert "Logga<span" not in page
    assert "Skriv en ny version" not in page
    assert as_(reporter).get(url("promise", in_force.promise_id)).status_code == 403
    page = text_of(as_(communicator).get(url("activities", in_force.pk)))
    assert "Inget är loggat än" in page


def test_the_number_of_queries_stays(
    in_force: Commitment, coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    client = as_(coordinator)
    client.get(url("promise", in_force.promise_id))
    with django_assert_num_queries(17):
        client.get(url("promise", in_force.promise_id))
    with django_assert_num_queries(4):
        client.get(BASE)


def test_a_point_keeps_what_it_names_though_it_was_closed_since(
    kommun: Kommun, promise: Promise, party: Party, coordinator: User, as_: Any, arrange: Any
) -> None:
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    facts = MeasureFacts(text="Byta lampor", kind="situation")
    measure = add_measure(kommun=kommun, facts=facts, by=coordinator)
    point = commit(promise, party, places=(place,), measure=measure)
    close_measure(measure=measure, by=coordinator)
    with arrange():
        NamedPlace.objects.unscoped("test").filter(pk=place.pk).update(closed_on=date(2026, 1, 1))
    client = as_(coordinator)
    page = client.get(url("point", point.pk))
    answers = {k: "" if v is None else v for k, v in page.context["form"].initial.items()}
    answers |= {"target_kind": "none", "no_target_reason": "Prov", "text": "Vi byter alla lampor"}
    answers |= {"value": "", "comparator": "", "per": "", "unit": ""}
    changed = client.post(url("point", point.pk), answers)
    assert changed.status_code == 302, changed.context["form"].errors
    point.refresh_from_db()
    assert point.text == "Vi byter alla lampor"
    assert point.measure == measure
    assert list(point.places.unscoped("test")) == [place]
