from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.queries import promises_of
from lofte.promises.signed import signed_version
from lofte.publishing.promises import actions
from lofte.publishing.promises.content import content_of


def _promise(request: SignedIn, kommun: Kommun, pk: int) -> Promise:
    rows = promises_of(kommun, request.user)
    return get_object_or_404(rows.select_related("kommun", "follows"), pk=pk)


@require_GET
@within(Capability.PUBLISH)
def preview(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Exactly what the public would see."""
    promise, today = _promise(request, kommun, pk), timezone.localdate()
    version = signed_version(promise)
    if version is None:
        raise Http404
    content = content_of(promise, version, kommun, today)
    content["published"] = today.isoformat()
    context = {"kommun": kommun, "promise": promise, "content": content}
    return render(request, "publishing/promise_preview.html", context)


@require_POST
@within(Capability.PUBLISH)
def publish(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    promise = _promise(request, kommun, pk)
    try:
        made = actions.publish_promise(
            promise=promise, by=request.user, today=timezone.localdate(), kommun=kommun
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:editions", kommun.slug)
    text = _("Löftet är publicerat på kommunens öppna sida, utgåva %(number)d.")
    messages.success(request, text % {"number": made.number})
    return redirect("publishing:editions", kommun.slug)
