"""What people said becomes a problem, with one click, resting on that they said it."""

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import pointing_at
from lofte.dialogue.themes.queries import counted, in_use
from lofte.places.models import Area, NamedPlace
from lofte.situation.problems.actions import add_dialogue, add_theme, describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.problems.states import ProblemKind


@action
def problem_of_theme(*, dialogue: Dialogue, theme: str, by: Actor) -> Problem:
    """A problem by the theme's name. What it is, and where, is for people to write."""
    listed = in_use(dialogue.kommun)
    name = listed.name_of(theme)
    if not name:
        raise Refused("Temat finns inte i listan. Inget sparades. Läs in sidan igen.")
    least = dialogue.kommun.minimum_cell
    if counted(dialogue, listed, suspected=False).persons[theme] < least:
        raise Refused(f"Färre än {least} har skrivit om temat. Ingenting sparades.")
    facts = ProblemFacts(title=name, kind=ProblemKind.FEAR)
    made = describe_problem(kommun=dialogue.kommun, facts=facts, by=by)
    add_theme(problem=made, dialogue=dialogue, theme=theme, by=by)
    return made


@action
def problem_of_place(*, dialogue: Dialogue, where: NamedPlace | Area, by: Actor) -> Problem:
    """A problem at a place or in an area that enough persons have marked as unsafe."""
    places, areas = ((where,), ()) if isinstance(where, NamedPlace) else ((), (where,))
    least = dialogue.kommun.minimum_cell
    persons, _answers = pointing_at(dialogue, places, areas)
    if where.kommun_id != dialogue.kommun_id or persons < least:
        raise Refused(f"Färre än {least} har markerat platsen som otrygg. Ingenting sparades.")
    facts = ProblemFacts(
        title=f"Otryggt: {where.name}", kind=ProblemKind.FEAR, places=places, areas=areas
    )
    made = describe_problem(kommun=dialogue.kommun, facts=facts, by=by)
    add_dialogue(problem=made, dialogue=dialogue, by=by)
    return made
