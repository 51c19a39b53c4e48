"""What a reviewer decides about one report, of the version that was read."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.incidents.models import Incident
from lofte.incidents.review.actions import Marked
from lofte.incidents.review.marks import joined, words_of


class ReviewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    question = forms.CharField(label=_("Fråga till rapportören"), max_length=300, required=False)
    reason = forms.CharField(label=_("Skäl att avvisa"), max_length=300, required=False)
    into = forms.IntegerField(required=False)
    spans = forms.TypedMultipleChoiceField(required=False, coerce=int)
    own = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incident = incident
        spans = cast(forms.TypedMultipleChoiceField, self.fields["spans"])
        spans.choices = [(i, str(i)) for i in range(len(incident.warnings))]
        own = cast(forms.MultipleChoiceField, self.fields["own"])
        own.choices = [(word.value, word.text) for word in words_of(incident)]

    def clean_own(self) -> list[Marked]:
        """The words that the reviewer marked; those that stand beside each other are one."""
        chosen = set(self.cleaned_data["own"])
        return joined([word for word in words_of(self.incident) if word.value in chosen])
