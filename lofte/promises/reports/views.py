from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reports import actions
from lofte.promises.reports.content import report_of
from lofte.promises.reports.days import day_in, milestones
from lofte.promises.reports.differences import differences
from lofte.promises.reports.forms import SheetForm, opened, sealed
from lofte.promises.reports.pdf import pdf
from lofte.promises.reports.sheet import MOST_BYTES, read, write
from lofte.promises.signed import all_as_signed
from lofte.promises.views import one

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNCIL = "kommunfullmaktige"


@require_GET
@within(C.SEE_PICTURE)
def report(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """What has come of the promise so far, as it goes to those who decide; `?till=` a day that has
    been: as it was then.
    """
    shown, today = one(request, kommun, pk), timezone.localdate()
    (signed,) = all_as_signed([shown])
    until = day_in(request.GET.getlist("till"), signed, today)
    context = {
        "kommun": kommun,
        "promise": shown,
        "report": report_of(shown, today=today, until=until),
        "until": until,
        "milestones": milestones(signed, today),
        "may_judge": request.user.can(C.FOLLOW_UP, kommun.pk),
    }
    return render(request, "promises/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def document(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, today = one(request, kommun, pk), timezone.localdate()
    given = request.GET.getlist("till")
    (signed,) = all_as_signed([shown])
    until = day_in(given, signed, today)

    def make(_secrets: bool) -> HttpResponse:
        with override("sv"):
            told = report_of(shown, today=today, until=until)
            content = pdf(told, for_council=COUNCIL in given)
        name = f"uppfoljning-{shown.code}-{until or today}.pdf"
        return _file(content, "application/pdf", name)

    back = reverse("promises:report", args=[kommun.slug, pk])
    return ask_first(request, kommun, Handout(shown, _("Uppföljning som PDF"), back), make)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.FOLLOW_UP)
def sheet(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """For colleagues to fill in: it comes back the same way."""
    shown, today = one(request, kommun, pk), timezone.localdate()

    def make(_secrets: bool) -> HttpResponse:
        with override("sv"):
            content = write(results_of(shown, today=today))
        return _file(content, EXCEL, f"uppfoljning-{shown.code}-{today}.xlsx")

    back = reverse("promises:report", args=[kommun.slug, pk])
    return ask_first(request, kommun, Handout(shown, _("Uppföljning som Excelblad"), back), make)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.FOLLOW_UP)
def take_in(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """First what the sheet would change; then, with a yes, the change."""
    shown, today = one(request, kommun, pk), timezone.localdate()
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"kommun": kommun, "promise": shown, "form": form}
    with override("sv"):
        if sealed_before := request.POST.get("sheet"):
            return _accept(request, kommun, shown, sealed_before)
        if request.method == "POST" and form.is_valid():
            try:
                filled = read(form.cleaned_data["file"].read(MOST_BYTES + 1))
                found = differences(results_of(shown, today=today), filled)
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                context |= {"found": found, "sheet": sealed(shown.pk, filled)}
                context["stale"] = any(one.stale for one in found)
                return render(request, "promises/sheet_differences.html", context)
    status = 422 if form.errors else 200
    return render(request, "promises/sheet.html", context, status=status)


def _accept(request: SignedIn, kommun: Kommun, shown: Promise, text: str) -> HttpResponse:
    filled = opened(shown.pk, text)
    if filled is None:
        messages.error(
            request, _("Bladet har legat för länge. Ingenting lästes in. Välj filen igen.")
        )
        return redirect("promises:sheet-in", kommun.slug, shown.pk)
    attempt(
        request,
        lambda: actions.take_in(
            promise=shown, filled=filled, by=request.user, today=timezone.localdate()
        ),
        _("Bladet är inläst."),
    )
    return redirect("promises:report", kommun.slug, shown.pk)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
