from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.importers.registers import CONTENT, Mapping, RawTable
from lofte.importers.registers.raw import GEOMETRY

SINGLE = (
    ("start", _("När det hände, eller från")),
    ("clock", _("Klockslag i egen kolumn")),
    ("end", _("Till")),
    ("x", _("Öst, eller longitud")),
    ("y", _("Nord, eller latitud")),
    ("point", _("Punkt i en kolumn")),
)


class UploadForm(forms.Form):
    source = forms.CharField(
        label=_("Källans namn"),
        help_text=_("Samma namn som förra gången: då används den sparade kolumnkartan."),
        max_length=120,
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_(
            "CSV, XLSX, GeoJSON, GPKG, shape i zip, KML eller Parquet. Även packad med gzip."
        ),
        error_messages={"empty": _("Filen är tom. Inget sparades. Spara om den och försök igen.")},
    )


class MappingForm(forms.Form):
    """The proposed mapping, changeable, and the questions that only a person can answer."""

    def __init__(self, *args: Any, raw: RawTable, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        columns = [*raw.names, *([GEOMETRY] if raw.points is not None else [])]
        choices = [("", _("Ingen")), *((name, name) for name in columns)]
        for name, label in SINGLE:
            self._add(name, label, choices, getattr(mapping, name))
        self._add("category", _("Kategori"), choices, " + ".join(mapping.category))
        key_choices = [(CONTENT, _("Hela radens innehåll")), *choices[1:]]
        self._add("key", _("Nyckel som är samma i nästa fil"), key_choices, _key(mapping))
        for question in mapping.questions:
            self._ask(question)

    def _add(self, name: str, label: Any, choices: list[Any], value: str) -> None:
        known = [choice for choice, _label in choices]
        extra = [] if value in known else [(value, value)]
        reason = self.mapping.reasons.get(name)
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[*choices, *extra],
            initial=value,
            required=False,
            help_text=str(reason) if reason else "",
        )

    def _ask(self, question: Any) -> None:
        if not question.options:
            return
        self.fields[question.id] = forms.ChoiceField(
            label=str(question.text),
            choices=[(option.value, str(option.label)) for option in question.options],
            initial=question.default,
            widget=forms.RadioSelect,
            error_messages={"required": _("Bara du vet svaret. Välj ett.")},
        )

    def answers(self) -> dict[str, str]:
        """What the person changed or answered."""
        asked = {question.id for question in self.mapping.questions}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in asked or value != self.fields[name].initial
        }


def _key(mapping: Mapping) -> str:
    return " + ".join(mapping.key) if mapping.key else CONTENT
