"""What a report may name: the kinds in use today and the places that its reporter may see.

For a form that is shown they are asked for; for a report that was sent they are kept from report to
report, as long as the kommun's lists are the same (`places.lookup.kept_list`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from lofte.incidents import queries
from lofte.incidents.models import Category
from lofte.people.models import User
from lofte.places.lookup import kept_list
from lofte.places.models import Kommun, NamedPlace


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """`kept`: the allowed places by number as text, instead of the queryset."""

    kept: Mapping[str, NamedPlace] | None = None

    def to_python(self, value: Any) -> NamedPlace | None:
        if self.kept is None:
            return super().to_python(value)
        if value in self.empty_values:
            return None
        if (found := self.kept.get(str(value))) is None:
            code, chosen = "invalid_choice", {"value": value}
            raise forms.ValidationError(self.error_messages[code], code=code, params=chosen)
        return found


class KindsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """`kept`: the kinds in use by number as text, instead of the queryset."""

    kept: Mapping[str, Category] | None = None

    def clean(self, value: Any) -> Any:
        if self.kept is None:
            return super().clean(value)
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        chosen = dict.fromkeys(str(one) for one in value)
        if unknown := next((one for one in chosen if one not in self.kept), None):
            code, said = "invalid_choice", {"value": unknown}
            raise forms.ValidationError(self.error_messages[code], code=code, params=said)
        return [kind for pk, kind in self.kept.items() if pk in chosen]


def kept_choices(kommun: Kommun, viewer: User, today: date) -> dict[str, Any]:
    """For a report that was sent and is shown to nobody: as a rule the database is not asked."""
    kinds = kept_list(kommun, f"kinds {today}", lambda: _kinds(kommun, today))
    found = kept_list(kommun, "places", lambda: _open_places(kommun))
    group = viewer.sees_group_of(kommun.pk)
    allowed = {pk: place for pk, place in found.items() if group or not place.group_only}
    return {"kept_kinds": kinds, "kept_places": allowed}


def _kinds(kommun: Kommun, today: date) -> dict[str, Category]:
    return {str(row.pk): row for row in queries.in_use(kommun, today)}


def _open_places(kommun: Kommun) -> dict[str, NamedPlace]:
    rows = NamedPlace.objects.unscoped("who may see which is asked for each report")
    return {str(row.pk): row for row in rows.filter(kommun=kommun, closed_on=None)}
