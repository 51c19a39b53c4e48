from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.promises.models import Promise
from lofte.publishing.releases.inputs import Contact, Quote, ReleaseFacts
from lofte.publishing.releases.models import Release
from lofte.publishing.releases.states import After

QUOTES = 3
SEPARATOR = "|"
PARTS = ("quote", "role", "after")


def _words(label: Any, *, rows: int, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReleaseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    promise = forms.ChoiceField(label=_("Löfte"), required=False)
    heading = forms.CharField(label=_("Rubrik"), max_length=200)
    lead = _words(_("Ingress"), rows=3, most=2000)
    focus = _words(_("Områden i fokus"), rows=4, most=4000)
    priority = _words(_("Prioritering"), rows=4, most=4000)
    basis = _words(_("Dialog och statistik"), rows=4, most=4000)
    about = _words(_("Om kommunen"), rows=4, most=3000)
    contacts = _words(
        _("Kontakter"),
        rows=6,
        most=4000,
        help_text=_(
            "En per rad: roll | namn | telefon eller e-post. Roll eller namn kan saknas: "
            "”säkerhetssamordnare | | 0511-320 00”."
        ),
    )

    def __init__(self, *args: Any, promises: list[Promise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = {str(one.pk): one for one in promises}
        choice = self.fields["promise"]
        choice.choices = [  # type: ignore[attr-defined]
            ("", _("Inget löfte")),
            *((key, one.title) for key, one in self.promises.items()),
        ]
        for number in range(1, QUOTES + 1):
            self.fields[f"quote_{number}"] = _words(
                _("Citat %(number)d") % {"number": number}, rows=3, most=1500
            )
            self.fields[f"role_{number}"] = forms.CharField(
                label=_("Vem säger det? (roll)"), required=False, max_length=160
            )
            self.fields[f"after_{number}"] = forms.ChoiceField(
                label=_("Var i texten?"), choices=After.choices, required=False
            )
        self.order_fields(
            [
                *("version", "promise", "heading", "lead", "focus", "priority"),
                *(f"{name}_{n}" for n in range(1, QUOTES + 1) for name in PARTS),
                *("basis", "about", "contacts"),
            ]
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, QUOTES + 1):
            if data.get(f"quote_{number}") and not data.get(f"role_{number}"):
                self.add_error(f"role_{number}", _("Skriv vilken roll den har som säger det."))
        return data

    def facts(self, data: dict[str, Any]) -> ReleaseFacts:
        return ReleaseFacts(
            heading=data["heading"],
            promise=self.promises.get(data["promise"]),
            lead=data["lead"],
            focus=data["focus"],
            priority=data["priority"],
            basis=data["basis"],
            about=data["about"],
            quotes=tuple(
                Quote(
                    text=data[f"quote_{n}"],
                    role=data[f"role_{n}"],
                    after=data[f"after_{n}"] or After.LEAD,
                )
                for n in range(1, QUOTES + 1)
                if data[f"quote_{n}"].strip()
            ),
            contacts=tuple(map(_contact, filter(str.strip, data["contacts"].splitlines()))),
        )


def _contact(line: str) -> Contact:
    role, name, reach = ([*map(str.strip, line.split(SEPARATOR, 2)), "", ""])[:3]
    return Contact(role=role, name=name, reach=reach)


def values_of(release: Release) -> dict[str, Any]:
    """A release as the form shows it."""
    names = ("heading", "lead", "focus", "priority", "basis", "about", "version")
    values = {name: getattr(release, name) for name in names}
    values["promise"] = str(release.promise_id or "")
    for number, one in enumerate(release.quotes[:QUOTES], start=1):
        values |= {
            f"quote_{number}": one["text"],
            f"role_{number}": one["role"],
            f"after_{number}": one["after"],
        }
    values["contacts"] = "\n".join(
        f" {SEPARATOR} ".join((one["role"], one["name"], one["reach"])) for one in release.contacts
    )
    return values
