from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.patrol.forms import OPENS, day_field
from lofte.patrol.inputs import DutyInput
from lofte.patrol.states import Travel

AHEAD = timedelta(days=120)


class DutyForm(forms.Form):
    """A duty: which day and hours, how many patrols, how long at each stop, moving how."""

    day = day_field(_("Dag"))
    first_hour = forms.TypedChoiceField(label=_("Börjar klockan"), choices=OPENS, coerce=int)
    hours = forms.IntegerField(label=_("Antal timmar"), min_value=1, max_value=12)
    patrols = forms.IntegerField(label=_("Antal patruller"), min_value=1, max_value=8)
    minutes = forms.IntegerField(label=_("Minuter per stopp"), min_value=5, max_value=60)
    travel = forms.ChoiceField(
        label=_("Färdsätt"), choices=Travel.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.today <= day <= self.today + AHEAD:
            raise forms.ValidationError(_("Välj i dag eller en dag de närmaste fyra månaderna."))
        return day

    @property
    def duty(self) -> DutyInput:
        data = dict(self.cleaned_data)
        return DutyInput(**(data | {"travel": Travel(data["travel"])}))
