"""The list of promises, one promise, its draft and its points."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import OWN_KINDS, areas_in_force
from lofte.promises import actions, queries
from lofte.promises.agreements.models import Agreement
from lofte.promises.amending.queries import coming_of
from lofte.promises.carrying import before, judged, unjudged
from lofte.promises.commitments import actions as points
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.comparing import side_by_side
from lofte.promises.forms import (
    Around,
    CommitmentForm,
    IndicatorForm,
    PromiseForm,
    kept,
    point_values,
    values_of,
)
from lofte.promises.helping import advice_on
from lofte.promises.measures.models import Measure
from lofte.promises.models import Focus, Promise
from lofte.promises.power import said_of
from lofte.promises.signed import (
    all_as_signed,
    as_signed,
    lines_of,
    may_hold,
    promised,
    signed_ones,
    texts_beside,
    that_hold,
)
from lofte.promises.signing.models import Version
from lofte.promises.states import MOVING, WRITABLE, IndicatorKind, State, VersionState
from lofte.promises.taking_part import stranded
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import Series


@require_GET
@within(C.SEE_PICTURE)
def promises(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    rows = all_as_signed(queries.promises_of(kommun, request.user))
    context = {
        "kommun": kommun,
        "now": [row for row in rows if row.first_day <= today <= row.last_day],
        "coming": [row for row in rows if row.first_day > today],
        "past": [row for row in rows if row.last_day < today],
        "may_write": request.user.can(C.PROMISE, kommun.pk),
    }
    return render(request, "promises/promises.html", context)


def one(request: SignedIn, kommun: Kommun, pk: int) -> Promise:
    rows = Promise.objects.visible_to(request.user).filter(kommuner=kommun)
    return get_object_or_404(
        rows.select_related("kommun", "follows", "picture", "agreement"), pk=pk
    )


def point_of(request: SignedIn, kommun: Kommun, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).filter(removed_at=None)
    mine = rows.filter(promise__kommuner=kommun).select_related("promise__kommun", "measure")
    return get_object_or_404(mine, pk=pk)


def promised_point(request: SignedIn, kommun: Kommun, pk: int) -> Commitment:
    """The point as it was signed, whatever is being written of it now."""
    rows = Commitment.objects.visible_to(request.user).filter(promise__kommuner=kommun)
    row = get_object_or_404(rows.select_related("promise__kommun", "measure"), pk=pk)
    found = promised(row)
    if found is None:
        raise Http404
    return found


def address(kommun: Kommun, promise: Promise) -> str:
    return reverse("promises:promise", args=[kommun.slug, promise.pk])


@require_GET
@within(C.SEE_PICTURE)
def promise(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    user, today = request.user, timezone.localdate()
    rows = queries.results_of(shown, today=today)
    versions = list(Version.objects.visible_to(user).filter(promise=shown).order_by("-number"))
    waiting = next((v for v in versions if v.state == VersionState.WAITING), None)
    in_force = next((v for v in versions if v.state == VersionState.SIGNED), None)
    text = in_force.document if in_force and shown.state in MOVING else None
    lines = lines_of(shown, text)
    context = {
        "kommun": kommun,
        "promise": as_signed(shown, text),
        "groups": queries.by_party(rows, lines),
        "lines": lines,
        "focuses": text["focuses"] if text else list(shown.focuses.visible_to(user)),
        "coming": coming_of(shown, text) if text and shown.state == State.AMENDING else None,
        "others": list(shown.outcomes.visible_to(user).filter(commitment=None, withdrawn_at=None)),
        "versions": versions,
        "waiting": waiting,
        "in_force": in_force,
        "signatures": queries.signatures_of(waiting or in_force),
        "writable": shown.state in WRITABLE,
        "may_write": user.can(C.PROMISE, kommun.pk),
        "may_sign": user.can(C.SIGN, kommun.pk),
        "may_log": user.can(C.LOG, kommun.pk) and in_force is not None,
        "may_judge": user.can(C.FOLLOW_UP, kommun.pk) and in_force is not None,
        "measured": any(
            one.kind == IndicatorKind.EFFECT and one.dialogue_id is None
            for row in rows
            for one in row.commitment.measured_by
        ),
        "earlier": before(shown),
        "unjudged": unjudged(shown) if shown.state in WRITABLE else [],
    }
    return render(request, "promises/promise.html", context)


def _around(request: SignedIn, kommun: Kommun, shown: Promise | None) -> Around:
    """What can be chosen today, and what the promise names already, though it was closed since."""
    user = request.user
    follows, rests_on = (shown.follows_id, shown.picture_id) if shown else (None, None)
    focused = Focus.objects.visible_to(user).filter(promise=shown).values("problem")
    rows = Promise.objects.visible_to(user).filter(Q(kommun=kommun) | Q(pk=follows))
    earlier = signed_ones(rows)
    here = Party.objects.visible_to(user).filter(kommuner__in=user.kommun_ids(), closed_on=None)
    gone = stranded(shown).values("pk") if shown else []
    parties = Party.objects.unscoped("whom the promise can name").filter(
        Q(pk__in=here.values("pk")) | Q(pk__in=gone)
    )
    pictures = StatutoryPicture.objects.visible_to(user).filter(
        Q(kommun=kommun, state="frozen") | Q(pk=rests_on)
    )
    problems = Problem.objects.visible_to(user).filter(
        Q(kommun=kommun, closed_at=None) | Q(pk__in=focused)
    )
    mine = user.kommun_ids_with(C.PROMISE)
    others = Kommun.objects.visible_to(user).filter(pk__in=mine).exclude(pk=kommun.pk)
    return Around(
        parties=list(parties),
        earlier=[row for row in earlier if shown is None or row.pk != shown.pk],
        problems=list(problems),
        pictures=list(pictures),
        agreements=list(Agreement.objects.visible_to(user).filter(kommuner=kommun)),
        kommuner=list(others),
        areas=[row for row in areas_in_force(kommun, user) if row.kind in OWN_KINDS],
    )


@within(C.PROMISE)
def new_promise(request: SignedIn, kommun: Kommun) -> HttpResponse:
    around = _around(request, kommun, None)
    latest = around.earlier[0] if around.earlier else None
    initial = {"area_text": kommun.name, "follows": str(latest.pk) if latest else ""}
    form = PromiseForm(request.POST or None, around=around, initial=initial)

    def act(data: dict[str, Any]) -> str:
        made = actions.draft_promise(kommun=kommun, facts=form.facts(data), by=request.user)
        return address(kommun, made)

    page = FormPage(
        title=_("Nytt löfte"),
        button=_("Spara utkastet"),
        back=reverse("promises:promises", args=[kommun.slug]),
        back_text=_("Löften"),
        lead=_(
            "Ett utkast kan ändras tills ni fastställer det. Inget är obligatoriskt från början."
        ),
        done=_("Utkastet är sparat. Lägg till vad ni lovar."),
    )
    return form_page(request, form, page, act)


@within(C.PROMISE)
def change_promise(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    around = _around(request, kommun, shown)
    form = PromiseForm(request.POST or None, around=around, initial=values_of(shown))

    def act(data: dict[str, Any]) -> str:
        facts, version = kept(form.facts(data), shown, around), data["version"] or 0
        actions.change_promise(promise=shown, facts=facts, version=version, by=request.user)
        return address(kommun, shown)

    page = of_promise(kommun, shown, _("Ändra löftet"), _("Spara"), _("Löftet är ändrat."))
    return form_page(request, form, page, act)


def of_promise(
    kommun: Kommun, shown: Promise, title: str, button: str, done: str = "", **more: Any
) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=address(kommun, shown),
        back_text=shown.title,
        done=done,
        **more,
    )


@require_POST
@within(C.PROMISE)
def discard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    done = _("Utkastet är kasserat.")
    if attempt(request, lambda: actions.discard_promise(promise=shown, by=request.user), done):
        return redirect("promises:promises", kommun.slug)
    return redirect(address(kommun, shown))


def _point_form(
    request: SignedIn,
    kommun: Kommun,
    shown: Promise,
    row: Commitment | None = None,
    **given: Any,
) -> CommitmentForm:
    """What can be chosen today, and what the point names already, though it was closed since."""
    user, why = request.user, "what the point names"
    named = [place.pk for place in row.places.unscoped(why)] if row else []
    lines = shown.promise_parties.visible_to(user).select_related("party")
    places = NamedPlace.objects.visible_to(user).filter(
        Q(kommun=kommun, group_only=False, closed_on=None) | Q(pk__in=named)
    )
    measures = Measure.objects.visible_to(user).filter(
        Q(kommun=kommun, closed_at=None) | Q(pk=row.measure_id if row else None)
    )
    came_before = before(shown)
    texts = texts_beside(came_before)
    earlier = Commitment.objects.visible_to(user).filter(
        may_hold(texts), promise__in=[row.pk for row in came_before]
    )
    return CommitmentForm(
        request.POST or None,
        parties=[line.party for line in lines],
        places=list(places),
        measures=list(measures),
        earlier=that_hold(earlier.select_related("promise"), texts),
        **given,
    )


@within(C.PROMISE)
def new_point(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = _point_form(request, kommun, shown)

    def act(data: dict[str, Any]) -> str:
        made = points.add_commitment(promise=shown, facts=form.facts(data), by=request.user)
        return reverse("promises:point", args=[kommun.slug, made.pk])

    page = of_promise(kommun, shown, _("Nytt åtagande"), _("Spara åtagandet"))
    return form_page(request, form, page, act)


@within(C.PROMISE)
def point(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """A point with the writing helper beside it. The helper stops nothing."""
    shown = point_of(request, kommun, pk)
    form = _point_form(request, kommun, shown.promise, shown, initial=point_values(shown))

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        points.change_commitment(commitment=shown, facts=facts, version=version, by=request.user)
        return reverse("promises:point", args=[kommun.slug, shown.pk])

    rows = Indicator.objects.visible_to(request.user)
    indicators = list(rows.filter(commitment=shown, removed_at=None))
    page = of_promise(
        kommun,
        shown.promise,
        _("Åtagande %(number)s") % {"number": shown.number},
        _("Spara"),
        _("Åtagandet är sparat."),
        template="promises/point.html",
        context={
            "point": shown,
            "advice": advice_on(shown),
            "indicators": [(row, said_of(row, shown.promise)) for row in indicators],
        },
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def remove_point(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = point_of(request, kommun, pk)
    done = _("Åtagandet är borttaget ur utkastet.")
    attempt(request, lambda: points.remove_commitment(commitment=shown, by=request.user), done)
    return redirect(address(kommun, shown.promise))


@within(C.PROMISE)
def indicator(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = point_of(request, kommun, pk)
    form = IndicatorForm(request.POST or None, series=series_of(request, kommun))
    here = reverse("promises:point", args=[kommun.slug, shown.pk])

    def act(data: dict[str, Any]) -> str:
        points.add_indicator(commitment=shown, facts=form.facts(data), by=request.user)
        return here

    page = FormPage(
        title=_("Nytt mått"),
        button=_("Lägg till måttet"),
        back=here,
        back_text=shown.text,
        lead=_("Mät gärna både att det gjordes och att det hjälpte."),
    )
    return form_page(request, form, page, act)


def series_of(request: SignedIn, kommun: Kommun) -> list[Series]:
    """What the kommun has read in, and an indicator may follow."""
    rows = Series.objects.visible_to(request.user).filter(source__kommun=kommun)
    return list(rows.select_related("source").order_by("name", "code"))


@require_POST
@within(C.PROMISE)
def remove_indicator(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Indicator.objects.visible_to(request.user).filter(commitment__isnull=False)
    row = get_object_or_404(rows.select_related("commitment__promise__kommun"), pk=pk)
    attempt(request, lambda: points.remove_indicator(indicator=row, by=request.user))
    return redirect("promises:point", kommun.slug, row.commitment_id)


@within(C.SEE_PICTURE)
def compare(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The promise beside the one before it: what is new, sharpened, dropped."""
    shown = one(request, kommun, pk)
    user = request.user
    earlier = before(shown)
    given = request.GET.get("med", "")
    old = next((row for row in earlier if str(row.pk) == given), earlier[0] if earlier else None)
    mine = queries.points_with_all([shown])
    found = queries.points_that_hold([old], texts_beside([old])) if old else []
    known = judged(Commitment.objects.visible_to(user).filter(promise=old)) if old else {}
    context = {
        "kommun": kommun,
        "promise": shown,
        "old": old,
        "earlier": earlier,
        "pairs": side_by_side(found, mine, known),
        "may_write": user.can(C.PROMISE, kommun.pk) and shown.state in WRITABLE,
    }
    return render(request, "promises/compare.html", context)


@require_POST
@within(C.PROMISE)
def carry(request: SignedIn, kommun: Kommun, pk: int, point_pk: int) -> HttpResponse:
    """Continue an earlier point in this draft."""
    shown, earlier = one(request, kommun, pk), promised_point(request, kommun, point_pk)
    done = _("Åtagandet är med i utkastet. Skärp det gärna.")
    attempt(
        request,
        lambda: points.carry_over(commitment=earlier, into=shown, by=request.user),
        done,
    )
    return redirect("promises:compare", kommun.slug, pk)
