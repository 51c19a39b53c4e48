from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from lofte.promises.reports.sheet import Filled

SALT = "lofte.promises.sheet"


class SheetForm(forms.Form):
    file = forms.FileField(label=_("Ifyllt blad (.xlsx)"))


def sealed(promise: int, filled: list[Filled]) -> str:
    """What the sheet said, to be sent back with a yes: nobody can change it on the way."""
    rows: list[Any] = [[row.key, row.kept, row.values] for row in filled]
    return signing.dumps([promise, rows], salt=SALT, compress=True)


def opened(promise: int, text: str) -> list[Filled] | None:
    """None when it is not what was sealed here for this promise, or too old."""
    try:
        of, rows = signing.loads(text, salt=SALT, max_age=3_600)
    except (signing.BadSignature, ValueError):
        return None
    return [Filled(*row) for row in rows] if of == promise else None
