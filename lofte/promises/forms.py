from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.agreements.models import Agreement
from lofte.promises.commitments.models import Commitment
from lofte.promises.inputs import (
    CommitmentFacts,
    FocusLine,
    IndicatorFacts,
    PartyLine,
    PromiseFacts,
    Target,
)
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.printing import in_order
from lofte.promises.states import Comparator, IndicatorKind, Per, TargetKind
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import Series

DAY = {"invalid": _("Skriv dagen som 2026-11-19.")}
TAKES_PART = [("", _("inte med")), ("with", _("med")), ("signs", _("med, skriver under"))]


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=DAY,
    )


def free(label: Any, longest: int = 200, rows: int = 0, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=widget, help_text=help_text
    )


def choices_of(rows: Iterable[Any], empty: Any = None) -> list[tuple[str, Any]]:
    first = [] if empty is None else [("", empty)]
    return [*first, *((str(row.pk), str(row)) for row in rows)]


class PromiseForm(forms.Form):
    """Whose, where, when and about what. Each party has a line of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Rubrik"),
        max_length=200,
        help_text=_("Säg vad som ska bli bättre: Tryggare kvällar vid resecentrum."),
    )
    area_text = forms.CharField(
        label=_("Område"), max_length=200, help_text=_("Hela kommunen, en stadsdel eller ett torg.")
    )
    areas = forms.MultipleChoiceField(
        label=_("Delar av kommunen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Den som följer ett av dem får veta. Inget valt: löftet gäller hela kommunen."),
    )
    first_day = day(_("Gäller från"))
    last_day = day(_("Gäller till och med"), help_text=_("Ett halvår, ett år, fyra år: ni väljer."))
    follows = forms.ChoiceField(label=_("Följer på"), required=False)
    intro = free(_("Inledning"), 6000, 4)
    basis = free(_("Underlag"), 6000, 4, _("Lägesbild, dialog, statistik: det löftet vilar på."))
    problems = forms.MultipleChoiceField(
        label=_("Problem i fokus"), required=False, widget=forms.CheckboxSelectMultiple
    )
    focus = free(_("Andra fokusområden"), 3000, 3, _("Ett på varje rad."))
    picture = forms.ChoiceField(label=_("Vilar på lägesbilden"), required=False)
    agreement = forms.ChoiceField(label=_("Hör till överenskommelsen"), required=False)
    kommuner = forms.MultipleChoiceField(
        label=_("Fler kommuner"), required=False, widget=forms.CheckboxSelectMultiple
    )
    how_followed_up = free(_("Så följer vi upp"), 4000, 3)
    contact = free(
        _("Kontakt"), 1000, 2, _("En roll och en funktionsadress, ingen persons nummer.")
    )

    def __init__(self, *args: Any, around: "Around", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        for party in around.parties:
            self.fields[f"party_{party.pk}"] = forms.ChoiceField(
                label=_label_of(party), choices=TAKES_PART, required=False
            )
            self.fields[f"role_{party.pk}"] = free(_("Undertecknarens roll"), 160)
        chosen = {
            "follows": choices_of(around.earlier, _("inget tidigare löfte")),
            "problems": choices_of(around.problems),
            "picture": choices_of(around.pictures, _("ingen än")),
            "agreement": choices_of(around.agreements, _("ingen än")),
            "kommuner": choices_of(around.kommuner),
            "areas": choices_of(around.areas),
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        lines = [n for n in self.fields if n.startswith(("party_", "role_"))]
        rest = [name for name in self.fields if name not in lines]
        at = rest.index("last_day") + 1
        self.order_fields([*rest[:at], *lines, *rest[at:]])

    def facts(self, data: dict[str, Any]) -> PromiseFacts:
        around = self.around
        plain = ("title", "area_text", "first_day", "last_day", "intro", "basis")
        more = ("how_followed_up", "contact")
        problems = [row for row in around.problems if str(row.pk) in data.get("problems", [])]
        lines = [line.strip() for line in data["focus"].splitlines() if line.strip()]
        focuses = [FocusLine(text=row.title, problem=row) for row in problems]
        focuses += [FocusLine(text=line) for line in lines]
        taking_part = [party for party in around.parties if data[f"party_{party.pk}"]]
        return PromiseFacts(
            **{name: data[name] for name in (*plain, *more)},
            parties=tuple(
                PartyLine(
                    party=party,
                    printed=printed,
                    signs=data[f"party_{party.pk}"] == "signs",
                    signing_role=data[f"role_{party.pk}"],
                )
                for party, printed in in_order(taking_part)
            ),
            focuses=tuple(focuses),
            kommuner=_several(around.kommuner, data.get("kommuner")),
            areas=_several(around.areas, data.get("areas")),
            follows=_chosen(around.earlier, data.get("follows")),
            picture=_chosen(around.pictures, data.get("picture")),
            agreement=_chosen(around.agreements, data.get("agreement")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a promise may choose from."""

    parties: list[Party]
    earlier: list[Promise]
    problems: list[Problem]
    pictures: list[StatutoryPicture]
    agreements: list[Agreement]
    kommuner: list[Kommun]
    areas: list[Area]


def _label_of(party: Party) -> str:
    if party.closed_on is None:
        return party.name
    return _("%(party)s (stängd)") % {"party": party}


def _chosen(rows: Iterable[Any], key: str | None) -> Any:
    return next((row for row in rows if str(row.pk) == key), None)


def _several(rows: Iterable[Any], keys: list[str] | None) -> tuple[Any, ...]:
    return tuple(row for row in rows if str(row.pk) in (keys or ()))


def values_of(promise: Promise) -> dict[str, Any]:
    """A promise as the form shows it."""
    why = "the promise at hand"
    focuses = list(promise.focuses.unscoped(why))
    values: dict[str, Any] = {
        name: getattr(promise, name) for name in PromiseForm.base_fields if hasattr(promise, name)
    }
    values |= {
        "follows": str(promise.follows_id or ""),
        "picture": str(promise.picture_id or ""),
        "agreement": str(promise.agreement_id or ""),
        "kommuner": [str(row.pk) for row in promise.kommuner.unscoped(why)],
        "areas": [str(row.pk) for row in promise.areas.unscoped(why)],
        "problems": [str(row.problem_id) for row in focuses if row.problem_id],
        "focus": "\n".join(row.text for row in focuses if not row.problem_id),
    }
    for line in promise.promise_parties.unscoped(why):
        values[f"party_{line.party_id}"] = "signs" if line.signs else "with"
        values[f"role_{line.party_id}"] = line.signing_role
    return values


def kept(facts: PromiseFacts, promise: Promise, around: Around) -> PromiseFacts:
    """What the form does not ask for stays: other kommuner and their parties, printed names."""
    why = "what the form does not ask for"
    offered = {party.pk for party in around.parties}
    lines = list(promise.promise_parties.unscoped(why).select_related("party"))
    printed = {line.party_id: line.printed for line in lines}
    asked = [replace(one, printed=printed.get(one.party.pk, one.printed)) for one in facts.parties]
    others = [
        PartyLine(
            party=line.party,
            printed=line.printed,
            signs=line.signs,
            signing_role=line.signing_role,
        )
        for line in lines
        if line.party_id not in offered
    ]

    def unseen(rows: Iterable[Any], offered: Iterable[Any]) -> list[Any]:
        known = {row.pk for row in offered}
        return [row for row in rows if row.pk not in known]

    kommuner = unseen(promise.kommuner.unscoped(why), around.kommuner)
    areas = unseen(promise.areas.unscoped(why), around.areas)

    def own(name: str, offered: Iterable[Any]) -> Any:
        """What was chosen, else what stands and could not be seen."""
        stands = getattr(promise, name)
        return getattr(facts, name) or (stands if stands not in offered else None)

    return replace(
        facts,
        parties=(*asked, *others),
        kommuner=(*facts.kommuner, *kommuner),
        places=tuple(promise.places.unscoped(why)),
        areas=(*facts.areas, *areas),
        agreement=own("agreement", around.agreements),
        follows=own("follows", around.earlier),
        picture=own("picture", around.pictures),
        focuses=_kept_focuses(facts, promise, around),
        note=promise.note,
    )


def _kept_focuses(facts: PromiseFacts, promise: Promise, around: Around) -> tuple[FocusLine, ...]:
    """In the order they stood: those chosen, each with its place, and those that were not seen."""
    seen = {row.pk for row in around.problems}
    rows = promise.focuses.unscoped("what stands").select_related("problem", "place")
    before = [FocusLine(text=row.text, problem=row.problem, place=row.place) for row in rows]
    chosen = {line.problem or line.text: line for line in facts.focuses}
    kept = []
    for line in before:
        found = chosen.pop(line.problem or line.text, None)
        if found is not None:
            kept.append(replace(found, place=line.place))
        elif line.problem is not None and line.problem.pk not in seen:
            kept.append(line)
    return (*kept, *chosen.values())


class CommitmentForm(forms.Form):
    """One point: who promises what, where, how much and by when."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Vi lovar att"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vi fotpatrullerar vid Resecentrum minst två kvällar i veckan."),
    )
    parties = forms.MultipleChoiceField(
        label=_("Vem lovar?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ingen vald: tillsammans."),
    )
    target_kind = forms.ChoiceField(label=_("Mål"), choices=TargetKind.choices)
    comparator = forms.ChoiceField(
        label=_("Jämförelse"), choices=[("", "–"), *Comparator.choices], required=False
    )
    value = forms.DecimalField(
        label=_("Tal"), max_digits=12, decimal_places=2, required=False, localize=True
    )
    per = forms.ChoiceField(label=_("Per"), choices=[("", "–"), *Per.choices], required=False)
    unit = free(_("Av vad"), 120, help_text=_("kvällar, besök, klasser i årskurs 7"))
    due = day(_("Senast"), required=False)
    no_target_reason = free(_("Varför inget mål"), 300)
    places = forms.MultipleChoiceField(
        label=_("Platser"), required=False, widget=forms.CheckboxSelectMultiple
    )
    where = free(_("Var, i ord"))
    owner_role = free(_("Roll som håller i det"), 160)
    measure = forms.ChoiceField(label=_("Åtgärd"), required=False)
    continues = forms.ChoiceField(label=_("Fortsätter"), required=False)

    def __init__(
        self,
        *args: Any,
        parties: list[Party],
        places: list[NamedPlace],
        measures: list[Measure],
        earlier: list[Commitment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties, self._places = parties, places
        self._measures, self._earlier = measures, earlier
        self.fields["parties"].choices = choices_of(parties)  # type: ignore[attr-defined]
        self.fields["places"].choices = choices_of(places)  # type: ignore[attr-defined]
        self.fields["measure"].choices = choices_of(measures, _("ingen än"))  # type: ignore[attr-defined]
        self.fields["continues"].choices = choices_of(earlier, _("inget, det är nytt"))  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> CommitmentFacts:
        return CommitmentFacts(
            text=data["text"],
            parties=tuple(row for row in self._parties if str(row.pk) in data["parties"]),
            target=Target(
                kind=data["target_kind"],
                comparator=data["comparator"],
                value=data["value"],
                per=data["per"],
                unit=data["unit"],
            ),
            places=tuple(row for row in self._places if str(row.pk) in data["places"]),
            where=data["where"],
            owner_role=data["owner_role"],
            due=data["due"],
            no_target_reason=data["no_target_reason"],
            measure=_chosen(self._measures, data["measure"]),
            continues=_chosen(self._earlier, data["continues"]),
        )


def point_values(row: Commitment) -> dict[str, Any]:
    why = "the commitment at hand"
    return {
        **{n: getattr(row, n) for n in CommitmentForm.base_fields if hasattr(row, n)},
        "value": row.target_value,
        "parties": [str(one.pk) for one in row.parties.unscoped(why)],
        "places": [str(one.pk) for one in row.places.unscoped(why)],
        "measure": str(row.measure_id or ""),
        "continues": str(row.continues_id or ""),
    }


class IndicatorForm(forms.Form):
    """What is measured, what it was before, and what it shall become."""

    kind = forms.ChoiceField(label=_("Slag av mått"), choices=IndicatorKind.choices)
    name = forms.CharField(label=_("Mått"), max_length=200)
    unit = free(_("Enhet"), 60)
    geography = free(_("Område som mäts"), 160)
    source = free(_("Källa"))
    method = free(_("Så mäts det"), 300)
    baseline = forms.FloatField(label=_("Nollmätning"), required=False, localize=True)
    baseline_period = free(_("Nollmätningens period"), 80)
    events = forms.FloatField(
        label=_("Händelser under en lika lång period, normalt"),
        required=False,
        localize=True,
        help_text=_("Antalet avgör hur liten förändring som går att skilja från slump."),
    )
    comparator = forms.ChoiceField(
        label=_("Jämförelse"), choices=[("", "–"), *Comparator.choices], required=False
    )
    target_value = forms.FloatField(label=_("Målvärde"), required=False, localize=True)
    due = day(_("Mäts senast"), required=False)
    series = forms.ChoiceField(
        label=_("Följ officiell statistik"),
        required=False,
        help_text=_("Värdet kommer av sig självt när nya siffror läses in under Källor."),
    )
    series_area = free(_("Kommunkod i statistiken"), 40, help_text=_("Tomt: den egna kommunen."))

    def __init__(self, *args: Any, series: list[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._series = series
        named = [(str(row.pk), f"{row.name} ({row.code}), {row.source}") for row in series]
        self.fields["series"].choices = [("", _("ingen, vi skriver in värdet")), *named]  # type: ignore[attr-defined]
        if not series:
            del self.fields["series"], self.fields["series_area"]

    def facts(self, data: dict[str, Any]) -> IndicatorFacts:
        return IndicatorFacts(**data | {"series": _chosen(self._series, data.get("series"))})
