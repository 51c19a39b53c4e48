"""Photos: the reporter adds some, a reviewer blacks out, the group sees what was reviewed."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import queries
from lofte.incidents.models import Photo
from lofte.incidents.photos import actions, storing
from lofte.incidents.photos.adding import take_in, uuid_of
from lofte.incidents.photos.forms import BoxFormSet
from lofte.incidents.photos.reading import redrawn
from lofte.people.access import SignedIn, within
from lofte.people.standing import phone_key
from lofte.people.states import Capability
from lofte.places.models import Kommun


@require_POST
@within(Capability.REPORT)
def add(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    incident = get_object_or_404(queries.mine(kommun, request.user), pk=pk)
    files = request.FILES.getlist("photos")
    if not files:
        messages.error(request, _("Välj en bild först. Rapporten är mottagen ändå."))
    take_in(request, incident, files)
    return redirect("desk:receipt", kommun.slug, pk)


@require_POST
@within(Capability.REPORT)
def waiting(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """One photo that waited in the phone, for a report that has arrived."""
    if request.POST.get("person") != phone_key(request.user):
        return JsonResponse({"state": "other"}, status=409)
    number, file = uuid_of(request.POST.get("report", "")), request.FILES.get("photo")
    incident = queries.received([number], request.user).filter(kommun=kommun).first()
    try:
        if incident is None or file is None:
            raise Refused(_("Bilden hör inte till någon rapport som är mottagen. Ta bort den."))
        actions.add_photo(incident=incident, photo=redrawn(file), by=request.user)
    except Refused as refusal:
        return JsonResponse({"state": "refused", "sentences": [str(refusal)]}, status=422)
    return JsonResponse({"state": "received"})


@require_POST
@within(Capability.REPORT, Capability.REVIEW)
def erase(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The reporter's own, or a reviewer's for any."""
    photo = _photo(request, kommun, pk)
    incident, own = photo.incident, photo.incident.reporter_id == request.user.pk
    if not (own or request.user.can(Capability.REVIEW, kommun.pk)):
        raise Http404
    actions.erase_photo(photo=photo, by=request.user)
    messages.success(request, _("Bilden är raderad."))
    return redirect("desk:receipt" if own else "incidents:review", kommun.slug, incident.pk)


def _reviewed(photo: Photo) -> str:
    """The group meets reports, and their photos, on the pages of named places."""
    if photo.incident.place_id is None:
        return _("Bilden är granskad.")
    return _("Bilden är granskad. Gruppen ser den på platsens sida när rapporten är bekräftad.")


def _photo(request: SignedIn, kommun: Kommun, pk: int) -> Photo:
    photos = Photo.objects.visible_to(request.user).filter(incident__kommun=kommun)
    return get_object_or_404(photos.select_related("incident"), pk=pk)


@require_GET
@within(Capability.REPORT, Capability.REVIEW, Capability.SEE_GROUP)
def show(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The file itself: unreviewed for its reporter and for reviewers, then for the group."""
    photo = _photo(request, kommun, pk)
    own = photo.incident.reporter_id == request.user.pk
    if not (own or photo.reviewed_at or request.user.can(Capability.REVIEW, kommun.pk)):
        raise Http404
    answer = HttpResponse(storing.read(photo.file), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REVIEW)
def cover(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Rectangles over faces and plates; the photo is overwritten."""
    photo = _photo(request, kommun, pk)
    boxes = BoxFormSet(request.POST if request.method == "POST" else None)
    if request.method == "POST" and boxes.is_valid():
        chosen = [box for form in boxes if (box := form.box()) is not None]
        try:
            actions.cover_photo(photo=photo, boxes=chosen, by=request.user)
            messages.success(request, _reviewed(photo))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("incidents:review", kommun.slug, photo.incident_id)
    context = {"kommun": kommun, "photo": photo, "incident": photo.incident, "boxes": boxes}
    status = 422 if request.method == "POST" else 200
    return render(request, "incidents/photo.html", context, status=status)
