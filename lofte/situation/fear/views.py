"""Where fear is high and events few, and the reverse."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.fear import page, squares
from lofte.situation.fear.compare import DAYS, Compared, TooFew, compare
from lofte.situation.fear.forms import ToProblemForm
from lofte.situation.problems.actions import add_evidence
from lofte.situation.problems.inputs import EvidenceFacts
from lofte.situation.problems.states import EvidenceKind, Strength


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.SEE_GROUP)
def fear(request: SignedIn, kommun: Kommun) -> HttpResponse:
    end = timezone.localdate() + timedelta(days=1)
    suspected = request.GET.get("misstankta") == "med"
    found = compare(kommun, end - timedelta(days=DAYS), end, suspected=suspected)
    if isinstance(found, TooFew):
        context = {"kommun": kommun, "few": found, "marked": found.marked}
        return render(request, "situation/fear.html", context)
    rows = page.rows(found)
    may_write = request.user.can(Capability.PROMISE, kommun.pk)
    posted = request.POST if request.method == "POST" and may_write else None
    areas = [(row.code, row.name) for row in rows]
    form = ToProblemForm(posted, kommun=kommun, viewer=request.user, areas=areas)
    if posted is not None and form.is_valid():
        row = next(row for row in rows if row.code == form.cleaned_data["area"])
        problem = form.cleaned_data["problem"]
        try:
            add_evidence(problem=problem, facts=_facts(found, row), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Problemet vilar nu också på jämförelsen."))
            return redirect("situation:problem", kommun.slug, problem.pk)
    told = squares.squares(found, kommun)
    around = squares.around(found, told)
    context = {
        "kommun": kommun,
        "found": found,
        "marked": found.marked,
        "rows": rows,
        "telling": [row for row in rows if row.sure],
        "around": around,
        "kinds": squares.kinds(around),
        "squares": told,
        "same_as": "squares" if told else "tabell",
        "safe": page.safe_squares(found, kommun),
        "stopped": page.stopped(found),
        "map": page.description(found, kommun, told),
        "form": form if may_write else None,
    }
    return render(request, "situation/fear.html", context)


def _facts(found: Compared, row: page.Row) -> EvidenceFacts:
    return EvidenceFacts(
        kind=EvidenceKind.DIALOGUE,
        sentence=f"{row.sentence} {found.by_area.statement}{_of_flood(found)}",
        source=", ".join((*found.marked.titles, *found.names)),
        period=f"{found.first} till {found.last - timedelta(days=1)}",
        strength=Strength.SOME if row.sure else Strength.WEAK,
    )


def _of_flood(found: Compared) -> str:
    """Whether marks that may be a flood were counted, where there are any."""
    if not found.marked.suspected:
        return ""
    told = "är med" if found.marked.with_suspected else "är inte med"
    return f" {found.marked.suspected} svar som kan ha skickats av ett program {told}."
