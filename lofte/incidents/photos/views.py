"""Photos: the reporter adds one, a reviewer blacks out, the group sees what was reviewed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import queries
from lofte.incidents.models import Incident, Photo
from lofte.incidents.photos import actions, storing
from lofte.incidents.photos.forms import BoxFormSet, PhotoForm
from lofte.incidents.photos.reading import redrawn
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun


@require_POST
@within(Capability.REPORT)
def add(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    incident = get_object_or_404(queries.mine(kommun, request.user), pk=pk)
    form = PhotoForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(_("Välj en bild först. Rapporten är mottagen ändå."))
        photo = redrawn(form.cleaned_data["photo"])
        actions.add_photo(incident=incident, photo=photo, by=request.user)
        messages.success(request, _("Bilden är mottagen. Bara granskaren ser den."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:receipt", kommun.slug, pk)


@require_POST
@within(Capability.REPORT, Capability.REVIEW)
def erase(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The reporter's own, or a reviewer's for any."""
    rows = Incident.objects.visible_to(request.user).filter(kommun=kommun)
    incident = get_object_or_404(rows, pk=pk)
    is_reviewer = request.user.can(Capability.REVIEW, kommun.pk)
    if not (is_reviewer or incident.reporter_id == request.user.pk):
        raise Http404
    actions.erase_photo(incident=incident, by=request.user)
    messages.success(request, _("Bilden är raderad."))
    if incident.reporter_id == request.user.pk:
        return redirect("desk:receipt", kommun.slug, pk)
    return redirect("incidents:review", kommun.slug, pk)


@require_GET
@within(Capability.REPORT, Capability.REVIEW, Capability.SEE_GROUP)
def show(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The file itself: unreviewed for its reporter and for reviewers, then for the group."""
    photos = Photo.objects.visible_to(request.user).filter(incident__kommun=kommun)
    photo = get_object_or_404(photos, incident=pk)
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
    photos = Photo.objects.visible_to(request.user).filter(incident__kommun=kommun)
    photo = get_object_or_404(photos, incident=pk)
    boxes = BoxFormSet(request.POST if request.method == "POST" else None)
    if request.method == "POST" and boxes.is_valid():
        chosen = [box for form in boxes if (box := form.box()) is not None]
        actions.cover_photo(photo=photo, boxes=chosen, by=request.user)
        messages.success(request, _("Bilden är granskad. Nu kan gruppen se den."))
        return redirect("incidents:review", kommun.slug, pk)
    context = {"kommun": kommun, "incident": photo.incident, "boxes": boxes}
    status = 422 if request.method == "POST" else 200
    return render(request, "incidents/photo.html", context, status=status)
