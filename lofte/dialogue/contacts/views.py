"""An address is left after the answer, on a page of its own: nothing joins the two."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lofte.audit.refusals import Refused
from lofte.dialogue import queries
from lofte.dialogue.answering.actions import RESIDENT
from lofte.dialogue.answering.language import speaking, spoken
from lofte.dialogue.contacts import actions, tokens
from lofte.dialogue.models import Dialogue


@never_cache
@csrf_exempt  # nobody is signed in, and no cookie is set
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, link: str) -> HttpResponse:
    dialogue = queries.by_link(link)
    if dialogue is None:
        raise Http404
    with speaking(request):
        return _asked(request, dialogue)


def _asked(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    typed = request.POST.get("adress", "").replace("\x00", "")[:400]
    languages = spoken(request, dialogue.questionnaire)
    context = {"kommun": dialogue.kommun, "dialogue": dialogue, "typed": typed, **languages}
    if request.method == "POST":
        try:
            actions.ask(dialogue=dialogue, address=typed, now=timezone.now(), by=RESIDENT)
        except Refused as refusal:
            context["error"] = str(refusal)
            return render(request, "dialogue/address.html", context, status=422)
        return redirect(reverse("contacts:sent", args=[dialogue.link]) + languages["onward"])
    return render(request, "dialogue/address.html", context)


@require_safe
def sent(request: HttpRequest, link: str) -> HttpResponse:
    """The same words whether or not the address was known before."""
    dialogue = queries.by_link(link)
    if dialogue is None:
        raise Http404
    with speaking(request):
        context = {"kommun": dialogue.kommun, "dialogue": dialogue}
        context |= spoken(request, dialogue.questionnaire)
        return render(request, "dialogue/address_sent.html", context)


@never_cache
@csrf_exempt  # the signed key in the address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, because mail programs look at links before people do."""
    dialogue, name = _held(token)
    done = None
    if request.method == "POST":
        now = timezone.now()
        done = actions.confirm(dialogue=dialogue, address=name, now=now, by=RESIDENT)
    context = {"kommun": dialogue.kommun, "dialogue": dialogue, "done": done, "leaving": False}
    return render(request, "dialogue/address_answer.html", context)


@never_cache
@csrf_exempt  # the signed key in the address is the proof; a mail program posts here by itself
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    dialogue, name = _held(token)
    done = None
    if request.method == "POST":
        actions.leave(dialogue=dialogue, address=name, by=RESIDENT)
        done = True
    context = {"kommun": dialogue.kommun, "dialogue": dialogue, "done": done, "leaving": True}
    return render(request, "dialogue/address_answer.html", context)


def _held(token: str) -> tuple[Dialogue, str]:
    found = tokens.read(token)
    rows = Dialogue.objects.unscoped("the signed key names it").select_related("kommun")
    dialogue = rows.filter(pk=found[0]).first() if found else None
    if found is None or dialogue is None:
        raise Http404
    return dialogue, found[1]
