from collections.abc import Mapping
from typing import Any

from django import forms

from lofte.dialogue.questionnaires.languages import SWEDISH, texts_of

LONGEST = 2_000
LONG = 80


class WordsForm(forms.Form):
    """A field for each text of a form, under its Swedish."""

    def __init__(
        self, *args: Any, definition: Mapping[str, Any], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {texts[SWEDISH]: texts.get(language, "") for texts in texts_of(definition)}
        self._swedish = list(known)
        for number, (swedish, words) in enumerate(known.items()):
            attrs = {"lang": language, "dir": "auto"}
            long = forms.Textarea(attrs=attrs | {"rows": 3})
            self.fields[f"text-{number}"] = forms.CharField(
                label=swedish,
                initial=words,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs=attrs | {"rows": 3})
                if long
                else forms.TextInput(attrs),
            )

    @property
    def words(self) -> dict[str, str]:
        """By their Swedish."""
        given = self.cleaned_data
        return {swedish: given[f"text-{n}"] for n, swedish in enumerate(self._swedish)}
