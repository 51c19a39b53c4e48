"""An export becomes a dialogue that is over: each person's votes and words are one answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lofte.audit.actions import Actor, action
from lofte.dialogue import actions as dialogues
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.questionnaires.questions import LONGEST_TEXT, Given
from lofte.dialogue.states import Audience, Format, Mode
from lofte.importers.polis_export.reading import (
    AGREE,
    DISAGREE,
    NOTHING,
    PASS,
    BadExport,
    Comment,
    Export,
)
from lofte.people.free_text import masked
from lofte.places.models import Kommun

MOST_STATEMENTS = 60
NO_GROUP = "utan"
VOTED = {
    AGREE: {"sv": "Håller med", "en": "Agree"},
    DISAGREE: {"sv": "Håller inte med", "en": "Disagree"},
    PASS: {"sv": "Passar", "en": "Pass"},
}


@dataclass(frozen=True, slots=True)
class Taken:
    """dialogue: ended. statements: how many of those voted on became questions."""

    dialogue: Dialogue
    people: int
    comments: int
    statements: int
    left: int


@action
def take_in(*, kommun: Kommun, export: Export, by: Actor) -> Taken:
    """All of it, or nothing. Votes on more statements than a form holds are told, not taken."""
    chosen = _most_voted(export)
    wrote = {person.id: _texts(export, person.id) for person in export.people}
    pages = max(map(len, wrote.values()))
    definition = _definition(export, chosen, pages)
    name = masked(export.topic)[:100]
    if Questionnaire.objects.unscoped("is it here?").filter(kommun=kommun, name=name).exists():
        raise BadExport(f"”{name}” finns redan. {NOTHING}")
    days = sorted(comment.day for comment in export.comments)
    form = dialogues.write_questionnaire(kommun=kommun, name=name, definition=definition, by=by)
    plan = dialogues.Plan(
        title=masked(export.topic)[:110],
        format=Format.WEB,
        audience=Audience.RESIDENTS,
        mode=Mode.OPEN,
        opens=days[0],
        closes=days[-1],
    )
    dialogue = dialogues.plan(questionnaire=form, plan=plan, by=by)
    dialogues.open_(dialogue=dialogue, by=by)
    for person in export.people:
        votes = {f"p_{one.id}": person.votes[one.id] for one in chosen if one.id in person.votes}
        words = {f"ord_{n}": text for n, text in enumerate(wrote[person.id], start=1)}
        given = Given(values={**votes, **words, "grupp": _group(person.group)})
        sending = answering.Sending(given=given, questionnaire=form, client_id=person.id)
        answering.receive(dialogue=dialogue, sending=sending, today=days[-1], by=by)
    dialogues.end(dialogue=dialogue, by=by)
    voted = sum(one.shown for one in export.comments)
    return Taken(
        dialogue, len(export.people), len(export.comments), len(chosen), voted - len(chosen)
    )


def _most_voted(export: Export) -> list[Comment]:
    """The statements that most have voted on, in the order in which they were written."""
    votes = Counter(one for person in export.people for one in person.votes)
    shown = [one for one in export.comments if one.shown]
    kept = sorted(shown, key=lambda one: -votes[one.id])[:MOST_STATEMENTS]
    return sorted(kept, key=lambda one: (one.day, one.id))


def _texts(export: Export, author: str) -> list[str]:
    """What a person wrote, a comment a line, in as many pieces as a text may be long."""
    pieces: list[str] = []
    for comment in export.comments:
        if comment.author != author:
            continue
        if len(comment.text) > LONGEST_TEXT:
            raise BadExport(f"Kommentar {comment.id} är för lång. {NOTHING}")
        if pieces and len(pieces[-1]) + len(comment.text) < LONGEST_TEXT:
            pieces[-1] += f"\n{comment.text}"
        else:
            pieces.append(comment.text)
    return pieces


def _group(group: str) -> str:
    return f"grupp_{group}" if group else NO_GROUP


def _definition(export: Export, chosen: list[Comment], pages: int) -> dict[str, Any]:
    groups = sorted({_group(person.group) for person in export.people})
    about = {"intro": _both(masked(export.about))} if export.about else {}
    return {
        "title": _both(masked(export.topic)),
        **about,
        "questions": [
            *(_vote(one) for one in chosen),
            *_words(pages),
            {
                "code": "grupp",
                "version": 1,
                "kind": "single",
                "text": {"sv": "Åsiktsgrupp, uträknad av Polis", "en": "Opinion group, by Polis"},
                "options": [{"code": one, "text": {"sv": one}} for one in groups],
            },
        ],
    }


def _vote(comment: Comment) -> dict[str, Any]:
    return {
        "code": f"p_{comment.id}",
        "version": 1,
        "kind": "single",
        "text": _both(masked(comment.text)),
        "options": [{"code": code, "text": texts} for code, texts in VOTED.items()],
    }


def _words(pages: int) -> Iterator[dict[str, Any]]:
    for number in range(1, pages + 1):
        text = {"sv": f"Det personen skrev, del {number}", "en": f"What the person wrote, {number}"}
        yield {"code": f"ord_{number}", "version": 1, "kind": "text", "text": text}


def _both(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}
