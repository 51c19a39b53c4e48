"""A dialogue on a real server, and what came into it."""

import json
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.dialogue import actions
from lofte.dialogue.answering import floods
from lofte.dialogue.models import Answer, Dialogue, Mark
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.results.queries import answers_of
from lofte.dialogue.states import Audience, Format, Mode
from lofte.places.models import NamedPlace
from tests import cast


def ask() -> None:
    """Print the short address of an open dialogue, its poster's code and a place's number."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    kommun = cast.make_kommun()
    today = timezone.localdate()
    form = actions.write_questionnaire(
        kommun=kommun, name="Trygghet", definition=bank.starting(Format.WEB), by=SYSTEM
    )
    plan = actions.Plan(
        title="Var är du trygg?",
        format=Format.WEB,
        audience=Audience.RESIDENTS,
        mode=Mode.OPEN,
        opens=today,
        closes=today + timedelta(days=7),
    )
    dialogue = actions.open_(
        dialogue=actions.plan(questionnaire=form, plan=plan, by=SYSTEM), by=SYSTEM
    )
    place = NamedPlace.objects.unscoped("to point at").filter(kommun=kommun, group_only=False)
    facts = {"link": dialogue.link, "code": dialogue.poster_code, "place": place[0].pk}
    print(json.dumps(facts))


def heard() -> None:
    """Print how many times each text is there, how many marks, how many are marked as a flood."""
    rows = Answer.objects.unscoped("counting what arrived")
    texts = Counter(row["fritt"] for row in rows.values_list("values", flat=True))
    marks = Mark.objects.unscoped("counting what arrived").count()
    flood = rows.filter(suspected=True).count()
    print(json.dumps({"texts": texts, "marks": marks, "flood": flood}))


def told() -> None:
    """Print how many answers the results count with and without a suspected flood, how many of the
    marked ones wrote that they are a person, and the limits of a flood."""
    dialogue = Dialogue.objects.unscoped("counting what arrived").get()
    marked = Answer.objects.unscoped("counting what arrived").filter(suspected=True)
    words = (row["fritt"] for row in marked.values_list("values", flat=True))
    counts = {
        "with": len(answers_of(dialogue)),
        "without": len(answers_of(dialogue, suspected=False)),
        "most_a_minute": floods.MOST[floods.MINUTE],
        "most_an_hour": floods.MOST[floods.HOUR],
        "persons_marked": sum(text.startswith("person") for text in words),
    }
    print(json.dumps(counts))
