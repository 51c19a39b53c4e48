"""From the draft's rules to the last signature, and what was signed."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises import rules
from lofte.promises.amending.queries import coming_of
from lofte.promises.apart import versions_apart
from lofte.promises.queries import signatures_of
from lofte.promises.render.pdf import pdf
from lofte.promises.signed import EVER, signed_version
from lofte.promises.signing import actions, files, sealing
from lofte.promises.signing.forms import CeremonyForm, FreezeForm
from lofte.promises.signing.inputs import Factor
from lofte.promises.signing.models import Version
from lofte.promises.states import FactorNotFresh, State, VersionState
from lofte.promises.views import address, of_promise, one


@within(C.PROMISE)
def freeze(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """What the rules say, and the button that fixes the wording."""
    shown = one(request, kommun, pk)
    found = rules.broken(shown)
    in_force = signed_version(shown)
    coming = coming_of(shown, in_force.document) if in_force else None
    form = FreezeForm(
        request.POST or None,
        broken=found,
        amending=shown.state == State.AMENDING,
        initial={"version": shown.version},
    )

    def act(data: dict[str, Any]) -> str:
        actions.freeze(
            promise=shown,
            version=data["version"],
            overruled=form.reasons(data),
            why=data.get("why", ""),
            by=request.user,
        )
        return address(kommun, shown)

    page = of_promise(
        kommun,
        shown,
        _("Fastställ löftet"),
        _("Fastställ"),
        _("Löftet är fastställt. Nu skriver varje part under samma text."),
        template="promises/freeze.html",
        lead=_("Ordalydelsen låses och får ett nummer. Sedan skriver varje part under."),
        context={
            "broken": found,
            "warned": rules.warned(shown),
            "differs": coming.differs if coming else [],
        },
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def take_back(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    done = _("Löftet går att ändra igen. Underskrifter som hunnit ges räknas inte längre.")
    attempt(request, lambda: actions.take_back(promise=shown, by=request.user), done)
    return redirect(address(kommun, shown))


@require_POST
@within(C.PROMISE)
def amend(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    done = _("Ni skriver en ny version. Den gamla gäller tills alla har skrivit under den nya.")
    attempt(request, lambda: actions.amend(promise=shown, by=request.user), done)
    return redirect(address(kommun, shown))


def _version(request: SignedIn, kommun: Kommun, pk: int, number: int) -> Version:
    shown = one(request, kommun, pk)
    rows = Version.objects.visible_to(request.user).filter(promise=shown)
    return get_object_or_404(rows.select_related("promise__kommun"), number=number)


def _before(version: Version) -> Version | None:
    """The latest that had been signed when this one was written: that is what it changes."""
    rows = Version.objects.unscoped("of a version that is shown").filter(promise=version.promise)
    return rows.filter(number__lt=version.number, state__in=EVER).order_by("number").last()


@require_GET
@within(C.SEE_PICTURE)
def version(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    """One version as it was frozen, with what differs from the one before."""
    shown = _version(request, kommun, pk, number)
    before = _before(shown)
    context = {
        "kommun": kommun,
        "promise": shown.promise,
        "version": shown,
        "before": before,
        "lines": versions_apart(before.document if before else None, shown.document),
        "signatures": signatures_of(shown),
        "names": rules.NAMES,
    }
    return render(request, "promises/version.html", context)


@within(C.SIGN)
def sign(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    """Read the whole text, then say yes with a second factor that was given just now."""
    shown = _version(request, kommun, pk, number)
    if request.method == "POST":
        factor = _factor(request)
        try:
            read = request.POST.get("read", "")
            actions.sign(version=shown, read=read, factor=factor, by=request.user)
        except FactorNotFresh as refusal:
            messages.info(request, str(refusal))
            target = urlencode({"next": request.path})
            return redirect(f"{reverse('mfa_reauthenticate')}?{target}")
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Du har skrivit under för din part."))
            return redirect(address(kommun, shown.promise))
    before = _before(shown)
    lines = versions_apart(before.document if before else None, shown.document)
    context = {
        "kommun": kommun,
        "promise": shown.promise,
        "version": shown,
        "document": shown.document,
        "lines": versions_apart(None, shown.document),
        "differs": [line for line in lines if any(one.kind != "same" for one in line)],
        "waiting": shown.state == VersionState.WAITING,
        "fresh": _is_fresh(request),
    }
    return render(request, "promises/sign.html", context)


def _factor(request: SignedIn) -> Factor:
    """The latest second factor given again in this session; the action says if it is too old."""
    every = get_authentication_records(request, request.user)
    records = [r for r in every if r.get("method") == "mfa" and r.get("reauthenticated")]
    if not records:
        return Factor("", datetime.fromtimestamp(0, UTC))
    latest = records[-1]
    return Factor(str(latest.get("type", "")), datetime.fromtimestamp(latest["at"], UTC))


def _is_fresh(request: SignedIn) -> bool:
    return datetime.now(UTC) - _factor(request).at < actions.FRESH


@within(C.PROMISE)
def ceremony(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    shown = _version(request, kommun, pk, number)
    rows = shown.promise.promise_parties.visible_to(request.user).filter(signs=True)
    signed = {row.party_id for row in signatures_of(shown)}
    lines = [row for row in rows.select_related("party") if row.party_id not in signed]
    form = CeremonyForm(request.POST or None, request.FILES or None, lines=lines)

    def act(data: dict[str, Any]) -> str:
        actions.record_ceremony(version=shown, facts=form.facts(data), by=request.user)
        return address(kommun, shown.promise)

    page = of_promise(
        kommun,
        shown.promise,
        _("Undertecknat på papper"),
        _("Spara undertecknandet"),
        _("Undertecknandet är sparat."),
        lead=_("Filens kontrollsumma sparas, så att vem som helst kan kontrollera den sedan."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def seal(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    """Seal the PDF of a signed version with the kommun's certificate."""
    shown = _version(request, kommun, pk, number)

    def act() -> Version:
        content = sealing.sealed(pdf(shown, signatures_of(shown)))
        return actions.keep_sealed(version=shown, content=content, by=request.user)

    attempt(request, act, _("PDF:en är förseglad."))
    return redirect(address(kommun, shown.promise))


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def document(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    """The sealed file if there is one, else the same text unsealed."""
    shown = _version(request, kommun, pk, number)
    back = address(kommun, shown.promise)
    try:
        content = files.read(shown.file) if shown.file else pdf(shown, signatures_of(shown))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)

    def make(_secrets: bool) -> HttpResponse:
        response = HttpResponse(content, content_type="application/pdf")
        name = f"lofte-{shown.promise.code}-version-{shown.number}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    return ask_first(request, kommun, Handout(shown, str(shown), back), make)
