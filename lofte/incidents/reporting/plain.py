"""Free text as a form takes it: one way of writing each letter, nothing that hides."""

import re
import unicodedata
from typing import Any

from django import forms

# Control characters, and the marks that turn the order of what is read; joiners of emoji stay.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class PlainText(forms.CharField):
    """Longer than allowed is said, never cut: a pasted text keeps its end until it is shortened."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return str(super().to_python(HIDDEN.sub("", unicodedata.normalize("NFC", text))))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
