from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.places.models import Area, NamedPlace
from lofte.promises.effects.inputs import EffectPlanFacts
from lofte.promises.effects.models import EffectPlan
from lofte.promises.effects.spots import COMPARISON, LONGEST_BUFFER, TARGET
from lofte.promises.forms import day
from lofte.promises.models import Promise

Place = Area | NamedPlace
Grouped = list[tuple[Any, list[tuple[str, str]]]]
YEARS_BEFORE = 2


def key_of(place: Place) -> str:
    return f"{'area' if isinstance(place, Area) else 'place'}:{place.pk}"


class EffectPlanForm(forms.Form):
    """Where, against what, of what and from when. The method is the same for everybody."""

    targets = forms.MultipleChoiceField(
        label=_("Där insatsen är"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Ett torg eller ett område. Välj inte två som ligger på varandra."),
    )
    comparisons = forms.MultipleChoiceField(
        label=_("Jämförelseplatser"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_(
            "Platser som liknar den första men där ni inte gör något. Ni väljer dem, inte Löfte. "
            "Utan jämförelse går det inte att skilja er insats från årets gång."
        ),
    )
    buffer = forms.IntegerField(
        label=_("Meter runt om som bevakas"),
        min_value=0,
        max_value=LONGEST_BUFFER,
        help_text=_("Dit händelser kan flytta. 0 betyder att ingen kant bevakas."),
    )
    categories = forms.MultipleChoiceField(
        label=_("Slag av händelser"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Inget valt: alla."),
    )
    sources = forms.MultipleChoiceField(
        label=_("Källor som räknas"), widget=forms.CheckboxSelectMultiple
    )
    before_first = day(
        _("Räkna från"),
        help_text=_("Helst två år före löftets början, så att årstiden går att räkna bort."),
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Place],
        kinds: Sequence[str],
        sources: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = {key_of(place): place for place in places}
        grouped = _grouped(places)
        for name, choices in (
            ("targets", grouped),
            ("comparisons", grouped),
            ("categories", [(kind, kind) for kind in kinds]),
            ("sources", list(sources)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["categories"]

    def facts(self, data: dict[str, Any]) -> EffectPlanFacts:
        return EffectPlanFacts(
            targets=tuple(self._places[key] for key in data["targets"]),
            comparisons=tuple(self._places[key] for key in data["comparisons"]),
            buffer=data["buffer"],
            categories=tuple(data.get("categories", ())),
            sources=tuple(data["sources"]),
            before_first=data["before_first"],
        )


def _grouped(places: Sequence[Place]) -> Grouped:
    """Named places first, then each kind of area under its name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        kind = str(place.get_kind_display()) if isinstance(place, Area) else ""
        groups.setdefault(kind, []).append((key_of(place), place.name))
    return [(kind or _("Platser"), rows) for kind, rows in groups.items()]


def first_values(plan: EffectPlan | None, promise: Promise, sources: Sequence[Any]) -> Any:
    """What the form shows first: the plan as it stands, or two years back and every source."""
    if plan is None:
        start = promise.first_day
        back = date(start.year - YEARS_BEFORE, start.month, min(start.day, 28))
        return {"buffer": 0, "before_first": back, "sources": [key for key, _name in sources]}
    return {
        "targets": [row["key"] for row in plan.spots if row["role"] == TARGET],
        "comparisons": [row["key"] for row in plan.spots if row["role"] == COMPARISON],
        "buffer": plan.buffer,
        "categories": plan.categories,
        "sources": [row["key"] for row in plan.sources],
        "before_first": plan.before_first,
    }
