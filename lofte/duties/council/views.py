"""The strategic council: seats by role, the chair, the meetings."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.duties import queries
from lofte.duties.council import actions
from lofte.duties.council.forms import CouncilMeetingForm, MemberForm
from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.queries import parties_of
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.signing import files


@require_GET
@within(C.SEE_PICTURE)
def council(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {
        "kommun": kommun,
        "members": list(queries.members_of(kommun, request.user)),
        "meetings": list(queries.meetings_of(kommun, request.user)),
        "may_write": request.user.can(C.DUTIES, kommun.pk),
    }
    return render(request, "duties/council.html", context)


def _page(kommun: Kommun, title: str, **more: Any) -> FormPage:
    back = reverse("duties:council", args=[kommun.slug])
    return FormPage(title=title, button=_("Spara"), back=back, back_text=_("Rådet"), **more)


@within(C.DUTIES)
def new_member(request: SignedIn, kommun: Kommun) -> HttpResponse:
    parties = list(parties_of(kommun, request.user))
    initial = {"since": timezone.localdate()}
    form = MemberForm(request.POST or None, parties=parties, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.add_member(kommun=kommun, by=request.user, **form.seat(data))
        return reverse("duties:council", args=[kommun.slug])

    lead = _("Andra företräds av personer i ledande ställning. Skriv rollen, inte vem det är.")
    page = _page(kommun, _("Ny ledamot"), lead=lead, done=_("Ledamoten är med i rådet."))
    return form_page(request, form, page, act)


def _member(request: SignedIn, kommun: Kommun, pk: int) -> CouncilMember:
    rows = CouncilMember.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("kommun", "party"), pk=pk)


@require_POST
@within(C.DUTIES)
def end_member(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _member(request, kommun, pk)
    done = _("Platsen i rådet är avslutad.")
    attempt(request, lambda: actions.end_member(member=row, by=request.user), done)
    return redirect("duties:council", kommun.slug)


@require_POST
@within(C.DUTIES)
def name_chair(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _member(request, kommun, pk)
    done = _("Ny ordförande är utsedd.")
    attempt(request, lambda: actions.name_chair(member=row, by=request.user), done)
    return redirect("duties:council", kommun.slug)


@within(C.DUTIES)
def new_meeting(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = CouncilMeetingForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        actions.enter_council_meeting(kommun=kommun, facts=form.facts(data), by=request.user)
        return reverse("duties:council", args=[kommun.slug])

    return form_page(request, form, _page(kommun, _("Nytt möte"), done=_("Mötet är sparat.")), act)


def _meeting(request: SignedIn, kommun: Kommun, pk: int) -> CouncilMeeting:
    rows = queries.meetings_of(kommun, request.user).select_related("kommun")
    return get_object_or_404(rows, pk=pk)


@within(C.DUTIES)
def change_meeting(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _meeting(request, kommun, pk)
    names = ("version", "held_on", "summary", "registry")
    initial = {name: getattr(row, name) for name in names}
    form = CouncilMeetingForm(request.POST or None, request.FILES or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_council_meeting(meeting=row, facts=facts, version=version, by=request.user)
        return reverse("duties:council", args=[kommun.slug])

    page = _page(kommun, _("Ändra mötet"), done=_("Mötet är ändrat."))
    return form_page(request, form, page, act)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def minutes(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The minutes as they were kept."""
    row = _meeting(request, kommun, pk)
    if not row.file:
        raise Http404

    def make(_secrets: bool) -> HttpResponse:
        response = HttpResponse(files.read(row.file), content_type="application/pdf")
        name = f"radet-{kommun.slug}-{row.held_on}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    back = reverse("duties:council", args=[kommun.slug])
    return ask_first(request, kommun, Handout(row, str(row), back), make)
