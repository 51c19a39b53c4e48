"""Freeze -> every party signs the same checksum -> in force; an amendment asks everybody again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked, named
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.promises import rules
from lofte.promises.carrying import waiting_for_judgement
from lofte.promises.document import document_of
from lofte.promises.ledger import note
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.power import planned_tests
from lofte.promises.signing.files import keep
from lofte.promises.signing.inputs import CeremonyFacts, Factor, Signer
from lofte.promises.signing.models import Ceremony, Signature, Version
from lofte.promises.states import (
    ChangedMeanwhile,
    FactorNotFresh,
    HowSigned,
    NotYourParty,
    RuleBroken,
    StaleVersion,
    State,
    VersionState,
    WrongState,
    check_move,
)
from lofte.promises.taking_part import check_promising, stranded
from lofte.situation.numbered import checksum
from lofte.situation.overruling import overruled

FRESH = timedelta(minutes=5)
READ_AGAIN = "Läs den version som gäller nu och skriv under den."


@action
def freeze(
    *,
    promise: Promise,
    version: int,
    by: Actor,
    overruled: Mapping[str, str] | None = None,
    why: str = "",
) -> Version:
    """Fix the wording as a numbered version with a checksum, ready to be signed.

    overruled: a written reason for each rule that is set aside; V5, V9 and V10 stand, but for an
    earlier promise that only looks like the last period of this one.
    Raises WrongState, ChangedMeanwhile, RuleBroken.
    """
    held = _held(promise)
    check_move(held.state, State.FROZEN)
    if held.version != version:
        raise ChangedMeanwhile(
            "Någon annan hann ändra löftet. Det fastställdes inte. Läs det nya och försök igen."
        )
    _check_whole(held)
    reasons = _reasons(held, overruled or {})
    document = document_of(held) | {"tests": planned_tests(held), "overruled": reasons}
    frozen = _new_version(held, document, by=by, why=checked(why))
    _move(held, State.FROZEN)
    promise.refresh_from_db()
    note("promise.frozen", held, by=by, target=frozen, checksum=frozen.checksum)
    return frozen


def _held(promise: Promise) -> Promise:
    rows = Promise.objects.unscoped("held while it is frozen or signed").select_for_update()
    return rows.get(pk=promise.pk)


def _check_whole(promise: Promise) -> None:
    points = promise.commitments.unscoped("is there anything to promise?")
    if not points.filter(removed_at=None).exists():
        raise Refused("Löftet har inga åtaganden än. Det fastställdes inte.")
    signing = _signing(promise)
    if not signing:
        raise Refused("Ingen part skriver under löftet. Det fastställdes inte. Välj vilka.")
    lines = promise.promise_parties.unscoped("are they open?").select_related("party")
    check_promising(promise, [line.party for line in lines], "Löftet fastställdes inte.")
    for party in stranded(promise):
        since = f"stängd sedan {party.closed_on}" if party.closed_on else "inte part i kommunen"
        raise Refused(
            f"{party} är {since}. Löftet fastställdes inte. Byt till den part som har tagit över, "
            "eller ta bort den ur löftet."
        )


def _signing(promise: Promise) -> list[PromiseParty]:
    rows = promise.promise_parties.unscoped("who signs").filter(signs=True)
    return list(rows.select_related("party"))


def _reasons(promise: Promise, given: Mapping[str, str]) -> dict[str, Any]:
    """Each broken rule with its reason and what it found. Raises RuleBroken."""
    found = rules.broken(promise)
    reasons, left = overruled(found, given, {one.rule for one in found if one.stands})
    if left:
        raise RuleBroken(
            f"Löftet fastställdes inte. {left} Rätta det, eller skriv varför regeln inte "
            "ska gälla här. V9 och V10 går inte att bortse från, och V5 bara när det tidigare "
            "löftet är ett annat."
        )
    return reasons


def _new_version(promise: Promise, document: dict[str, Any], *, by: Actor, why: str) -> Version:
    rows = Version.objects.unscoped("earlier versions").filter(promise=promise)
    number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    signed = rows.filter(state=VersionState.SIGNED).first()
    if signed is not None:
        if signed.checksum == checksum(document):
            raise Refused("Ordalydelsen är densamma som i den version som gäller. Inget ändrades.")
        if not why:
            raise Refused("Skriv varför löftet ändras. Det fastställdes inte.")
    return Version.objects.create(
        promise=promise,
        number=number,
        document=document,
        checksum=checksum(document),
        overruled=document["overruled"],
        frozen_by=by.identity().name[:200],
        why=why,
    )


def _move(promise: Promise, to: State) -> None:
    check_move(promise.state, to)
    promise.state = to
    promise.version += 1
    promise.save(update_fields=["state", "version"])


def _waiting(promise: Promise) -> Version | None:
    rows = Version.objects.unscoped("what waits for signatures").filter(promise=promise)
    return rows.filter(state=VersionState.WAITING).order_by("number").last()


@action
def take_back(*, promise: Promise, by: Actor) -> Promise:
    """Open what is frozen for changes again. Signatures already given do not count any more."""
    held = _held(promise)
    waiting = _waiting(held)
    if waiting is None:
        raise WrongState("Inget väntar på underskrifter. Inget ändrades. Läs in sidan igen.")
    waiting.state = VersionState.WITHDRAWN
    waiting.save(update_fields=["state"])
    rows = Version.objects.unscoped("is another in force?").filter(promise=held)
    signed = rows.filter(state=VersionState.SIGNED).exists()
    _move(held, State.AMENDING if signed else State.DRAFT)
    promise.refresh_from_db()
    note("promise.taken_back", held, by=by, target=waiting)
    return promise


@action
def amend(*, promise: Promise, by: Actor) -> Promise:
    """Begin a new version. The signed one is in force until everybody has signed the new one."""
    held = _held(promise)
    _move(held, State.AMENDING)
    promise.refresh_from_db()
    note("promise.amending", held, by=by)
    return promise


@action
def sign(*, version: Version, read: str, factor: Factor, by: User) -> Signature:
    """The signatory's party says yes to the version whose checksum was `read`.

    Raises StaleVersion, FactorNotFresh, NotYourParty, WrongState, RuleBroken.
    """
    if timezone.now() - factor.at > FRESH:
        raise FactorNotFresh("Ange din engångskod eller nyckel igen. Du har inte skrivit under än.")
    held = _held(version.promise)
    _check_is_current(held, version, read)
    line = _line_of(held, version, by)
    signature = _signed(
        version,
        line,
        user=by,
        name=by.name,
        how=HowSigned.HERE,
        factor=factor.kind,
        signed_on=timezone.localdate(),
    )
    note("promise.signed", held, by=by, target=signature, checksum=version.checksum)
    _complete(held, version, by=by)
    return signature


def _check_is_current(promise: Promise, version: Version, read: str) -> None:
    waiting = _waiting(promise)
    if waiting is None or waiting.pk != version.pk:
        raise StaleVersion(
            f"Version {version.number} väntar inte längre på underskrifter. Du har inte skrivit "
            f"under. {READ_AGAIN}"
        )
    if read != waiting.checksum or checksum(waiting.document) != waiting.checksum:
        raise StaleVersion(
            f"Texten du läste är inte den som väntar på underskrift. Du har inte skrivit under. "
            f"{READ_AGAIN}"
        )
    set_aside = waiting.overruled.get("V5", {}).get("found", [])
    left = [one for one in waiting_for_judgement(promise) if one.sentence not in set_aside]
    if left:
        raise RuleBroken(
            f"Förra periodens åtagande ”{left[0].point}” är inte bedömt. Ingen skrev under. "
            "Bedöm det först: fortsätt, ändra eller sluta."
        )


def _line_of(promise: Promise, version: Version, by: User) -> PromiseParty:
    """Who signs for two parties signs for one at a time, first for one that has not signed."""
    kommuner = set(promise.kommuner.unscoped("who signs").values_list("pk", flat=True))
    parties = {
        row.party_id
        for row in by.active_assignments
        if row.kommun_id in kommuner and by.can(Capability.SIGN, row.kommun_id)
    }
    mine = [line for line in _signing(promise) if line.party_id in parties]
    if not mine:
        raise NotYourParty("Din part skriver inte under det här löftet. Inget ändrades.")
    given = set(version.signatures.unscoped("who has signed").values_list("party", flat=True))
    line = next((one for one in mine if one.party_id not in given), mine[0])
    if line.party.closed_on is not None:
        raise NotYourParty(
            f"{line.party} är stängd sedan {line.party.closed_on} och kan inte skriva under. "
            "Inget ändrades. Ta tillbaka löftet och byt part."
        )
    return line


def _signed(version: Version, line: PromiseParty, **columns: Any) -> Signature:
    for told in ("name", "role"):
        named(columns.get(told, ""))
    try:
        with transaction.atomic():
            return Signature.objects.create(
                version=version,
                party=line.party,
                role=columns.pop("role", "") or line.signing_role,
                checksum=version.checksum,
                **columns,
            )
    except IntegrityError as error:
        raise WrongState(f"{line.party} har redan skrivit under den här versionen.") from error


def _complete(promise: Promise, version: Version, *, by: Actor) -> None:
    """When the last party has signed, the version is in force and replaces the one before."""
    given = version.signatures.unscoped("who has signed").values_list("party", flat=True)
    if {line.party_id for line in _signing(promise)} - set(given):
        return
    rows = Version.objects.unscoped("the version before").filter(promise=promise)
    rows.filter(state=VersionState.SIGNED).update(state=VersionState.REPLACED)
    version.state, version.signed_at = VersionState.SIGNED, timezone.now()
    version.save(update_fields=["state", "signed_at"])
    _move(promise, State.SIGNED)
    note("promise.in_force", promise, by=by, target=version, checksum=version.checksum)


@action
def record_ceremony(*, version: Version, facts: CeremonyFacts, by: Actor) -> Ceremony:
    """The parties signed on paper: when, who, and the scanned paper by its checksum."""
    held = _held(version.promise)
    _check_is_current(held, version, version.checksum)
    _check_ceremony(facts)
    lines = {line.party_id: line for line in _signing(held)}
    strangers = [s.party for s in facts.signers if s.party.pk not in lines]
    if strangers:
        raise NotYourParty(f"{strangers[0]} skriver inte under löftet. Ingenting sparades.")
    file, file_sum = keep(facts.file, kinds=(".pdf",)) if facts.file else ("", "")
    photo, photo_sum = keep(facts.photo, kinds=(".jpg", ".png")) if facts.photo else ("", "")
    ceremony = Ceremony.objects.create(
        version=version,
        held_on=facts.held_on,
        place=checked(facts.place),
        note=checked(facts.note),
        file=file,
        file_checksum=file_sum,
        photo=photo,
        photo_checksum=photo_sum,
    )
    for signer in facts.signers:
        _on_paper(version, ceremony, lines[signer.party.pk], signer, facts)
    note("promise.signed_on_paper", held, by=by, target=ceremony, file=file_sum)
    _complete(held, version, by=by)
    return ceremony


def _on_paper(
    version: Version,
    ceremony: Ceremony,
    line: PromiseParty,
    signer: Signer,
    facts: CeremonyFacts,
) -> None:
    _signed(
        version,
        line,
        name=signer.name.strip() or str(signer.party),
        role=signer.role.strip(),
        how=HowSigned.PAPER,
        signed_on=facts.held_on,
        ceremony=ceremony,
    )


def _check_ceremony(facts: CeremonyFacts) -> None:
    if not facts.signers:
        raise Refused("Skriv vilka som skrev under. Ingenting sparades.")
    if facts.held_on is None and not facts.note.strip():
        raise Refused("Skriv dagen, eller i anmärkningen varför den inte är känd.")
    if facts.held_on is not None and facts.held_on > timezone.localdate():
        raise Refused(f"{facts.held_on} har inte varit än. Ingenting sparades.")


@action
def keep_sealed(*, version: Version, content: bytes, by: Actor) -> Version:
    """The sealed PDF of a signed version, kept once. Raises WrongState."""
    rows = Version.objects.unscoped("the version at hand").filter(pk=version.pk)
    name, file_sum = keep(content, kinds=(".pdf",))
    if not rows.filter(signed_at__isnull=False, file="").update(file=name, file_checksum=file_sum):
        raise WrongState("Versionen är redan förseglad, eller inte undertecknad än.")
    version.refresh_from_db()
    note("promise.sealed", version.promise, by=by, target=version, file=file_sum)
    return version
