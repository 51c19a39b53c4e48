"""Which organisations take part."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lofte.audit.refusals import Refused
from lofte.people import queries
from lofte.people.access import SignedIn, within
from lofte.people.forms import PartyForm, RenameForm
from lofte.people.parties.actions import add_party, close_party, rename_party
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.places.swedish import swedish_key


@within(Capability.SET_UP)
def parties(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_party(kommun=kommun, party=form.party, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%(name)s är part här.") % {"name": added.name})
            return redirect("people:parties", kommun.slug)
    rows = sorted(queries.parties_of(kommun, request.user), key=lambda p: swedish_key(p.name))
    counts = queries.people_by_party(kommun, request.user)
    context = {
        "kommun": kommun,
        "form": form,
        "parties": [(row, counts.get(row.pk, 0)) for row in rows],
    }
    return render(request, "people/parties.html", context, status=422 if form.errors else 200)


@within(Capability.SET_UP)
def party(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.parties_of(kommun, request.user), pk=pk)
    form = RenameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            rename_party(party=row, kommun=kommun, name=name, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Parten heter nu %(name)s.") % {"name": name})
            return redirect("people:parties", kommun.slug)
    context = {"kommun": kommun, "party": row, "form": form}
    return render(request, "people/party.html", context, status=422 if form.errors else 200)


@within(Capability.SET_UP)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.parties_of(kommun, request.user), pk=pk)
    if request.method != "POST":
        return render(request, "people/close_party.html", {"kommun": kommun, "party": row})
    try:
        close_party(party=row, kommun=kommun, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s är inte längre part här.") % {"name": row.name})
    return redirect("people:parties", kommun.slug)
