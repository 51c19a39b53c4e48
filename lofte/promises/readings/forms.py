from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.promises.forms import day, free
from lofte.promises.readings.inputs import ReadingFacts


class ReadingForm(forms.Form):
    """A value, or why there is none. Nobody writes "late": that is counted."""

    period_start = day(_("Gäller från"))
    period_end = day(_("Gäller till och med"))
    value = forms.FloatField(label=_("Värde"), required=False, localize=True)
    reason = free(
        _("Varför inget värde"), 300, help_text=_("Bara om det inte går att mäta den här gången.")
    )
    source = free(_("Källa"), 200, help_text=_("Varifrån värdet kommer."))

    def facts(self, data: dict[str, Any]) -> ReadingFacts:
        return ReadingFacts(**data)
