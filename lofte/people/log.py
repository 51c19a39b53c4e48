"""The kommun's log: who did what to what, when."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lofte.people import queries
from lofte.people.access import SignedIn, within
from lofte.people.forms import LogForm
from lofte.people.spoken import spoken
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.places.swedish import swedish_key

PAGE = 50


@require_GET
@within(Capability.SEE_AUDIT)
def log(request: SignedIn, kommun: Kommun) -> HttpResponse:
    kinds = [(what, spoken(what)) for what in queries.kinds_of_events(kommun)]
    form = LogForm(request.GET or None, kinds=sorted(kinds, key=lambda pair: swedish_key(pair[1])))
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.events_of(kommun, **chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "kommun": kommun,
        "form": form,
        "page": page,
        "events": [(event, spoken(event.what)) for event in page],
    }
    return render(request, "people/log.html", context)
