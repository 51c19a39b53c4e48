"""Reading in a file on the web: upload, see how it was understood, answer, read in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lofte.audit.refusals import Refused
from lofte.importers import intake
from lofte.importers.registers import (
    ImportRefused,
    Limits,
    Mapping,
    RawTable,
    Register,
    open_file,
    propose,
    read,
)
from lofte.importers.setup import drawer
from lofte.importers.tables import Tables, read_tables
from lofte.importers.web.forms import MappingForm, UploadForm
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.statistics.models import Delivery

SLOT = "register"
SHOWN = 8


@within(Capability.IMPORT)
def upload(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        drawer.put(given, drawer.slot(request.user, kommun, SLOT))
        request.session["import"] = {
            "source": form.cleaned_data["source"].strip(),
            "file": Path(given.name).name[:255],
            "kommun": kommun.pk,
        }
        return redirect("importers:preview", kommun.slug)
    status = 422 if form.errors else 200
    return render(request, "importers/upload.html", {"kommun": kommun, "form": form}, status=status)


def _waiting(request: SignedIn, kommun: Kommun) -> tuple[Path, dict[str, Any]]:
    about = request.session.get("import") or {}
    place = drawer.slot(request.user, kommun, SLOT)
    if about.get("kommun") != kommun.pk or not place.exists():
        raise Http404
    return place, about


@within(Capability.IMPORT)
def preview(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """How the file is understood; nothing is kept until the person says so."""
    place, about = _waiting(request, kommun)
    try:
        raw = open_file(place, limits=Limits(size=settings.LOFTE_MAX_IMPORT_BYTES))
        mapping = intake.saved_mapping(kommun, about["source"]) or propose(raw, name=about["file"])
    except ImportRefused as refusal:
        return _as_table(request, kommun, place, about, refusal)
    form = MappingForm(request.POST or None, raw=raw, mapping=mapping)
    content, refused = _read(raw, form, mapping)
    if content is not None and request.POST.get("step") == "store":
        return _store(request, kommun, place, about, content)
    context = {
        "kommun": kommun,
        "about": about,
        "form": form,
        "refused": refused,
        "raw": raw,
        "rows": _rows(raw),
        "report": intake.report(content) if content is not None else (),
        "rejects": content.rejects[:SHOWN] if content is not None else (),
    }
    return render(request, "importers/preview.html", context, status=422 if form.errors else 200)


def _read(raw: RawTable, form: MappingForm, mapping: Mapping) -> tuple[Register | None, str]:
    """The register as the form asks for it, or why it cannot be read."""
    if form.is_bound and not form.is_valid():
        return None, ""
    answers = form.answers() if form.is_bound else {}
    try:
        return read(raw, mapping.answer(answers), today=timezone.localdate()), ""
    except ImportRefused as refusal:
        return None, str(refusal)


def _rows(raw: RawTable) -> list[list[str]]:
    columns = [raw.columns[name].slice(0, SHOWN).to_pylist() for name in raw.names]
    return [[str(value)[:80] for value in row] for row in zip(*columns, strict=True)]


def _as_table(
    request: SignedIn, kommun: Kommun, place: Path, about: dict[str, Any], refusal: ImportRefused
) -> HttpResponse:
    try:
        tables = read_tables(place)
    except ImportRefused:
        drawer.empty(place)
        messages.error(request, str(refusal))
        return redirect("importers:upload", kommun.slug)
    if request.POST.get("step") == "store":
        return _store(request, kommun, place, about, tables)
    context = {"kommun": kommun, "about": about, "report": intake.report(tables)}
    return render(request, "importers/table.html", context)


def _store(
    request: SignedIn,
    kommun: Kommun,
    place: Path,
    about: dict[str, Any],
    content: Register | Tables,
) -> HttpResponse:
    home = Path(settings.MEDIA_ROOT) / "rejects" / kommun.code
    home.mkdir(parents=True, exist_ok=True)
    rejects = home / f"{content.checksum[:16]}.csv"
    try:
        delivery = intake.store(
            intake.named(content, about["file"]),
            kommun=kommun,
            name=about["source"],
            by=request.user,
            rejects=rejects,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("importers:preview", kommun.slug)
    drawer.empty(place)
    request.session.pop("import", None)
    messages.success(request, _("Filen är inläst. Så här gick det:"))
    return redirect(reverse("statistics:source", args=[kommun.slug, delivery.source_id]))


@require_GET
@within(Capability.IMPORT)
def rejects(request: SignedIn, kommun: Kommun, pk: int) -> FileResponse:
    """The rows that were not taken, with reasons, ready to be mended and read in again."""
    rows = Delivery.objects.visible_to(request.user).filter(source__kommun=kommun)
    delivery = get_object_or_404(rows, pk=pk)
    file = Path(delivery.rejects_file)
    home = (Path(settings.MEDIA_ROOT) / "rejects" / kommun.code).resolve()
    if not delivery.rejects_file or file.resolve().parent != home or not file.is_file():
        raise Http404
    return FileResponse(
        file.open("rb"), content_type="text/csv", as_attachment=True, filename="avvisade.csv"
    )
