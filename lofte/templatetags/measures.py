"""What is done about a problem, on the problem's own page: its room does not know of measures."""

from typing import Any

from django import template
from django.template import Context

from lofte.people.states import Capability as C
from lofte.promises.measures.queries import measures_about
from lofte.situation.problems.models import Problem

register = template.Library()


@register.inclusion_tag("promises/_measures_about.html", takes_context=True)
def measures_against(context: Context, problem: Problem) -> dict[str, Any]:
    """The measures about the problem's causes, and the way to a new one."""
    user, kommun = context["request"].user, context["kommun"]
    return {
        "kommun": kommun,
        "problem": problem,
        "measures": list(measures_about(problem, user)),
        "may_write": user.can(C.PROMISE, kommun.pk) and problem.closed_at is None,
    }
