"""Freezing, signing by every party, amending: the same words for everybody, nothing lost."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import Assignment, Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.actions import change_promise
from lofte.promises.commitments.actions import change_commitment
from lofte.promises.follow_up.actions import judge
from lofte.promises.inputs import CommitmentFacts, FocusLine, FollowUpFacts
from lofte.promises.models import Promise
from lofte.promises.signing import files
from lofte.promises.signing.actions import (
    amend,
    freeze,
    keep_sealed,
    record_ceremony,
    sign,
    take_back,
)
from lofte.promises.signing.inputs import CeremonyFacts, Factor, Signer
from lofte.promises.signing.models import Signature, Version
from lofte.promises.states import (
    ChangedMeanwhile,
    FactorNotFresh,
    NotYourParty,
    RuleBroken,
    StaleVersion,
    State,
    VersionState,
    WrongState,
)
from lofte.situation.problems.actions import describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from tests import cast
from tests.promises.drafts import commit, draft, facts

REASONS = {"V4": "Åtgärderna står i handlingsplanen.", "V7": "Lägesbilden finns i ärendet."}
PDF = b"%PDF-1.7 undertecknat"


@pytest.fixture
def chief(kommun: Kommun, police_party: Party) -> User:
    return cast.make_user(kommun, police_party, Role.SIGNATORY, name="Leif Lokalpolischef")


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def fresh() -> Factor:
    return Factor("totp", timezone.now())


def frozen(promise: Promise, **given: Any) -> Version:
    promise.refresh_from_db()
    told = {"overruled": REASONS, "version": promise.version} | given
    return freeze(promise=promise, by=SYSTEM, **told)


def signed(promise: Promise, *people: User) -> Version:
    version = frozen(promise)
    for person in people:
        sign(version=version, read=version.checksum, factor=fresh(), by=person)
    version.refresh_from_db()
    promise.refresh_from_db()
    return version


def test_it_is_in_force_when_the_last_party_has_signed(
    promise: Promise, signatory: User, chief: User
) -> None:
    commit(promise)
    version = frozen(promise)
    sign(version=version, read=version.checksum, factor=fresh(), by=signatory)
    promise.refresh_from_db()
    assert promise.state == State.FROZEN
    signature = sign(version=version, read=version.checksum, factor=fresh(), by=chief)
    promise.refresh_from_db()
    version.refresh_from_db()
    assert (promise.state, version.state) == (State.SIGNED, VersionState.SIGNED)
    assert signature.checksum == version.checksum
    assert signature.factor == "totp"
    whats = AuditEvent.objects.filter(what__startswith="promise.").values_list("what", flat=True)
    assert {"promise.frozen", "promise.signed", "promise.in_force"} <= set(whats)


def test_a_rule_is_overruled_with_a_reason_that_is_kept(promise: Promise) -> None:
    commit(promise)
    with pytest.raises(RuleBroken, match=r"V4: Åtagandet .* V7: Löftet pekar inte ut"):
        frozen(promise, overruled={})
    assert promise.state == State.DRAFT
    version = frozen(promise)
    assert version.overruled["V4"]["reason"] == REASONS["V4"]
    assert version.document["overruled"]["V7"]["found"]


def test_an_empty_promise_is_not_frozen(kommun: Kommun, promise: Promise, party: Party) -> None:
    with pytest.raises(Refused, match="inga åtaganden"):
        frozen(promise)
    alone = draft(kommun)
    commit(alone)
    with pytest.raises(Refused, match="Ingen part skriver under"):
        frozen(alone)


def test_a_closed_party_is_said_before_anybody_signs(
    promise: Promise, party: Party, signatory: User, arrange: Any
) -> None:
    commit(promise)
    version = frozen(promise)
    with arrange():
        party.closed_on = date(2026, 3, 1)
        party.save()
    with pytest.raises(NotYourParty, match="stängd sedan 2026-03-01"):
        sign(version=version, read=version.checksum, factor=fresh(), by=signatory)
    take_back(promise=promise, by=SYSTEM)
    with pytest.raises(Refused, match="Byt till den part"):
        frozen(promise)


def test_who_signs_an_old_version_is_told(promise: Promise, signatory: User) -> None:
    commit(promise)
    old = frozen(promise)
    take_back(promise=promise, by=SYSTEM)
    commit(promise, text="Ett nytt åtagande")
    new = frozen(promise)
    assert (old.number, new.number) == (1, 2)
    with pytest.raises(StaleVersion, match="Version 1 väntar inte längre"):
        sign(version=old, read=old.checksum, factor=fresh(), by=signatory)
    with pytest.raises(StaleVersion, match="Texten du läste"):
        sign(version=new, read=old.checksum, factor=fresh(), by=signatory)
    assert not Signature.objects.unscoped("test").exists()


def test_a_changed_document_cannot_be_signed(
    promise: Promise, signatory: User, arrange: Any
) -> None:
    commit(promise)
    version = frozen(promise)
    with arrange():
        version.document = version.document | {"title": "Något annat"}
        version.save()
    with pytest.raises(StaleVersion):
        sign(version=version, read=version.checksum, factor=fresh(), by=signatory)


def test_the_second_factor_is_given_just_now(promise: Promise, signatory: User) -> None:
    commit(promise)
    version = frozen(promise)
    old = Factor("totp", timezone.now() - timedelta(minutes=6))
    with pytest.raises(FactorNotFresh, match="Du har inte skrivit under än"):
        sign(version=version, read=version.checksum, factor=old, by=signatory)


def test_only_a_signatory_of_a_signing_party_signs_and_once(
    promise: Promise, signatory: User, coordinator: User, outsider: User
) -> None:
    commit(promise)
    version = frozen(promise)
    for stranger in (coordinator, outsider):
        with pytest.raises(NotYourParty):
            sign(version=version, read=version.checksum, factor=fresh(), by=stranger)
    sign(version=version, read=version.checksum, factor=fresh(), by=signatory)
    with pytest.raises(WrongState, match="har redan skrivit under"):
        sign(version=version, read=version.checksum, factor=fresh(), by=signatory)


def test_who_signs_for_two_parties_signs_for_both(
    kommun: Kommun, party: Party, housing_party: Party, signatory: User, arrange: Any
) -> None:
    with arrange():
        Assignment.objects.create(
            user=signatory, kommun=kommun, party=housing_party, role=Role.SIGNATORY
        )
    both = draft(kommun, party, housing_party)
    commit(both)
    version = frozen(both)
    for signs in (party, housing_party):
        row = sign(version=version, read=version.checksum, factor=fresh(), by=signatory)
        assert row.party == signs
    both.refresh_from_db()
    assert both.state == State.SIGNED


def test_wording_is_never_edited_after_freezing(
    promise: Promise, party: Party, signatory: User, chief: User
) -> None:
    point = commit(promise)
    for _ in ("frozen", "signed"):
        if promise.state == State.DRAFT:
            version = frozen(promise)
        else:
            for person in (signatory, chief):
                sign(version=version, read=version.checksum, factor=fresh(), by=person)
        promise.refresh_from_db()
        with pytest.raises(WrongState, match="ordalydelsen ligger fast"):
            change_promise(promise=promise, facts=facts(party), version=promise.version, by=SYSTEM)
        with pytest.raises(WrongState, match="ordalydelsen ligger fast"):
            change_commitment(
                commitment=point, facts=CommitmentFacts(text="Ny"), version=1, by=SYSTEM
            )


def test_an_amendment_needs_all_again_and_the_old_is_in_force_meanwhile(
    promise: Promise, signatory: User, chief: User
) -> None:
    point = commit(promise)
    first = signed(promise, signatory, chief)
    amend(promise=promise, by=SYSTEM)
    with pytest.raises(Refused, match="densamma"):
        frozen(promise, why="Inget")
    change_commitment(
        commitment=point, facts=CommitmentFacts(text="Vi går fler rundor"), version=1, by=SYSTEM
    )
    with pytest.raises(Refused, match="Skriv varför löftet ändras"):
        frozen(promise)
    second = frozen(promise, why="Skolan bad om det.")
    sign(version=second, read=second.checksum, factor=fresh(), by=signatory)
    first.refresh_from_db()
    assert first.state == VersionState.SIGNED
    sign(version=second, read=second.checksum, factor=fresh(), by=chief)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (VersionState.REPLACED, VersionState.SIGNED)
    assert first.document["commitments"][0]["text"] != second.document["commitments"][0]["text"]


def test_taking_back_an_amendment_keeps_the_signed_one(
    promise: Promise, signatory: User, chief: User
) -> None:
    point = commit(promise)
    signed(promise, signatory, chief)
    with pytest.raises(WrongState, match="Inget väntar"):
        take_back(promise=promise, by=SYSTEM)
    amend(promise=promise, by=SYSTEM)
    change_commitment(commitment=point, facts=CommitmentFacts(text="Annat"), version=1, by=SYSTEM)
    frozen(promise, why="Provar")
    assert take_back(promise=promise, by=SYSTEM).state == State.AMENDING


def test_two_editors_freeze_at_once(promise: Promise) -> None:
    commit(promise)
    with pytest.raises(ChangedMeanwhile, match="fastställdes inte"):
        frozen(promise, version=99)
    frozen(promise)
    with pytest.raises(WrongState):
        frozen(promise)


def judgement(point: Any, verdict: str = "kept") -> None:
    said = FollowUpFacts(
        on=date(2026, 1, 10),
        verdict=verdict,
        judgement="continue",
        judgement_reason="Behövs.",
        source="Loggen",
    )
    judge(commitment=point, facts=said, by=SYSTEM)


def test_last_period_is_judged_before_the_next_is_signed(
    kommun: Kommun, party: Party, police_party: Party, signatory: User, chief: User
) -> None:
    old = draft(
        kommun, party, police_party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
    )
    point = commit(old)
    signed(old, signatory, chief)
    new = draft(kommun, party, police_party)
    commit(new)
    with pytest.raises(RuleBroken, match=r"V5: .*inte bedömt"):
        frozen(new, overruled=REASONS | {"V5": "Vi hinner inte."})
    judgement(point)
    assert frozen(new).number == 1


def test_a_judgement_that_is_missing_at_the_signature_stops_it(
    kommun: Kommun, party: Party, police_party: Party, signatory: User, chief: User, arrange: Any
) -> None:
    old = draft(
        kommun, party, police_party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
    )
    point = commit(old)
    signed(old, signatory, chief)
    judgement(point)
    new = draft(kommun, party, police_party, follows=old)
    commit(new)
    version = frozen(new)
    with arrange():
        point.follow_ups.unscoped("test").all().delete()
    with pytest.raises(RuleBroken, match="Ingen skrev under"):
        sign(version=version, read=version.checksum, factor=fresh(), by=signatory)


def test_personal_data_and_secret_places_stand(
    kommun: Kommun, promise: Promise, party: Party, arrange: Any
) -> None:
    secret = NamedPlace.objects.unscoped("test").get(kommun=kommun, name=cast.GROUP_ONLY)
    point = commit(promise, places=(secret,))
    every = REASONS | {"V9": "Går bra", "V10": "Går bra"}
    with pytest.raises(RuleBroken, match=f"V10: ”{cast.GROUP_ONLY}”"):
        frozen(promise, overruled=every)
    with arrange():
        point.text = "Ring 070-174 06 05"
        point.save()
    with pytest.raises(RuleBroken, match="V9: "):
        frozen(promise, overruled=every)


def test_a_focus_on_a_problem_without_evidence_is_said(
    kommun: Kommun, party: Party, arrange: Any
) -> None:
    told = ProblemFacts(title="Buskörning", kind="disorder")
    problem = describe_problem(kommun=kommun, facts=told, by=SYSTEM)
    made = draft(kommun, party, focuses=(FocusLine(text="Trafik", problem=problem),))
    commit(made)
    with pytest.raises(RuleBroken, match="V1: Problemet ”Buskörning” har inget underlag"):
        frozen(made)


def ceremony(*parties: Party, **given: Any) -> CeremonyFacts:
    signers = tuple(Signer(party=party, name="Ulla U", role="ordförande") for party in parties)
    return CeremonyFacts(**{"held_on": date(2026, 2, 4), "signers": signers} | given)


def test_a_ceremony_on_paper_is_recorded_with_its_file(
    promise: Promise, party: Party, police_party: Party
) -> None:
    commit(promise)
    version = frozen(promise)
    made = record_ceremony(
        version=version, facts=ceremony(party, police_party, file=PDF, place="Rådhuset"), by=SYSTEM
    )
    promise.refresh_from_db()
    assert promise.state == State.SIGNED
    assert files.digest(PDF) == made.file_checksum
    assert files.read(made.file) == PDF
    assert Signature.objects.unscoped("test").filter(how="paper").count() == 2


def test_paper_and_screen_can_be_mixed(
    promise: Promise, police_party: Party, signatory: User
) -> None:
    commit(promise)
    version = frozen(promise)
    sign(version=version, read=version.checksum, factor=fresh(), by=signatory)
    record_ceremony(version=version, facts=ceremony(police_party), by=SYSTEM)
    promise.refresh_from_db()
    assert promise.state == State.SIGNED


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"signers": ()}, "Skriv vilka"),
        ({"held_on": None}, "varför den inte är känd"),
        ({"held_on": date(2199, 1, 1)}, "har inte varit än"),
        ({"file": b"hej"}, "inte en PDF"),
        ({"photo": b"hej"}, "inte en JPG, PNG"),
        ({"file": b"%PDF-" + b"x" * 20_000_001}, "större än 20 MB"),
    ],
)
def test_a_ceremony_that_does_not_fit(
    promise: Promise, party: Party, given: dict[str, Any], said: str
) -> None:
    commit(promise)
    version = frozen(promise)
    with pytest.raises(Refused, match=said):
        record_ceremony(version=version, facts=ceremony(party, **given), by=SYSTEM)


def test_a_stranger_does_not_sign_on_paper(promise: Promise, housing_party: Party) -> None:
    commit(promise)
    version = frozen(promise)
    with pytest.raises(NotYourParty, match="skriver inte under löftet"):
        record_ceremony(version=version, facts=ceremony(housing_party), by=SYSTEM)


def test_a_version_is_sealed_once_and_only_when_signed(
    promise: Promise, signatory: User, chief: User
) -> None:
    commit(promise)
    version = frozen(promise)
    with pytest.raises(WrongState, match="redan förseglad, eller inte"):
        keep_sealed(version=version, content=PDF, by=SYSTEM)
    for person in (signatory, chief):
        sign(version=version, read=version.checksum, factor=fresh(), by=person)
    assert keep_sealed(version=version, content=PDF, by=SYSTEM).file_checksum == files.digest(PDF)
    with pytest.raises(WrongState):
        keep_sealed(version=version, content=PDF + b"2", by=SYSTEM)


def test_a_file_that_is_gone_or_changed_is_said() -> None:
    name, _ = files.keep(PDF, kinds=(".pdf",))
    assert files.keep(PDF, kinds=(".pdf",))[0] == name
    (files.folder() / name).write_bytes(b"%PDF-1.7 annat")
    with pytest.raises(Refused, match="inte densamma"):
        files.read(name)
    (files.folder() / name).unlink()
    with pytest.raises(Refused, match="finns inte på servern"):
        files.read(name)
