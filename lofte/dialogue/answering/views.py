"""Answering, in the open: no account, no cookie, no address kept.

The pages need no token against forged posts: nobody is signed in here, so a foreign page could do
nothing in a visitor's name that it could not do by itself. What a browser says comes from another
site is refused all the same.
"""

import uuid
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lofte.audit.refusals import Refused
from lofte.dialogue import queries
from lofte.dialogue.answering import actions, floods, puzzle
from lofte.dialogue.answering.language import in_address, is_unreviewed, speaking, spoken
from lofte.dialogue.answering.page import shown
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.questionnaires import questions
from lofte.dialogue.questionnaires.questions import Given, Posted
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.states import Channel, Mode, NotOpen, check_open
from lofte.places.maps import background, ground
from lofte.places.queries import open_places
from lofte.places.swedish import swedish_key

OURS = frozenset({"sandning", "version", "kod", "hemsida", "sprak", "byt", "affischkod", "uppgift"})
LARGEST = 16_000_000  # bytes of a post: five million letters, each å as %C3%A5
FOREIGN = frozenset({"cross-site", "same-site"})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, link: str) -> HttpResponse:
    dialogue = _dialogue(link)
    posted = _posted(request)
    if posted is None:
        with speaking(request):
            context = {"kommun": dialogue.kommun, "dialogue": dialogue}
            context |= spoken(request, dialogue.questionnaire)
            return render(request, "dialogue/too_large.html", context, status=413)
    other = _one(posted, "byt")
    with speaking(request, other or _one(posted, "sprak")):
        if request.method != "POST":
            return _page(request, dialogue, dialogue.questionnaire, {}, {})
        if other:  # the same page in another language, with what was typed
            version = queries.version_of(dialogue, _one(posted, "version"))
            return _page(request, dialogue, version, posted, {})
        return _receive(request, dialogue, posted)


def _posted(request: HttpRequest) -> Posted | None:
    """The posted fields. What is too long is read all the same, for the form to tell where and to
    keep it; None for more than anybody types."""
    try:
        fields = request.POST
    except RequestDataTooBig:
        is_form = request.content_type == "application/x-www-form-urlencoded"
        if not is_form or int(request.META["CONTENT_LENGTH"]) > LARGEST:
            return None
        try:
            fields = QueryDict(request.read(LARGEST), encoding="utf-8")
        except TooManyFieldsSent:
            return None
    except TooManyFieldsSent:
        return None
    return {name: fields.getlist(name) for name in fields}


def _dialogue(link: str) -> Dialogue:
    dialogue = queries.by_link(link)
    if dialogue is None:
        raise Http404
    return dialogue


def _receive(request: HttpRequest, dialogue: Dialogue, posted: Posted) -> HttpResponse:
    version = queries.version_of(dialogue, _one(posted, "version"))
    answered = {name: values for name, values in posted.items() if name not in OURS}
    given = questions.read(version.definition, answered)
    if request.headers.get("Sec-Fetch-Site", "") in FOREIGN:
        given.wrong[""] = _("Svaret kom från en annan webbplats. Skicka det härifrån.")
    elif given.is_empty and not given.wrong:
        given.wrong[""] = _("Du har inte svarat på någon fråga än. Svara på minst en.")
    if not given.wrong:
        sending = _sending(dialogue, given, version, posted)
        try:
            is_new = actions.receive(
                dialogue=dialogue,
                sending=sending,
                today=timezone.localdate(),
                by=actions.RESIDENT,
            )
        except Refused as refusal:
            given.wrong[""] = str(refusal)
        else:
            if is_new:
                floods.came(dialogue, timezone.now())
            return _thanks_to(request, dialogue, sending)
    return _page(request, dialogue, version, posted, given.wrong, status=422)


def _thanks_to(request: HttpRequest, dialogue: Dialogue, sending: actions.Sending) -> HttpResponse:
    """What the next page has to say stands in its address: nothing is kept in between."""
    told = in_address(request)
    if sending.questionnaire.pk != dialogue.questionnaire_id:
        told["version"] = "tidigare"
    if any(queries.is_outside(dialogue.kommun, mark) for mark in sending.given.marks):
        told["plats"] = "utanfor"
    if sending.suspected:
        told["raknas"] = "for-sig"
    address = reverse("answering:thanks", args=[dialogue.link])
    return redirect(f"{address}?{urlencode(told)}" if told else address)


def _sending(
    dialogue: Dialogue, given: Given, version: Questionnaire, posted: Posted
) -> actions.Sending:
    code = _one(posted, "kod") if dialogue.mode == Mode.SAMPLE else ""
    return actions.Sending(
        given=given,
        questionnaire=version,
        client_id=_one(posted, "sandning") or str(uuid.uuid4()),
        channel=Channel.CODE if code else Channel.WEB,
        code=code,
        suspected=bool(_one(posted, "hemsida")) or (not code and _in_a_rush(dialogue, posted)),
    )


def _in_a_rush(dialogue: Dialogue, posted: Posted) -> bool:
    """Does it come in a flood, without the poster's code and without the sum done?"""
    if not floods.is_rush(dialogue, timezone.now()):
        return False
    if floods.knows_poster(dialogue, _one(posted, "affischkod")):
        return False
    solved = _one(posted, "uppgift")
    return not puzzle.is_solved(dialogue, _one(posted, "sandning"), solved, timezone.localdate())


def _one(posted: Posted, name: str) -> str:
    return (posted.get(name) or [""])[0].strip()[:80]


def _page(
    request: HttpRequest,
    dialogue: Dialogue,
    version: Questionnaire,
    posted: Posted,
    wrong: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    context = context_of(dialogue, version, posted, wrong) | spoken(request, version)
    in_a_rush = dialogue.mode == Mode.OPEN and floods.is_rush(dialogue, timezone.now())
    context |= {"asks_poster": in_a_rush, "poster": _one(posted, "affischkod")}
    if in_a_rush:
        asked = puzzle.challenge(dialogue, context["sending"], timezone.localdate())
        context |= {"puzzle": asked, "bits": puzzle.BITS}
    return render(request, "dialogue/form.html", context, status=status)


def context_of(
    dialogue: Dialogue, version: Questionnaire, posted: Posted, wrong: dict[str, str]
) -> dict[str, Any]:
    """What the form's page shows, here and where staff try it or write in answers."""
    places = sorted(open_places(dialogue.kommun), key=lambda row: swedish_key(row.name))
    return {
        "kommun": dialogue.kommun,
        "dialogue": dialogue,
        "closed": _closed(dialogue),
        "version": version.version,
        "title": said(version.definition["title"]),
        "intro": said(version.definition.get("intro")),
        "questions": shown(version.definition, posted, wrong, places),
        "wrong": wrong.get("", ""),
        "errors": bool(wrong),
        "needs_code": dialogue.mode == Mode.SAMPLE,
        "code": _one(posted, "kod"),
        "sending": _one(posted, "sandning") or str(uuid.uuid4()),
        "ground": ground(dialogue.kommun) if background(dialogue.kommun) else None,
        "unreviewed": is_unreviewed(version),
    }


def _closed(dialogue: Dialogue) -> str:
    try:
        check_open(dialogue.state, dialogue.opens, dialogue.closes, timezone.localdate())
    except NotOpen as refusal:
        return str(refusal)
    return ""


@require_safe
def thanks(request: HttpRequest, link: str) -> HttpResponse:
    """That the answer has arrived, and what happens next. The same page for everybody."""
    dialogue = _dialogue(link)
    with speaking(request):
        context = {
            "kommun": dialogue.kommun,
            "dialogue": dialogue,
            "earlier": request.GET.get("version") == "tidigare",
            "outside": request.GET.get("plats") == "utanfor",
            "apart": request.GET.get("raknas") == "for-sig",
            **spoken(request, dialogue.questionnaire),
        }
        return render(request, "dialogue/thanks.html", context)
