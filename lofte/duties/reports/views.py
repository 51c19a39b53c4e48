"""Reports to kommunfullmäktige: what one would hold, handing it in, the fixed text and its PDF."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lofte.duties.reports import actions
from lofte.duties.reports.document import document_of
from lofte.duties.reports.forms import ReportForm
from lofte.duties.reports.models import AssemblyReport
from lofte.duties.reports.pdf import pdf
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.plans.clock import months_after


@within(C.DUTIES)
def hand_in(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The form above what the report would hold today, from the last report on."""
    today, user = timezone.localdate(), request.user
    latest = AssemblyReport.objects.visible_to(user).filter(kommun=kommun).first()
    first = latest.last_day + timedelta(days=1) if latest else months_after(today, -12)
    first = min(first, today)
    form = ReportForm(request.POST or None, initial={"first_day": first, "last_day": today})

    def act(data: dict[str, Any]) -> str:
        made = actions.hand_in_report(kommun=kommun, facts=form.facts(data), by=user)
        return _address(kommun, made)

    page = FormPage(
        title=_("Rapport till kommunfullmäktige"),
        button=_("Lämna rapporten"),
        back=reverse("duties:board", args=[kommun.slug]),
        back_text=_("Lagens krav"),
        lead=_(
            "Löfte fyller i löftena, åtgärdsplanen, rådet och lagens krav. Du skriver "
            "sammanfattningen. När du lämnar rapporten ligger den fast."
        ),
        done=_("Rapporten är lämnad och ligger fast."),
        template="duties/hand_in.html",
        context={"report": document_of(kommun, user, first=first, last=today, today=today)},
    )
    return form_page(request, form, page, act)


def _address(kommun: Kommun, row: AssemblyReport) -> str:
    return reverse("duties:report", args=[kommun.slug, row.pk])


def _one(request: SignedIn, kommun: Kommun, pk: int) -> AssemblyReport:
    rows = AssemblyReport.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows, pk=pk)


@require_GET
@within(C.SEE_PICTURE)
def report(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    context = {"kommun": kommun, "row": row, "report": row.document}
    return render(request, "duties/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def document(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)

    def make(_secrets: bool) -> HttpResponse:
        response = HttpResponse(pdf(row), content_type="application/pdf")
        name = f"rapport-kf-{kommun.slug}-{row.on}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return ask_first(request, kommun, Handout(row, str(row), _address(kommun, row)), make)
