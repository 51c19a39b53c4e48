from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lofte.audit.refusals import Refused
from lofte.incidents.actions import seed_categories
from lofte.incidents.categories import actions, queries
from lofte.incidents.categories.forms import CategoryForm
from lofte.incidents.models import Category
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun


@within(Capability.SET_UP)
def categories(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The kommun's list, and a form for a new kind."""
    rows = queries.all_categories(kommun, request.user)
    tops = [row for row in rows if row.parent_id is None]
    form = CategoryForm(request.POST or None, tops=tops)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_category(kommun=kommun, category=form.category(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kategorin är tillagd."))
            return redirect("incidents:categories", kommun.slug)
    today = timezone.localdate()
    context = {
        "kommun": kommun,
        "form": form,
        "categories": [(row, queries.is_closed(row, today)) for row in rows],
    }
    status = 422 if form.errors else 200
    return render(request, "incidents/categories.html", context, status=status)


@within(Capability.SET_UP)
def category(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Rename a kind, move it or leave it out of the picture; its code never changes."""
    shown = _one(request, kommun, pk)
    rows = queries.all_categories(kommun, request.user)
    tops = [row for row in rows if row.parent_id is None and row.pk != shown.pk]
    form = CategoryForm(request.POST or None, tops=tops, initial=_initial(shown))
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            wanted = [form.category()]
            actions.import_categories(kommun=kommun, categories=wanted, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kategorin är ändrad."))
            return redirect("incidents:categories", kommun.slug)
    context = {"kommun": kommun, "form": form, "category": shown}
    status = 422 if form.errors else 200
    return render(request, "incidents/category.html", context, status=status)


def _initial(category: Category) -> dict[str, object]:
    return {
        "code": category.code,
        "label_sv": category.label_sv,
        "label_en": category.label_en,
        "parent_code": category.parent.code if category.parent else "",
        "in_picture": category.in_picture,
    }


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Category:
    rows = Category.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("parent"), pk=pk)


@require_POST
@within(Capability.SET_UP)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    actions.close_category(category=shown, today=timezone.localdate(), by=request.user)
    messages.success(request, _("Kategorin är stängd. Gamla rapporter har kvar den."))
    return redirect("incidents:categories", kommun.slug)


@require_POST
@within(Capability.SET_UP)
def reopen(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    actions.open_category(category=_one(request, kommun, pk), by=request.user)
    messages.success(request, _("Kategorin är öppen igen."))
    return redirect("incidents:categories", kommun.slug)


@require_POST
@within(Capability.SET_UP)
def seed(request: SignedIn, kommun: Kommun) -> HttpResponse:
    seed_categories(kommun=kommun, by=request.user)
    messages.success(request, _("Listan som följer med är inlagd. Det som fanns är kvar."))
    return redirect("incidents:categories", kommun.slug)
