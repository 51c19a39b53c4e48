from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.promises.signing.files import LARGEST


class CheckForm(forms.Form):
    """The file that somebody wants to know about; it is read and forgotten."""

    file = forms.FileField(
        label=_("PDF-fil, eller fotot från undertecknandet"),
        help_text=_("Filen läses och glöms. Ingenting sparas."),
    )

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("Filen är för stor. Den får vara högst 20 MB."))
        content: bytes = given.read()
        return content
