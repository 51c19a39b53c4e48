"""The kommun's own list of kinds: added, renamed, closed by a date, never reused."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max

from lofte.audit.actions import Actor, action, record
from lofte.incidents.categories.inputs import NOTHING_SAVED, BadCategory, CategoryInput
from lofte.incidents.categories.queries import plan_categories
from lofte.incidents.models import Category
from lofte.places.actions import renew_lists
from lofte.places.models import Kommun
from lofte.places.plans import Plan


@action
def import_categories(
    *, kommun: Kommun, categories: Sequence[CategoryInput], by: Actor
) -> Plan[Category, CategoryInput]:
    """Add and correct the categories of a list; those that it leaves out stay.

    Raises BadCategory.
    """
    plan = plan_categories(kommun, categories)
    rows = Category.objects.unscoped("the list being changed").filter(kommun=kommun)
    last = rows.aggregate(last=Max("order"))["last"] or 0
    for number, value in enumerate(plan.added, start=1):
        Category.objects.create(
            kommun=kommun, code=value.code, order=last + number, **value.values()
        )
    for change in plan.changed:
        for name, wanted in change.value.values().items():
            setattr(change.row, name, wanted)
        change.row.save(update_fields=list(change.value.values()))
    _set_parents(kommun, categories)
    renew_lists(kommun=kommun, by=by)
    record("categories.imported", kommun, by=by, kommun_code=kommun.code, **plan.counts)
    return plan


def _set_parents(kommun: Kommun, categories: Sequence[CategoryInput]) -> None:
    rows = {
        row.code: row
        for row in Category.objects.unscoped("the list being changed").filter(kommun=kommun)
    }
    for value in categories:
        if value.parent_code and rows[value.parent_code].parent_id is not None:
            raise BadCategory(
                f"{value.code} ligger under {value.parent_code}, som redan ligger under en annan. "
                f"Listan har två nivåer. {NOTHING_SAVED}"
            )
        row, parent = rows[value.code], rows.get(value.parent_code)
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            row.save(update_fields=["parent"])


@action
def add_category(*, kommun: Kommun, category: CategoryInput, by: Actor) -> Category:
    """A new kind. Raises BadCategory, also for a code that was ever used."""
    rows = Category.objects.unscoped("a code means one thing").filter(kommun=kommun)
    if rows.filter(code=category.code).exists():
        raise BadCategory(
            f"Koden {category.code} finns redan, kanske på en stängd kategori. En kod får aldrig "
            f"en ny betydelse. Välj en annan. {NOTHING_SAVED}"
        )
    import_categories(kommun=kommun, categories=[category], by=by)
    made: Category = rows.get(code=category.code)
    record("category.added", made, by=by)
    return made


@action
def close_category(*, category: Category, today: date, by: Actor) -> Category:
    """No longer in the form from today; what was reported under it stays as it was."""
    category.active_to = today - timedelta(days=1)
    category.save(update_fields=["active_to"])
    renew_lists(kommun=category.kommun, by=by)
    record("category.closed", category, by=by)
    return category


@action
def open_category(*, category: Category, by: Actor) -> Category:
    """In the form again, with the meaning that it had."""
    category.active_to = None
    category.save(update_fields=["active_to"])
    renew_lists(kommun=category.kommun, by=by)
    record("category.opened", category, by=by)
    return category
