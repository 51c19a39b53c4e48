from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.promises.forms import day, free
from lofte.promises.models import PromiseParty
from lofte.promises.rules import Broken
from lofte.promises.signing.inputs import CeremonyFacts, Signer


class FreezeForm(forms.Form):
    """A reason for each rule that may be set aside."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = free(_("Varför löftet ändras"), 300)

    def __init__(self, *args: Any, broken: list[Broken], amending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not amending:
            del self.fields["why"]
        for rule in sorted({one.rule for one in broken if not one.stands}):
            self.fields[f"rule_{rule}"] = forms.CharField(
                label=_("Varför %(rule)s inte ska gälla här") % {"rule": rule},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reasons(self, data: dict[str, Any]) -> dict[str, str]:
        return {n.removeprefix("rule_"): v for n, v in data.items() if n.startswith("rule_")}


class CeremonyForm(forms.Form):
    """A signing on paper: who, when, the scanned paper."""

    held_on = day(_("Dag"), required=False)
    place = free(_("Plats"), 160)
    file = forms.FileField(label=_("Det undertecknade papperet (PDF)"), required=False)
    photo = forms.FileField(label=_("Foto (JPG eller PNG)"), required=False)
    note = free(_("Anmärkning"), 400, 2)

    def __init__(self, *args: Any, lines: list[PromiseParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        for line in lines:
            self.fields[f"name_{line.party_id}"] = free(
                _("Vem skrev under för %(party)s?") % {"party": line.printed}, 200
            )
        self.order_fields([n for n in self.fields if n.startswith("name_")])

    def facts(self, data: dict[str, Any]) -> CeremonyFacts:
        signers = tuple(
            Signer(party=line.party, name=data[f"name_{line.party_id}"])
            for line in self._lines
            if data[f"name_{line.party_id}"]
        )
        return CeremonyFacts(
            held_on=data["held_on"],
            place=data["place"],
            note=data["note"],
            signers=signers,
            file=data["file"].read() if data["file"] else b"",
            photo=data["photo"].read() if data["photo"] else b"",
        )
