from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lofte.importers.registers import (
    CONTENT,
    ImportRefused,
    Kept,
    Mapping,
    Question,
    RawTable,
    from_yaml,
)
from lofte.importers.registers.raw import GEOMETRY
from lofte.importers.tables.figures import parse_period

COLUMNS = (
    ("start", _("När det hände, eller från")),
    ("clock", _("Klockslag i egen kolumn")),
    ("end", _("Till")),
    ("end_clock", _("Klockslag för till i egen kolumn")),
    ("x", _("Öst, eller longitud")),
    ("y", _("Nord, eller latitud")),
    ("point", _("Punkt i en kolumn")),
)
MORE = (
    (
        "crs",
        _("Koordinatsystem"),
        (
            ("", _("Filen säger det själv")),
            ("EPSG:3006", "SWEREF 99 TM"),
            ("EPSG:4326", "WGS 84 (GPS)"),
            ("EPSG:3021", "RT 90 2,5 gon V"),
        ),
    ),
    (
        "date_order",
        _("Datum med siffror i början"),
        (("dmy", _("dagen först")), ("mdy", _("månaden först"))),
    ),
    ("zone", _("Tiderna är"), (("local", _("lokal tid")), ("utc", _("UTC, räkna om")))),
    ("decimal", _("Komma i tal"), (("comma", _("decimalkomma")), ("point", _("tusental")))),
)
LARGEST_MAPPING = 200_000


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
    mapping = forms.FileField(
        label=_("Kolumnkarta"),
        help_text=_("En YAML-fil som du har hämtat härifrån, om du vill använda den."),
        required=False,
        allow_empty_file=True,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.LOFTE_MAX_IMPORT_BYTES:
            raise forms.ValidationError(
                _("Filen är för stor. Inget sparades. Dela den, till exempel per år.")
            )
        return file

    def clean_mapping(self) -> str:
        """The mapping as text, once it is known to be one."""
        file = self.cleaned_data["mapping"]
        if not file:
            return ""
        if file.size > LARGEST_MAPPING:
            raise forms.ValidationError(_("Filen är för stor för att vara en kolumnkarta."))
        try:
            text: str = file.read().decode("utf-8-sig")
            from_yaml(text)
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Filen är ingen kolumnkarta i YAML.")) from error
        except ImportRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text


class SheetForm(forms.Form):
    """Which sheet of a workbook."""

    sheet = forms.ChoiceField(label=_("Blad i arbetsboken"))

    def __init__(self, *args: Any, raw: RawTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        field.initial = raw.sheet
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(name, f"{name} ({count})") for name, count in raw.sheets]


class TableForm(forms.Form):
    """What a table of figures may not say itself."""

    period = forms.CharField(
        label=_("Period som siffrorna gäller"),
        help_text=_("Till exempel 2025, 2025-03 eller 2025 kv 2. Bara om filen inte säger det."),
        max_length=20,
        required=False,
    )
    version = forms.CharField(
        label=_("Områdesindelningens år"),
        help_text=_("Till exempel 2025, om områdena har ändrats genom åren."),
        max_length=20,
        required=False,
    )

    def clean_period(self) -> str:
        given: str = self.cleaned_data["period"].strip()
        if given and parse_period(given) is None:
            raise forms.ValidationError(_("Skriv perioden som 2025, 2025-03 eller 2025 kv 2."))
        return given

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


class Column(forms.ChoiceField):
    """A choice where none is an answer like any other."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class MappingForm(forms.Form):
    """The proposed mapping, changeable, and the questions that only a person can answer."""

    use_required_attribute = False

    def __init__(self, *args: Any, raw: RawTable, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        columns = [*raw.names, *([GEOMETRY] if raw.points is not None else [])]
        choices = [("", _("Ingen")), *((name, name) for name in columns)]
        for name, label in COLUMNS:
            self._add(name, label, choices, getattr(mapping, name))
        self._add("category", _("Kategori"), choices, " + ".join(mapping.category))
        key_choices = [(CONTENT, _("Hela radens innehåll")), *choices[1:]]
        self._add("key", _("Nyckel som är samma i nästa fil"), key_choices, _key(mapping))
        for name, label, known in MORE:
            self._add(name, label, list(known), getattr(mapping, name))
        self._asked = [question for question in mapping.questions if question.id != "sheet"]
        for question in self._asked:
            self._ask(question)
        self._keep(raw)

    def _add(self, name: str, label: Any, choices: list[Any], value: str) -> None:
        known = [choice for choice, _label in choices]
        extra = [] if value in known else [(value, value)]
        reason = self.mapping.reasons.get(name)
        self.fields[name] = Column(
            label=label,
            choices=[*choices, *extra],
            initial=value,
            help_text=str(reason) if reason else "",
        )

    def _ask(self, question: Question) -> None:
        if question.id == "zone_name":  # matters only if the times turn out to be UTC
            zones = sorted(zone for zone in available_timezones() if "/" in zone)
            choices = [("", _("Tiderna är lokala")), *((zone, zone) for zone in zones)]
            self.fields[question.id] = Column(label=str(question.text), choices=choices)
            return
        self.fields[question.id] = forms.ChoiceField(
            label=str(question.text),
            choices=[(option.value, str(option.label)) for option in question.options],
            initial=question.default,
            widget=forms.RadioSelect,
            error_messages={"required": _("Bara du vet svaret. Välj ett.")},
        )

    def _keep(self, raw: RawTable) -> None:
        kept = [item.column for item in self.mapping.keep]
        self.fields["keep"] = forms.MultipleChoiceField(
            label=_("Kolumner som också ska sparas"),
            choices=[(name, name) for name in raw.names],
            initial=kept,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["legal_ground"] = forms.CharField(
            label=_("Rättslig grund för dem"),
            help_text=_("Vilken lag eller vilket avtal som ger rätt att spara mer, och varför."),
            initial="; ".join(dict.fromkeys(item.legal_ground for item in self.mapping.keep)),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("keep") and not data.get("legal_ground", "").strip():
            self.add_error(
                "legal_ground", _("Skriv den rättsliga grunden, eller välj bort kolumnerna.")
            )
        return data

    @property
    def questions(self) -> list[BoundField]:
        return [self[question.id] for question in self._asked]

    @property
    def columns(self) -> list[BoundField]:
        return self._unasked(*(name for name, _label in COLUMNS), "category", "key")

    @property
    def more(self) -> list[BoundField]:
        return self._unasked(*(name for name, _label, _known in MORE))

    @property
    def keeping(self) -> list[BoundField]:
        return [self["keep"], self["legal_ground"]]

    def _unasked(self, *names: str) -> list[BoundField]:
        asked = {question.id for question in self._asked}
        return [self[name] for name in names if name not in asked]

    def answered(self) -> Mapping:
        """The mapping as the person wants it. Raises ImportRefused."""
        asked = {question.id for question in self._asked}
        answers = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("keep", "legal_ground")
            and (name in asked or value != self.fields[name].initial)
            and (value or name != "zone_name")
        }
        ground = self.cleaned_data["legal_ground"].strip()
        earlier = {item.column: item.legal_ground for item in self.mapping.keep}
        changed = ground != self.fields["legal_ground"].initial
        kept = tuple(
            Kept(column, ground if changed else earlier.get(column, ground))
            for column in self.cleaned_data["keep"]
        )
        return self.mapping.keeping(kept).answer(answers)


def _key(mapping: Mapping) -> str:
    return " + ".join(mapping.key) if mapping.key else CONTENT
