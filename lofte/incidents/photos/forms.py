from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.incidents.photos.reading import Box

MOST = 8
SIDES = (("left", _("Från vänster")), ("top", _("Uppifrån")))
SIZES = (("width", _("Bredd")), ("height", _("Höjd")))


class BoxForm(forms.Form):
    """A rectangle in percent of the photo. Left empty it is no rectangle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for names, least in ((SIDES, 0), (SIZES, 1)):
            for name, label in names:
                field = forms.FloatField(
                    label=label, min_value=least, max_value=100, required=False, localize=True
                )
                field.widget.attrs |= {"inputmode": "decimal", "data-box-side": name}
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data.get(name) for name in ("left", "top", "width", "height")]
        if any(value is not None for value in given) and None in given and not self.errors:
            raise forms.ValidationError(_("Fyll i alla fyra måtten, eller inget av dem."))
        return data

    def box(self) -> Box | None:
        given = [self.cleaned_data.get(name) for name in ("left", "top", "width", "height")]
        left, top, width, height = given
        if left is None or top is None or width is None or height is None:
            return None
        return Box(left, top, width, height)


BoxFormSet = forms.formset_factory(BoxForm, extra=MOST, max_num=MOST, absolute_max=MOST)
