"""Two taps on a phone: the place, then what. And what it all came to."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.patrol import queries
from lofte.patrol.before_after.queries import before_after
from lofte.patrol.before_after.wording import NO_CAUSE, REGRESSION
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import StopState, VisitKind
from lofte.patrol.views import tried
from lofte.patrol.visits.actions import log_visit, withdraw_visit
from lofte.patrol.visits.forms import CountForm, SpanForm, VisitForm
from lofte.patrol.visits.points import points_on, served_by
from lofte.patrol.visits.queries import follow_up, visits_of
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import place_in, places_in

MAY_LOG = (Capability.PATROL, Capability.LOG)
LATEST = 8
PAGE = 50
LATE = timedelta(days=60)
LONG_AGO = timedelta(days=800)


@require_GET
@within(*MAY_LOG)
def places(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The first tap: where. Places with an accepted stop now come first."""
    user, today = request.user, timezone.localdate()
    stops = queries.current(kommun, user, today, StopState.ACCEPTED)
    wished = {stop.place_id: stop for stop in stops if stop.place_id and stop.first_day <= today}
    nameless = [stop for stop in stops if not stop.place_id and stop.first_day <= today]
    rows = places_in(kommun, user)
    mine = visits_of(kommun, user, today - timedelta(days=30), today + timedelta(days=2))
    context = {
        "kommun": kommun,
        "first": [(row, wished[row.pk].window.label) for row in rows if row.pk in wished],
        "nameless": nameless,
        "others": [row for row in rows if row.pk not in wished],
        "latest": mine.filter(party=user.party_in(kommun.pk))[:LATEST],
    }
    return render(request, "patrol/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(*MAY_LOG)
def log(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The second tap: what. When is now unless something else is chosen."""
    place = place_in(kommun, request.user, pk)
    if place is None:
        raise Http404
    return _log(request, kommun, place, None)


@require_http_methods(["GET", "HEAD", "POST"])
@within(*MAY_LOG)
def log_stop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The second tap at a stop that no named place stands for, such as "near the station"."""
    rows = queries.stops_of(kommun, request.user, StopState.ACCEPTED).filter(place=None)
    return _log(request, kommun, None, get_object_or_404(rows, pk=pk))


def _log(
    request: SignedIn, kommun: Kommun, place: NamedPlace | None, stop: Stop | None
) -> HttpResponse:
    now = timezone.localtime()
    posted = request.POST if request.method == "POST" else None
    points = points_on(kommun, request.user, now.date() - LATE, now.date())
    form = VisitForm(posted, initial={"client_id": uuid.uuid4()}, points=points)
    if posted is not None and form.is_valid():
        visit = form.visit(place, stop, now.date(), now.hour)
        made = tried(
            request,
            lambda: log_visit(kommun=kommun, visit=visit, by=request.user, today=now.date()),
        )
        if made is not None:
            told = {"kind": made.get_kind_display(), "place": made.where}
            said = _("Loggat: %(kind)s, %(place)s.") % told
            messages.success(request, " ".join([said, _counted_for(made)]).strip())
            return redirect("patrol:places", kommun.slug)
    kinds = [(kind, served_by(kind, place, points)) for kind in VisitKind]
    where = place.name if place else stop.place_name if stop else ""
    context = {"kommun": kommun, "where": where, "form": form, "kinds": kinds}
    return render(request, "patrol/log.html", context)


def _counted_for(made: Visit) -> str:
    if made.commitment is None:
        return ""
    return _("Räknas till åtagandet ”%(point)s”.") % {"point": made.commitment.text}


@require_http_methods(["GET", "HEAD", "POST"])
@within(*MAY_LOG)
def count(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Counts over a time: "~80"."""
    posted = request.POST if request.method == "POST" else None
    initial = {"client_id": uuid.uuid4()}
    today = timezone.localdate()
    points = points_on(kommun, request.user, today - LONG_AGO, today)
    form = CountForm(posted, kommun=kommun, viewer=request.user, initial=initial, points=points)
    if posted is not None and form.is_valid():
        act = lambda: log_visit(kommun=kommun, visit=form.visit, by=request.user, today=today)  # noqa: E731
        made = tried(request, act)
        if made is not None:
            said = _("Antalet är loggat.")
            messages.success(request, " ".join([said, _counted_for(made)]).strip())
            return redirect("patrol:places", kommun.slug)
    return render(request, "patrol/count.html", {"kommun": kommun, "form": form})


@require_POST
@within(*MAY_LOG)
def withdraw(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Visit.objects.visible_to(request.user).filter(kommun=kommun)
    shown = get_object_or_404(rows, pk=pk)
    if tried(request, lambda: withdraw_visit(visit=shown, by=request.user)) is not None:
        messages.success(request, _("Besöket är återtaget och räknas inte."))
    return redirect("patrol:places", kommun.slug)


def span_of(request: SignedIn) -> tuple[SpanForm, date, date]:
    """The days that were asked for, else this year so far."""
    today = timezone.localdate()
    first, last = date(today.year, 1, 1), today
    given = {name: request.GET[name] for name in ("first", "last") if name in request.GET}
    form = SpanForm(given or None, initial={"first": first, "last": last})
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    return form, first, last


def spans(kommun: Kommun, today: date) -> list[tuple[str, date, date]]:
    """The spans that people ask for: the periods lately, this year and the one before."""
    now = kommun.period_of(today)
    periods = [now, now.previous(), now.previous().previous()]
    told = [(period.label, period.start, period.last_day) for period in periods]
    years = [(str(year), date(year, 1, 1), date(year, 12, 31)) for year in _years(today)]
    return told + years


def _years(today: date) -> tuple[int, int]:
    return today.year, today.year - 1


@require_GET
@within(*MAY_LOG, Capability.COORDINATE)
def compared(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Before and after where somebody was, beside equally hot places where nobody was."""
    form, first, last = span_of(request)
    told = before_after(kommun, request.user, first, last + timedelta(days=1))
    context = {"kommun": kommun, "form": form, "first": first, "last": last, "told": told}
    context |= {"no_cause": NO_CAUSE, "regression": REGRESSION}
    return render(request, "patrol/before_after.html", context)


@require_GET
@within(*MAY_LOG, Capability.COORDINATE)
def follow(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form, first, last = span_of(request)
    end = last + timedelta(days=1)
    visits = Paginator(visits_of(kommun, request.user, first, end), PAGE)
    context = {
        "kommun": kommun,
        "form": form,
        "first": first,
        "last": last,
        "follow": follow_up(kommun, request.user, first, end),
        "spans": spans(kommun, timezone.localdate()),
        "page": visits.get_page(request.GET.get("page")),
    }
    return render(request, "patrol/follow.html", context)
