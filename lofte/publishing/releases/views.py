"""Press releases: the list, the form, the words as they will stand, and the parties' yes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.queries import promises_of
from lofte.promises.signed import signed_ones
from lofte.publishing.models import Edition
from lofte.publishing.releases import actions, queries
from lofte.publishing.releases.content import content_of
from lofte.publishing.releases.forms import ReleaseForm, values_of
from lofte.publishing.releases.models import Release
from lofte.situation.numbered import checksum


@require_GET
@within(C.SEE_PICTURE)
def releases(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {
        "kommun": kommun,
        "releases": list(queries.releases_of(kommun, request.user)),
        "beside": list(queries.releases_beside(kommun, request.user)),
        "may_write": request.user.can(C.PUBLISH, kommun.pk),
    }
    return render(request, "publishing/releases.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Release:
    return get_object_or_404(queries.releases_of(kommun, request.user), pk=pk)


def _any(request: SignedIn, kommun: Kommun, pk: int) -> Release:
    """Its own, or one about a promise that it shares: to be read and said yes to."""
    found = queries.releases_of(kommun, request.user).filter(pk=pk).first()
    beside = queries.releases_beside(kommun, request.user)
    return found or get_object_or_404(beside, pk=pk)


def _signed(request: SignedIn, kommun: Kommun) -> list[Promise]:
    """Those with a signed text, also while a new version of it waits for signatures."""
    return list(signed_ones(promises_of(kommun, request.user)))


@require_GET
@within(C.SEE_PICTURE)
def release(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The words as they will stand, and who has said yes to them."""
    shown, user = _any(request, kommun, pk), request.user
    content = content_of(shown)
    read = checksum(content)
    says = queries.says_of(shown, read)
    mine = queries.say_of(says, shown, user)
    editions = Edition.objects.visible_to(user).filter(release=shown).order_by("-number")
    context = {
        "kommun": kommun,
        "release": shown,
        "content": content | {"correction": shown.correction, "published": ""},
        "checksum": read,
        "says": says,
        "waiting": [one for one in says if one.approval is None],
        "may_approve": mine is not None and mine.approval is None,
        "may_write": user.can(C.PUBLISH, kommun.pk) and shown.kommun_id == kommun.pk,
        "editions": list(editions),
    }
    return render(request, "publishing/release.html", context)


@within(C.PUBLISH)
def new_release(request: SignedIn, kommun: Kommun) -> HttpResponse:
    promises = _signed(request, kommun)
    initial: dict[str, Any] = {"promise": str(promises[0].pk) if promises else ""}
    earlier = queries.releases_of(kommun, request.user).first()
    if earlier is not None:  # the standing words are written once
        initial |= {k: v for k, v in values_of(earlier).items() if k in ("about", "contacts")}
    form = ReleaseForm(request.POST or None, promises=promises, initial=initial)

    def act(data: dict[str, Any]) -> str:
        made = actions.draft_release(kommun=kommun, facts=form.facts(data), by=request.user)
        return reverse("publishing:release", args=[kommun.slug, made.pk])

    page = FormPage(
        title=_("Nytt pressmeddelande"),
        button=_("Spara utkastet"),
        back=reverse("publishing:releases", args=[kommun.slug]),
        back_text=_("Pressmeddelanden"),
        lead=_("Löftets egna listor hämtas ur det som är undertecknat. Du skriver resten."),
        done=_("Utkastet är sparat. Så här blir det."),
    )
    return form_page(request, form, page, act)


@within(C.PUBLISH)
def change_release(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = ReleaseForm(
        request.POST or None, promises=_signed(request, kommun), initial=values_of(shown)
    )
    address = reverse("publishing:release", args=[kommun.slug, pk])

    def act(data: dict[str, Any]) -> str:
        actions.change_release(
            release=shown, facts=form.facts(data), version=data["version"] or 0, by=request.user
        )
        return address

    page = FormPage(
        title=_("Ändra pressmeddelandet"),
        button=_("Spara"),
        back=address,
        back_text=shown.heading,
        lead=_("Ändras ett ord behöver parterna godkänna texten på nytt."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(*queries.SAY_YES)
def approve(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _any(request, kommun, pk)
    read = request.POST.get("read", "")
    attempt(
        request,
        lambda: actions.approve(release=shown, read=read, by=request.user),
        _("Du har godkänt texten för din part."),
    )
    return redirect("publishing:release", kommun.slug, pk)


@require_POST
@within(C.PUBLISH)
def publish(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, today = _one(request, kommun, pk), timezone.localdate()
    attempt(
        request,
        lambda: actions.publish_release(release=shown, by=request.user, today=today),
        _("Pressmeddelandet är publicerat på kommunens öppna sida."),
    )
    return redirect("publishing:release", kommun.slug, pk)


@require_POST
@within(C.PUBLISH)
def correct(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    why = request.POST.get("why", "").replace("\x00", "")[:500]
    attempt(
        request,
        lambda: actions.correct_release(release=shown, why=why, by=request.user),
        _("Ändra texten, låt parterna godkänna och publicera. Rättelsen syns öppet."),
    )
    return redirect("publishing:release", kommun.slug, pk)


@require_POST
@within(C.PUBLISH)
def discard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    attempt(
        request,
        lambda: actions.discard_release(release=shown, by=request.user),
        _("Utkastet är kasserat."),
    )
    return redirect("publishing:releases", kommun.slug)
