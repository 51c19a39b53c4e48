"""What a file needs to be told beside its content."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lofte.places.models import Area


class OptionsForm(forms.Form):
    """Nothing more than the file."""


class AreaOptions(OptionsForm):
    kind = forms.ChoiceField(label=_("Slag av områden"), choices=Area.Kind.choices)
    version = forms.CharField(
        label=_("Version"),
        help_text=_(
            "Till exempel 2026. En ny version avslutar den förra; samma version rättar den."
        ),
        max_length=20,
    )
    valid_from = forms.DateField(
        label=_("Gäller från"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class BasemapOptions(OptionsForm):
    attribution = forms.CharField(
        label=_("Källa"),
        help_text=_("Visas i kartans hörn: © Lantmäteriet, © OpenStreetMaps bidragsgivare"),
        max_length=200,
    )


OPTIONS: dict[str, type[OptionsForm]] = {
    "omraden": AreaOptions,
    "bakgrundskarta": BasemapOptions,
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        error_messages={"empty": _("Filen är tom. Hämta eller exportera den igen.")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.LOFTE_MAX_IMPORT_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Dela den eller spara den mindre."))
        return file
