"""The poster of a dialogue, and its form on paper."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from lofte.dialogue.models import Dialogue
from lofte.dialogue.planning.views import one
from lofte.dialogue.printing import paper
from lofte.dialogue.questionnaires.languages import SWEDISH
from lofte.dialogue.states import Mode
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun


def address_of(request: HttpRequest, dialogue: Dialogue, language: str = SWEDISH) -> str:
    """The form opens in the language of the paper that the address stands on."""
    address = request.build_absolute_uri(reverse("answering:form", args=[dialogue.link]))
    return address if language == SWEDISH else f"{address}?sprak={language}"


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
    return _paper(request, dialogue, paper.poster, "affisch")


@require_GET
@within(Capability.DIALOGUE)
def blank(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    return _paper(request, dialogue, paper.blank, "blankett")


def _paper(
    request: SignedIn, dialogue: Dialogue, make: Callable[..., bytes], name: str
) -> HttpResponse:
    """`?sprak=` is one that a person has approved; paper holds no other."""
    language = request.GET.get("sprak", SWEDISH)
    if language not in paper.languages_of(dialogue):
        raise Http404
    content = make(dialogue, address_of(request, dialogue, language), made_on(dialogue), language)
    ending = "" if language == SWEDISH else f"-{language}"
    return pdf_file(content, f"{name}-{dialogue.link}{ending}")
