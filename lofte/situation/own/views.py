"""Each party's own picture, all of them side by side, and the joint one they become."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.analysis.periods import BadPeriod, Period, parse
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.extract import last_full_period
from lofte.situation.own import actions, queries
from lofte.situation.own.forms import MergeForm, SentenceForm
from lofte.situation.own.models import OwnSentence

GROUP = Capability.SEE_GROUP
MERGES = (Capability.COMPILE, Capability.COORDINATE)


def _period(key: str) -> Period:
    try:
        return parse(key)
    except BadPeriod as error:
        raise Http404 from error


@require_GET
@within(GROUP)
def latest(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The last whole period is the one that people meet about."""
    period = last_full_period(kommun, timezone.localdate())
    return redirect("situation:beside", kommun.slug, period.key)


@require_GET
@within(GROUP)
def beside(request: SignedIn, kommun: Kommun, key: str) -> HttpResponse:
    return _beside(request, kommun, _period(key))


def _beside(
    request: SignedIn, kommun: Kommun, period: Period, form: MergeForm | None = None
) -> HttpResponse:
    told = queries.beside(kommun, period, request.user)
    joint = queries.joint_of(kommun, request.user)
    shown = form or MergeForm(rows=told.rows, initial={"seen": told.fingerprint})
    context = {
        "kommun": kommun,
        "period": period,
        "told": told,
        "form": shown,
        "boxes": [
            (row, list(zip(told.columns, row.cells, strict=True)), text, reason)
            for row, text, reason in shown.boxes()
        ],
        "may_merge": any(request.user.can(one, kommun.pk) for one in MERGES),
        "joint": joint.filter(period_key=period.key).defer("document"),
        "earlier": joint.exclude(period_key=period.key).defer("document")[: queries.LATEST],
        "own": queries.own_of(kommun, period.key, request.user.party_in(kommun.pk), request.user),
    }
    return render(request, "situation/own_beside.html", context)


@require_POST
@within(*MERGES)
def merge(request: SignedIn, kommun: Kommun, key: str) -> HttpResponse:
    period = _period(key)
    told = queries.beside(kommun, period, request.user)
    form = MergeForm(request.POST, rows=told.rows)
    if form.is_valid():
        seen, decided = form.cleaned_data["seen"], form.decided
        made = attempt(
            request,
            lambda: actions.merge_pictures(
                kommun=kommun, period=period, seen=seen, decided=decided, by=request.user
            ),
            _("Bilderna är sammanslagna. Den gemensamma bilden ändras inte."),
        )
        if made is not None:
            return redirect("situation:joint", kommun.slug, made.pk)
    again = MergeForm(rows=told.rows, initial=request.POST.dict() | {"seen": told.fingerprint})
    return _beside(request, kommun, period, again)


@require_GET
@within(GROUP)
def joint(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = get_object_or_404(queries.joint_of(kommun, request.user), pk=pk)
    columns = shown.document["columns"]
    rows = [
        row | {"told": list(zip(columns, row["cells"], strict=True))}
        for row in shown.document["rows"]
    ]
    context = {"kommun": kommun, "joint": shown, "rows": rows}
    return render(request, "situation/own_joint.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(GROUP)
def own(request: SignedIn, kommun: Kommun, key: str) -> HttpResponse:
    """The own party's picture of a period: read it, add to it."""
    period, party = _period(key), request.user.party_in(kommun.pk)
    posted = request.POST if request.method == "POST" else None
    form = SentenceForm(posted, places=queries.places_of(kommun, request.user))
    if posted is not None and form.is_valid():
        made = attempt(
            request,
            lambda: actions.add_sentence(
                kommun=kommun, period=period, facts=form.facts, by=request.user
            ),
            _("Meningen är sparad."),
        )
        if made is not None:
            return redirect("situation:own", kommun.slug, key)
    shown = queries.own_of(kommun, period.key, party, request.user)
    rows = OwnSentence.objects.visible_to(request.user).filter(picture=shown)
    context = {
        "kommun": kommun,
        "period": period,
        "party": party,
        "own": shown,
        "sentences": rows.select_related("place"),
        "form": form,
    }
    return render(request, "situation/own.html", context)


@require_POST
@within(GROUP)
def remove(request: SignedIn, kommun: Kommun, key: str, pk: int) -> HttpResponse:
    rows = OwnSentence.objects.visible_to(request.user).filter(picture__kommun=kommun)
    row = get_object_or_404(rows.select_related("picture__party", "picture__kommun"), pk=pk)
    attempt(
        request,
        lambda: actions.remove_sentence(sentence=row, by=request.user),
        _("Meningen är borttagen."),
    )
    return redirect("situation:own", kommun.slug, key)


@require_POST
@within(GROUP)
def hand_in(request: SignedIn, kommun: Kommun, key: str) -> HttpResponse:
    period, party = _period(key), request.user.party_in(kommun.pk)
    shown = queries.own_of(kommun, period.key, party, request.user)
    if shown is None:
        raise Http404
    show = request.POST.get("shown") == "1"
    said = _("Gruppen ser er bild.") if show else _("Bara ni ser er bild.")
    attempt(request, lambda: actions.hand_in(own=shown, shown=show, by=request.user), said)
    return redirect("situation:own", kommun.slug, key)
