from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.xlsform.reading import Read

SALT = "lofte.dialogue.xlsform"
AN_HOUR = 3_600


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Formulär (.xlsx)"),
        help_text=_("Ett XLSForm, som det används i KoboToolbox, ODK och Survey123."),
    )


def sealed(dialogue: int, found: Read) -> str:
    """What was read, to be sent back with a yes: nobody can change it on the way."""
    return signing.dumps([dialogue, found.definition], salt=SALT, compress=True)


def opened(dialogue: int, text: str) -> dict[str, Any] | None:
    """None when it was not sealed here for this dialogue, or is too old."""
    try:
        of, definition = signing.loads(text, salt=SALT, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError):
        return None
    return dict(definition) if of == dialogue else None
