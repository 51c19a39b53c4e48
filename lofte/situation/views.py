"""The list of pictures, one picture as text, map and table, and what may be done with a draft."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation import actions, maps, queries
from lofte.situation.document import PictureDocument
from lofte.situation.extract import last_full_period
from lofte.situation.first_use import first_use
from lofte.situation.forms import CompileForm, SummaryForm
from lofte.situation.ground import ground_of
from lofte.situation.models import Picture
from lofte.situation.precision import without_names
from lofte.situation.render.area_geojson import areas_geojson
from lofte.situation.render.pdf import pdf
from lofte.situation.render.view import METHODS, view
from lofte.situation.states import State, can_move

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.SEE_PICTURE)
def pictures(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    may_compile = request.user.can(Capability.COMPILE, kommun.pk)
    last = last_full_period(kommun, today)
    if request.method == "POST" and not may_compile:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = CompileForm(posted, today=today, initial={"kind": last.kind, "day": last.start})
    if posted is not None and form.is_valid():
        made = _try(request, lambda: _compile(request, kommun, form.cleaned_data["period"]))
        if made is not None:
            return redirect("situation:picture", kommun.slug, made.pk)
    page = Paginator(queries.pictures_of(kommun, request.user), PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "kommun": kommun,
        "form": form,
        "last": last,
        "first_use": first_use() if may_compile else "",
        "may_compile": may_compile,
        "may_compare": request.user.sees_group_of(kommun.pk),
    }
    return render(request, "situation/pictures.html", context)


def _compile(request: SignedIn, kommun: Kommun, period: Any) -> Picture:
    return actions.compile_picture(kommun=kommun, period=period, by=request.user)


def _try(request: SignedIn, act: Callable[[], Any]) -> Any:
    """What was done, or None with the reason as a message."""
    try:
        return act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Picture:
    rows = Picture.objects.visible_to(request.user).filter(kommun=kommun)
    if not request.user.sees_group_of(kommun.pk):
        rows = rows.filter(state=State.FROZEN)
    return get_object_or_404(rows.select_related("compiled_by", "frozen_by"), pk=pk)


@require_GET
@within(Capability.SEE_PICTURE)
def picture(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _page(request, kommun, _one(request, kommun, pk))


def _page(
    request: SignedIn, kommun: Kommun, shown: Picture, form: SummaryForm | None = None
) -> HttpResponse:
    """`form` holds what was typed when saving it was refused."""
    document = queries.document_for(shown, request.user)
    drawn = view(document, ground_of(kommun))
    initial = {"summary": shown.summary, "version": shown.version}
    earlier = queries.earlier(shown, request.user, with_content=False)
    told = {found.sentence: found for found in document.findings}
    context = {
        "picture": shown,
        "kommun": kommun,
        "document": document,
        "view": drawn,
        "know": [(said, maps.feature_id(told.get(said))) for said in document.summary],
        "findings": [
            (found, maps.feature_id(found), METHODS[found.method]) for found in drawn.findings
        ],
        "exact": request.user.sees_group_of(kommun.pk),
        "map": maps.description(kommun, shown, document, earlier),
        "earlier": earlier[::-1],
        "form": form or SummaryForm(initial=initial),
        "theirs": shown.summary if form is not None else "",
        **_rights(request.user, kommun, shown),
    }
    return render(request, "situation/picture.html", context)


def _rights(user: User, kommun: Kommun, shown: Picture) -> dict[str, bool]:
    may_freeze = user.can(Capability.FREEZE, kommun.pk)
    return {
        "may_edit": user.can(Capability.COMPILE, kommun.pk) and shown.state == State.DRAFT,
        "may_freeze": may_freeze and can_move(shown.state, State.FROZEN),
        "needs_another": kommun.four_eyes and shown.compiled_by_id == user.pk,
    }


Made = Callable[[PictureDocument], HttpResponse]


def _given_out(request: SignedIn, kommun: Kommun, pk: int, make: Made) -> HttpResponse:
    """A file of the picture, after the question of who gets it."""
    shown = _one(request, kommun, pk)
    document = queries.document_for(shown, request.user)
    names = queries.secret_names(document, kommun)
    back = reverse("situation:picture", args=[kommun.slug, shown.pk])
    handout = Handout(shown, str(shown), back, secrets=len(names))
    return ask_first(
        request,
        kommun,
        handout,
        lambda secrets: make(document if secrets else without_names(document, names)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.SEE_PICTURE)
def picture_pdf(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    def make(document: PictureDocument) -> HttpResponse:
        content = pdf(document, ground_of(kommun))
        response = HttpResponse(content, content_type="application/pdf")
        name = f"lagesbild-{kommun.slug}-{document.period_key}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return _given_out(request, kommun, pk, make)


@gzip_page
@require_GET
@within(Capability.SEE_PICTURE)
def picture_map(request: SignedIn, kommun: Kommun, pk: int, layer: str) -> HttpResponse:
    """Squares or areas for the map, at the precision of the person's role."""
    shown = _one(request, kommun, pk)
    document = queries.document_for(shown, request.user)
    if layer == "omraden":
        content = areas_geojson(document)
    else:
        before = queries.earlier(shown, request.user, with_content=True)
        documents = [queries.document_for(one, request.user) for one in before]
        content = maps.squares_over_time([*documents, document])
    response = HttpResponse(content, content_type="application/geo+json")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.SEE_PICTURE)
def picture_data(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    def make(document: PictureDocument) -> HttpResponse:
        return HttpResponse(document.to_json(), content_type="application/json")

    return _given_out(request, kommun, pk, make)


@require_POST
@within(Capability.COMPILE)
def summary(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _page(request, kommun, shown, form)
    data = form.cleaned_data
    done = _try(request, lambda: actions.write_summary(picture=shown, by=request.user, **data))
    if done is None:
        now = _one(request, kommun, pk)
        initial = {"summary": data["summary"], "version": now.version}
        return _page(request, kommun, now, SummaryForm(initial=initial))
    messages.success(request, _("Texten är sparad."))
    return redirect("situation:picture", kommun.slug, pk)


@require_POST
@within(Capability.FREEZE)
def freeze(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    version = _version(request)
    done = _try(request, lambda: actions.freeze(picture=shown, version=version, by=request.user))
    if done is not None:
        messages.success(request, _("Lägesbilden är fryst. Den ändras inte mer."))
    return redirect("situation:picture", kommun.slug, pk)


def _version(request: SignedIn) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


@require_POST
@within(Capability.COMPILE)
def discard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    if _try(request, lambda: actions.discard(picture=shown, by=request.user)) is not None:
        messages.success(request, _("Utkastet är kasserat. Du kan ta fram ett nytt."))
    return redirect("situation:pictures", kommun.slug)
