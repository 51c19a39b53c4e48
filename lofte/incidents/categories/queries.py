from collections.abc import Sequence
from datetime import date

from lofte.incidents.categories.inputs import NOTHING_SAVED, BadCategory, CategoryInput
from lofte.incidents.models import Category
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.plans import Plan, checked, compare


def plan_categories(
    kommun: Kommun, values: Sequence[CategoryInput]
) -> Plan[Category, CategoryInput]:
    """What importing the list would do; what the file leaves out stays. Raises BadCategory."""
    checked(values, BadCategory, "inga kategorier")
    rows = Category.objects.unscoped("the list to compare with").filter(kommun=kommun)
    known = {(row.code,): row for row in rows}
    codes = {code for (code,) in known} | {value.code for value in values}
    for value in values:
        if value.parent_code and value.parent_code not in codes:
            raise BadCategory(
                f"{value.code} ligger under ”{value.parent_code}”, som inte finns. {NOTHING_SAVED}"
            )
    return compare(values, known)


def all_categories(kommun: Kommun, viewer: User) -> list[Category]:
    """Every category of the kommun, closed ones too, in its order with parts under their whole."""
    rows = list(Category.objects.visible_to(viewer).filter(kommun=kommun).select_related("parent"))
    tops = [row for row in rows if row.parent_id is None]
    return [one for top in tops for one in (top, *(r for r in rows if r.parent_id == top.pk))]


def is_closed(category: Category, today: date) -> bool:
    return category.active_to is not None and category.active_to < today
