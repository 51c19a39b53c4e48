"""Setting up a kommun from files: upload, see what would happen, say yes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.audit.refusals import Refused
from lofte.importers.registers.sentences import ImportRefused
from lofte.importers.setup import drawer
from lofte.importers.setup.checks import checks_of
from lofte.importers.setup.forms import OPTIONS, FileForm, OptionsForm
from lofte.importers.setup.kinds import KINDS, Kind
from lofte.people.access import SignedIn, within
from lofte.people.invitations.letters import send
from lofte.people.refusals import LetterNotSent
from lofte.people.states import Capability
from lofte.places.actions import Settings, change_settings
from lofte.places.forms import SettingsForm
from lofte.places.models import Kommun
from lofte.places.plans import Plan

SHOWN = 50


@within(Capability.SET_UP)
def start(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Everything that can be set up, and how far the kommun has come."""
    checks = checks_of(kommun)
    context = {
        "kommun": kommun,
        "kinds": KINDS.items(),
        "checks": checks,
        "missing": [check for check in checks if not check.done],
    }
    return render(request, "setup/start.html", context)


@within(Capability.SET_UP)
def check(request: SignedIn, kommun: Kommun) -> HttpResponse:
    checks = checks_of(kommun)
    context = {
        "kommun": kommun,
        "checks": checks,
        "missing": [check for check in checks if not check.done],
    }
    return render(request, "setup/check.html", context)


@within(Capability.SET_UP)
def settings(request: SignedIn, kommun: Kommun) -> HttpResponse:
    initial = {name: getattr(kommun, name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_settings(
                kommun=kommun, settings=Settings(**form.cleaned_data), by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Inställningarna är sparade.") if changed else _("Inget var ändrat.")
            messages.success(request, said)
            return redirect("places:setup", kommun.slug)
    context = {"kommun": kommun, "form": form}
    return render(request, "setup/settings.html", context, status=422 if form.errors else 200)


@within(Capability.SET_UP)
def file(request: SignedIn, kommun: Kommun, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    if request.method != "POST":
        return _ask(request, kommun, kind, FileForm(), OPTIONS.get(kind, OptionsForm)())
    options = OPTIONS.get(kind, OptionsForm)(request.POST)
    if request.POST.get("step") == "confirm":
        return _confirm(request, kommun, kind, options)
    form = FileForm(request.POST, request.FILES)
    if not (form.is_valid() and options.is_valid()):
        return _ask(request, kommun, kind, form, options)
    place = drawer.slot(request.user, kommun, kind)
    checksum = drawer.put(form.cleaned_data["file"], place)
    try:
        plan = _plan(request, kommun, kind, options)
    except (Refused, ImportRefused) as refusal:
        drawer.empty(place)
        form.add_error("file", str(refusal))
        return _ask(request, kommun, kind, form, options)
    return _preview(request, kommun, kind, options, plan, checksum)


def _ask(
    request: HttpRequest, kommun: Kommun, kind: str, form: forms.Form, options: OptionsForm
) -> HttpResponse:
    context = {
        "kommun": kommun,
        "kind": KINDS[kind],
        "form": form,
        "options": options,
        "basemap": kind == "bakgrundskarta",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "setup/file.html", context, status=status)


def _plan(
    request: SignedIn, kommun: Kommun, kind: str, options: OptionsForm
) -> Plan[Any, Any] | None:
    """Raises Refused or ImportRefused."""
    chosen = KINDS[kind]
    found = chosen.read(drawer.slot(request.user, kommun, kind), kommun, options.cleaned_data)
    return chosen.plan(kommun, found, options.cleaned_data)


def _preview(
    request: HttpRequest,
    kommun: Kommun,
    kind: str,
    options: OptionsForm,
    plan: Plan[Any, Any] | None,
    checksum: str,
) -> HttpResponse:
    context = {
        "kommun": kommun,
        "kind": KINDS[kind],
        "options": options,
        "hidden": [(name, request.POST.get(name, "")) for name in options.fields],
        "plan": plan,
        "shown": SHOWN,
        "checksum": checksum,
    }
    return render(request, "setup/preview.html", context)


def _confirm(request: SignedIn, kommun: Kommun, kind: str, options: OptionsForm) -> HttpResponse:
    """Does exactly what the preview showed, or shows a new one."""
    place = drawer.slot(request.user, kommun, kind)
    checksum = drawer.checksum(place)
    here = redirect("places:file", kommun.slug, kind)
    if not options.is_valid() or not checksum or checksum != request.POST.get("checksum"):
        messages.error(request, _("Filen finns inte kvar. Ingenting sparades. Välj den igen."))
        return here
    try:
        plan = _plan(request, kommun, kind, options)
        if plan is not None and plan.fingerprint != request.POST.get("fingerprint"):
            messages.warning(request, _("Något har ändrats sedan du såg listan. Se den nya."))
            return _preview(request, kommun, kind, options, plan, checksum)
        _carry_out(request, kommun, KINDS[kind], options)
    except (Refused, ImportRefused) as refusal:
        messages.error(request, str(refusal))
        return here
    drawer.empty(place)
    return redirect("places:setup", kommun.slug)


def _carry_out(request: SignedIn, kommun: Kommun, kind: Kind, options: OptionsForm) -> None:
    place = drawer.slot(request.user, kommun, _slug_of(kind))
    found = kind.read(place, kommun, options.cleaned_data)
    done = kind.act(kommun, found, options.cleaned_data, request.user)
    if kind is KINDS["personer"]:
        _send_letters(request, done)
    messages.success(request, _("%(what)s: klart.") % {"what": kind.title})


def _slug_of(kind: Kind) -> str:
    return next(slug for slug, known in KINDS.items() if known is kind)


def _send_letters(request: SignedIn, invited: Any) -> None:
    def link(key: str) -> str:
        return request.build_absolute_uri(reverse("people:accept", args=[key]))

    for one in invited:
        try:
            send(one, by=request.user, link=link)
        except LetterNotSent as refusal:
            messages.error(request, str(refusal))
