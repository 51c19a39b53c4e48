"""Promises from a file and to a file."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises import queries
from lofte.promises.exchange.actions import import_promises
from lofte.promises.exchange.writing import to_text
from lofte.promises.file_form import FileForm


@within(C.PROMISE)
def read_file(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    back = reverse("promises:promises", args=[kommun.slug])

    def act(data: dict[str, Any]) -> str:
        import_promises(content=data["file"].read(), by=request.user)
        return back

    page = FormPage(
        title=_("Läs in löften från en fil"),
        button=_("Läs in"),
        back=back,
        back_text=_("Löften"),
        lead=_("Allt i filen läses in, eller inget. Det som inte passar sägs med rad och mening."),
        done=_("Löftena är inlästa."),
    )
    return form_page(request, form, page, act)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def file(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """All promises of the kommun as an exchange file."""

    def make(_secrets: bool) -> HttpResponse:
        rows = queries.promises_of(kommun, request.user).filter(kommun=kommun)
        content = to_text(rows.select_related("kommun", "follows").order_by("first_day", "pk"))
        response = HttpResponse(content, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="loften-{kommun.slug}.yaml"'
        return response

    back = reverse("promises:promises", args=[kommun.slug])
    return ask_first(request, kommun, Handout(kommun, _("Löften som fil"), back), make)
