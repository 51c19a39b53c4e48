import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.themes.matching import Theme

BLANK = 2  # new themes that the page has room for


class ThemesForm(forms.Form):
    """A name and its words for each theme; a theme without a name is left out."""

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = [theme.code for theme in themes] + [""] * BLANK
        for number, code in enumerate(self._codes):
            theme = themes[number] if code else None
            self.fields[f"name-{number}"] = forms.CharField(
                label=_("Tema %d") % (number + 1) if theme else _("Nytt tema"),
                max_length=80,
                required=False,
                initial=theme.name if theme else "",
            )
            self.fields[f"words-{number}"] = forms.CharField(
                label=_("Ord"),
                max_length=8_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=", ".join(theme.words) if theme else "",
            )

    @property
    def pairs(self) -> Iterator[tuple[Any, Any]]:
        for number in range(len(self._codes)):
            yield self[f"name-{number}"], self[f"words-{number}"]

    @property
    def themes(self) -> list[Theme]:
        made = []
        for number, code in enumerate(self._codes):
            name = self.cleaned_data[f"name-{number}"].strip()
            given = self.cleaned_data[f"words-{number}"].replace("\n", ",").split(",")
            words = tuple(dict.fromkeys(word.strip() for word in given if word.strip()))
            if name or (words and not code):
                made.append(Theme(code or f"tema_{secrets.token_hex(4)}", name, words))
        return made
