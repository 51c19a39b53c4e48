from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.feedback.models import Feedback


class FeedbackForm(forms.Form):
    outcome = forms.CharField(
        label=_("Vad kom fram?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Med egna ord. Inga namn, och inget som pekar ut någon som svarade."),
    )
    will_do = forms.CharField(
        label=_("Vad ska göras?"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    by_whom = forms.CharField(
        label=_("Vem gör det?"),
        max_length=200,
        help_text=_("En enhet eller en roll, till exempel gatuenheten."),
    )
    told_on = forms.DateField(
        label=_("Vilken dag berättade ni?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    channel = forms.ChoiceField(
        label=_("Var berättade ni?"), choices=Feedback.Channel.choices, widget=forms.RadioSelect
    )
