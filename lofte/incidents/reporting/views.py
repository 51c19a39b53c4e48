"""The reporter's form: one event or several, or nothing to report."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import actions, queries
from lofte.incidents.actions import Report
from lofte.incidents.forms import AnswerForm, ReportForm
from lofte.incidents.photos.adding import take_in, uuid_of
from lofte.incidents.reporting import lines
from lofte.incidents.reporting.lines import Lines
from lofte.incidents.review import actions as review
from lofte.people.access import SignedIn, within
from lofte.people.actions import add_favourite, remove_favourite
from lofte.people.standing import phone_key
from lofte.people.states import Capability
from lofte.places.maps import ground
from lofte.places.models import Kommun, NamedPlace


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REPORT)
def report(request: SignedIn, kommun: Kommun) -> HttpResponse:
    if request.method != "POST":
        return _page(request, kommun, {"place": request.GET.get("plats") or None})
    given, button = Lines.posted(request.POST), request.POST.get("line", "")
    if button and button != "more":
        given.press(button)
        return _page(request, kommun, lines.as_initial(given.current), given)
    return _another(request, kommun, given) if button else _send(request, kommun, given)


def _page(
    request: SignedIn,
    kommun: Kommun,
    initial: dict[str, Any],
    given: Lines | None = None,
    wrong: ReportForm | None = None,
) -> HttpResponse:
    """The form, with the events that were added before it. `wrong`: as posted, with its errors."""
    now, choices = timezone.now(), lines.choices_for(request.user, kommun)
    form = wrong or ReportForm(kommun=kommun, now=now, choices=choices, initial=initial)
    earlier = given.earlier if given else []
    told = [lines.says(one) for one in lines.forms_of(earlier, kommun, choices, now)]
    context = {
        "form": form,
        "earlier": list(zip([line.urlencode() for line in earlier], told, strict=True)),
        "kommun": kommun,
        "nothing_id": uuid.uuid4(),
        "ground": ground(kommun),
        "own_places": form.own_places,
        "chosen": str(form["place"].value() or ""),
        "phone_key": phone_key(request.user),
    }
    return render(request, "incidents/report.html", context, status=422 if wrong else 200)


def _another(request: SignedIn, kommun: Kommun, given: Lines) -> HttpResponse:
    """The event is whole: it is put by, and the form is free for the next one."""
    choices = lines.choices_for(request.user, kommun)
    form = lines.forms_of([given.current], kommun, choices, timezone.now())[0]
    if not form.is_valid():
        return _page(request, kommun, {}, given, wrong=form)
    if len(given.earlier) + 1 >= lines.MOST:
        messages.error(
            request, _("Det ryms %d händelser i en rapport. Skicka dem först.") % lines.MOST
        )
        return _page(request, kommun, lines.as_initial(given.current), given)
    if request.FILES:
        messages.warning(
            request,
            _(
                "Bilderna kan inte vänta i formuläret. Skicka rapporten först. På kvittot lägger "
                "du till dem till den händelse de hör till."
            ),
        )
    place = lines.place_of(given.current)
    given.earlier.append(given.current)
    return _page(request, kommun, place, given)


def _send(request: SignedIn, kommun: Kommun, given: Lines) -> HttpResponse:
    sent = given.to_send()
    choices = lines.choices_for(request.user, kommun)
    forms = lines.forms_of(sent, kommun, choices, timezone.now())
    wrong = [number for number, form in enumerate(forms) if not form.is_valid()]
    if wrong:
        rest = Lines(sent[wrong[0]], sent[: wrong[0]] + sent[wrong[0] + 1 :])
        return _page(request, kommun, {}, rest, wrong=forms[wrong[0]])
    return _receive(request, kommun, [lines.as_report(form) for form in forms])


def _receive(request: SignedIn, kommun: Kommun, given: list[Report]) -> HttpResponse:
    try:
        received = actions.receive_several(
            kommun=kommun,
            party=request.user.party_in(kommun.pk),
            reports=given,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("incidents:report", kommun.slug)
    take_in(request, received[-1], request.FILES.getlist("photos"))
    return redirect("desk:receipt", kommun.slug, received[0].pk)


@require_POST
@within(Capability.REPORT)
def nothing(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Nothing to report is a report: it says that somebody looked."""
    client_id = uuid_of(request.POST.get("client_id", ""))
    given = Report(started_at=timezone.now(), nothing=True, client_id=client_id)
    return _receive(request, kommun, [given])


@require_POST
@within(Capability.REPORT)
def own_place(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Put a place first in one's own form, or take it away from there."""
    rows = NamedPlace.objects.visible_to(request.user).filter(kommun=kommun)
    shown = get_object_or_404(rows, pk=pk)
    change = add_favourite if request.POST.get("own") == "ja" else remove_favourite
    change(user=request.user, place=shown, by=request.user)
    return redirect("desk:place", kommun.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REPORT)
def answer(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    incident = get_object_or_404(queries.mine(kommun, request.user), pk=pk)
    form = AnswerForm(request.POST or None, initial={"text": incident.text})
    if request.method == "POST" and form.is_valid():
        try:
            review.answer(incident=incident, text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Tack! Din rapport är tillbaka hos granskaren."))
            return redirect("desk:mine", kommun.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"incident": incident, "form": form, "kommun": kommun}
    return render(request, "incidents/answer.html", context)
