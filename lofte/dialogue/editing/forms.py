"""A question as a person writes it, and as the questionnaire keeps it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.questionnaires import bank
from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, CHOOSE_SEVERAL, PLACES
from lofte.dialogue.questionnaires.wording import said

CHOOSES = CHOOSE_ONE | CHOOSE_SEVERAL | {"matrix"}
KINDS = (
    ("single", _("välj ett svar")),
    ("multiple", _("välj flera svar")),
    ("scale", _("skala, ett svar")),
    ("matrix", _("flera rader med samma svar")),
    ("ranking", _("rangordna")),
    ("number", _("ett tal")),
    ("text", _("egna ord")),
    ("place", _("en otrygg plats")),
    ("safe_place", _("en trygg plats")),
)
Lines = list[dict[str, Any]]


def _words(label: Any, longest: int, help_text: Any = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, help_text=help_text, **kwargs)


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return _words(label, 4_000, help_text, required=False, widget=widget)


class QuestionForm(forms.Form):
    text = _words(_("Frågan"), 300)
    text_en = _words(_("Frågan på engelska"), 300, required=False)
    hint = _words(_("Hjälptext"), 300, required=False)
    hint_en = _words(_("Hjälptext på engelska"), 300, required=False)
    kind = forms.ChoiceField(label=_("Hur svarar man?"), choices=KINDS, widget=forms.RadioSelect)
    options = _lines(
        _("Svar att välja bland"),
        _("Ett på varje rad. Engelska efter ett streck: Ja | Yes. Behövs inte för tal, egna ord "
          "och platser."),
    )  # fmt: skip
    rows = _lines(_("Rader"), _("En på varje rad. Bara för flera rader med samma svar."))
    most = forms.IntegerField(
        label=_("Högst så många svar"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=_("Bara när man kan välja flera."),
    )
    required = forms.BooleanField(
        label=_("Måste besvaras"),
        required=False,
        help_text=_("Använd sällan. Den som inte kan svara kan då inte skicka något alls."),
    )

    def __init__(self, *args: Any, before: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.before = before or {}
        kwargs["initial"] = _written(self.before)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind in CHOOSES and not _split(data.get("options", "")):
            self.add_error("options", _("Skriv minst ett svar att välja."))
        if kind == "matrix" and not _split(data.get("rows", "")):
            self.add_error("rows", _("Skriv minst en rad."))
        return data

    @property
    def question(self) -> dict[str, Any]:
        """What was written. Answers that keep their words keep their codes."""
        data = self.cleaned_data
        kind = data["kind"]
        made: dict[str, Any] = {"kind": kind, "text": self._texts("text")}
        if data["hint"]:
            made["hint"] = self._texts("hint")
        if kind in CHOOSES:
            made["options"] = _choices(data["options"], self.before.get("options", []))
        if kind == "matrix":
            made["rows"] = _choices(data["rows"], self.before.get("rows", []))
        if kind in CHOOSE_SEVERAL and data["most"]:
            made["most"] = data["most"]
        if data["required"]:
            made["required"] = True
        return made | self._kept(kind)

    def _texts(self, part: str) -> dict[str, Any]:
        data = self.cleaned_data
        return _texts(data[part], data[f"{part}_en"], self.before.get(part))

    def _kept(self, kind: str) -> dict[str, Any]:
        """What this page does not ask about: the limits of a number, when and why of a place."""
        same = self.before if self.before.get("kind") == kind else {}
        if kind in PLACES:
            given = same or bank.question("otrygg_plats" if kind == "place" else "trygg_plats")
            return {part: given[part] for part in ("when", "why") if part in given}
        return {part: same[part] for part in ("from", "to") if part in same}


class IntroForm(forms.Form):
    title = _words(_("Rubrik"), 110)
    title_en = _words(_("Rubrik på engelska"), 110, required=False)
    intro = _words(
        _("Inledning"),
        600,
        _("Säg hur lång tid det tar och vad svaren ska användas till."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    intro_en = _words(
        _("Inledning på engelska"),
        600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def change(self, definition: Mapping[str, Any]) -> dict[str, Any]:
        data, made = self.cleaned_data, dict(definition)
        made["title"] = _texts(data["title"], data["title_en"], definition["title"])
        before = made.pop("intro", None)
        if data["intro"]:
            made["intro"] = _texts(data["intro"], data["intro_en"], before)
        return made


class BankForm(forms.Form):
    """The questions of the bank that are not asked yet, a group of boxes for each theme."""

    def __init__(self, *args: Any, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = set(bank.codes()) - set(asked)
        for number, (theme, rows) in enumerate(bank.themes()):
            choices = [(row["code"], said(row["text"])) for row in rows if row["code"] in left]
            if choices:
                self.fields[f"theme-{number}"] = forms.MultipleChoiceField(
                    label=said(theme),
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    @property
    def codes(self) -> list[str]:
        return [code for picked in self.cleaned_data.values() for code in picked]


class ConditionForm(forms.Form):
    """Which answers to earlier questions lead to this one."""

    def __init__(
        self, *args: Any, earlier: Lines, before: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        now = before.get("if", {})
        for row in earlier:
            self.fields[row["code"]] = forms.MultipleChoiceField(
                label=said(row["text"]),
                choices=[(one["code"], said(one["text"])) for one in row["options"]],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=now.get("any", []) if now.get("question") == row["code"] else [],
            )

    @property
    def given(self) -> dict[str, list[str]]:
        return {code: answers for code, answers in self.cleaned_data.items() if answers}


def _texts(swedish: str, english: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Translations to further languages are kept for as long as the Swedish says the same."""
    made = {"sv": swedish.strip()} | ({"en": english.strip()} if english.strip() else {})
    before = before or {}
    if made["sv"] != before.get("sv"):
        return made
    return {language: text for language, text in before.items() if language != "en"} | made


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choices(text: str, before: Lines) -> Lines:
    known = {one["text"]["sv"]: one for one in before}
    taken, made = {one["code"] for one in before}, []
    for line in dict.fromkeys(_split(text)):
        swedish, _bar, english = line.partition("|")
        same = known.pop(swedish.strip(), {"code": "", "text": {}})
        code = same["code"]
        if not code:
            numbers = (f"svar_{n}" for n in range(1, 1_000))
            code = next(one for one in numbers if one not in taken)
            taken.add(code)
        made.append({"code": code, "text": _texts(swedish, english, same["text"])})
    return made


def _written(question: Mapping[str, Any]) -> dict[str, Any]:
    """The question as the page shows it for changing."""
    if not question:
        return {"kind": "single"}
    return {
        "kind": question["kind"],
        "text": question["text"]["sv"],
        "text_en": question["text"].get("en", ""),
        "hint": question.get("hint", {}).get("sv", ""),
        "hint_en": question.get("hint", {}).get("en", ""),
        "options": _as_lines(question.get("options", [])),
        "rows": _as_lines(question.get("rows", [])),
        "most": question.get("most"),
        "required": question.get("required", False),
    }


def _as_lines(choices: Lines) -> str:
    return "\n".join(
        " | ".join(filter(None, map(one["text"].get, ("sv", "en")))) for one in choices
    )
