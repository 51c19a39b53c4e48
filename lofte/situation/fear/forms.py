from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.problems.models import Problem
from lofte.situation.problems.queries import problems_of


class ToProblemForm(forms.Form):
    """Which area's sentence becomes evidence of which problem."""

    area = forms.ChoiceField(label=_("Område"))
    problem = forms.ModelChoiceField(Problem.objects.none(), label=_("Problem"))

    def __init__(
        self,
        *args: object,
        kommun: Kommun,
        viewer: User,
        areas: list[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["problem"].queryset = problems_of(kommun, viewer)  # type: ignore[attr-defined]
