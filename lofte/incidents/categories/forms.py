from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.incidents.categories.inputs import CategoryInput
from lofte.incidents.models import Category


class CategoryForm(forms.Form):
    code = forms.CharField(
        label=_("Kod"), help_text=_("Kort och för alltid, till exempel SKAD."), max_length=12
    )
    label_sv = forms.CharField(label=_("Namn"), max_length=80)
    label_en = forms.CharField(label=_("Namn på engelska"), max_length=80, required=False)
    parent_code = forms.ChoiceField(label=_("Ligger under"), required=False)
    in_picture = forms.BooleanField(label=_("Räknas i lägesbilden"), initial=True, required=False)

    def __init__(self, *args: Any, tops: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = cast(forms.ChoiceField, self.fields["parent_code"])
        parent.choices = [("", _("Ingen")), *((top.code, top.label_sv) for top in tops)]

    def category(self) -> CategoryInput:
        return CategoryInput(**self.cleaned_data)
