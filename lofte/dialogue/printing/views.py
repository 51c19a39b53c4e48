"""The poster of a dialogue, and its form on paper."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from lofte.dialogue.models import Dialogue
from lofte.dialogue.planning.views import one
from lofte.dialogue.printing import paper
from lofte.dialogue.states import Mode
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun


def address_of(request: HttpRequest, dialogue: Dialogue) -> str:
    return request.build_absolute_uri(reverse("answering:form", args=[dialogue.link]))


def made_on(dialogue: Dialogue) -> datetime:
    """The time that a paper states: the same dialogue gives the same bytes."""
    return datetime.combine(dialogue.opens, datetime.min.time(), tzinfo=UTC)


def pdf_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@require_GET
@within(Capability.DIALOGUE)
def poster(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Who has no letter cannot answer a sample survey, so that one has no poster."""
    dialogue = one(request, kommun, pk)
    if dialogue.mode == Mode.SAMPLE:
        raise Http404
    content = paper.poster(dialogue, address_of(request, dialogue), made_on(dialogue))
    return pdf_file(content, f"affisch-{dialogue.link}")


@require_GET
@within(Capability.DIALOGUE)
def blank(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    content = paper.blank(dialogue, address_of(request, dialogue), made_on(dialogue))
    return pdf_file(content, f"blankett-{dialogue.link}")
