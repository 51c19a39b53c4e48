"""The meeting: prepare it, show it, note in it, close it, and read its minutes."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.coordination import actions, queries
from lofte.coordination.agenda import Point, agenda, points_of
from lofte.coordination.calendar import first_meeting, next_meeting
from lofte.coordination.forms import (
    AttendanceForm,
    CloseForm,
    DecisionForm,
    MeetingForm,
    NoteForm,
    PriorityForm,
    TellingForm,
    pairs,
)
from lofte.coordination.models import POINTS, Attendance, Meeting, MeetingPriority, Telling
from lofte.coordination.render.pdf import pdf
from lofte.coordination.states import Audience, MeetingState
from lofte.people.access import SignedIn, within
from lofte.people.free_text import secret_in
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability
from lofte.places.models import Kommun

GROUP = Capability.SEE_GROUP
PAGE = 20
DUE_IN = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
@within(GROUP)
def meetings(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    may_plan = request.user.can(Capability.COORDINATE, kommun.pk)
    posted = request.POST if request.method == "POST" and may_plan else None
    form = MeetingForm(posted, initial={"held_on": first_meeting(kommun, today)})
    if posted is not None and form.is_valid():
        try:
            day = form.cleaned_data["held_on"]
            made = actions.plan_meeting(kommun=kommun, held_on=day, by=request.user)
            return redirect("coordination:meeting", kommun.slug, made.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    rows = queries.meetings_of(kommun, request.user)
    context = {
        "kommun": kommun,
        "form": form,
        "may_plan": may_plan,
        "planned": queries.planned(kommun, request.user),
        "page": Paginator(rows.filter(state=MeetingState.CLOSED), PAGE).get_page(
            request.GET.get("page")
        ),
        "counted": queries.counted(queries.open_decisions(kommun, request.user), today),
    }
    return render(request, "coordination/meetings.html", context)


def one(request: SignedIn, kommun: Kommun, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("kommun", "picture"), pk=pk)


@require_GET
@within(GROUP)
def meeting(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return page(request, kommun, one(request, kommun, pk))


def page(request: SignedIn, kommun: Kommun, shown: Meeting, **forms: Any) -> HttpResponse:
    """`forms` hold what was typed when saving it was refused."""
    today = timezone.localdate()
    points = points_of(shown, request.user, today)
    context = {
        "kommun": kommun,
        "meeting": shown,
        "points": points,
        "picture": queries.picture_for(shown, request.user),
        "may_write": request.user.can(Capability.COORDINATE, kommun.pk) and not shown.is_closed,
        "present": _present(request, shown),
    }
    if context["may_write"]:
        context |= _forms(request, kommun, shown, points) | forms
    return render(request, "coordination/meeting.html", context)


def _present(request: SignedIn, shown: Meeting) -> list[str]:
    if shown.document is not None:
        return list(shown.document["present"])
    rows = Attendance.objects.visible_to(request.user).filter(meeting=shown)
    return [str(row) for row in rows.select_related("party")]


def _forms(
    request: SignedIn, kommun: Kommun, shown: Meeting, points: tuple[Point, ...]
) -> dict[str, Any]:
    user = request.user
    here = Attendance.objects.visible_to(user).filter(meeting=shown)
    return {
        "notes": {
            point.number: NoteForm(
                initial={"text": point.note, "version": point.version}, prefix=f"p{point.number}"
            )
            for point in points
        },
        "attendance_form": AttendanceForm(
            known=pairs(kommun, user),
            initial={"present": [f"{row.party_id}-{row.role}" for row in here]},
        ),
        "priority_form": PriorityForm(kommun=kommun, viewer=user, prefix="prio"),
        "telling_form": TellingForm(prefix="tell"),
        "decision_form": decision_form(request, kommun, shown),
        "close_form": CloseForm(initial={"next_on": next_meeting(kommun, shown.held_on)}),
        "priorities": shown.priorities.visible_to(user).select_related("place"),
        "tellings": shown.tellings.visible_to(user),
    }


def decision_form(
    request: SignedIn, kommun: Kommun, shown: Meeting, posted: Any = None
) -> DecisionForm:
    """With the reports of the period that the meeting's picture is about."""
    picture = queries.picture_for(shown, request.user)
    first = picture.period_start if picture else shown.held_on - DUE_IN
    last = picture.period_end - timedelta(days=1) if picture else shown.held_on
    return DecisionForm(
        posted,
        kommun=kommun,
        viewer=request.user,
        span=(first, last),
        prefix="beslut",
        initial={"due": shown.held_on + DUE_IN},
    )


@require_GET
@within(GROUP)
def show(request: SignedIn, kommun: Kommun, pk: int, point: int) -> HttpResponse:
    """One point in large letters, for the wall."""
    if point not in POINTS:
        raise Http404
    shown = one(request, kommun, pk)
    points = points_of(shown, request.user, timezone.localdate())
    context = {
        "kommun": kommun,
        "meeting": shown,
        "point": points[point - 1],
        "points": points,
        "before": point - 1,
        "after": point + 1 if point + 1 in POINTS else 0,
    }
    return render(request, "coordination/show.html", context)


@require_POST
@within(Capability.COORDINATE)
def note(request: SignedIn, kommun: Kommun, pk: int, point: int) -> HttpResponse:
    """Saved by the button, or by the page itself while one writes (then the answer is data)."""
    shown = one(request, kommun, pk)
    form = NoteForm(request.POST, prefix=f"p{point}")
    version, said = 0, _errors(form)
    if not said:
        try:
            data = form.cleaned_data
            saved = actions.write_note(meeting=shown, point=point, by=request.user, **data)
            version = saved.version
        except Refused as refusal:
            said = str(refusal)
    if request.headers.get("Accept", "").startswith("application/json"):
        answer = {"error": said} if said else {"version": version}
        return JsonResponse(answer, status=409 if said else 200)
    if said:
        messages.error(request, said)
        return _unsaved(request, kommun, shown, point)
    messages.success(request, _("Anteckningen är sparad."))
    return _back(kommun, shown, point)


def _errors(form: NoteForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _unsaved(request: SignedIn, kommun: Kommun, shown: Meeting, point: int) -> HttpResponse:
    """The page again, with what was typed beside what is kept now."""
    if shown.is_closed or point not in POINTS:
        return redirect("coordination:meeting", kommun.slug, shown.pk)
    points = agenda(shown, request.user, timezone.localdate())
    told = _forms(request, kommun, shown, points)["notes"]
    typed = request.POST.get(f"p{point}-text", "")
    now = {"text": typed, "version": points[point - 1].version}
    told[point] = NoteForm(initial=now, prefix=f"p{point}")
    theirs = points[point - 1].note
    context = {"notes": told, "theirs": theirs if theirs != typed else "", "unsaved": point}
    return page(request, kommun, shown, **context)


def _back(kommun: Kommun, shown: Meeting, point: int) -> HttpResponse:
    return redirect(f"{reverse('coordination:meeting', args=[kommun.slug, shown.pk])}#p{point}")


def tried(request: SignedIn, act: Any) -> bool:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@require_POST
@within(Capability.COORDINATE)
def attendance(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = AttendanceForm(request.POST, known=pairs(kommun, request.user))
    if form.is_valid():
        tried(
            request,
            lambda: actions.set_attendance(meeting=shown, present=form.pairs, by=request.user),
        )
    return redirect("coordination:meeting", kommun.slug, pk)


@require_POST
@within(Capability.COORDINATE)
def priority(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = PriorityForm(request.POST, kommun=kommun, viewer=request.user, prefix="prio")
    if not form.is_valid():
        return page(request, kommun, shown, priority_form=form)
    data = form.cleaned_data
    if not tried(request, lambda: actions.add_priority(meeting=shown, by=request.user, **data)):
        return page(request, kommun, shown, priority_form=form)
    return _back(kommun, shown, 4)


def _chosen(request: SignedIn) -> int:
    given = request.POST.get("row", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


@require_POST
@within(Capability.COORDINATE)
def remove_priority(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    rows = MeetingPriority.objects.visible_to(request.user).filter(meeting=shown)
    row = get_object_or_404(rows.select_related("meeting"), pk=_chosen(request))
    tried(request, lambda: actions.remove_priority(priority=row, by=request.user))
    return _back(kommun, shown, 4)


@require_POST
@within(Capability.COORDINATE)
def telling(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = TellingForm(request.POST, prefix="tell")
    if not form.is_valid():
        return page(request, kommun, shown, telling_form=form)
    audience, text = Audience(form.cleaned_data["audience"]), form.cleaned_data["text"]
    if not tried(
        request,
        lambda: actions.add_telling(meeting=shown, audience=audience, text=text, by=request.user),
    ):
        return page(request, kommun, shown, telling_form=form)
    return _back(kommun, shown, 7)


@require_POST
@within(Capability.COORDINATE)
def remove_telling(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    rows = Telling.objects.visible_to(request.user).filter(meeting=shown)
    row = get_object_or_404(rows.select_related("meeting"), pk=_chosen(request))
    tried(request, lambda: actions.remove_telling(telling=row, by=request.user))
    return _back(kommun, shown, 7)


@require_POST
@within(Capability.COORDINATE)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return page(request, kommun, shown, close_form=form)
    next_on: date = form.cleaned_data["next_on"]
    if tried(
        request, lambda: actions.close_meeting(meeting=shown, next_on=next_on, by=request.user)
    ):
        messages.success(request, _("Mötet är avslutat. Protokollet ändras inte mer."))
    return redirect("coordination:meeting", kommun.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@within(GROUP)
def minutes_pdf(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    if not shown.is_closed:
        messages.info(request, _("Protokollet finns när mötet är avslutat."))
        return redirect("coordination:meeting", kommun.slug, pk)
    back = reverse("coordination:meeting", args=[kommun.slug, shown.pk])
    secret = secret_in(str(shown.document), kommun)
    handout = Handout(shown, str(shown), back, secrets=1 if secret else 0)

    def make(secrets: bool) -> HttpResponse:
        response = HttpResponse(pdf(shown, secrets=secrets), content_type="application/pdf")
        name = f"protokoll-{kommun.slug}-{shown.held_on}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return ask_first(request, kommun, handout, make)
