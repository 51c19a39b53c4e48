"""Reading in a file on the web: upload, see how it was understood, answer, read in."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lofte.audit.refusals import Refused
from lofte.importers import intake, storing
from lofte.importers.intake import Found
from lofte.importers.registers import ImportRefused, Mapping, to_yaml, write_rejects
from lofte.importers.tables import Tables
from lofte.importers.web import jobs, waiting
from lofte.importers.web.forms import MappingForm, SheetForm, TableForm, UploadForm
from lofte.importers.web.sight import Sight, look, read_register
from lofte.importers.web.uploads import largest, limited
from lofte.importers.web.waiting import Waiting
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.statistics.models import Delivery, Source

SHOWN = 8


@within(Capability.IMPORT)
@limited
def upload(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"source": request.GET.get("source")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        waiting.put(
            request,
            kommun,
            data["file"],
            source=data["source"].strip(),
            mapping=data["mapping"],
        )
        return redirect("importers:preview", kommun.slug)
    context = {
        "kommun": kommun,
        "form": form,
        "largest": largest(),
        "jobs": jobs.jobs(kommun)[:5],
        "waiting": waiting.found(request, kommun),
    }
    status = 422 if form.errors else 200
    return render(request, "importers/upload.html", context, status=status)


@within(Capability.IMPORT)
def preview(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """How the file is understood; nothing is kept until the person says so."""
    about = waiting.found(request, kommun)
    if about is None:
        messages.info(request, _("Ingen fil väntar. Välj en."))
        return redirect("importers:upload", kommun.slug)
    if request.method == "POST":
        if not waiting.is_what_was_seen(request, about):
            messages.warning(
                request,
                _("En annan fil har valts sedan du tittade. Inget lästes in. Så här förstås den."),
            )
            return redirect("importers:preview", kommun.slug)
        if request.POST.get("step") in {"sheet", "propose"}:
            return _start_over(request, kommun, about)
    return _look(request, kommun, about)


def _start_over(request: SignedIn, kommun: Kommun, about: Waiting) -> HttpResponse:
    """Another sheet, or a new proposal: what was answered about the old one is let go."""
    sheet = request.POST.get("sheet", "") if request.POST["step"] == "sheet" else about.sheet
    waiting.remember(request, kommun, about, sheet=sheet, fresh=True, mapping="")
    return redirect("importers:preview", kommun.slug)


def _look(request: SignedIn, kommun: Kommun, about: Waiting) -> HttpResponse:
    table_form = TableForm(request.POST if "period" in request.POST else None)
    answers = table_form.answers() if table_form.is_valid() else {}
    try:
        sight = look(waiting.place_of(request, kommun), about, kommun, answers)
    except ImportRefused as refusal:
        waiting.forget(request, kommun)
        messages.error(request, str(refusal))
        return redirect("importers:upload", kommun.slug)
    if sight.mapping is None:
        return _table(request, kommun, about, sight, table_form)
    return _register(request, kommun, about, sight, sight.mapping)


def _register(
    request: SignedIn, kommun: Kommun, about: Waiting, sight: Sight, mapping: Mapping
) -> HttpResponse:
    form = MappingForm(request.POST or None, raw=sight.raw, mapping=mapping)
    found, refused = None, "" if form.is_bound else sight.refused
    if not refused and (not form.is_bound or form.is_valid()):
        try:
            chosen = form.answered() if form.is_bound else mapping
            if request.POST.get("step") == "download":
                return _mapping_file(chosen)
            found = read_register(sight.raw, chosen, about)
        except ImportRefused as refusal:
            refused = str(refusal)
    return _answer(request, kommun, about, sight, form, (found, refused))


def _table(
    request: SignedIn, kommun: Kommun, about: Waiting, sight: Sight, form: TableForm
) -> HttpResponse:
    found = Found(sight.tables) if sight.tables is not None and not form.errors else None
    return _answer(request, kommun, about, sight, form, (found, sight.refused))


def _answer(
    request: SignedIn,
    kommun: Kommun,
    about: Waiting,
    sight: Sight,
    form: MappingForm | TableForm,
    result: tuple[Found | None, str],
) -> HttpResponse:
    """Do what was asked, or show the page with everything that was answered."""
    found, refused = result
    target = storing.Target(kommun, about.source, request.user)
    if found is not None:
        try:
            storing.check(found, target)
            if request.POST.get("step") == "rejects":
                return _rejects_file(found)
            if request.POST.get("step") == "store":
                return _store(request, about, found, target, _options(form))
        except Refused as refusal:
            refused = str(refusal)
        except DatabaseError:
            refused = _("Databasen var upptagen för länge. Inget lästes in. Försök igen.")
        except OSError as error:
            refused = _("Inläsningen kunde inte börja (%(why)s). Inget lästes in.") % {
                "why": error.strerror
            }
    context = _context(kommun, about, sight, form) | {"refused": refused}
    if found is not None:
        context["report"] = _report(found)
        context["cautions"] = storing.cautions(found, target)
        context["rejects"] = found.content.rejects[:SHOWN]
        context["rejected"] = len(found.content.rejects)
    page = "importers/preview.html" if sight.mapping is not None else "importers/table.html"
    failed = request.method == "POST" and bool(form.errors or refused)
    return render(request, page, context, status=422 if failed else 200)


def _report(found: Found) -> list[str]:
    """Without what is assumed for an open question: the question itself stands on the page."""
    questions = found.mapping.questions if found.mapping is not None else ()
    asked = {str(question.assumed) for question in questions}
    return [line for line in intake.report(found.content) if line not in asked]


def _context(
    kommun: Kommun, about: Waiting, sight: Sight, form: MappingForm | TableForm
) -> dict[str, Any]:
    raw = sight.raw
    return {
        "kommun": kommun,
        "about": about,
        "form": form,
        "said": sight.said,
        "raw": raw,
        "rows": [[value[:80] for value in row] for row in raw.head(SHOWN)],
        "sheets": SheetForm(raw=raw) if len(raw.sheets) > 1 else None,
    }


def _options(form: MappingForm | TableForm) -> tuple[str, ...]:
    """A table's answers as the command takes them; a register's stand in its mapping."""
    if isinstance(form, MappingForm) or not form.is_bound:
        return ()
    return tuple(f"--answer={name}={value}" for name, value in form.answers().items())


def _mapping_file(mapping: Mapping) -> HttpResponse:
    response = HttpResponse(to_yaml(mapping), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kolumnkarta.yaml"'
    return response


def _rejects_file(found: Found) -> HttpResponse:
    with tempfile.TemporaryDirectory(prefix="lofte-") as folder:
        file = Path(folder) / "avvisade.csv"
        write_rejects(found.content, file)
        content = file.read_bytes() if file.exists() else b""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="avvisade.csv"'
    return response


def _store(
    request: SignedIn,
    about: Waiting,
    found: Found,
    target: storing.Target,
    options: tuple[str, ...],
) -> HttpResponse:
    """Read in what was shown: at once, or in a process of its own if it takes long."""
    kommun = target.kommun
    file = waiting.take(request, kommun, about)
    if file is None or found.content.checksum != about.checksum:
        messages.warning(request, _("Filen har bytts ut. Inget lästes in. Välj den igen."))
        return redirect("importers:upload", kommun.slug)
    try:
        total = _size(found)
        if total > jobs.LONG:
            facts = jobs.About(
                about.file, about.source, about.checksum, total, request.user.name, options
            )
            job = jobs.start(file, facts, found.mapping, kommun=kommun, by=request.user)
            waiting.forget_about(request, kommun)
            return redirect("importers:progress", kommun.slug, job)
        delivery = storing.store(found, target)
    except BaseException:
        waiting.give_back(request, kommun, file)
        raise
    file.unlink(missing_ok=True)
    waiting.forget_about(request, kommun)
    messages.success(request, storing.told(delivery))
    return redirect("statistics:source", kommun.slug, delivery.source_id)


def _size(found: Found) -> int:
    content = found.content
    return content.figures if isinstance(content, Tables) else content.counts.kept


@require_GET
@within(Capability.IMPORT)
def progress(request: SignedIn, kommun: Kommun, pk: uuid.UUID) -> HttpResponse:
    """How far a long file has come; the page asks again by itself until it is over."""
    job = jobs.find(kommun, str(pk))
    if job is None:
        raise Http404
    return render(request, "importers/progress.html", {"kommun": kommun, "job": job})


@require_GET
@within(Capability.IMPORT)
def mapping(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The saved mapping of a source, as a file to read, edit or bring elsewhere."""
    source = get_object_or_404(Source.objects.visible_to(request.user).filter(kommun=kommun), pk=pk)
    if not source.mapping:
        raise Http404
    response = HttpResponse(source.mapping, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kolumnkarta.yaml"'
    return response


@require_GET
@within(Capability.IMPORT)
def rejects(request: SignedIn, kommun: Kommun, pk: int) -> FileResponse:
    """The rows that were not taken, with reasons, ready to be mended and read in again."""
    rows = Delivery.objects.visible_to(request.user).filter(source__kommun=kommun)
    delivery = get_object_or_404(rows, pk=pk)
    storing.sweep_rejects(kommun)
    file = storing.rejects_home(kommun) / Path(delivery.rejects_file).name
    if not delivery.rejects_file or not file.is_file():
        raise Http404
    return FileResponse(
        file.open("rb"), content_type="text/csv", as_attachment=True, filename="avvisade.csv"
    )
