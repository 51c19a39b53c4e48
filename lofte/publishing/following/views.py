"""Follow by e-mail, in the open: no account, no cookie; and the page from which news go out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.models import Letter
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.publishing import editions
from lofte.publishing.following import actions, tokens
from lofte.publishing.following.letters import news
from lofte.publishing.following.models import Subscription
from lofte.publishing.following.queries import followers, mailing_of, one_each
from lofte.publishing.models import Edition

Topic = Subscription.Topic


def _kommun(slug: str) -> Kommun:
    """A kommun with an open page."""
    if editions.kommun(settings.EDITIONS_DIR, slug) is None:
        raise Http404
    return get_object_or_404(Kommun.objects.unscoped("its open page"), slug=slug)


def _wanted(request: HttpRequest, slug: str) -> tuple[str, str, str]:
    """Topic, code and what it is called; 404 for what has no open page."""
    found = editions.editions(settings.EDITIONS_DIR, slug)
    if code := request.GET.get("lofte", ""):
        for one in editions.of_promise(found, code):
            return Topic.PROMISE, code, str(one.content["title"])
        raise Http404
    if code := request.GET.get("omrade", ""):
        for one in editions.of_kind(found, editions.PICTURE):
            for area in one.content.get("areas", ()):
                if area["code"] == code:
                    return Topic.AREA, code, str(area["name"])
        raise Http404
    return Topic.ALL, "", ""


@never_cache
@csrf_exempt  # nobody is signed in, and no cookie is set
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    kommun = _kommun(slug)
    topic, code, name = _wanted(request, slug)
    typed = request.POST.get("adress", "").replace("\x00", "")[:400]
    context: dict[str, Any] = {"kommun": kommun, "name": name, "typed": typed}
    if request.method == "POST":
        try:
            actions.ask(
                kommun=kommun,
                topic=topic,
                code=code,
                address=typed,
                now=timezone.now(),
                by=actions.FOLLOWER,
            )
        except Refused as refusal:
            context["error"] = str(refusal)
            return render(request, "publishing/following/ask.html", context, status=422)
        return redirect("following:sent", slug)
    return render(request, "publishing/following/ask.html", context)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words whether or not the address was known before."""
    return render(request, "publishing/following/sent.html", {"kommun": _kommun(slug)})


@never_cache
@csrf_exempt  # the signed key in the address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, because mail programs look at links before people do."""
    row = tokens.held(token)
    done = False
    if row is not None and request.method == "POST":
        actions.confirm(subscription=row, now=timezone.now(), by=actions.FOLLOWER)
        done = True
    context = {"kommun": row.kommun if row else None, "row": row, "done": done}
    return render(request, "publishing/following/confirm.html", context, status=200 if row else 404)


@never_cache
@csrf_exempt  # the signed key in the address is the proof; a mail program posts here by itself
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click: also for whoever has left already the answer is that the address is gone."""
    row = tokens.held(token)
    kommun = row.kommun if row else None
    done = row is None
    if row is not None and request.method == "POST":
        actions.leave(subscription=row, by=actions.FOLLOWER)
        done = True
    context = {"kommun": kommun, "done": done}
    return render(request, "publishing/following/leave.html", context)


def _edition(request: SignedIn, kommun: Kommun, pk: int) -> tuple[Edition, dict[str, Any]]:
    rows = Edition.objects.visible_to(request.user).filter(kommun=kommun, withdrawn_at=None)
    edition = get_object_or_404(rows.select_related("kommun"), pk=pk)
    try:
        file = editions.read(settings.EDITIONS_DIR, kommun.slug, edition.number)
    except (editions.NoEdition, editions.BadEdition) as damaged:
        raise Http404 from damaged
    return edition, file.content


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.PUBLISH)
def tell(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """How many it goes to, the letter as it will be, a trial to oneself; then, in a while, all."""
    edition, content = _edition(request, kommun, pk)
    intro = request.POST.get("intro", "").replace("\x00", "")[:500]
    if request.method == "POST":
        try:
            _act(request, edition, content, intro)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("publishing:tell", kommun.slug, pk)
    mailing = mailing_of(edition)
    waiting = Letter.objects.unscoped("can it still be stopped?").filter(
        about=f"mailing:{mailing.pk if mailing else 0}", state=Letter.State.WAITING
    )
    context = {
        "kommun": kommun,
        "edition": edition,
        "title": editions.title_of(content),
        "count": len(one_each(followers(kommun, content))),
        "letter": news(edition, content, intro, leave="…"),
        "intro": intro,
        "mailing": mailing,
        "waiting": waiting.count(),
    }
    return render(request, "publishing/following/tell.html", context)


def _act(request: SignedIn, edition: Edition, content: dict[str, Any], intro: str) -> None:
    button, now, by = request.POST.get("button", ""), timezone.now(), request.user
    if button == "try":
        actions.try_out(edition=edition, content=content, intro=intro, now=now, by=by)
        messages.success(request, _("Ett prov är på väg till din egen adress."))
    elif button == "stop":
        mailing = mailing_of(edition)
        if mailing is None:
            raise Refused("Det finns inget utskick att stoppa. Inget ändrades.")
        stopped = actions.recall(mailing=mailing, now=now, by=by)
        messages.success(request, _("%(n)d brev stoppades.") % {"n": stopped})
    else:
        made = actions.tell(edition=edition, content=content, intro=intro, now=now, by=by)
        told = {"n": made.recipients, "at": timezone.localtime(made.leaves_at).strftime("%H.%M")}
        messages.success(
            request, _("%(n)d brev går iväg klockan %(at)s. Till dess kan du stoppa dem.") % told
        )
